"""Which claims are compared at all: those that share something rare within some days.

Each claim stands in blocks: of its family with a word, a name or a place, in a window of days. Two claims that share no
block are of different events. So the cost grows with the number of claims and not with its square.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sayso.reconcile.table import UNKNOWN_DAY, Ints, Table

WINDOW_DAYS = 4
"""Claims are compared whose days are at most about so far apart."""
BLOCK_WORDS = 5
"""Of the sentence's words the most telling so many make blocks; names and places do so besides."""
REPORT_WORDS = 5
"""And so many of the report's, each together with the word for the event."""
LARGEST_BLOCK = 60
"""In larger blocks a claim is compared only with so many that follow it when they are sorted by what they say."""
_PRIME = np.int64(1_000_003)


def find_candidates(table: Table) -> tuple[Ints, Ints]:
    """The pairs (a < b) that are worth comparing, each once, in order."""
    if len(table) < 2:
        return np.zeros(0, np.int32), np.zeros(0, np.int32)
    keys, rows = _blocks(table)
    order = np.lexsort((rows, _similar_order(table)[rows], keys))
    keys, rows = keys[order], rows[order]
    found = [np.zeros(0, np.int64)]
    size = np.int64(len(table))
    for step in range(1, LARGEST_BLOCK + 1):
        together = np.flatnonzero(keys[step:] == keys[:-step])
        if not len(together):
            break
        a, b = rows[together].astype(np.int64), rows[together + step].astype(np.int64)
        low, high = np.minimum(a, b), np.maximum(a, b)
        found.append(np.unique(low * size + high))
        if len(found) > 8:
            found = [np.unique(np.concatenate(found))]
    pairs = np.unique(np.concatenate(found))
    low, high = pairs // size, pairs % size
    differ = low != high
    a, b = low[differ].astype(np.int32), high[differ].astype(np.int32)
    close = _are_close(table, a, b)
    return a[close], b[close]


def _blocks(table: Table) -> tuple[npt.NDArray[np.int64], Ints]:
    """Keys of blocks with the rows that stand in them."""
    rows = np.arange(len(table), dtype=np.int32)
    values = [
        *(table.words.words[:, at] for at in range(BLOCK_WORDS)),
        *(table.agents.words[:, at] for at in range(2)),
        *(table.recipients.words[:, at] for at in range(2)),
        np.where(table.radius_km <= 15, table.place, 0),
        # What reports of one event share beside their sentences, with the word for the event.
        *(_join(table.trigger, table.report_words.words[:, at]) for at in range(REPORT_WORDS)),
    ]
    windows = _windows(table)
    keys, found = [], []
    for value in values:
        for family in range(table.families.shape[1]):
            for window in windows:
                there = (value != 0) & (table.families[:, family] != 0) & (window[1])
                key = (value.astype(np.int64) * _PRIME + table.families[:, family]) * _PRIME + window[0]
                keys.append(key[there])
                found.append(rows[there])
    return np.concatenate(keys), np.concatenate(found)


def _join(a: Ints, b: Ints) -> npt.NDArray[np.int64]:
    """One number for two; 0 where one is, or where both are the same."""
    return np.where((a != 0) & (b != 0) & (a != b), (a.astype(np.int64) * 31 + b) & 0x7FFFFFFF | 1, 0)


def _windows(table: Table) -> list[tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]]:
    """Windows of days that overlap by half, so that whatever is close shares one; without any day all are in one."""
    day = np.where(table.first != UNKNOWN_DAY, table.last, table.published).astype(np.int64)
    known = day != UNKNOWN_DAY
    first = np.where(known, day // WINDOW_DAYS, -9)
    second = np.where(known, (day + WINDOW_DAYS // 2) // WINDOW_DAYS + 10**7, -9)
    # By the day of publication, too: of two accounts one may tell the day and the other not.
    out = table.published.astype(np.int64)
    told = (table.published != UNKNOWN_DAY) & (table.first != UNKNOWN_DAY)
    third = np.where(told, out // WINDOW_DAYS, -9)
    return [(first, np.ones(len(table), bool)), (second, known), (third, told)]


def _similar_order(table: Table) -> npt.NDArray[np.int64]:
    """An order in which claims that say the like come together, for blocks too large to compare all with all."""
    order = np.lexsort(
        (
            np.arange(len(table)),
            table.number_lows[:, 0],
            table.recipients.words[:, 0],
            table.place,
            table.trigger,
            table.first,
        )
    )
    ranks = np.empty(len(table), np.int64)
    ranks[order] = np.arange(len(table))
    return ranks


def _are_close(table: Table, a: Ints, b: Ints) -> npt.NDArray[np.bool_]:
    """Not too far apart in time for one event: what is, is never one, whatever else they share."""
    known = (table.first[a] != UNKNOWN_DAY) & (table.first[b] != UNKNOWN_DAY)
    gap = np.maximum(table.first[a] - table.last[b], table.first[b] - table.last[a])
    families = (
        (table.families[a][:, :, None] == table.families[b][:, None, :]) & (table.families[a][:, :, None] != 0)
    ).any((1, 2))
    close: npt.NDArray[np.bool_] = families & ~(known & (gap > WINDOW_DAYS))
    return close
