"""Quotations in a text, found by their marks: two papers that quote one speaker share his words, not their own."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from sayso.reconcile.copies.texts import ReportText, Spoken

LONGEST_QUOTATION = 2000
"""Characters; a mark that nobody closes must not swallow the rest of the report."""

# A quotation that goes on in the next paragraph has no closing mark there, so it ends with its paragraph as well.
_QUOTED = re.compile(
    r"“(?P<curly>[^“”\n]+)(?:”|(?=\n)|\Z)"
    r"|(?<![\w\"])\"(?P<straight>[^\"\n]+)(?:\"|(?=\n)|\Z)"
    r"|«(?P<angled>[^«»\n]+)(?:»|(?=\n)|\Z)"
    r"|(?<!\w)‘(?P<single>(?:[^‘’\n]|’(?=\w))+)’(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Where quoted words stand, without their marks, and who is known to have said them."""

    start: int
    end: int
    speaker: str | None


def find_quotations(report: ReportText) -> tuple[Quotation, ...]:
    """The quotations of `report` that stand in its running text, in order."""
    found = []
    for match in _QUOTED.finditer(report.text):
        start, end = match.span(match.lastgroup or 0)
        if end - start <= LONGEST_QUOTATION and not _is_furniture(report, start, end):
            found.append(Quotation(start, end, _find_speaker(report.spoken, start, end)))
    return tuple(found)


def _is_furniture(report: ReportText, start: int, end: int) -> bool:
    after = bisect_left(report.furniture, end, key=lambda part: part.span.start)
    return after > 0 and report.furniture[after - 1].span.end > start


def _find_speaker(spoken: tuple[Spoken, ...], start: int, end: int) -> str | None:
    """Who said most of these words, the first of several."""
    best = max(spoken, key=lambda one: min(one.end, end) - max(one.start, start), default=None)
    return best.speaker if best and min(best.end, end) > max(best.start, start) else None


def is_same_speaker(one: str | None, two: str | None) -> bool:
    """Whether two mentions may be one person: reports shorten names, so only two full names can differ.

    >>> is_same_speaker("Colonel Harun Teirab", "Teirab"), is_same_speaker("the governor", "Harun Teirab")
    (True, True)
    >>> is_same_speaker("Harun Teirab", "Nadia Osman")
    False
    """
    names = [_name_words(mention) for mention in (one or "", two or "")]
    if not all(names):
        return True
    return bool(set(names[0]) & set(names[1]))


def _name_words(mention: str) -> list[str]:
    """The words of a mention that are names: of "Colonel Harun Teirab" the last two, of "the governor" none."""
    words = [word for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", mention) if word[0].isupper()]
    return [word.casefold() for word in words[-2:]]
