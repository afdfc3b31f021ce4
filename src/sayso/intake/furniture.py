"""Page furniture in a text: headers, datelines, bylines, credits and links that are not running prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sayso.codebook.layout import WHOLE_LINE, LayoutRule, find_breaks, load_layout
from sayso.intake.dates import parse_date
from sayso.model import Furniture, Span
from sayso.model.report import FurnitureKind

TOP_LINES = 8
"""Lines at the head in which dates and bylines stand."""
CLOSE_LINES = 5
"""Lines at the foot in which bylines, thanks and links stand."""
LEAD_LINES = 5
"""Paragraphs of prose whose start may be a dateline: a headline and a summary often stand before it."""
LONGEST_LEAD = 200
"""Characters within which a dateline is over."""
LATEST_LEAD = 160
"""Characters within which a headline on the same line is over, and a dateline may follow it."""
MAX_ENDS = 3
"""Pieces taken off the end of one line: a photo credit, the editors, a link."""
WRAPPED_LINES = 8
WRAPPED_WIDTH = range(45, 101)
WRAPPED_SHARE = 0.5
"""From how many lines on, at what width and at what share of broken sentences a text counts as wrapped by hand."""

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BLOCK = re.compile(r"\S[^\n]*(?:\n(?![ \t\r]*(?:\n|\Z))[^\n]*)*")
_INNER = re.compile(r"[\s\ufeff\u200b\u200e\u200f\u2060]*+(\S(?:.*[^\s\ufeff\u200b\u200e\u200f\u2060])?)", re.DOTALL)
_ENDED = re.compile(r"[.!?:;”\"’')\]…]\s*\Z")


@dataclass(frozen=True, slots=True)
class Layout:
    """The furniture of a text, in order, and the publication date that it states, with the kind that states it."""

    furniture: tuple[Furniture, ...] = ()
    published: date | None = None
    published_from: FurnitureKind | None = None


@dataclass(frozen=True, slots=True)
class _Rules:
    first: tuple[LayoutRule, ...]
    top: tuple[LayoutRule, ...]
    foot: tuple[LayoutRule, ...]
    line: tuple[LayoutRule, ...]
    lead: tuple[LayoutRule, ...]
    tail: tuple[LayoutRule, ...]
    close: tuple[LayoutRule, ...]
    anywhere: tuple[LayoutRule, ...]


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    layout = load_layout()
    return _Rules(
        first=layout.at(*WHOLE_LINE),
        top=layout.at("top", "edge", "close", "line"),
        foot=layout.at("edge", "close", "line"),
        line=layout.at("close", "line"),
        lead=layout.at("lead"),
        tail=layout.at("tail"),
        close=layout.at("tail", "close"),
        anywhere=layout.at("any"),
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    kind: FurnitureKind
    date: str | None = None


def find_furniture(text: str) -> Layout:
    """The furniture of `text`. What might be prose is left alone: a line is taken only when a rule covers all of it."""
    lines = list(_find_lines(text))
    pieces: list[_Piece] = []
    prose = 0
    for number, (start, end) in enumerate(lines):
        line = text[start:end]
        whole = _find_whole(line, number, len(lines))
        if whole is not None:
            rule, found = whole
            pieces.append(_Piece(start, end, rule.kind, _stated_date(found) if number < TOP_LINES else None))
            continue
        foot = number >= len(lines) - CLOSE_LINES
        pieces.extend(_shift(piece, start) for piece in _find_parts(line, prose, foot=foot))
        prose += 1
    for rule in _rules().anywhere:
        pieces.extend(_Piece(found.start(), found.end(), rule.kind) for found in rule.find_everywhere(text))
    return _make_layout(text, pieces)


def _find_lines(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each line without its surrounding blanks; of each paragraph where lines are wrapped by hand."""
    lines = [span for found in _LINE.finditer(text) if (span := _strip(text, found.start(), found.end()))]
    if not _is_wrapped(text, lines):
        yield from lines
        return
    blocks = [span for found in _BLOCK.finditer(text) if (span := _strip(text, found.start(), found.end()))]
    first_end = blocks[0][1]
    # The head of the page is often set without blank lines: there each line is looked at by itself.
    yield from (span for span in lines if span[1] <= first_end)
    yield from blocks[1:]


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether sentences run on over line ends, so that a line alone says nothing about what it is."""
    if len(lines) < WRAPPED_LINES or not re.search(r"\n[ \t\r]*\n", text):
        return False
    broken = sum(
        1 for start, end in lines if end - start in WRAPPED_WIDTH and not _ENDED.search(text, max(start, end - 3), end)
    )
    return broken > WRAPPED_SHARE * len(lines)


def _strip(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The part of the text without the blanks around it, also those without width; None where nothing is left."""
    found = _INNER.match(text, start, end)
    return (found.start(1), found.end(1)) if found else None


