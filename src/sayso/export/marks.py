"""A report's text cut into paragraphs and properly nested pieces, for marking who says what happened in it."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from sayso.export.claims import ClaimRow
from sayso.export.tables import StatementGroup
from sayso.model import Furniture, Span

MarkRole = Literal["furniture", "content", "source", "cue", "trigger"]
# Of two marks over the same characters the former encloses the latter.
_RANK: dict[MarkRole, int] = {"furniture": 0, "content": 1, "source": 2, "cue": 3, "trigger": 4}

_BLANK_LINE = re.compile(r"\n[ \t\u00a0]*\n\s*")
_LINE = re.compile(r"\n\s*")


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters with a role in the statements whose numbers it carries; `group` is the number of their source.

    `opens` and `closes` are the statements whose content begins, or is complete, with this mark. `claims` are the
    numbers of the claims that hang on a trigger.
    """

    role: MarkRole
    start: int
    end: int
    group: int = 0
    statements: tuple[int, ...] = ()
    opens: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()
    claims: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A step in writing a paragraph: a mark is opened or closed, or text is written.

    `first` and `last` tell whether an opened or closed mark begins or ends here for good: one that crosses another, or
    the end of a paragraph, is closed and opened again.
    """

    step: Literal["open", "close", "text"]
    mark: Mark | None = None
    text: str = ""
    first: bool = False
    last: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's pieces in order. `wrapped`: its lines were broken by width, so that their ends mean nothing."""

    pieces: tuple[Piece, ...]
    wrapped: bool


def find_marks(
    groups: tuple[StatementGroup, ...], furniture: tuple[Furniture, ...], claims: tuple[ClaimRow, ...] = ()
) -> tuple[Mark, ...]:
    """All marks of a report, without spaces around: contents, cues and sources of its statements, triggers of its
    claims, and its furniture.

    What serves several statements of one source is one mark, and so is the trigger of several claims.
    """
    found: dict[tuple[MarkRole, int, int, int], _Numbers] = {}

    def numbers(role: MarkRole, span: Span, group: int) -> _Numbers:
        return found.setdefault((role, *_inner(span), group), _Numbers())

    for group in groups:
        for statement in group.statements:
            attribution = statement.attribution
            content = [span for span in attribution.content if not _is_blank(span)]
            for span in content:
                numbers("content", span, group.number).has.append(statement.number)
            if content:
                numbers("content", content[0], group.number).opens.append(statement.number)
                numbers("content", content[-1], group.number).closes.append(statement.number)
            if attribution.cue and not _is_blank(attribution.cue):
                numbers("cue", attribution.cue, group.number).has.append(statement.number)
            if attribution.source and not _is_blank(attribution.source.span):
                numbers("source", attribution.source.span, group.number).has.append(statement.number)
    marks = [Mark(*key, tuple(of.has), tuple(of.opens), tuple(of.closes)) for key, of in found.items()]
    marks += [Mark("furniture", *_inner(part.span)) for part in furniture if not _is_blank(part.span)]
    marks += _find_triggers(claims)
    return tuple(sorted(marks, key=_outermost_first))


def _find_triggers(claims: tuple[ClaimRow, ...]) -> Iterator[Mark]:
    found: dict[tuple[int, int], list[int]] = {}
    for row in claims:
        if not _is_blank(row.claim.trigger):
            found.setdefault(_inner(row.claim.trigger), []).append(row.number)
    for (start, end), numbers in found.items():
        yield Mark("trigger", start, end, claims=tuple(numbers))


def find_paragraphs(text: str, marks: tuple[Mark, ...]) -> Iterator[Paragraph]:
    """The text's paragraphs, each with its pieces.

    Blank lines part paragraphs; in a text without one, every line is a paragraph. Spaces around are left out.
    """
    lines = _with_plain_line_ends(text)
    parting = _BLANK_LINE if _BLANK_LINE.search(lines.strip()) else _LINE
    waiting, inside = deque(sorted(marks, key=_outermost_first)), list[Mark]()
    edges = [0, *(edge for found in parting.finditer(lines) for edge in found.span()), len(lines)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        block = lines[start:end]
        if block.strip():
            left = start + len(block) - len(block.lstrip())
            right = start + len(block.rstrip())
            while waiting and waiting[0].start < right:
                inside.append(waiting.popleft())
            inside = [mark for mark in inside if mark.end > left]
            wrapped = _is_wrapped(lines[left:right]) and all(mark.role != "furniture" for mark in inside)
            yield Paragraph(tuple(_find_pieces(lines, inside, left, right)), wrapped)


@dataclass(frozen=True, slots=True)
class _Numbers:
    has: list[int] = field(default_factory=list)
    opens: list[int] = field(default_factory=list)
    closes: list[int] = field(default_factory=list)


def _is_blank(span: Span) -> bool:
    return not span.text.strip()


def _inner(span: Span) -> tuple[int, int]:
    """Start and end of the span without the spaces around its words."""
    return span.end - len(span.text.lstrip()), span.start + len(span.text.rstrip())


def _with_plain_line_ends(text: str) -> str:
    """The same text, character for character, with `\\n` for whatever else ends a line."""
    return re.sub("[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", "\n", text.replace("\r\n", " \n"))


def _is_wrapped(block: str) -> bool:
    *lines, _ = block.split("\n")
    return bool(lines) and all(50 <= len(line.strip()) <= 120 for line in lines)


def _find_pieces(text: str, inside: list[Mark], start: int, end: int) -> Iterator[Piece]:
    cuts = {start, end}
    for mark in inside:
        cuts |= {max(mark.start, start), min(mark.end, end)}
    stack: list[Mark] = []
    for left, right in pairwise(sorted(cuts)):
        again = yield from _close_ended(stack, left)
        begun = [mark for mark in inside if max(mark.start, start) == left]
        for mark in sorted(again + begun, key=_outermost_first):
            stack.append(mark)
            yield Piece("open", mark, first=mark.start == left)
        yield Piece("text", text=text[left:right])
    for mark in reversed(stack):
        yield Piece("close", mark, last=mark.end <= end)


def _close_ended(stack: list[Mark], position: int) -> Generator[Piece, None, list[Mark]]:
    """Close what ends at `position` and what lies above it on the stack; gives those to be opened again."""
    again: list[Mark] = []
    while any(mark.end <= position for mark in stack):
        mark = stack.pop()
        yield Piece("close", mark, last=mark.end <= position)
        if mark.end > position:
            again.append(mark)
    return again


def _outermost_first(mark: Mark) -> tuple[int, int, int, int]:
    return (mark.start, -mark.end, _RANK[mark.role], mark.group)
