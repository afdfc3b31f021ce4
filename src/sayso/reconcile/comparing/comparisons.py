"""The comparisons that there are."""

from __future__ import annotations

import numpy as np

from sayso.reconcile.comparing.comparison import Levels
from sayso.reconcile.comparing.crowds import CROWD
from sayso.reconcile.comparing.days import TIME
from sayso.reconcile.comparing.deeds import DEEDS, EVENT, MODE
from sayso.reconcile.comparing.names import AGENTS, INSTRUMENTS, RECIPIENTS, SERIALS
from sayso.reconcile.comparing.numbers import NUMBERS
from sayso.reconcile.comparing.pairs import Pairs
from sayso.reconcile.comparing.places import PLACE, SETTING
from sayso.reconcile.comparing.scope import SCOPE
from sayso.reconcile.comparing.words import REPORTS, WORDS
from sayso.reconcile.table import Ints, Table

COMPARISONS = (
    EVENT,
    MODE,
    TIME,
    PLACE,
    SETTING,
    CROWD,
    AGENTS,
    RECIPIENTS,
    DEEDS,
    SCOPE,
    SERIALS,
    NUMBERS,
    INSTRUMENTS,
    WORDS,
    REPORTS,
)
"""All comparisons, in the order in which `sayso why` shows them."""


def compare(table: Table, a: Ints, b: Ints) -> Levels:
    """The levels of the pairs (a, b): a row a pair, a column a comparison."""
    return compare_pairs(Pairs(table, a, b))


def compare_pairs(pairs: Pairs) -> Levels:
    """The levels of some pairs: a row a pair, a column a comparison."""
    return np.stack([pairs.once(comparison.compare) for comparison in COMPARISONS], axis=1)
