"""Pairs of claims, and what several comparisons ask of the same pairs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numpy.typing as npt

from sayso.reconcile.table import Ints, Mask, Table

Array = TypeVar("Array", bound=npt.NDArray[Any])


class Pairs:
    """Pairs of rows (`a`, `b`) of a table, with what was already found out about them."""

    def __init__(self, table: Table, a: Ints, b: Ints) -> None:
        self.table, self.a, self.b = table, a, b
        self._found: dict[Callable[[Pairs], npt.NDArray[Any]], npt.NDArray[Any]] = {}

    def __len__(self) -> int:
        return len(self.a)

    def both(self, column: Array) -> tuple[Array, Array]:
        """What a column of the table, or one that goes with it, has for each of the two."""
        return column[self.a], column[self.b]  # type: ignore[return-value] # rows of an array are of its type

    def once(self, find: Callable[[Pairs], Array]) -> Array:
        """What `find` gives for these pairs, a value a pair; worked out when first asked for."""
        if find not in self._found:
            self._found[find] = find(self)
        return self._found[find]  # type: ignore[return-value] # kept under what gave it

    def know(self, find: Callable[[Pairs], Array], found: Array) -> None:
        """What `find` gives for these pairs is told instead of found out."""
        self._found[find] = found

    def part(self, rows: slice | Mask, *, table: Table | None = None) -> Pairs:
        """Some of the pairs, with what was found out about them; `table` tells more of the same claims."""
        some = Pairs(table or self.table, self.a[rows], self.b[rows])
        some._found = {find: found[rows] for find, found in self._found.items()}
        return some
