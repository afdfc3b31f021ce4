"""How a report is cut: paragraphs, long ones by sentences, short ones joined, quotations apart, furniture left out."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reconcile.copies.passages import LONGEST_WORDS, Piece, cut_report, normalise_words
from sayso.reconcile.copies.quoting import find_quotations, is_same_speaker
from sayso.reconcile.copies.texts import ReportText
from tests.reconcile.copies.reports import BAKER, BRIDGE, DOCTOR, MARKET, PRICES, QUOTED, report


def _texts(made: ReportText, kind: str) -> list[str]:
    return [made.text[piece.start : piece.end] for piece in cut_report(made) if piece.kind == kind]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“Shells” FELL, he said.", ("shells", "fell", "he", "said")),
        ("1,200 men and 3.5 km", ("1200", "men", "and", "3.5", "km")),
        ("the mayor’s well-known car", ("the", "mayor", "well", "known", "car")),
        ("ﬁre at Ærø", ("fire", "at", "ærø")),
        ("— … !", ()),
    ],
)
def test_words_are_normalised(text: str, words: tuple[str, ...]) -> None:
    assert normalise_words(text) == words


def test_paragraphs_are_passages() -> None:
    assert _texts(report("r", BRIDGE, BAKER), "prose") == [BRIDGE, BAKER]


def test_single_line_ends_after_sentences_are_paragraph_ends_too() -> None:
    made = ReportText("r", f"{BRIDGE}\n{BAKER}")
    assert _texts(made, "prose") == [BRIDGE, BAKER]


def test_lines_wrapped_by_hand_stay_together() -> None:
    made = ReportText("r", BRIDGE.replace(" after ", "\nafter "))
    assert len(_texts(made, "prose")) == 1


def test_long_paragraph_is_cut_by_sentences() -> None:
    made = report("r", " ".join((BRIDGE, BAKER, DOCTOR)))
    assert _texts(made, "prose") == [BRIDGE, BAKER, DOCTOR]
    assert all(piece.words <= LONGEST_WORDS for piece in cut_report(made))


def test_short_paragraph_is_joined() -> None:
    assert _texts(report("r", "Night fell.", BRIDGE, "It rained."), "prose") == [
        f"Night fell.\n\n{BRIDGE}\n\nIt rained."
    ]


def test_furniture_is_left_out() -> None:
    made = report(
        "r",
        f"QUERN, March 3 (Meridian Wire) — {BRIDGE}",
        "Read more: all of it",
        furniture=[("QUERN, March 3 (Meridian Wire) —", "dateline"), ("Read more: all of it", "link")],
    )
    assert _texts(made, "prose") == [BRIDGE]


def test_quoted_words_are_passages_of_their_own() -> None:
    made = report("r", f"{BAKER} {QUOTED.format('Ilka Moor')}")
    assert _texts(made, "quote") == [
        "We heard the charges being carried down the steps, one by one, and nobody told us to leave,"
    ]
    (prose,) = [piece for piece in cut_report(made) if piece.kind == "prose"]
    assert "charges" not in {word for run in prose.runs for word in run}
    assert prose.runs[-1] == ("said", "ilka", "moor")


def test_sentences_of_a_quotation_are_passages_each() -> None:
    made = report("r", f"{BAKER} “The river took the lower road away. The upper road is full of carts. Yes.”")
    assert _texts(made, "quote") == ["The river took the lower road away.", "The upper road is full of carts. Yes."]


@pytest.mark.parametrize("text", ["He called it “a cowardly act” and left.", "The so-called 'Free Men of Osk' left."])
def test_few_quoted_words_stay_in_the_prose(text: str) -> None:
    pieces = cut_report(ReportText("r", text))
    assert [piece.kind for piece in pieces] == ["prose"]


@pytest.mark.parametrize(
    "text",
    [
        "She said: “the wall of the mill is gone now”.",
        'She said: "the wall of the mill is gone now".',
        "She said: ‘the wall of the miller’s house is gone now’.",
        "Elle: «the wall of the mill is gone now».",
        "She said: “the wall of the mill is gone now\n\nand so on.",
    ],
)
def test_quotation_marks(text: str) -> None:
    (found,) = find_quotations(ReportText("r", text))
    assert text[found.start : found.end].startswith("the wall of the mill")
    assert text[found.start : found.end].endswith("gone now")


def test_speaker_comes_from_the_caller() -> None:
    made = report("r", f"{BAKER} {QUOTED.format('her')}", spoken=[("We heard the charges being carried", "Ilka Moor")])
    assert [piece.speaker for piece in cut_report(made)] == [None, "Ilka Moor"]


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("Governor Ilka Moor", "Moor", True),
        ("Ilka Moor", "the governor", True),
        (None, "Ilka Moor", True),
        ("Ilka Moor", "Jon Tallis", False),
    ],
)
def test_same_speaker(one: str | None, two: str | None, same: bool) -> None:
    assert is_same_speaker(one, two) is is_same_speaker(two, one) is same


_PARTS = st.sampled_from(
    [BRIDGE, BAKER, MARKET, DOCTOR, PRICES, QUOTED, "Yes.", "“", "”", "\n", "\n\n", " ", '"', "No", "‘"]
)


@given(st.one_of(st.text(max_size=300), st.lists(_PARTS, max_size=25).map("".join)))
def test_any_text_is_cut_in_order_within_itself(text: str) -> None:
    pieces = cut_report(ReportText("r", text))
    assert all(0 <= piece.start < piece.end <= len(text) and piece.words for piece in pieces)
    assert list(pieces) == sorted(pieces, key=lambda piece: (piece.start, piece.end))
    prose = [piece for piece in pieces if piece.kind == "prose"]
    assert all(one.end <= two.start for one, two in pairwise(prose))
    assert all(isinstance(piece, Piece) for piece in pieces)
