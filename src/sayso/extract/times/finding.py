"""Expressions of time in the running text of a report, in order, each told by those before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from sayso.extract.times.grammar import patterns
from sayso.extract.times.meaning import TELLERS, Anchor, Meaning, Order
from sayso.model import Span, Time

if TYPE_CHECKING:
    from sayso.annotate.document import Annotated

# Words that look ahead, in the clause before the expression.
_AHEAD = re.compile(
    r"\b(?:will|would|shall|'ll|plans?|planned|expect(?:s|ed)?|scheduled|due|set|going to|is to|are to|was to|were to|"
    r"intends?|hopes?|aims?|deadline|until|till|upcoming)\b[^.;]{0,80}$",
    re.I,
)
# The publishers' countries where the month is written first; everywhere else the day is.
_MONTH_FIRST = {"USA", "PHL"}


def find_times(annotated: Annotated, country: str | None = None) -> tuple[Time, ...]:
    """All expressions of time, in the order of the text; headers and other furniture are left out.

    `country` is that of the publisher (ISO 3166 alpha-3): it says whether "5/6/2024" is in May or June. Linear in the
    length of the text.
    """
    report = annotated.report
    order: Order | None = None if country is None else "month" if country in _MONTH_FIRST else "day"
    found: list[Time] = []
    told: date | None = None
    for sentence in annotated.sentences:
        start, end = sentence.start_char, sentence.end_char
        for time, anchors in _read(report.text, start, end, report.published, told, order):
            found.append(time)
            if anchors and time.first:
                told = time.first
    return tuple(found)


def read_times(text: str, published: date | None, order: Order | None = None) -> tuple[Time, ...]:
    """The expressions of time of one sentence by itself."""
    return tuple(time for time, _ in _read(text, 0, len(text), published, None, order))


def _read(
    text: str, start: int, end: int, published: date | None, told: date | None, order: Order | None
) -> Iterator[tuple[Time, bool]]:
    sentence = text[start:end]
    for match, name in _choose(sentence):
        ahead = bool(_AHEAD.search(sentence, max(_start(match) - 120, 0), _start(match)))
        meaning = TELLERS[name](match, Anchor(published, told, ahead, order))
        if meaning is None:
            continue
        if meaning.anchors and meaning.days[0]:
            told = meaning.days[0]
        yield _time(text, start, match, meaning), meaning.anchors


def _choose(sentence: str) -> list[tuple[re.Match[str], str]]:
    """Of the matches those that start first, of these the longest, none over another."""
    matches = [
        (_start(match), -match.end(), number, match, name)
        for number, (name, pattern) in enumerate(patterns())
        for match in pattern.finditer(sentence)
    ]
    chosen: list[tuple[re.Match[str], str]] = []
    end = 0
    for start, _end, _number, match, name in sorted(matches, key=lambda found: found[:3]):
        if start >= end:
            chosen.append((match, name))
            end = match.end()
    return chosen


def _start(match: re.Match[str]) -> int:
    return match.start("at") if "at" in match.re.groupindex else match.start()


def _time(text: str, offset: int, match: re.Match[str], meaning: Meaning) -> Time:
    start, end = offset + _start(match), offset + match.end()
    while text[end - 1].isspace():
        end -= 1
    while text[start].isspace():
        start += 1
    return Time(
        Span.of(text, start, end),
        meaning.type,
        meaning.value,
        *meaning.days,
        meaning.precision,
        meaning.alternatives,
        meaning.reason,
    )
