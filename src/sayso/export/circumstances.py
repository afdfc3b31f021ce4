"""Where, when and how many, in words for people."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sayso.model import Place, Quantity, Time
from sayso.model.units import name_units
from sayso.model.visible import visible_text

_ROLE_WORDS = {
    "killed": "killed",
    "wounded": "wounded",
    "displaced": "displaced",
    "detained": "detained",
    "missing": "missing",
    "used": "used",
    "hit": "hit",
    "intercepted": "intercepted",
    "destroyed": "destroyed",
}
_HOW_EXACT = {"district": "near", "region": "region", "country": ""}


def name_place(place: Place) -> str:
    """The place with the country it lies in: "Azaz (SYR)", "northern Syria", "an unknown Qorvale"."""
    name = place.span.text if place.precision in {"region", "district"} and len(place.span.text) < 40 else place.name
    if name.lower().split(" ")[0] in {"the", "this", "that", "its", "their", "our", "there", "it"}:
        name = place.name
    if place.at is None:
        return f"{visible_text(name)} (not located)"
    inside = place.at.country if place.precision != "country" and place.at.country not in name else ""
    return visible_text(name) + (f" ({inside})" if inside else "")


def name_time(time: Time) -> str:
    """The days: "6 Aug 2024", "5–11 Aug 2024", "until 31 Dec 2016"; the words themselves where no day is told."""
    first, last = time.first, time.last
    if first is None and last is None:
        return f"“{visible_text(time.span.text)}”"
    if first is None or last is None:
        return f"until {_day(last)}" if last else f"from {_day(first)}"
    if first == last:
        return _day(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if first.year == last.year and first.month == last.month:
        return f"{first.day}–{_day(last)}"
    return f"{_day(first, year=first.year != last.year)} – {_day(last)}"


def _day(day: date | None, *, year: bool = True) -> str:
    return f"{day.day} {day:%b}" + (f" {day.year}" if year else "") if day else ""


def name_quantity(quantity: Quantity) -> str:
    """The number with what was counted and what became of it: "43 or more people killed", "up to 20 km"."""
    low, high = quantity.low, quantity.high
    if low is None and high is None:
        return visible_text(quantity.span.text)
    if low is None:
        number = f"up to {_number(high)}"
    elif high is None:
        number = f"{_number(low)} or more"
    else:
        number = _number(low) if low == high else f"{_number(low)}–{_number(high)}"
    single = low == high == 1
    role = _ROLE_WORDS.get(quantity.role, "")
    return " ".join(part for part in (number, _units(quantity, single=single), role) if part)


def _units(quantity: Quantity, *, single: bool) -> str:
    unit = visible_text(quantity.unit)
    return unit if not unit or single or quantity.currency else name_units(unit)


def _number(value: Decimal | None) -> str:
    if value is None:
        return ""
    return f"{int(value):,}" if value == value.to_integral_value() else f"{value.normalize():f}"
