"""How long: a number of units as TIMEX3 writes it, and steps through the calendar."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from sayso.extract.numerals import parse_number
from sayso.extract.times.calendar import shift
from sayso.extract.times.meaning import (
    UNIT_CODES,
    singular,
)

_VAGUE = re.compile(r"few|couple|several|some|many|recent", re.I)
_BETWEEN = re.compile(r"(?<=\d)-|–| to | or ")


def vague_period(unit: str) -> str:
    """TIMEX3's value of "months"."""
    code = UNIT_CODES[singular(unit)]
    return f"PTX{code[1:]}" if code[0] == "T" else f"PX{code}"


def count_of(words: str) -> Decimal | None:
    """How many units: "2 1/2" and "a couple of" are told, "several" and a range are not."""
    if re.fullmatch(r"(?:a )?couple of", words, re.I):
        return Decimal(2)
    if _VAGUE.search(words) or _BETWEEN.search(words):
        return None
    whole, _, fraction = words.partition(" ") if "/" in words else (words, "", "")
    number = parse_number(whole)
    if number is not None and fraction:
        top, _, bottom = fraction.partition("/")
        number += Decimal(top) / Decimal(bottom) if int(bottom) else 0
    return number


def bounds_of(words: str) -> tuple[float, float] | None:
    """The two ends of "60-100" or "two to three"."""
    parts = [parse_number(part) for part in _BETWEEN.split(words)]
    if len(parts) == 2 and parts[0] is not None and parts[1] is not None and parts[0] < parts[1]:
        return float(parts[0]), float(parts[1])
    return None


def period_of(words: str, unit: str) -> tuple[str, float | None]:
    """TIMEX3's value of a duration, and the number of units (None where vague)."""
    unit = singular(unit)
    code = UNIT_CODES[unit]
    time = "T" if code[0] == "T" and len(code) == 2 else ""
    letters = code[1:] if time else code
    number = count_of(words)
    if number is None:
        return f"P{time}X{letters}", None
    count = float(number)
    if unit in {"decade", "century", "fortnight"}:
        size, letters = {"decade": (10, "Y"), "century": (100, "Y"), "fortnight": (2, "W")}[unit]
        return f"P{count * size:g}{letters}", count
    return f"P{time}{count:g}{letters}", count


def step(day: date, unit: str, count: float) -> date | None:
    """`day` moved by so many units, whole days at least; None beyond the calendar."""
    if unit in {"second", "minute", "hour"}:
        hours = abs(count) * {"second": 1 / 3600, "minute": 1 / 60, "hour": 1}[unit]
        whole = int(-(-hours // 24))
        return shift(day, "day", whole if count > 0 else -whole)
    if abs(count) > 1e6:
        return None
    return shift(day, {"night": "day", "weekend": "week"}.get(unit, unit), round(count))
