"""Whether so much is told of one town and day that these two alone say little."""

from __future__ import annotations

import numpy as np

from sayso.reconcile.comparing.comparison import Comparison, Levels
from sayso.reconcile.comparing.pairs import Pairs
from sayso.reconcile.comparing.sharing import share_weight
from sayso.reconcile.packing import UNKNOWN_DAY
from sayso.reconcile.table import Bag, Ints, Table

_TOWN_KM = 15
SIZES = (41, 121, 401)
"""From so many claims on they are some, many, a mass. One event is hardly told in more than forty of one kind, but for
those that the whole world tells of, and their accounts share words."""
_MOST, _MANY, _SOME, _LITTLE = range(4)
_SHARES = (-0.6, -0.4, -0.25)


def find_crowds(pairs: Pairs) -> Ints:
    """For each pair how many claims are told of the town, the day and the kind of both; 0 where these are not one."""
    cells, counts = count_crowds(pairs.table)
    (cell_a, cell_b), (count_a, _) = pairs.both(cells), pairs.both(counts)
    return np.where((cell_a == cell_b) & (cell_a >= 0), count_a, 0).astype(np.int32)


def count_crowds(table: Table) -> tuple[Ints, Ints]:
    """For each claim a number for its family, town and day, -1 where one is not known, and how many claims have it.

    Those of one bucket are counted together, so that its numbers are the same whatever other days are in sight.
    """
    known = (table.radius_km >= 0) & (table.radius_km <= _TOWN_KM) & (table.first != UNKNOWN_DAY)
    known &= table.last - table.first <= 1
    towns = (table.families[:, 0].astype(np.int64) << 32) + table.place
    days = (table.bucket.astype(np.int64) << 32) + table.first * 2 + (table.last - table.first)
    told = np.stack([towns, days])[:, known]
    cells, counts = np.full(len(table), -1, np.int32), np.zeros(len(table), np.int32)
    if told.size:
        order = np.lexsort(told)
        starts = np.concatenate([[True], (np.diff(told[:, order], axis=1) != 0).any(axis=0)])
        cell = np.empty(len(order), np.int32)
        cell[order] = np.cumsum(starts) - 1
        cells[known], counts[known] = cell, np.bincount(cell)[cell]
    return cells, counts


def compare_crowds(pairs: Pairs) -> Levels:
    """How crowded the town and the day are that both tell of, and how much of what is telling there they share.

    A word that many tell of this town and day tells nothing there.
    """
    found = np.zeros(len(pairs), np.int8)
    size = np.digitize(pairs.once(find_crowds), SIZES)
    crowded = size > 0
    if crowded.any():
        some = pairs.part(crowded)
        likeness = np.digitize(-share_weight(some, _weigh_there(pairs.table)), _SHARES)
        found[crowded] = _LEVELS[size[crowded], likeness]
    return found


_LEVELS = np.array([[0, 0, 0, 0], [1, 1, 1, 2], [1, 1, 3, 4], [1, 5, 6, 7]], np.int8)
"""By how crowded it is, and by how much is shared (most, many, some, little)."""


def _weigh_there(table: Table) -> Bag:
    """The words of the sentences, each by how few of those who tell of the same town and day have it, too."""
    cells, counts = count_crowds(table)
    words = table.words.words
    keys = np.where(words != 0, (cells[:, None].astype(np.int64) << 32) + words, -1)
    _, place, having = np.unique(keys, return_inverse=True, return_counts=True)
    rarity = 1 - np.log(having[place.reshape(keys.shape)]) / np.log(np.maximum(counts, 2))[:, None]
    return Bag(words, (table.words.weights * np.clip(rarity, 0.0, 1.0)).astype(np.float32))


CROWD = Comparison(
    "crowd",
    (
        ("none", "not so much is told of one town and day that this would say little"),
        ("alike", "much is told of this town and day, and the sentences share what is telling there"),
        ("some_unlike", "much is told of this town and day, and the sentences share little of what is telling there"),
        (
            "many_partly",
            "very much is told of this town and day, and the sentences share some of what is telling there",
        ),
        (
            "many_unlike",
            "very much is told of this town and day, and the sentences share little of what is telling there",
        ),
        (
            "mass_mostly",
            "a mass is told of this town and day, and the sentences share many words that are telling there",
        ),
        ("mass_partly", "a mass is told of this town and day, and the sentences share some of what is telling there"),
        ("mass_unlike", "a mass is told of this town and day, and the sentences share little of what is telling there"),
    ),
    compare_crowds,
)
