"""Buckets linked in several places at once, with the outcome of linking them one after the other.

What a bucket says depends on its claims and on how those of the days before it are grouped. So a segment of buckets is
begun some weeks before its own first one, as if nothing had been before. Where the claims that its first bucket looks
back on come out grouped as the segment before it has them, all that follows is right; else it is linked again from its
beginning, until the groups are the same: what has come of it by then decides all that follows, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sayso.reconcile.buckets import NO_DAY, first_bucket
from sayso.reconcile.linking import first_rows, link_window, list_windows
from sayso.reconcile.table import Ints, Table
from sayso.reconcile.weights import Weights

Rows = npt.NDArray[Any]
"""The event of each of some rows, by the number of a row."""
WARMING_DAYS = 28
"""So many days before a segment's own are linked with it. In an invented war with a thousand claims a day groups came
out alike after three to five weeks; with fewer days more has to be linked again."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Consecutive buckets as rows of all claims in their order: from `start` to before `end`.

    From `near` on they are looked back on, from `warm` on linked to begin with.
    """

    warm: int
    near: int
    start: int
    end: int


def cut_segments(buckets: Ints, claims: int, *, days: int = 1) -> list[Segment]:
    """All claims, by the bucket of each in order, in segments of at least so many claims and days, but for the last."""
    distinct, starts = np.unique(buckets, return_index=True)
    found: list[Segment] = []
    begun = 0
    for at in range(1, len(distinct) + 1):
        is_last = at == len(distinct)
        end = len(buckets) if is_last else int(starts[at])
        if is_last or (end - starts[begun] >= claims and distinct[at] - distinct[begun] >= days):
            found.append(_make_segment(buckets, int(distinct[begun]), int(starts[begun]), end))
            begun = at
    return found


def _make_segment(buckets: Ints, bucket: int, start: int, end: int) -> Segment:
    near = np.searchsorted(buckets, first_bucket(bucket))
    warm = np.searchsorted(buckets, max(bucket - WARMING_DAYS, NO_DAY + 1)) if bucket > NO_DAY else start
    return Segment(min(int(warm), int(near)), int(near), start, end)


def cut_pieces(buckets: Ints, segment: Segment, claims: int) -> list[Segment]:
    """A segment from `warm` on in pieces that are linked one after the other, so that one at a time is held."""
    return [
        Segment(one.warm + segment.warm, one.near + segment.warm, one.start + segment.warm, one.end + segment.warm)
        for one in cut_segments(buckets[segment.warm : segment.end], claims)
    ]


def is_grouped_alike(one: Rows, other: Rows) -> bool:
    """Whether the same rows are of one event in both, whatever the events are called."""
    return bool(np.array_equal(first_rows(one), first_rows(other)))


def go_on(settled: Ints, guessed: Rows) -> Ints:
    """The events of some rows by those rows: the settled ones of the first rows, then the guessed ones of the others.

    The guess, by whatever numbers, groups the settled rows alike (`is_grouped_alike`).
    """
    count = len(settled)
    own = first_rows(guessed)
    if not count:
        return own
    return np.where(own < count, settled[np.minimum(own, count - 1)], own)


def link_on(
    table: Table, settled: Ints, guessed: Rows | None = None, *, weights: Weights | None = None
) -> tuple[Ints, int]:
    """The events of all rows of a table by its rows, and how many rows were linked for it.

    `settled` are those of the first rows. The others are linked, bucket by bucket; with a guess of all of them, by
    whatever numbers, until those that the next bucket looks back on are grouped as guessed.
    """
    start = done = len(settled)
    events = np.concatenate([settled, np.arange(start, len(table), dtype=np.int32)])
    for window in list_windows(table.bucket):
        _, first, end = window
        if end <= start:
            continue
        if guessed is not None and done > start and is_grouped_alike(events[first:done], guessed[first:done]):
            kept = events[first:done]
            rest = go_on(first_rows(kept), guessed[first:])[done - first :] + first
            events[done:] = np.where(rest < done, events[np.minimum(rest, done - 1)], rest)
            break
        link_window(table, window, events, weights=weights)
        done = end
    return events, done - start


def name_events(found: Ints, before: Rows, near: int) -> Rows:
    """The events of a piece's own rows among all rows, of which the piece's begin with `near`.

    `found` are those of all its rows by its rows, `before` those of the rows before its own among all.
    """
    count = len(before)
    own = found[count:].astype(np.int64)
    if not count:
        return own + near
    return np.where(own < count, before[np.minimum(own, count - 1)], own + near)
