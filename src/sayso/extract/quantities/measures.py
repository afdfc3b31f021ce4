"""Measures in SI base units, by pint."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

from sayso.extract.quantities.wording import Unit
from sayso.model import Measure

_DIGITS = 6


def measure_of(unit: Unit, low: Decimal | None, high: Decimal | None) -> Measure | None:
    """The measure in SI base units (30 km is 30000 m), to six digits; None for a unit that measures nothing."""
    if not unit.pint:
        return None
    factor, base = _factor(unit.pint)
    return Measure(_times(low, factor), _times(high, factor), base)


def _times(value: Decimal | None, factor: Decimal) -> Decimal | None:
    return None if value is None else Decimal(f"{value * factor:.{_DIGITS}g}").normalize() + 0


@cache
def _factor(unit: str) -> tuple[Decimal, str]:
    base = (1 * _registry().Unit(unit)).to_base_units()
    return Decimal(str(base.magnitude)), f"{base.units:~C}"


@cache
def _registry() -> Any:
    import pint  # noqa: PLC0415 - it takes a while to load, and many reports hold no measure

    return pint.UnitRegistry()
