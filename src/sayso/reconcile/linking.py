"""Claims of one event found together: compared where they share something rare, and grouped where groups agree.

One bucket of days at a time (`buckets`), in the order of the days, so that what is found depends on the claims and not
on the order in which they came, and a report that comes late changes nothing of the days before it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from sayso.reconcile.buckets import first_bucket
from sayso.reconcile.candidates import find_candidates
from sayso.reconcile.comparing import Pairs, compare_pairs, find_crowds, find_report_cosines
from sayso.reconcile.grouping import group
from sayso.reconcile.items import Item
from sayso.reconcile.packing import NO_ANCHOR
from sayso.reconcile.table import NO_DEED, Floats, Ints, Table, make_table
from sayso.reconcile.weights import Weights, load_weights

PAIRS_AT_ONCE = 50_000
"""So many pairs are compared in one go: enough for numpy, few enough for the processor's cache and little memory."""
Rows = Sequence[tuple[int, int]]


def link_table(  # noqa: PLR0913 - a bucket, what is settled already, what a person decided
    table: Table,
    bucket: int,
    events: Ints,
    apart: Rows = (),
    together: Rows = (),
    *,
    weights: Weights | None = None,
) -> Ints:
    """For each row the row number of the first row of its event.

    `table` holds the claims of `bucket` and of the buckets before it back to `first_bucket`, and no others; `events`
    the same row numbers for the rows of those earlier buckets as far as they are in the table, -1 for the others.
    `apart` and `together` are rows that a person said to be of two events or of one. They always win where a row of
    this bucket is concerned; two events of earlier buckets are never merged, and none is taken apart.
    """
    weights = weights or load_weights()
    fresh = table.bucket == bucket
    begun = np.where(fresh, np.arange(len(table)), events).astype(np.int32)
    earlier = (~fresh).tolist()
    a, b = find_candidates(table, fresh)
    pairs, odds = Pairs(table, a, b), np.zeros(len(a), np.float32)
    pairs.once(find_report_cosines)  # of all at once: the same two reports stand in many pairs
    pairs.once(find_crowds)
    # Deeds first: which of them are one tells much about what came of them.
    came = table.is_consequence[a] | table.is_consequence[b]
    odds[~came] = score_pairs(pairs.part(~came), weights)
    deeds = group(begun, earlier, a[~came], b[~came], odds[~came], apart=apart, together=together)
    known = replace(table, deed=_find_deeds(table, deeds))
    odds[came] = score_pairs(pairs.part(came, table=known), weights)
    return group(deeds, earlier, a, b, odds, apart=apart, together=together)


def _find_deeds(table: Table, events: Ints) -> Ints:
    """For each claim the event of the deed that it tells of or came of, as far as that stands in the table."""
    keys = (table.report.astype(np.int64) << 32) + table.start
    order = np.flatnonzero(~table.is_consequence)
    order = order[np.argsort(keys[order], kind="stable")]
    wanted = (table.report.astype(np.int64) << 32) + table.anchor
    at = np.minimum(np.searchsorted(keys[order], wanted), max(len(order) - 1, 0))
    if not len(order):
        return table.deed
    found = order[at]
    met = (table.anchor != NO_ANCHOR) & (keys[found] == wanted)
    return np.where(table.is_consequence, np.where(met, events[found], NO_DEED), events).astype(np.int32)


def score_pairs(pairs: Pairs, weights: Weights) -> Floats:
    """The log-odds of each pair."""
    found = np.zeros(len(pairs), np.float32)
    for start in range(0, len(pairs), PAIRS_AT_ONCE):
        some = slice(start, start + PAIRS_AT_ONCE)
        found[some] = weights.score(compare_pairs(pairs.part(some)))
    return found


def link_items(
    items: Iterable[Item],
    *,
    apart: Iterable[tuple[str, str]] = (),
    together: Iterable[tuple[str, str]] = (),
    weights: Weights | None = None,
) -> list[tuple[str, ...]]:
    """The ids of the claims of each event, those that stand alone too.

    The claims of an event are in the order of their buckets, days of publication and ids, and so are the events by
    their first claims. The order in which `items` come does not matter. `apart` and `together` are ids of claims.
    """
    table = make_table(items)
    rows = {id: at for at, id in enumerate(table.ids)}
    kept_apart, kept_together = _find_rows(apart, rows), _find_rows(together, rows)
    events = np.arange(len(table), dtype=np.int32)
    for window in list_windows(table.bucket):
        link_window(table, window, events, kept_apart, kept_together, weights=weights)
    return _gather(table.ids, events.tolist())


def link_window(  # noqa: PLR0913 - a window of what, what is settled already, what a person decided
    table: Table,
    window: tuple[int, int, int],
    events: Ints,
    apart: Rows = (),
    together: Rows = (),
    *,
    weights: Weights | None = None,
) -> None:
    """Link one bucket of a table (`list_windows`): its rows in `events` get the first rows of their events.

    `events` holds those of the buckets before it already, each row of this one by itself.
    """
    bucket, start, end = window
    piece = table.slice(start, end)
    within = first_rows(events[start:end])
    found = link_table(
        piece,
        bucket,
        np.where(piece.bucket == bucket, -1, within).astype(np.int32),
        _shift(apart, start, within, events),
        _shift(together, start, within, events),
        weights=weights,
    )
    fresh = np.flatnonzero(piece.bucket == bucket)
    events[start + fresh] = events[start + found[fresh]]


def list_windows(buckets: Ints) -> Iterator[tuple[int, int, int]]:
    """Each bucket of a table with the rows that it is linked in: its own and those of the days before it."""
    distinct = np.unique(buckets)
    starts = np.searchsorted(buckets, [first_bucket(int(bucket)) for bucket in distinct])
    ends = np.searchsorted(buckets, distinct, side="right")
    yield from zip(distinct.tolist(), starts.tolist(), ends.tolist(), strict=True)


def first_rows(events: npt.NDArray[Any]) -> Ints:
    """The events of some rows by the first of these rows in each."""
    _, first, inverse = np.unique(events, return_index=True, return_inverse=True)
    return first[inverse.reshape(-1)].astype(np.int32)


def _find_rows(pairs: Iterable[tuple[str, str]], rows: dict[str, int]) -> list[tuple[int, int]]:
    return [(rows[one], rows[other]) for one, other in pairs if one in rows and other in rows]


def _shift(pairs: Rows, start: int, within: Ints, events: Ints) -> list[tuple[int, int]]:
    """The pairs as rows of a piece of the table; a claim of days before it stands there through others of its event."""
    firsts = {int(events[start + at]): at for at in np.unique(within).tolist()}
    found = []
    for one, other in pairs:
        rows = [at - start if at >= start else firsts.get(int(events[at]), -1) for at in (one, other)]
        if min(rows) >= 0 and max(rows) < len(within):
            found.append((rows[0], rows[1]))
    return found


def _gather(ids: Sequence[str], events: Sequence[int]) -> list[tuple[str, ...]]:
    found: dict[int, list[str]] = defaultdict(list)
    for id, event in zip(ids, events, strict=True):
        found[event].append(id)
    return [tuple(found[event]) for event in sorted(found)]
