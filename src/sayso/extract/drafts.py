"""Attributions as the reader model drew them, over tokens, before anybody has asked who the source is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import spacy.tokens

from sayso.annotate.document import Annotated, Fragment
from sayso.extract.columns import columns_of
from sayso.model import Span

_SKIP_START = frozenset(",;:.–—-")
_SKIP_END = frozenset(",;:–—-")


@dataclass(frozen=True, slots=True)
class Piece:
    """Tokens `start` to `end` (exclusive)."""

    start: int
    end: int

    def overlaps(self, other: Piece) -> bool:
        """Whether the two share a token."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Draft:
    """One attribution over tokens.

    `via` holds whom the report has it from, outermost first; `spoken` is set for words that are given as they were said
    though no quotation marks stand around them.
    """

    source: Piece | None
    cue: Piece | None
    content: tuple[Piece, ...]
    score: float
    via: tuple[Piece, ...] = field(default=())
    spoken: bool = False

    @property
    def start(self) -> int:
        """The first token of all that belongs to it."""
        return min(piece.start for piece in (*self.content, self.source) if piece)


def make_drafts(annotated: Annotated) -> tuple[list[Draft], list[Piece]]:
    """The model's groups as drafts, and the pieces of content that found no cue."""
    groups: dict[int, list[Fragment]] = {}
    for fragment in annotated.fragments:
        if not all(token.is_space for token in annotated.doc[fragment.start : fragment.end]):
            groups.setdefault(fragment.group, []).append(fragment)
    drafts: list[Draft] = []
    orphans: list[Piece] = []
    for group in groups.values():
        cue = next((f for f in group if f.role == "cue"), None)
        content = tuple(_trimmed(annotated.doc, f) for f in group if f.role == "content")
        if cue is None:
            orphans += [piece for piece in content if piece.start < piece.end]
            continue
        sources = [f for f in group if f.role == "source"]
        source = min(sources, key=lambda f: (_gap(f, cue), f.start)) if sources else None
        score = sum(f.score for f in group) / len(group)
        kept = tuple(piece for piece in content if piece.start < piece.end)
        drafts.append(Draft(_piece(source) if source else None, _piece(cue), kept, score))
    return drafts, orphans


def without_overlaps(draft: Draft) -> Draft:
    """The draft with its content cut back to tokens that are neither of its source nor of its cue."""
    taken = [p for p in (draft.source, draft.cue) if p]
    content: list[Piece] = []
    for piece in draft.content:
        content += minus(piece, taken)
    return replace(draft, content=tuple(content))


def minus(piece: Piece, taken: Iterable[Piece]) -> list[Piece]:
    """What is left of a piece without the pieces taken."""
    parts = [piece]
    for cut in taken:
        parts = [
            Piece(low, high)
            for part in parts
            for low, high in ((part.start, min(part.end, cut.start)), (max(part.start, cut.end), part.end))
            if low < high
        ]
    return parts


def _piece(fragment: Fragment) -> Piece:
    return Piece(fragment.start, fragment.end)


def _gap(a: Fragment, b: Fragment) -> int:
    return max(a.start - b.end, b.start - a.end, 0)


def _trimmed(doc: spacy.tokens.Doc, fragment: Fragment) -> Piece:
    """Without white space and the marks that part it from its cue."""
    words = columns_of(doc)
    start, end = fragment.start, fragment.end
    while start < end and (words.is_space[start] or words.text[start] in _SKIP_START):
        start += 1
    while end > start and (words.is_space[end - 1] or words.text[end - 1] in _SKIP_END):
        end -= 1
    return Piece(start, end)


def span_of(doc: spacy.tokens.Doc, text: str, piece: Piece) -> Span:
    """The characters of a run of tokens, white space at its ends left out.

    They are taken from the report's text: `doc.text` is put together anew each time, and cannot hold half surrogates.
    """
    words = columns_of(doc)
    start, end = piece.start, piece.end
    while end - 1 > start and words.is_space[end - 1]:
        end -= 1
    while start < end - 1 and words.is_space[start]:
        start += 1
    return Span.of(text, words.start[start], words.end[end - 1])
