"""The numbers told: how many were killed, how many rockets were fired."""

from __future__ import annotations

import numpy as np

from sayso.reconcile.comparing.comparison import Comparison, Levels, first_of
from sayso.reconcile.comparing.pairs import Pairs
from sayso.reconcile.table import Mask

DIFFER = 2
"""The level of `numbers` at which they cannot be one."""


def compare_numbers(pairs: Pairs) -> Levels:
    """Whether the numbers of the same things (killed people, fired rockets) can be one number."""
    table = pairs.table
    exact, meet, same = (np.zeros(len(pairs), np.bool_) for _ in range(3))
    (keys_a, keys_b), (low_a, low_b) = pairs.both(table.number_keys), pairs.both(table.number_lows)
    high_a, high_b = pairs.both(table.number_highs)
    for ours in range(keys_a.shape[1]):
        for theirs in range(keys_b.shape[1]):
            thing: Mask = (keys_a[:, ours] == keys_b[:, theirs]) & (keys_a[:, ours] != 0)
            same |= thing
            meet |= thing & (low_a[:, ours] <= high_b[:, theirs]) & (low_b[:, theirs] <= high_a[:, ours])
            exact |= thing & (low_a[:, ours] == low_b[:, theirs]) & (high_a[:, ours] == high_b[:, theirs])
    return first_of(exact, meet, same)


NUMBERS = Comparison(
    "numbers",
    (
        ("equal", "the numbers are the same"),
        ("meet", "the numbers can be one"),
        ("differ", "the numbers cannot be one"),
        ("unknown", "there is no number of the same thing in both"),
    ),
    compare_numbers,
)
