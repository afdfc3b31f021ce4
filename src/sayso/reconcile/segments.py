"""Buckets linked in several places at once, with the outcome of linking them one after the other.

What a bucket says depends on its claims and on how those of the days before it are grouped. So a segment of buckets is
begun some weeks before its own first one, as if nothing had been before. Where the claims that its first bucket looks
back on come out grouped as the segment before it has them, all that follows is right; else it is linked again from its
beginning, until the groups are the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sayso.reconcile.buckets import NO_DAY, first_bucket
from sayso.reconcile.linking import first_rows, link_window, list_windows
from sayso.reconcile.table import Ints, Table
from sayso.reconcile.weights import Weights

WARMING_DAYS = 21
"""So many days before a segment's own are linked with it. With fewer, more segments have to be linked again."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Consecutive buckets as rows of all claims in their order: from `start` to before `end`.

    From `near` on they are looked back on, from `warm` on linked to begin with.
    """

    warm: int
    near: int
    start: int
    end: int


def cut_segments(buckets: Ints, claims: int) -> list[Segment]:
    """All claims, by the bucket of each in order, in segments of at least so many claims but for the last one."""
    distinct, starts = np.unique(buckets, return_index=True)
    found: list[Segment] = []
    begun = 0
    for at in range(1, len(distinct) + 1):
        end = int(starts[at]) if at < len(distinct) else len(buckets)
        if end - starts[begun] >= claims or at == len(distinct):
            found.append(_make_segment(buckets, int(distinct[begun]), int(starts[begun]), end))
            begun = at
    return found


def _make_segment(buckets: Ints, bucket: int, start: int, end: int) -> Segment:
    near = np.searchsorted(buckets, first_bucket(bucket))
    warm = np.searchsorted(buckets, max(bucket - WARMING_DAYS, NO_DAY + 1)) if bucket > NO_DAY else start
    return Segment(min(int(warm), int(near)), int(near), start, end)


def link_segment(table: Table, *, weights: Weights | None = None) -> Ints:
    """For each row of a segment's table, which begins at `warm`, the first row of its event, as if nothing were before.

    Rows are those of the table.
    """
    events = np.arange(len(table), dtype=np.int32)
    for window in list_windows(table.bucket):
        link_window(table, window, events, weights=weights)
    return events


def is_grouped_alike(one: Ints, other: Ints) -> bool:
    """Whether the same rows are of one event in both, whatever the events are called."""
    return bool(np.array_equal(first_rows(one), first_rows(other)))


def go_on(settled: Ints, guessed: Ints) -> Ints:
    """The events of some rows by those rows: the settled ones of the first rows, then the guessed ones of the others.

    The guess, by whatever numbers, groups the settled rows alike (`is_grouped_alike`).
    """
    count = len(settled)
    own = first_rows(guessed)
    if not count:
        return own
    return np.where(own < count, settled[np.minimum(own, count - 1)], own)


def link_again(table: Table, settled: Ints, guessed: Ints, *, weights: Weights | None = None) -> tuple[Ints, int]:
    """The events of all rows of a segment's table, which begins at `near`, by its rows; and how many rows were linked
    again until they were grouped as guessed.

    `settled` are the events of the rows before `start` by the table's rows, `guessed` those of all by whatever numbers.
    """
    start = done = len(settled)
    events = np.concatenate([settled, np.arange(start, len(table), dtype=np.int32)])
    for window in list_windows(table.bucket):
        _, first, end = window
        if end <= start:
            continue
        if done > start and is_grouped_alike(events[first:done], guessed[first:done]):
            kept = events[first:done]
            rest = go_on(first_rows(kept), guessed[first:])[done - first :] + first
            events[done:] = np.where(rest < done, events[np.minimum(rest, done - 1)], rest)
            break
        link_window(table, window, events, weights=weights)
        done = end
    return events, done - start
