"""Why two claims are taken for one event or for two: each comparison in words, with what it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sayso.reconcile.buckets import LOOKBACK_DAYS, NO_DAY, bucket_of
from sayso.reconcile.candidates import find_candidates
from sayso.reconcile.comparing import COMPARISONS, Pairs, compare_crowds, compare_pairs
from sayso.reconcile.grouping import LEAST
from sayso.reconcile.items import Item
from sayso.reconcile.packing import ITEM, WORDS
from sayso.reconcile.table import make_ordered_table, make_table
from sayso.reconcile.weights import Weights, load_weights


@dataclass(frozen=True, slots=True)
class Compared:
    """One comparison of two claims: what was compared, the level found, what that says, and what it counts."""

    name: str
    level: str
    says: str
    weight: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """How two claims compare.

    `start` and the weights of `comparisons` add up to `total`, the log-odds that both are of one event; groups are
    merged down to a mean of `least`. `shares_block`: whether they share something rare, without which claims are not
    compared at all. `buckets` are the days (ordinals, 0 none) where each stands, `in_reach` whether these are near
    enough to be looked at together.
    """

    start: float
    comparisons: tuple[Compared, ...]
    total: float
    least: float
    shares_block: bool
    buckets: tuple[int, int]
    in_reach: bool

    @property
    def is_compared(self) -> bool:
        """Whether linking compares the two at all."""
        return self.shares_block and self.in_reach


def explain_pair(a: Item, b: Item, *, crowd: int = 0, weights: Weights | None = None) -> Explanation:
    """How two claims compare, whether linking would have compared them or not.

    `crowd` is the level that `compare_crowds` gives them among the others of their day (`find_crowd`).
    """
    weights = weights or load_weights()
    table = make_table([a, b])
    pairs = Pairs(table, np.array([0], dtype=np.int32), np.array([1], dtype=np.int32))
    pairs.know(compare_crowds, np.array([crowd], dtype=np.int8))
    levels = compare_pairs(pairs)[0].tolist()
    compared = tuple(
        Compared(one.name, one.levels[level], one.says[level], round(float(weights.levels[at][level]), 2))
        for at, (one, level) in enumerate(zip(COMPARISONS, levels, strict=True))
    )
    buckets = bucket_of(a), bucket_of(b)
    near = abs(buckets[0] - buckets[1]) <= LOOKBACK_DAYS and (NO_DAY not in buckets or buckets[0] == buckets[1])
    return Explanation(
        start=weights.start,
        comparisons=compared,
        total=round(weights.start + sum(one.weight for one in compared), 2),
        least=LEAST,
        shares_block=len(find_candidates(table)[0]) > 0,
        buckets=buckets,
        in_reach=near,
    )


def find_crowd(records: Sequence[bytes], one: int, other: int) -> int:
    """The level of `compare_crowds` for two claims among all of their bucket.

    `records` (`ITEM`) are all claims of the bucket, `one` and `other` places among them.
    """
    packed = np.frombuffer(b"".join(records), ITEM)
    table = make_ordered_table(packed, np.zeros(len(packed), np.int32), np.zeros(1, WORDS))
    return int(compare_crowds(Pairs(table, np.array([one], np.int32), np.array([other], np.int32)))[0])
