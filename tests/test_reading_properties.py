"""What holds for every text, however broken: offsets match, reading twice gives the same, and nothing crashes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sayso
from sayso.model import Attribution, Reading, Source, Span
from tests.broken import QUOTES, RTL, TEXTS, make_broken_text

COUNT = 10_000 if os.environ.get("SAYSO_LONG") == "1" else 100
CHUNK = 50
TWICE = 10
"""Every so many texts are read a second time."""
HUGE_NEWLINES = 100_000
CUES = ("said", "says", "claimed", "denied", "according to", "that")
OTHERS = ("the ministry", "Mr Halenko", "he", "it", "two", "drones", "killed")
MARKS = (".", ",", ":", "?", "\n", "\n\n", "(", ")", "—", "...", *QUOTES)


def _spans_of_source(source: Source | None) -> Iterator[Span]:
    if source:
        yield source.span


def _spans_of(attribution: Attribution) -> Iterator[Span]:
    yield from _spans_of_source(attribution.source)
    for source in attribution.via:
        yield from _spans_of_source(source)
    if attribution.cue:
        yield attribution.cue
    yield from attribution.content


def check_reading(text: str, reading: Reading) -> None:
    """Everything that holds for a reading of any text."""
    assert reading.report.text == text
    spans = [*reading.sentences, *(piece.span for piece in reading.report.furniture)]
    spans.extend(chain.from_iterable(map(_spans_of, reading.attributions)))
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.text
    assert not (reading.refusal and (reading.attributions or reading.sentences))
    assert reading.refusal is None or reading.refusal.slug != "internal-error", reading.refusal
    ids = [attribution.id for attribution in reading.attributions]
    assert len(ids) == len(set(ids))
    for attribution in reading.attributions:
        assert attribution.content, "a statement states something"
        assert list(attribution.content) == sorted(attribution.content)
        assert 0 <= attribution.score <= 1


def _read(text: str) -> Reading:
    return sayso.read(text, any_language=True)


@pytest.mark.thorough
@pytest.mark.parametrize("first", range(0, COUNT, CHUNK))
def test_mutated_reports_are_read(first: int) -> None:
    for number in range(first, first + CHUNK):
        text = make_broken_text(number)
        try:
            reading = _read(text)
            check_reading(text, reading)
            if number % TWICE == 0:
                assert _read(text) == reading
        except Exception as error:
            error.add_note(f"text number {number}: {text[:300]!r}")
            raise


@given(st.text(st.characters(), max_size=300))
def test_any_text_is_read(text: str) -> None:
    check_reading(text, _read(text))


@given(st.lists(st.sampled_from(CUES + OTHERS + MARKS), max_size=60).map(" ".join))
def test_words_and_marks_in_any_order_are_read(text: str) -> None:
    check_reading(text, _read(text))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param(" \t\n", id="blank"),
        pytest.param("\n" * HUGE_NEWLINES, id="newlines"),
        pytest.param("\n" * HUGE_NEWLINES + "The road is open, the mayor said.", id="newlines-then-sentence"),
        pytest.param("a" * 100_000, id="one-word"),
        pytest.param("“" * 3_000 + "The road is open, the mayor said.", id="opening-quotes"),
        pytest.param('" ' * 3_000, id="straight-quotes"),
        pytest.param("The road is open, the mayor said. " * 300, id="one-line"),
        pytest.param("(" * 2_000 + "said" + ")" * 2_000, id="brackets"),
        pytest.param("\x00\x01\x1b[2J", id="controls"),
        pytest.param("\ud800\udc00 said \udfff.", id="surrogates"),
        pytest.param("💥" * 5_000, id="emoji"),
        pytest.param(" ".join(RTL) * 20, id="right-to-left"),
        pytest.param("He said. " * 500, id="many-short-sentences"),
        pytest.param("said " * 3_000, id="only-cues"),
        pytest.param(TEXTS[0].replace(" ", ""), id="no-spaces"),
    ],
)
def test_extremes_are_read(text: str) -> None:
    reading = _read(text)
    check_reading(text, reading)
    assert _read(text) == reading


def test_unbalanced_quotation_mark_does_not_lose_the_rest() -> None:
    report = "“The bridge is open, the mayor of Kutum said.\n\nThe depot burned for two hours, police said.\n\n"
    text = report + "The governor denied that anyone had been hurt."
    sources = {found.source.name for found in _read(text).attributions if found.source}
    assert any("police" in name for name in sources)
    assert any("governor" in name for name in sources)


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.split("\n")[2][:40] if isinstance(text, str) else None)
def test_example_reports_have_statements(text: str) -> None:
    reading = sayso.read(text)
    check_reading(text, reading)
    assert reading.refusal is None
    assert len([found for found in reading.attributions if found.source]) >= 5


@pytest.mark.thorough
def test_reading_does_not_depend_on_what_was_read_before() -> None:
    alone = [_read(text) for text in TEXTS]
    together = list(sayso.read_many(reading.report for reading in reversed(alone)))
    assert [reading.attributions for reading in reversed(together)] == [reading.attributions for reading in alone]


@pytest.mark.thorough
def test_reading_does_not_depend_on_threads() -> None:
    for text in TEXTS[:3]:
        assert sayso.read(text, threads=1) == sayso.read(text, threads=2)
