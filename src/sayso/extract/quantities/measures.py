"""Measures in SI base units, by the factors of `words.toml`, which are pint's."""

from __future__ import annotations

from decimal import Decimal

from sayso.extract.quantities.wording import Unit
from sayso.model import Measure

_DIGITS = 6


def measure_of(unit: Unit, low: Decimal | None, high: Decimal | None) -> Measure | None:
    """The measure in SI base units (30 km is 30000 m), to six digits; None for a unit that measures nothing."""
    if unit.factor is None:
        return None
    return Measure(_times(low, unit.factor), _times(high, unit.factor), unit.base)


def _times(value: Decimal | None, factor: Decimal) -> Decimal | None:
    return None if value is None else Decimal(f"{value * factor:.{_DIGITS}g}").normalize() + 0
