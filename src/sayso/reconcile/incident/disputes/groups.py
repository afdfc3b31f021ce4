"""Counts that stand together in a dispute, told in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sayso.model import Dispute, Number
from sayso.model.units import name_units
from sayso.reconcile.incident.counting import Count
from sayso.reconcile.incident.disputes.positions import make_dispute
from sayso.reconcile.incident.sides import Sides
from sayso.reconcile.incident.testimony import Testimony


def make_number_dispute(groups: Sequence[Sequence[Count]], sides: Sides) -> Dispute | None:
    """The dispute between groups of counts; None where there is none, as `make_dispute` tells it."""
    dispute = make_dispute("how_many", [_make_group(group) for group in groups], sides)
    return replace(dispute, role=groups[0][0].role, unit=groups[0][0].unit) if dispute else None


def _make_group(counts: Sequence[Count]) -> tuple[list[Testimony], str]:
    """The accounts that give these counts, and the commonest of the counts."""
    common = Counter((count.range.low, count.range.high, count.counted) for count in counts)
    (low, high, counted), _ = max(common.items(), key=lambda item: (item[1], str(item[0])))
    role = "" if counts[0].role in {"other", "money"} else f" {counts[0].role}"
    value = f"counted {say_range(low, high)} {say_unit(counted, low, high)}".rstrip()
    return [count.by for count in counts], value + role


def say_range(low: Number | None, high: Number | None) -> str:
    """A range in words.

    >>> say_range(43, None), say_range(None, 200000), say_range(4, 4), say_range(1, 2), say_range(0, 0)
    ('43 or more', 'up to 200,000', '4', '1 to 2', 'no')
    """
    if low == high == 0:
        return "no"
    if low is None or high is None:
        return f"up to {high:,}" if low is None else f"{low:,} or more"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def say_unit(unit: str, low: Number | None, high: Number | None) -> str:
    """A unit as it stands after a number.

    >>> say_unit("person", 9, None), say_unit("fighter", 1, 1), say_unit("body", 2, 2)
    ('people', 'fighter', 'bodies')
    """
    return unit if low == high == 1 else name_units(unit)


def say_number(number: Number | None) -> str:
    """A number with its thousands apart; an open end as such.

    >>> say_number(2400), say_number(None)
    ('2,400', 'an open end')
    """
    return "an open end" if number is None else f"{number:,}"
