"""Whether a report writes the day or the month first in "5/6/2024"."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from sayso.extract.times.meaning import Order
from sayso.model import Report

# Where the month is written first: by the end of the publisher's host, and by how its country calls it.
_MONTH_FIRST = frozenset(("us", "ph", "gov", "mil", "edu"))
_NO_COUNTRY = frozenset(("com", "org", "net", "info", "int", "news", "eu", "io", "tv", "me", "co", "ai", "app"))
_NUMERIC = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d\d)(?![\d/])")
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
_DAY_LED = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTHS})\b")
_MONTH_LED = re.compile(rf"\b(?:{_MONTHS})\.? \d{{1,2}}(?:st|nd|rd|th)?\b(?![,.:]\d)")


def date_order(report: Report) -> Order | None:
    """The order told by another numeric date of the report that has only one reading, else by the publisher's host,
    else by how the report writes its months ("6 August" or "August 6"); None where these tell nothing or disagree.
    """
    seen: set[Order] = set()
    for first, second in _NUMERIC.findall(report.text):
        if int(first) > 12 >= int(second):
            seen.add("day")
        elif int(second) > 12 >= int(first):
            seen.add("month")
    if seen:
        return seen.pop() if len(seen) == 1 else None
    if report.url and (found := _of_host(report.url)):
        return found
    if not _NUMERIC.search(report.text):
        return None
    day, month = bool(_DAY_LED.search(report.text)), bool(_MONTH_LED.search(report.text))
    return "day" if day and not month else "month" if month and not day else None


def _of_host(url: str) -> Order | None:
    try:
        ending = (urlsplit(url).hostname or "").rpartition(".")[2]
    except ValueError:
        return None
    if ending in _MONTH_FIRST:
        return "month"
    return "day" if len(ending) == 2 and ending not in _NO_COUNTRY else None
