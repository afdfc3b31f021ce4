"""Expressions of time in the running text of a report, in order, each told by those before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING

from sayso.extract.times import dates, relative, spans
from sayso.extract.times.grammar import pattern, possible
from sayso.extract.times.meaning import Anchor, Meaning, Order
from sayso.extract.times.order import date_order
from sayso.model import Span, Time

if TYPE_CHECKING:
    from sayso.annotate.document import Annotated

_TELLERS = dates.TELLERS | relative.TELLERS | spans.TELLERS
# Words that look ahead, in the clause before the expression; a verb of saying between them and it looks back again.
_AHEAD = re.compile(
    r"\b(?:will|shall|'ll|plans? to|expect(?:s|ed) to|scheduled|due|going to|is to|are to|payable|effective|"
    r"intends? to|hopes? to|aims? to|deadline|until|till|upcoming|expires?)\b[^.;]{0,80}$",
    re.I,
)
_SAID = re.compile(r"\b(?:said|told \w+|announced|reported|added|warned)(?: here| late| early| on)*,? $", re.I)
_JOINS = re.compile(r",? (?:on )?")


def find_times(annotated: Annotated) -> tuple[Time, ...]:
    """All expressions of time, in the order of the text; headers and other furniture are left out.

    Linear in the length of the text.
    """
    report = annotated.report
    order = date_order(report)
    first = Anchor(report.published, order=order)
    times, last = _read_all(annotated, first)
    if last.begun and any(time.reason == "the first day is not told" for time in times):
        # "The first three days of the offensive" in front of the sentence that says when it began.
        times, _ = _read_all(annotated, replace(first, begun=last.begun))
    return times


def _read_all(annotated: Annotated, anchor: Anchor) -> tuple[tuple[Time, ...], Anchor]:
    report, found = annotated.report, []
    people = {ent.start_char: ent.end_char for ent in annotated.doc.ents if ent.label_ == "PER" and len(ent) > 1}
    for sentence in annotated.sentences:
        for time, after in _read(report.text, sentence.start_char, sentence.end_char, anchor):
            if people.get(time.span.start, 0) > time.span.end:
                continue  # "April Jones"
            found.append(time)
            anchor = after
    return tuple(found), anchor


def read_times(text: str, published: date | None, order: Order | None = None) -> tuple[Time, ...]:
    """The expressions of time of one sentence by itself."""
    return tuple(time for time, _ in _read(text, 0, len(text), Anchor(published, order=order)))


def _read(text: str, start: int, end: int, anchor: Anchor) -> Iterator[tuple[Time, Anchor]]:
    """The expressions of a sentence, each with what later ones are told by."""
    sentence = text[start:end]
    matches = _choose(sentence)
    joined = False
    for (match, name), following in zip_longest(matches, matches[1:]):
        if joined:
            joined = False
            continue
        meaning = _tell(sentence, match, name, anchor)
        if meaning is None:
            continue
        finish = match.end()
        if name in {"clock", "noon"} and following and following[1] in {"weekday", "date", "deictic"}:
            day = _tell(sentence, following[0], following[1], anchor)
            if day and day.days[0] and _JOINS.fullmatch(sentence, match.end(), _start(following[0])):
                # "10 p.m. Wednesday" is one expression.
                meaning = _TELLERS[name](match, replace(anchor, told=day.days[0])) or meaning
                meaning, finish, joined = replace(meaning, anchors=True), following[0].end(), True
        anchor = _after(anchor, name, meaning)
        yield _time(text, start + _start(match), start + finish, meaning), anchor


def _tell(sentence: str, match: re.Match[str], name: str, anchor: Anchor) -> Meaning | None:
    start = _start(match)
    low = max(start - 120, 0)
    ahead = bool(_AHEAD.search(sentence, low, start)) and not _SAID.search(sentence, low, start)
    return _TELLERS[name](match, replace(anchor, ahead=ahead))


def _after(anchor: Anchor, name: str, meaning: Meaning) -> Anchor:
    first, last = meaning.days
    if first and name in {"year_quarter", "the_quarter"}:
        anchor = replace(anchor, quarter=first)
    if first and last and name in {"window", "within", "first_days"}:
        anchor = replace(anchor, period=(first, last))
    if first and meaning.anchors:
        return replace(anchor, told=first, begun=min(anchor.begun or first, first))
    return anchor


def _choose(sentence: str) -> list[tuple[re.Match[str], str]]:
    """Of the matches those that start first, of these the longest, none over another."""
    matches = [
        (_start(match), -match.end(), number, match, name)
        for number, name in possible(sentence)
        for match in pattern(number).finditer(sentence)
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


def _time(text: str, start: int, end: int, meaning: Meaning) -> Time:
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
