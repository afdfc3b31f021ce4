"""What two claims have in common, and what speaks against their being about one event: a level for each comparison.

Each comparison looks at one thing and gives one of its named levels; `weights.toml` says how much each level counts.
"""

from sayso.reconcile.comparing.comparison import Comparison, Levels
from sayso.reconcile.comparing.comparisons import COMPARISONS, compare, compare_pairs
from sayso.reconcile.comparing.crowds import compare_crowds, count_crowds, find_crowds
from sayso.reconcile.comparing.pairs import Pairs
from sayso.reconcile.comparing.words import find_report_cosines

__all__ = [
    "COMPARISONS",
    "Comparison",
    "Levels",
    "Pairs",
    "compare",
    "compare_crowds",
    "compare_pairs",
    "count_crowds",
    "find_crowds",
    "find_report_cosines",
]
