"""Sayings inside sayings, and through whom the report has them."""

import pytest

from sayso.annotate import Fragment
from sayso.extract import find_attributions
from sayso.model import Attribution
from tests.make_docs import make_annotated

# Hamad said (or denied) something; the inner saying stands in what he said.
OUTER = "Hamad PROPN 1 nsubj\n{cue} VERB 1 root {lemma}\n"


def read(inner: str, cue: str = "said", lemma: str = "say") -> list[Attribution]:
    table = OUTER.format(cue=cue, lemma=lemma) + inner.strip().replace("|", "\n")
    end = len(table.split("\n"))
    fragments = (Fragment("source", 0, 1, 1), Fragment("cue", 1, 2, 1), Fragment("content", 2, end, 1))
    ents = [(0, 1, "PER")]
    ents += [(i, i + 1, "LOC") for i, row in enumerate(table.split("\n")) if row.startswith("Oslo")]
    return list(find_attributions(make_annotated(table, ents=tuple(ents), fragments=fragments)))


CASES = [
    (
        "officers NOUN 3 nsubj officer|claimed VERB 1 ccomp claim|rebels NOUN 5 nsubj rebel|fled VERB 3 ccomp flee",
        "officers",
        "claimed",
        "rebels fled",
        ["Hamad"],
    ),
    (
        "Oslo PROPN 4 nmod:poss|+’s PART 2 case|claim NOUN 8 nsubj|"
        "that SCONJ 7 mark|rebels NOUN 7 nsubj rebel|fled VERB 4 acl flee|failed VERB 1 ccomp fail",
        "Oslo",
        "claim",
        "that rebels fled",
        ["Hamad"],
    ),
    (
        "a DET 4 det|Kenyan ADJ 4 amod|statement NOUN 7 nsubj|"
        "urging VERB 4 acl urge|calm NOUN 5 obj|helped VERB 1 ccomp help",
        "Kenyan",
        "statement",
        "urging calm",
        ["Hamad"],
    ),
    (
        "reports NOUN 6 nsubj report|that SCONJ 5 mark|"
        "rebels NOUN 5 nsubj rebel|fled VERB 2 acl flee|helped VERB 1 ccomp help",
        "reports",
        None,
        "that rebels fled",
        ["Hamad"],
    ),
    (
        "rebels NOUN 3 nsubj rebel|fled VERB 1 ccomp flee|despite SCONJ 6 mark|"
        "Oslo PROPN 6 nsubj|claiming VERB 3 advcl claim|victory NOUN 6 ccomp",
        "Oslo",
        "claiming",
        "victory",
        [],
    ),
]


@pytest.mark.parametrize(
    ("inner", "source", "cue", "content", "via"), CASES, ids=["verb", "noun", "ing", "reports", "contrast"]
)
def test_inner(inner: str, source: str, cue: str | None, content: str, via: list[str]) -> None:
    found = [a for a in read(inner) if a.source and a.source.span.text == source]
    assert len(found) == 1
    assert found[0].cue is None if cue is None else (found[0].cue is not None and found[0].cue.text == cue)
    assert [s.text for s in found[0].content] == [content]
    assert [v.name for v in found[0].via] == via


@pytest.mark.parametrize("pronoun", ["I", "you", "nobody", "it"])
def test_who_speaks_himself_or_is_nobody_is_no_inner_source(pronoun: str) -> None:
    inner = f"{pronoun} PRON 3 nsubj\nclaimed VERB 1 ccomp claim\nrebels NOUN 5 nsubj rebel\nfled VERB 3 ccomp flee"
    assert len(read(inner)) == 1


def test_who_denies_a_claim_does_not_pass_it_on() -> None:
    outer, inner = read(CASES[1][0], cue="denied", lemma="deny")
    assert outer.cue is not None
    assert outer.cue.text == "denied"
    assert inner.via == ()


def test_who_says_what_he_thinks_is_no_go_between_of_himself() -> None:
    inner = "he PRON 3 nsubj\nclaimed VERB 1 ccomp claim\nrebels NOUN 5 nsubj rebel\nfled VERB 3 ccomp flee"
    _, own = read(inner)
    assert own.source is not None
    assert (own.source.name, own.via) == ("Hamad", ())


def test_three_levels_have_the_outermost_first() -> None:
    inner = """
officers NOUN 3 nsubj officer
claimed VERB 1 ccomp claim
villagers NOUN 5 nsubj villager
admitted VERB 3 ccomp admit
rebels NOUN 7 nsubj rebel
fled VERB 5 ccomp flee
"""
    assert [[v.name for v in a.via] for a in read(inner)] == [[], ["Hamad"], ["Hamad", "officers"]]
