"""Days of the calendar: first and last day of weeks, months, quarters, seasons, years; steps of months and years."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Literal

Unit = Literal["day", "week", "month", "quarter", "year", "decade", "century"]
Days = tuple[date, date]

_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


def shift(day: date, unit: str, count: int) -> date | None:
    """`day` moved by `count` units; the last of a month where that has fewer days. None beyond the calendar's end."""
    try:
        if unit in _MONTHS:
            months = day.year * 12 + day.month - 1 + _MONTHS[unit] * count
            year, month = months // 12, months % 12 + 1
            return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
        return day + timedelta(days=count * {"week": 7, "fortnight": 14}.get(unit, 1))
    except (ValueError, OverflowError):
        return None


def month_days(year: int, month: int) -> Days:
    """The first and last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def year_days(year: int, last: int | None = None) -> Days:
    """The first day of `year` and the last day of `last` (the same year without it)."""
    return date(year, 1, 1), date(last or year, 12, 31)


def unit_days(day: date, unit: str) -> Days:
    """The whole week (Monday to Sunday), month, quarter, year, decade or century that `day` lies in."""
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if unit == "month":
        return month_days(day.year, day.month)
    if unit == "quarter":
        start = (day.month - 1) // 3 * 3 + 1
        return date(day.year, start, 1), month_days(day.year, start + 2)[1]
    if unit in {"year", "decade", "century"}:
        size = {"year": 1, "decade": 10, "century": 100}[unit]
        start = max(day.year // size * size, 1)
        return year_days(start, min(start + size - 1, date.max.year))
    return day, day


def timex_of(days: Days, unit: str) -> str:
    """TIMEX3's value for a whole unit: 2024-W05, 2024-02, 2024-Q1, 2024, 202, 20."""
    start = days[0]
    if unit == "week":
        year, week, _ = start.isocalendar()
        return f"{year}-W{week:02}"
    if unit == "month":
        return f"{start:%Y-%m}"
    if unit == "quarter":
        return f"{start.year:04}-Q{(start.month + 2) // 3}"
    if unit in {"year", "decade", "century"}:
        return f"{start.year:04}"[: {"year": 4, "decade": 3, "century": 2}[unit]]
    return start.isoformat()
