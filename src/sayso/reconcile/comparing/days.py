"""When it happened."""

from __future__ import annotations

import numpy as np

from sayso.reconcile.comparing.comparison import Comparison, Levels, first_of
from sayso.reconcile.comparing.pairs import Pairs
from sayso.reconcile.packing import UNKNOWN_DAY

_LONGER_DAYS = 30


def compare_time(pairs: Pairs) -> Levels:
    """Whether the days on which it happened meet; where one is not known, how far apart the reports are."""
    table = pairs.table
    (first_a, first_b), (last_a, last_b) = pairs.both(table.first), pairs.both(table.last)
    out_a, out_b = pairs.both(table.published)
    known = (first_a != UNKNOWN_DAY) & (first_b != UNKNOWN_DAY)
    told = known & ~np.logical_or(*pairs.both(table.time_carried))
    gap = np.maximum(first_a - last_b, first_b - last_a)
    long_a, long_b = last_a - first_a, last_b - first_b
    meets, exact = gap <= 0, np.maximum(long_a, long_b) <= 1
    published, apart = (out_a != UNKNOWN_DAY) & (out_b != UNKNOWN_DAY), np.abs(out_a - out_b)
    return first_of(
        told & meets & exact,
        known & meets & exact,
        known & meets & (np.abs(long_a - long_b) > _LONGER_DAYS),
        known & meets,
        told & (gap == 1),
        told & (gap <= 3),
        told,
        known & (gap == 1),
        known,
        ~published,
        apart <= 1,
        apart <= 3,
        apart <= 10,
    )


TIME = Comparison(
    "time",
    (
        ("same_day", "it happened on the same day"),
        ("same_day_carried", "it happened on the same day, as far as the context of one tells"),
        ("longer", "one may have gone on for a month or more longer than the other"),
        ("meets", "the days on which it may have happened meet"),
        ("next_day", "the days are one apart"),
        ("near", "the days are two or three apart"),
        ("apart", "the days are farther apart"),
        ("next_day_carried", "the days are one apart, as far as the context of one tells"),
        ("apart_carried", "the days are farther apart, as far as the context of one tells"),
        ("no_dates", "neither the days nor the dates of publication are known"),
        ("same_day_out", "the days are not known, the reports came out within a day"),
        ("days_out", "the days are not known, the reports came out within three days"),
        ("week_out", "the days are not known, the reports came out within ten days"),
        ("far_out", "the days are not known, and the reports are farther apart"),
    ),
    compare_time,
)
