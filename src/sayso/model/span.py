"""A piece of a report's text, by its characters."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (exclusive) of a report's text, and the words that stand there."""

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, document: str, start: int, end: int) -> Span:
        """The span of `document` from `start` to `end`; ValueError when it does not lie within the text."""
        if not 0 <= start <= end <= len(document):
            raise ValueError(f"span {start}..{end} does not lie in a text of {len(document)} characters")
        return cls(start, end, document[start:end])

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end
