"""Cuts a report into windows that fit the network, with context on both sides, and puts the results together again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LIMIT = 190
"""Pieces in a window, context included; the longest windows that the model was fitted on."""
BEFORE, AFTER = 32, 16
"""Pieces of context before and after the words that a window answers for."""


@dataclass(frozen=True, slots=True)
class Window:
    """Words `start` to `end`, of which `first` to `last` (exclusive) are answered for."""

    start: int
    first: int
    last: int
    end: int


def cut_windows(sizes: Sequence[int], stops: Sequence[bool]) -> list[Window]:
    """Windows over words of `sizes` pieces; they begin, where they can, at words that are marked in `stops`."""
    total = sum(sizes)
    if total <= LIMIT:
        return [Window(0, 0, len(sizes), len(sizes))] if sizes else []
    windows: list[Window] = []
    first = 0
    while first < len(sizes):
        start = _back(sizes, first, BEFORE)
        room = LIMIT - sum(sizes[start:first])
        end, last_stop = first, first
        while end < len(sizes) and room >= sizes[end]:
            room -= sizes[end]
            end += 1
            # A stop in the first half is passed by: a window that answers for few words is a waste.
            if end < len(sizes) and stops[end] and AFTER <= room <= LIMIT // 2:
                last_stop = end
        if end == len(sizes):
            last = end
        elif last_stop > first:
            last = last_stop
        else:
            last = max(first + 1, _back(sizes, end, AFTER))
        windows.append(Window(start, first, last, end))
        first = last
    return windows


def _back(sizes: Sequence[int], at: int, pieces: int) -> int:
    """The first word such that at most `pieces` pieces lie between it and word `at`."""
    while at > 0 and pieces >= sizes[at - 1]:
        at -= 1
        pieces -= sizes[at]
    return at
