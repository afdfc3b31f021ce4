"""Publication dates as headers, fields and pages write them."""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate_to_datetime

EARLIEST_YEAR, LATEST_YEAR = 1800, 2199
PIVOT = 70
"""Two figures of a year stand for 1970 to 2069: reports written in them are older than that custom's end."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4}|['’]?\d{2})(?!\d)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?!\d)",
        rf"{_DAY}[\s-]+{_MONTH}[\s,-]+{_YEAR}",
        rf"{_MONTH}\s+{_DAY},?\s+(?P<year>\d{{4}})(?!\d)",
    )
)
_FIGURES = re.compile(r"(?P<first>\d{1,2})[./-](?P<second>\d{1,2})[./-](?P<year>\d{4})(?!\d)", re.ASCII)
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.IGNORECASE)


def parse_date(text: str) -> date | None:
    """The day that `text` begins with, or None when it states none or could mean two.

    A day and month without a year is None, and so is 03/04/2024, which is not the same day on both sides of an ocean.

    >>> parse_date("Wednesday, March 17, 2021"), parse_date("2021-03-17T10:22:00Z"), parse_date("3 JAN 90")
    (datetime.date(2021, 3, 17), datetime.date(2021, 3, 17), datetime.date(1990, 1, 3))
    >>> parse_date("14 April"), parse_date("03/04/2024")
    (None, None)
    """
    text = text.strip()[:100]
    weekday = _WEEKDAY.match(text)
    stated = text[weekday.end() :] if weekday else text
    for form in _FORMS:
        if found := form.match(stated):
            return _make_date(_year(found["year"]), _month(found["month"]), int(found["day"]))
    if found := _FIGURES.match(stated):
        first, second = int(found["first"]), int(found["second"])
        if first > 12 or first == second:
            return _make_date(int(found["year"]), second, first)
        return _make_date(int(found["year"]), first, second) if second > 12 else None
    return _parse_mail_date(text)


def _year(figures: str) -> int:
    year = int(figures.lstrip("'’"))
    if len(figures) == 4:
        return year
    return year + (1900 if year >= PIVOT else 2000)


def _month(word: str) -> int:
    return int(word) if word.isdigit() else _MONTHS.index(word[:3].lower()) + 1


def _make_date(year: int, month: int, day: int) -> date | None:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _parse_mail_date(text: str) -> date | None:
    """The day in the form of e-mail and feeds: `Wed, 17 Mar 2021 10:22:00 +0100`."""
    try:
        day = parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _make_date(day.year, day.month, day.day)
