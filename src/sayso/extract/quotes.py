"""Which characters of a report stand in quotation marks, whatever their style and however badly they are paired.

Nothing is carried on past the end of a line, so that one mark too many never swallows the rest of the report. A
quotation that runs on over paragraphs opens every one of them anew and closes only the last: a line that opens and
does not close is quoted to its end.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from sayso.model import Quotation, Span

_PAIRS = {"“": "”", "„": "“”", "«": "»", "»": "«", "‘": "’", "「": "」", "『": "』", "‹": "›"}
_MARK = re.compile(r"[“”„«»‘’「」『』‹›\"']")
_LINE = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
SCARE_WORDS = 1
"""A quoted run of no more words than this is a scare quote or a name, not what somebody said."""
DIRECT_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Quotes:
    """The quoted stretches of a text, marks included, in order and without overlaps."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def covers(self, character: int) -> bool:
        """Whether a character stands in quotation marks."""
        at = bisect_right(self.starts, character) - 1
        return at >= 0 and character < self.ends[at]

    def whole(self, character: int) -> tuple[int, int]:
        """The quoted stretch around a character that stands in one."""
        at = bisect_right(self.starts, character) - 1
        return self.starts[at], self.ends[at]

    def runs_within(self, start: int, end: int) -> list[tuple[int, int]]:
        """The quoted stretches between two characters, cut off there."""
        at = max(0, bisect_right(self.starts, start) - 1)
        found = []
        while at < len(self.starts) and self.starts[at] < end:
            low, high = max(start, self.starts[at]), min(end, self.ends[at])
            if low < high:
                found.append((low, high))
            at += 1
        return found


def find_quotes(text: str) -> Quotes:
    """The quoted stretches of a text."""
    starts: list[int] = []
    ends: list[int] = []
    for line in _LINE.finditer(text):
        for start, end in _quotes_of(text, line.start(), line.end()):
            starts.append(start)
            ends.append(end)
    return Quotes(tuple(starts), tuple(ends))


def _quotes_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The outermost quotations of one line as (start, end)."""
    found: list[tuple[int, int]] = []
    opened, closers = -1, ""
    for match in _MARK.finditer(text, start, end):
        at, mark = match.start(), match[0]
        if opened < 0:
            if _opens(text, at, mark, start):
                opened, closers = at, _PAIRS.get(mark, mark)
        elif mark in closers and _closes(text, at, mark, end):
            found.append((opened, at + 1))
            opened = -1
    if opened >= 0 and _worth_keeping(text, opened, start):
        found.append((opened, end))
    return found


def _opens(text: str, at: int, mark: str, line_start: int) -> bool:
    before = text[at - 1] if at > line_start else " "
    after = text[at + 1 : at + 2]
    if mark in "‘'":
        return not before.isalnum() and bool(after) and not after.isspace()
    if mark in _PAIRS:
        return mark != "»" or not before.isalnum()
    return mark == '"' and (not before.isalnum() or bool(after and after.isalnum()))


def _closes(text: str, at: int, mark: str, line_end: int) -> bool:
    """An apostrophe inside a word closes nothing."""
    if mark not in "’'":
        return True
    after = text[at + 1] if at + 1 < line_end else " "
    return not after.isalnum()


def _worth_keeping(text: str, opened: int, line_start: int) -> bool:
    """An unclosed quotation counts from a line's start, or of full marks; a lone apostrophe does not."""
    return text[opened] not in "‘'" or not text[line_start:opened].strip()


def quotation_of(quotes: Quotes, text: str, content: tuple[Span, ...]) -> Quotation:
    """Direct when (nearly) all words stand in quotation marks, mixed when some do, else indirect.

    Single quoted words, as for scorn or names of operations, do not count (see `SCARE_WORDS`).
    """
    words = quoted = 0
    longest = 0
    for span in content:
        words += len(_WORD.findall(span.text))
        for low, high in quotes.runs_within(span.start, span.end):
            run = len(_WORD.findall(text[low:high]))
            quoted += run
            longest = max(longest, run)
    if words and quoted >= DIRECT_SHARE * words:
        return "direct"
    return "mixed" if longest > SCARE_WORDS else "indirect"
