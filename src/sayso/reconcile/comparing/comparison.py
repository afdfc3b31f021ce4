"""What a comparison is: a name, levels, and what gives a pair its level."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sayso.reconcile.comparing.pairs import Pairs
from sayso.reconcile.table import Mask

Levels = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison: its name, its levels, each with what it says in words, and what gives each pair its level."""

    name: str
    told: tuple[tuple[str, str], ...]
    compare: Callable[[Pairs], Levels]

    @property
    def levels(self) -> tuple[str, ...]:
        """The names of the levels, in their order."""
        return tuple(level for level, _ in self.told)

    @property
    def says(self) -> tuple[str, ...]:
        """What each level says in words."""
        return tuple(says for _, says in self.told)


def first_of(*conditions: Mask) -> Levels:
    """For each pair the number of the first condition that holds; where none does, how many there are.

    >>> first_of(np.array([True, False, False]), np.array([True, True, False])).tolist()
    [0, 1, 2]
    """
    found = np.full(len(conditions[0]), len(conditions), np.int8)
    for level in range(len(conditions) - 1, -1, -1):
        np.copyto(found, np.int8(level), where=conditions[level])
    return found
