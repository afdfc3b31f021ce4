"""Which accounts stand: of one source's the last, and what it said before is its history."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sayso.reconcile.incident.testimony import Testimony

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Told(Generic[T]):
    """A value with the account that has it."""

    by: Testimony
    value: T


@dataclass(frozen=True, slots=True)
class Settled(Generic[T]):
    """The values that stand, and the changes as (earlier, later)."""

    standing: tuple[Told[T], ...]
    changes: tuple[tuple[Told[T], Told[T]], ...]


def by_publication(told: Told[Any]) -> Any:
    """Sorts what is told by when it was published."""
    return told.by.order


def settle(
    told: Iterable[Told[T]], agrees: Callable[[T, T], bool], *, order: Callable[[Told[T]], Any] = by_publication
) -> Settled[T]:
    """Of what one source tells over time, the last value and those that agree with it; others give way to it.

    Where a source contradicts itself on one day the last word stands, too, but that is no change over time.
    """
    series: dict[str, list[Told[T]]] = {}
    for one in sorted(told, key=order):
        series.setdefault(one.by.series, []).append(one)
    standing: list[Told[T]] = []
    changes: list[tuple[Told[T], Told[T]]] = []
    for values in series.values():
        last = values[-1]
        for one in values:
            if agrees(one.value, last.value):
                standing.append(one)
            elif one.by.order[0] < last.by.order[0]:
                changes.append((one, last))
    return Settled(tuple(standing), tuple(changes))


def count_say_sos(told: Iterable[Told[T]]) -> int:
    """How many independent origins tell it."""
    return len({one.by.say_so for one in told})
