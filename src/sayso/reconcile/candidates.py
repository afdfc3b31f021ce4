"""Which claims are compared at all: those that share something rare.

Each claim stands in blocks: of its family with a word, a name or a place. Two claims that share no block are of
different events. So the cost grows with the number of claims and not with its square.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sayso.reconcile.distinct import distinct
from sayso.reconcile.packing import UNKNOWN_DAY
from sayso.reconcile.table import Ints, Mask, Table

FURTHEST_DAYS = 4
"""What happened on days farther apart is never one event."""
BLOCK_WORDS = 5
"""Of the sentence's words the most telling so many make blocks; names and places do so besides."""
REPORT_WORDS = 5
"""And so many of the report's, each together with the word for the event."""
LARGEST_BLOCKS = (60, 40, 25, 16, 10, 6, 4, 2)
"""In larger blocks than so many a claim is compared only with some that follow it when they are sorted by what they
say: with so many in all that a block costs no more than the largest one does, but never with fewer than `FEWEST_STEPS`.
The first of these sizes is taken with which there are not too many pairs."""
FEWEST_STEPS = 8
MOST_PAIRS, MOST_PAIRS_EACH = 100_000, 60
"""So many pairs are never too many, nor are so many for each claim that is to be linked; both before pairs that stand
in several blocks are counted once."""
_PRIME = np.int64(1_000_003)


def find_candidates(table: Table, fresh: Mask | None = None) -> tuple[Ints, Ints]:
    """The pairs (a < b) that are worth comparing, each once, in order; with `fresh` only those with a row of these."""
    none = np.zeros(0, np.int32)
    if len(table) < 2:
        return none, none
    keys, rows = _blocks(table)
    order = np.lexsort((_similar_order(table)[rows], keys))
    keys, rows = keys[order], rows[order]
    old = np.zeros(len(table), np.bool_) if fresh is None else ~fresh
    steps = _steps(keys, 1 - float(old.mean()) ** 2, int((~old).sum()))
    found = [np.zeros(0, np.int64)]
    size = np.int64(len(table))
    for step in range(1, LARGEST_BLOCKS[0] + 1):
        near = np.flatnonzero((keys[step:] == keys[:-step]) & (steps[:-step] >= step))
        if not len(near):
            break
        a, b = rows[near], rows[near + step]
        wanted = (a != b) & ~(old[a] & old[b])
        low, high = np.minimum(a, b)[wanted].astype(np.int64), np.maximum(a, b)[wanted].astype(np.int64)
        found.append(low * size + high)
    pairs = distinct(np.concatenate(found))
    a, b = (pairs // size).astype(np.int32), (pairs % size).astype(np.int32)
    close = _are_close(table, a, b)
    return a[close], b[close]


def _blocks(table: Table) -> tuple[npt.NDArray[np.int64], Ints]:
    """Keys of blocks with the rows that stand in them."""
    rows = np.arange(len(table), dtype=np.int32)
    report_words = table.report_words.words[table.report, :REPORT_WORDS]
    report_words = np.where(report_words == table.trigger[:, None], 0, report_words)
    naming = (np.where(table.senses[:, 0] != 0, table.senses[:, 0], table.trigger), table.senses[:, 1])
    values = [
        *(table.words.words[:, at] for at in range(BLOCK_WORDS)),
        *(table.agents.bag.words[:, at] for at in range(2)),
        *(table.recipients.bag.words[:, at] for at in range(2)),
        np.where((table.radius_km >= 0) & (table.radius_km <= 15), table.place, 0),
        # What reports of one event share beside their sentences, with the word for the event.
        *(_join(word, report_words[:, at]) for at in range(REPORT_WORDS) for word in naming),
    ]
    keys, found = [], []
    for value in values:
        for family in range(table.families.shape[1]):
            there = (value != 0) & (table.families[:, family] != 0)
            keys.append((value.astype(np.int64) * _PRIME + table.families[:, family])[there])
            found.append(rows[there])
    return np.concatenate(keys), np.concatenate(found)


def _join(a: Ints, b: Ints) -> npt.NDArray[np.int64]:
    """One number for two; 0 where one is."""
    return np.where((a != 0) & (b != 0), (a.astype(np.int64) * 31 + b) & 0x7FFFFFFF | 1, 0)


def _steps(keys: npt.NDArray[np.int64], share: float, claims: int) -> npt.NDArray[np.int64]:
    """With how many that follow it each entry is compared, by the size of its block; `keys` are sorted.

    `share` of the pairs are wanted, for so many `claims`.
    """
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    sizes = np.diff(np.append(starts, len(keys)))
    for largest in LARGEST_BLOCKS:
        steps = np.maximum(largest * largest // np.maximum(sizes, largest), min(FEWEST_STEPS, largest))
        if share * float((sizes * np.minimum(steps, sizes / 2)).sum()) <= max(MOST_PAIRS, MOST_PAIRS_EACH * claims):
            break
    return np.repeat(steps, sizes)


def _similar_order(table: Table) -> npt.NDArray[np.int64]:
    """An order in which claims that say the like come together, for blocks too large to compare all with all."""
    order = np.lexsort(
        (
            np.arange(len(table)),
            table.number_lows[:, 0],
            table.recipients.serial,
            table.recipients.bag.words[:, 0],
            table.place,
            table.trigger,
            table.first,
        )
    )
    ranks = np.empty(len(table), np.int64)
    ranks[order] = np.arange(len(table))
    return ranks


def _are_close(table: Table, a: Ints, b: Ints) -> Mask:
    """Not too far apart in time for one event: what is, is never one, whatever else they share."""
    known = (table.first[a] != UNKNOWN_DAY) & (table.first[b] != UNKNOWN_DAY)
    gap = np.maximum(table.first[a] - table.last[b], table.first[b] - table.last[a])
    close: Mask = ~(known & (gap > FURTHEST_DAYS))
    return close
