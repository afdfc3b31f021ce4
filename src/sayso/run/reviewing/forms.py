"""The forms in which a coder writes what is right: names with facts in brackets, days, and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import cast

from sayso.model import QUANTITY_ROLES, InputError, QuantityRole, TimePrecision

_NAMED = re.compile(r"(?P<name>[^()@]*[^()@\s])\s*(?:\((?P<facts>[^()]*)\))?\s*(?:@\s*(?P<at>.+))?", re.DOTALL)
_DAY = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")
_NUMBER = re.compile(
    r"(?P<role>[a-z]+)\s+(?P<sign>>=|<=)?(?P<low>\d+(?:\.\d+)?)(?:-(?P<high>\d+(?:\.\d+)?))?(?:\s+(?P<unit>\S.*))?"
)
_LONGEST = 400
_OF_PERSONS = frozenset(("killed", "wounded", "displaced", "detained", "missing"))
_DAYS_OF_MONTH, _DAYS_OF_YEAR = 31, 366
_SPAN = ".."


@dataclass(frozen=True, slots=True)
class Named:
    """A name with the facts that tell it from others, and where it lies."""

    name: str
    facts: tuple[str, ...] = ()
    at: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """From a day to a day; None is an open end."""

    first: date | None
    last: date | None
    precision: TimePrecision


@dataclass(frozen=True, slots=True)
class Counted:
    """How many, from and to; None is an open end."""

    role: QuantityRole
    low: Decimal | None
    high: Decimal | None
    unit: str


def parse_named(field: str, words: str) -> Named:
    """ "Orlivka (TRN, Tarn)" or "Orlivka @ 48.1,37.2". InputError where it is neither.

    >>> parse_named("place", "Orlivka (TRN, Tarn)")
    Named(name='Orlivka', facts=('TRN', 'Tarn'), at=None)
    """
    found = _NAMED.fullmatch(words.strip()) if len(words) <= _LONGEST else None
    if found is None:
        raise bad_value(field, words, "write NAME, NAME (COUNTRY, REGION) or NAME @ LATITUDE,LONGITUDE")
    facts = tuple(fact.strip() for fact in (found["facts"] or "").split(",") if fact.strip())
    return Named(found["name"], facts, _parse_point(field, found["at"]) if found["at"] else None)


def _parse_point(field: str, words: str) -> tuple[float, float]:
    try:
        latitude, longitude = (float(part) for part in words.split(","))
    except ValueError:
        raise bad_value(field, words, "write LATITUDE,LONGITUDE in degrees, as in 48.1,37.2") from None
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise bad_value(field, words, "latitude is -90 to 90, longitude -180 to 180")
    return latitude, longitude


def parse_days(words: str) -> Days:
    """ "2031-03-04", "2031-03", "2031", or two of them with ".." between; one side may be open.

    >>> parse_days("2031-03..")
    Days(first=datetime.date(2031, 3, 1), last=None, precision='month')
    """
    begun, between, ended = words.strip().partition(_SPAN)
    first = _parse_day(words, begun) if begun.strip() else None
    last = _parse_day(words, ended) if ended.strip() else first if not between else None
    if first is None and last is None:
        raise _no_days(words)
    start, end = first[0] if first else None, last[1] if last else None
    if start and end and end < start:
        raise bad_value("time", words, "the first day must not be after the last one")
    told = first or last
    precision: TimePrecision = told[2] if told else "unknown"
    if between and start and end:
        length = (end - start).days + 1
        precision = "day" if length <= _DAYS_OF_MONTH else "month" if length <= _DAYS_OF_YEAR else "year"
    return Days(start, end, precision)


def _parse_day(words: str, part: str) -> tuple[date, date, TimePrecision]:
    found = _DAY.fullmatch(part.strip())
    if found is None:
        raise _no_days(words)
    year, month, day = (int(found[name]) if found[name] else None for name in ("year", "month", "day"))
    try:
        if day is not None:
            only = date(cast("int", year), cast("int", month), day)
            return only, only, "day"
        first = date(cast("int", year), month or 1, 1)
        after = date(first.year + 1, 1, 1) if month in {None, 12} else date(first.year, first.month + 1, 1)
        return first, after - timedelta(days=1), "month" if month else "year"
    except ValueError:
        raise _no_days(words) from None


def _no_days(words: str) -> InputError:
    return bad_value("time", words, "write 2031-03-04, 2031-03, or 2031-03-04..2031-03-06 (one end may be left open)")


def parse_counts(words: str) -> Iterator[Counted]:
    """ "killed 43, wounded 10-12, destroyed >=3 tank": role, number and, where it is not people, what is counted.

    >>> list(parse_counts("killed >=43"))
    [Counted(role='killed', low=Decimal('43'), high=None, unit='person')]
    """
    for part in filter(None, (part.strip() for part in words.split(","))):
        found = _NUMBER.fullmatch(part)
        if found is None or found["role"] not in QUANTITY_ROLES or (found["sign"] and found["high"]):
            remedy = f"write ROLE NUMBER, as in killed 43, wounded 10-12, killed >=5 ({', '.join(QUANTITY_ROLES)})"
            raise bad_value("numbers", part, remedy)
        role, number = cast("QuantityRole", found["role"]), Decimal(found["low"])
        low = None if found["sign"] == "<=" else number
        high = None if found["sign"] == ">=" else Decimal(found["high"]) if found["high"] else number
        if low is not None and high is not None and high < low:
            raise bad_value("numbers", part, "the smaller number comes first, as in 10-12")
        yield Counted(role, low, high, found["unit"] or ("person" if role in _OF_PERSONS else ""))


def show_days(first: str | None, last: str | None) -> str:
    """Days of a record (ISO 8601) in the form that `parse_days` reads."""
    return first or "" if first == last else f"{first or ''}{_SPAN}{last or ''}"


def show_count(role: str, low: float | None, high: float | None, unit: str | None) -> str:
    """A number of a record in the form that `parse_counts` reads."""
    number = (
        f">={low}" if high is None else f"<={high}" if low is None else f"{low}" if low == high else f"{low}-{high}"
    )
    counted = f" {unit}" if unit and not (unit == "person" and role in _OF_PERSONS) else ""
    return f"{role} {number}{counted}"


def bad_value(field: str, words: str, remedy: str) -> InputError:
    """That a value makes no sense."""
    return InputError("bad-value", f"{words!r} is no value of it", where=field, remedy=remedy)
