"""How much each level of each comparison counts: one readable table, learnt from public corpora."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from sayso.model import RuleError
from sayso.reconcile.comparing import COMPARISONS, Levels

FILE = "weights.toml"


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds that two claims are of one event: a beginning, and what each level of each comparison adds."""

    version: str
    start: float
    levels: tuple[npt.NDArray[np.float32], ...]

    def score(self, levels: Levels) -> npt.NDArray[np.float32]:
        """The log-odds of pairs from their levels."""
        total = np.full(len(levels), self.start, dtype=np.float32)
        for column, weights in enumerate(self.levels):
            total += weights[levels[:, column]]
        return total


@functools.cache
def load_weights() -> Weights:
    """The shipped table. RuleError where it does not fit the comparisons."""
    return read_weights((files("sayso.reconcile") / FILE).read_text(encoding="utf-8"))


def read_weights(text: str) -> Weights:
    """Weights from TOML: a table for each comparison, a number for each of its levels."""
    table = tomllib.loads(text)
    problems, levels = [], []
    for comparison in COMPARISONS:
        entry = table.get(comparison.name)
        if not isinstance(entry, dict) or set(entry) != set(comparison.levels):
            problems.append(f"[{comparison.name}] must have {', '.join(comparison.levels)}")
            continue
        levels.append(np.array([float(entry[level]) for level in comparison.levels], dtype=np.float32))
    if problems:
        raise RuleError("bad-weights", "; ".join(problems), where=FILE)
    return Weights(str(table["version"]), float(table["start"]), tuple(levels))