def _find_whole(line: str, number: int, count: int) -> tuple[LayoutRule, re.Match[str]] | None:
    rules = _rules()
    if number == 0:
        candidates = rules.first
    elif number < TOP_LINES:
        candidates = rules.top
    elif number >= count - CLOSE_LINES:
        candidates = rules.foot
    else:
        candidates = rules.line
    length, lowered = len(line), line.lower()
    for rule in candidates:
        if length <= rule.longest and rule.is_possible(lowered) and (found := rule.find_whole(line)):
            return rule, found
    return None


def _find_parts(line: str, prose: int, *, foot: bool) -> Iterator[_Piece]:
    """The dateline that paragraph number `prose` begins with, and the credits and links that it ends with."""
    breaks = find_breaks(line)
    start, end = 0, len(line)
    if prose < LEAD_LINES and (found := _find_lead(line, first=prose == 0)):
        rule, match = found
        yield _Piece(match.start(), match.end(), rule.kind, _stated_date(match))
        start = match.end()
    rules = _rules().close if foot else _rules().tail
    for _ in range(MAX_ENDS):
        piece = _find_end(line[:end], [place for place in breaks if start <= place < end], rules)
        if piece is None:
            return
        yield piece
        end = piece.start
        while end > start and line[end - 1].isspace():
            end -= 1


def _find_lead(line: str, *, first: bool) -> tuple[LayoutRule, re.Match[str]] | None:
    """The dateline at the start of a line; in the first one also after a headline that stands on the same line."""
    places = [0]
    if first:
        places += [place for place in find_breaks(line[:LATEST_LEAD]) if place and line[place - 1].isspace()]
    head = line[: LATEST_LEAD + LONGEST_LEAD]
    for place in places:
        for rule in _rules().lead:
            if found := rule.find_start(head, place):
                return rule, found
    return None


def _find_end(line: str, breaks: list[int], rules: tuple[LayoutRule, ...]) -> _Piece | None:
    lowered = line.lower()
    for rule in rules:
        if rule.is_possible(lowered) and (found := rule.find_end(line, breaks)):
            return _Piece(found.start(), found.end(), rule.kind)
    return None


def _shift(piece: _Piece, by: int) -> _Piece:
    return _Piece(piece.start + by, piece.end + by, piece.kind, piece.date)


def _stated_date(found: re.Match[str]) -> str | None:
    return found.groupdict().get("date")


def _make_layout(text: str, pieces: list[_Piece]) -> Layout:
    """The pieces in order, the longer where two overlap, and the first full date that a header or dateline states."""
    furniture: list[Furniture] = []
    stated: dict[FurnitureKind, date] = {}
    reached = 0
    for piece in sorted(pieces, key=lambda piece: (piece.start, -piece.end)):
        span = _strip(text, piece.start, piece.end)
        if span is None or span[0] < reached:
            continue
        reached = span[1]
        furniture.append(Furniture(Span.of(text, *span), piece.kind))
        if piece.date and (day := parse_date(piece.date)):
            stated.setdefault(piece.kind, day)
    for kind in ("header", "dateline"):
        if kind in stated:
            return Layout(tuple(furniture), stated[kind], kind)
    return Layout(tuple(furniture))
