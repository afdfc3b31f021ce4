"""What an expression of time stands for: TIMEX3's type and value, and the days.

Values follow ISO 24617-1 (TIMEX3). A date that lacks its year, and every word such as "last week", is told by the day
on which the report was published, or by the last day told; where neither is known, the value keeps its X and the days
stay open.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from sayso.extract.times.calendar import Days, timex_of, unit_days
from sayso.extract.times.grammar import PARTS
from sayso.model import TimePrecision, TimeType

Order = Literal["day", "month"]
NO_ANCHOR = "the day of publication is not known"
UNIT_CODES = {
    "second": "TS",
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "night": "D",
    "week": "W",
    "weekend": "WE",
    "fortnight": "W",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "fiscal year": "Y",
    "decade": "DE",
    "century": "CE",
    "morning": "D",
    "evening": "D",
}
UNIT_PRECISION: dict[str, TimePrecision] = {
    "second": "hour",
    "minute": "hour",
    "hour": "hour",
    "day": "day",
    "week": "week",
    "weekend": "day",
    "fortnight": "week",
    "month": "month",
    "quarter": "month",
    "year": "year",
    "decade": "year",
    "century": "year",
}
THIRDS = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2}


@dataclass(frozen=True, slots=True)
class Anchor:
    """What an expression is told by: the day of publication, the last day told, whether the sentence looks ahead, and
    whether the publisher writes the day or the month first (None: unknown). `quarter` is the first day of the last
    quarter told, `begun` the first day that the report gives, `period` the last span of days told.
    """

    published: date | None
    told: date | None = None
    ahead: bool = False
    order: Order | None = None
    quarter: date | None = None
    begun: date | None = None
    period: Days | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """Type, value and days of an expression; `anchors` says whether later expressions may be told by it."""

    type: TimeType
    value: str
    days: tuple[date | None, date | None] = (None, None)
    precision: TimePrecision = "unknown"
    alternatives: tuple[date, ...] = ()
    reason: str = ""
    anchors: bool = False


Teller = Callable[["re.Match[str]", Anchor], Meaning | None]


def group(found: re.Match[str], *names: str) -> str:
    """The first of these groups that took part in the match, "" without one."""
    known = found.groupdict()
    return next((known[name] for name in names if known.get(name)), "")


def singular(unit: str) -> str:
    """The unit in the singular: "centuries" is century."""
    unit = unit.lower()
    if unit.startswith("centur"):
        return "century"
    return unit if unit in UNIT_CODES else unit.removesuffix("s")


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def one_day(day: date, *, part: str = "", anchors: bool = True) -> Meaning:
    """A single day, or a part of it."""
    if part:
        return Meaning("TIME", f"{day}T{part}", (day, day), "day", anchors=anchors)
    return Meaning("DATE", day.isoformat(), (day, day), "day", anchors=anchors)


def part_of_day(word: str) -> str:
    """TIMEX3's code for a part of the day: "late evening" is EV."""
    return PARTS[re.split(r"[ -]", word.lower())[-1]] if word else ""


def year_of(month: int, day: int, anchor: Anchor) -> int | None:
    """The year of a month and day without one: that which lies nearest, and the past where the sentence looks back."""
    if anchor.published is None:
        return anchor.told.year if anchor.told else None
    year = anchor.published.year
    told = (month, day)
    here = (anchor.published.month, anchor.published.day)
    if anchor.ahead:
        return year + (told < here and (here[0] - told[0]) > 2)
    ahead = (month - here[0]) + (day - here[1]) / 31
    # Ten days ahead are a report updated after its date; half a year ahead is last year.
    return year - (ahead > 1.5)


def related_year(relation: str, published: date | None) -> int | None:
    """ "Last", "this" or "next" year."""
    steps = {"last": -1, "this": 0, "next": 1}
    return published.year + steps[relation] if published and relation in steps else None


def third_of(days: Days, word: str) -> Days:
    """The first, middle or last third of `days`, where a word says so."""
    place = next((third for start, third in THIRDS.items() if start in word.lower()), None)
    if place is None:
        return days
    third = ((days[1] - days[0]).days + 1) // 3
    first = days[0] + timedelta(days=third * place)
    return (first, days[1]) if place == 2 else (first, first + timedelta(days=third - 1))


def whole_unit(day: date, unit: str, mod: str, published: date | None) -> Meaning:
    """The week, month, quarter … that holds `day`; up to the day of publication where that lies in it."""
    if unit == "weekend":
        monday = unit_days(day, "week")[0]
        value = timex_of((monday, monday), "week") + "-WE"
        return Meaning("DATE", value, (monday + timedelta(days=5), monday + timedelta(days=6)), "day")
    days = unit_days(day, unit)
    value, precision = timex_of(days, unit), UNIT_PRECISION[unit]
    word = mod.strip().lower()
    if published and days[0] <= published <= days[1]:
        if word.startswith("later"):
            return Meaning("DATE", value, (published, days[1]), precision)
        if word in {"", "earlier"}:
            return Meaning("DATE", value, (days[0], published), precision)
    return Meaning("DATE", value, third_of(days, word if word not in {"earlier", "later"} else ""), precision)


def whole_quarter(day: date | None) -> Meaning | None:
    """The quarter that holds `day`."""
    if day is None:
        return None
    days = unit_days(day, "quarter")
    return Meaning("DATE", timex_of(days, "quarter"), days, "month")
