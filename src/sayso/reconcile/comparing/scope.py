"""Whether claims tell of something in particular, or of what goes on in general."""

from __future__ import annotations

import numpy as np

from sayso.reconcile.comparing.comparison import Comparison, Levels
from sayso.reconcile.comparing.deeds import find_answers
from sayso.reconcile.comparing.names import SAME_ONES, compare_agents, compare_recipients
from sayso.reconcile.comparing.pairs import Pairs
from sayso.reconcile.comparing.words import find_report_cosines

_LIKE = 0.12
"""Reports whose words are less alike than this (cosine) tell of other things."""


def compare_scope(pairs: Pairs) -> Levels:
    """Whether one or both tell of something in general, without a day, a town or a number, in one report or in two.

    Besides, claims that tell nothing else either, of one report or of reports that are hardly alike, are rarely of one.
    """
    table = pairs.table
    general_a, general_b = pairs.both(table.is_general)
    both, one = general_a & general_b, general_a | general_b
    apart = np.not_equal(*pairs.both(table.report))
    bare = np.logical_and(*pairs.both(table.is_bare))
    for compare_names in (compare_agents, compare_recipients):
        bare &= ~np.isin(pairs.once(compare_names), SAME_ONES)
    bare &= ~apart | (pairs.once(find_report_cosines) < _LIKE)
    conditions = [pairs.once(find_answers), both & apart, one & apart, both, one, bare]
    return np.select(conditions, [5, 0, 1, 2, 3, 4], 5).astype(np.int8)


SCOPE = Comparison(
    "scope",
    (
        ("both_general", "both reports tell of it in general, without a day, a town or a number"),
        ("one_general", "one report tells of it in general, without a day, a town or a number"),
        ("both_general_here", "the report tells of both in general, without a day, a town or a number"),
        ("one_general_here", "the report tells of one in general, without a day, a town or a number"),
        ("bare", "neither tells a day, a town, a number, or anybody that the other names, too"),
        ("particular", "both tell a day, a town or a number, or name one deed"),
    ),
    compare_scope,
)
