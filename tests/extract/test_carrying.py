"""Words that somebody goes on to say."""

from sayso.annotate import Fragment
from sayso.extract import find_attributions
from tests.make_docs import make_annotated


def test_a_content_belongs_to_the_cue_of_its_own_sentence() -> None:
    # The model linked the nurses' words to the mayor's cue.
    table = """
Shells NOUN 1 nsubj shell
fell VERB 1 root fall
+, PUNCT 1 punct
according VERB 5 case accord
to ADP 3 fixed
nurses NOUN 1 obl nurse
+. PUNCT 1 punct
Hamad PROPN 8 nsubj
blamed VERB 8 root blame
rebels NOUN 8 obj rebel
+. PUNCT 8 punct
"""
    fragments = (
        Fragment("content", 0, 2, 2),
        Fragment("cue", 3, 5, 1),
        Fragment("source", 5, 6, 1),
        Fragment("source", 7, 8, 2),
        Fragment("cue", 8, 9, 2),
        Fragment("content", 9, 10, 2),
    )
    nurses, hamad = find_attributions(make_annotated(table, ents=((7, 8, "PER"),), fragments=fragments))
    assert [s.text for s in nurses.content] == ["Shells fell"]
    assert [s.text for s in hamad.content] == ["rebels"]


def test_a_quotation_is_taken_whole() -> None:
    # The model left out the second sentence.
    table = """
Hamad PROPN 1 nsubj
said VERB 1 root say
+: PUNCT 1 punct
“ PUNCT 5 punct
+Mud NOUN 5 nsubj
came VERB 1 ccomp come
+. PUNCT 5 punct
Nothing PRON 8 nsubj
helped VERB 8 root help
+. PUNCT 8 punct
We PRON 11 nsubj
left VERB 11 root leave
+. PUNCT 11 punct
+” PUNCT 11 punct
"""
    fragments = (
        Fragment("source", 0, 1, 1),
        Fragment("cue", 1, 2, 1),
        Fragment("content", 3, 7, 1),
        Fragment("content", 10, 14, 1),
    )
    (found,) = find_attributions(make_annotated(table, ents=((0, 1, "PER"),), fragments=fragments))
    assert [s.text for s in found.content] == ["“Mud came. Nothing helped. We left.”"]
    assert found.quotation == "direct"


def test_a_quotation_stops_at_somebody_elses_words() -> None:
    table = """
“ PUNCT 2 punct
+Mud NOUN 2 nsubj
came VERB 5 ccomp come
+. PUNCT 2 punct
Hamad PROPN 5 nsubj
says VERB 5 root say
no INTJ 5 ccomp
+. PUNCT 5 punct
+” PUNCT 5 punct
said VERB 9 root say
Lenz PROPN 9 nsubj
"""
    fragments = (
        Fragment("content", 0, 4, 1),
        Fragment("cue", 9, 10, 1),
        Fragment("source", 10, 11, 1),
        Fragment("source", 4, 5, 2),
        Fragment("cue", 5, 6, 2),
        Fragment("content", 6, 7, 2),
    )
    found = find_attributions(make_annotated(table, fragments=fragments))
    assert [[s.text for s in a.content] for a in found] == [["“Mud came."], ["no"]]


STATEMENT = """
Minister PROPN 2 nmod:desc
Lenz PROPN 2 nsubj
said VERB 2 root say
+: PUNCT 2 punct
¶ SPACE 3 dep
I PRON 6 nsubj
mourn VERB 6 root
them PRON 6 obj
+. PUNCT 6 punct
¶ SPACE 8 dep
The DET 11 det
dam NOUN 12 nsubj
burst VERB 12 root
+. PUNCT 12 punct
¶ SPACE 13 dep
We PRON 16 nsubj
rebuild VERB 16 root
+. PUNCT 16 punct
¶ SPACE 17 dep
The DET 20 det
road NOUN 21 nsubj
reopens VERB 21 root
+. PUNCT 21 punct
"""


def test_a_statement_below_a_colon_is_the_speakers_as_far_as_it_says_we() -> None:
    fragments = (Fragment("source", 0, 2, 1), Fragment("cue", 2, 3, 1), Fragment("content", 5, 8, 1))
    (found,) = find_attributions(make_annotated(STATEMENT, ents=((1, 2, "PER"),), fragments=fragments))
    assert [s.text for s in found.content] == ["I mourn them.\n\nThe dam burst.\n\nWe rebuild."]
    assert found.quotation == "direct"


def test_a_colon_before_lines_that_nobody_speaks_adds_nothing() -> None:
    table = STATEMENT.replace("I PRON", "Aid NOUN").replace("We PRON", "Crews NOUN")
    fragments = (Fragment("source", 0, 2, 1), Fragment("cue", 2, 3, 1), Fragment("content", 5, 8, 1))
    (found,) = find_attributions(make_annotated(table, ents=((1, 2, "PER"),), fragments=fragments))
    assert [s.text for s in found.content] == ["Aid mourn them"]


def _with_paragraphs(first: str, last: str) -> str:
    """A statement whose paragraphs begin with these words and run on for as long as paragraphs do."""
    rows = ["Lenz PROPN 1 nsubj", "said VERB 1 root say", "+: PUNCT 1 punct", "¶ SPACE 2 dep"]
    for word in (first, last):
        at = len(rows)
        rows += [f"{word} PRON {at + 1} nsubj", f"rebuild VERB {at + 1} root"]
        rows += [f"slowly ADV {at + 1} advmod"] * 10
        rows += [f"+. PUNCT {at + 1} punct", f"¶ SPACE {at + 13} dep"]
    return "\n".join(rows[:-1])


def test_paragraphs_below_a_colon_are_the_speakers_to_the_end_where_nobody_else_speaks() -> None:
    # The model found the source and the cue, and nothing that was said.
    fragments = (Fragment("source", 0, 1, 1), Fragment("cue", 1, 2, 1))
    for first, last in (("We", "Crews"), ("Crews", "Crews")):
        made = make_annotated(_with_paragraphs(first, last), ents=((0, 1, "PER"),), fragments=fragments)
        (found,) = find_attributions(made)
        assert [s.text for s in found.content] == [made.report.text.split("\n\n", 1)[1]]


def test_a_cue_inside_a_statement_keeps_to_its_own_sentence() -> None:
    fragments = (
        Fragment("source", 0, 1, 1),
        Fragment("cue", 1, 2, 1),
        Fragment("content", 4, 8, 2),
        Fragment("source", 18, 19, 2),
        Fragment("cue", 19, 20, 2),
        Fragment("content", 20, 22, 2),
    )
    made = make_annotated(_with_paragraphs("We", "Crews"), ents=((0, 1, "PER"),), fragments=fragments)
    lenz, crews = find_attributions(made)
    assert lenz.content[0].start < crews.content[0].start
    assert [s.text for s in crews.content] == ["slowly slowly"]
