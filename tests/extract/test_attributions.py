"""From fragments and trees made by hand to attributions."""

import pytest

from sayso.annotate import Annotated, Fragment
from sayso.extract import find_attributions
from sayso.model import Attribution
from tests.make_docs import make_annotated

SAID = """
Colonel PROPN 1 compound
Idris PROPN 3 nsubj
Hamad PROPN 1 flat
said VERB 3 root say
rebels NOUN 6 nsubj rebel
had AUX 6 aux have
shelled VERB 3 ccomp shell
the DET 8 det
depot NOUN 6 obj
+. PUNCT 3 punct
"""


def said(*roles: str) -> Annotated:
    """The sentence above with the fragments of these roles."""
    places = {"source": (0, 3), "cue": (3, 4), "content": (4, 9)}
    fragments = tuple(Fragment(role, *places[role], group=1, score=0.9) for role in roles)  # type: ignore[arg-type]
    return make_annotated(SAID, ents=((1, 3, "PER"),), fragments=fragments)


def texts(found: Attribution) -> tuple[str | None, str | None, list[str]]:
    source = found.source.span.text if found.source else None
    return source, found.cue.text if found.cue else None, [s.text for s in found.content]


@pytest.mark.parametrize("roles", [("source", "cue", "content"), ("source", "cue"), ("cue", "content"), ("cue",)])
def test_the_tree_gives_what_the_model_left_out(roles: tuple[str, ...]) -> None:
    (found,) = find_attributions(said(*roles))
    assert texts(found) == ("Colonel Idris Hamad", "said", ["rebels had shelled the depot"])
    assert found.source is not None
    assert (found.source.name, found.source.kind, found.source.named) == ("Idris Hamad", "person", True)


def test_a_cue_that_governs_nothing_is_no_attribution() -> None:
    annotated = make_annotated("He PRON 1 nsubj\nspoke VERB 1 root speak\n+. PUNCT 1 punct")
    assert find_attributions(Annotated(annotated.report, annotated.doc, (Fragment("cue", 1, 2, 0),))) == ()


def test_a_saying_within_a_saying_has_the_outer_source_as_via() -> None:
    table = """
Hamad PROPN 1 nsubj
said VERB 1 root say
officers NOUN 3 nsubj officer
claimed VERB 1 ccomp claim
rebels NOUN 5 nsubj rebel
fled VERB 3 ccomp flee
+. PUNCT 1 punct
"""
    fragments = (Fragment("source", 0, 1, 1), Fragment("cue", 1, 2, 1), Fragment("content", 2, 6, 1))
    outer, inner = find_attributions(make_annotated(table, ents=((0, 1, "PER"),), fragments=fragments))
    assert texts(outer) == ("Hamad", "said", ["officers claimed rebels fled"])
    assert texts(inner) == ("officers", "claimed", ["rebels fled"])
    assert [v.name for v in inner.via] == ["Hamad"]
    assert outer.via == ()


def test_a_saying_in_a_clause_of_contrast_has_no_via() -> None:
    table = """
Hamad PROPN 1 nsubj
said VERB 1 root say
rebels NOUN 3 nsubj rebel
fled VERB 1 ccomp flee
despite SCONJ 6 mark
Oslo PROPN 6 nsubj
claiming VERB 3 advcl claim
they PRON 8 nsubj
stayed VERB 6 ccomp stay
+. PUNCT 1 punct
"""
    fragments = (Fragment("source", 0, 1, 1), Fragment("cue", 1, 2, 1), Fragment("content", 2, 9, 1))
    _, inner = find_attributions(make_annotated(table, ents=((0, 1, "PER"), (5, 6, "LOC")), fragments=fragments))
    assert texts(inner) == ("Oslo", "claiming", ["they stayed"])
    assert inner.via == ()
    assert inner.source is not None
    assert (inner.source.name, inner.source.kind, inner.source.country) == ("Norway", "government", "NOR")


def test_citing_puts_the_teller_before_the_source() -> None:
    table = """
Lakeview PROPN 1 nsubj
reported VERB 1 root report
shelling NOUN 1 obj
+, PUNCT 4 punct
citing VERB 1 advcl cite
two NUM 6 nummod
officers NOUN 4 obj officer
+. PUNCT 1 punct
"""
    fragments = (Fragment("source", 0, 1, 1), Fragment("cue", 1, 2, 1), Fragment("content", 2, 3, 1))
    (found,) = find_attributions(make_annotated(table, ents=((0, 1, "ORG"),), fragments=fragments))
    assert found.source is not None
    assert found.source.span.text == "two officers"
    assert [v.name for v in found.via] == ["Lakeview"]


def test_a_quotation_that_runs_on_keeps_its_speaker() -> None:
    table = """
“ PUNCT 1 punct
+Rain NOUN 1 root
+, PUNCT 1 punct
+” PUNCT 1 punct
said VERB 1 parataxis say
Hamad PROPN 4 nsubj
+. PUNCT 1 punct
“ PUNCT 8 punct
+Mud NOUN 8 root
everywhere ADV 8 advmod
+. PUNCT 8 punct
+” PUNCT 8 punct
"""
    fragments = (
        Fragment("content", 0, 4, 4), Fragment("cue", 4, 5, 4), Fragment("source", 5, 6, 4),
        Fragment("content", 7, 12, 9),
    )  # fmt: skip
    (found,) = find_attributions(make_annotated(table, ents=((5, 6, "PER"),), fragments=fragments))
    assert texts(found) == ("Hamad", "said", ["“Rain,”", "“Mud everywhere.”"])
    assert found.quotation == "direct"


def test_ids_are_made_of_what_is_found() -> None:
    assert find_attributions(said("cue"))[0].id == find_attributions(said("source", "cue", "content"))[0].id
    assert len({a.id for a in (*find_attributions(said("cue")),)}) == 1
