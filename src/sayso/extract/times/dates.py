"""Dates that name themselves: "6 August 2024", "May", "2014-16", "the 1990s", "the third quarter", "5 p.m."."""

from __future__ import annotations

import re
from datetime import date

from sayso.extract.numerals import parse_number, parse_ordinal
from sayso.extract.times.calendar import month_days, shift, timex_of, year_days
from sayso.extract.times.grammar import SEASONS, month_number
from sayso.extract.times.meaning import (
    NO_ANCHOR,
    Anchor,
    Meaning,
    Teller,
    group,
    make_day,
    one_day,
    related_year,
    third_of,
    whole_quarter,
    year_of,
)

_SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}


def _iso(found: re.Match[str], _anchor: Anchor) -> Meaning | None:
    day = make_day(int(found["y"]), int(found["m"]), int(found["d"]))
    if day and len(found[0]) > 10:
        return Meaning("TIME", found[0], (day, day), "hour", anchors=True)
    return one_day(day) if day else None


def _numeric(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    year = int(found["y"])
    if year < 100:
        near = anchor.published.year if anchor.published else 2000
        year += 1900 if year + 2000 > near + 10 else 2000
    first, second = int(found["a"]), int(found["b"])
    order = "day" if found["s"] == "." else anchor.order
    dmy, mdy = make_day(year, second, first), make_day(year, first, second)
    if dmy and mdy and dmy != mdy and order is None:
        early, late = sorted((dmy, mdy))
        reason = "day first or month first: the publisher's country is not known"
        return Meaning("DATE", f"{year}-XX-XX", (early, late), "unknown", (early, late), reason)
    day = (mdy or dmy) if order == "month" else (dmy or mdy)
    return one_day(day) if day else None


def _date_range(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    month = month_number(found["m"])
    first, last = (int(re.sub(r"\D", "", found[name])) for name in "de")
    year = int(found["y"]) if found["y"] else year_of(month, last, anchor)
    if year is None:
        return Meaning("DATE", f"XXXX-{month:02}-{first:02}", reason=NO_ANCHOR)
    start, end = make_day(year, month, first), make_day(year, month, last)
    if not (start and end) or start > end:
        return None
    return Meaning("DATE", start.isoformat(), (start, end), "day", anchors=True)


def _date(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    month, number = month_number(found["m"]), int(re.sub(r"\D", "", found["d"]))
    written, relation = group(found, "y"), group(found, "rel")
    year = int(written) if written else related_year(relation, anchor.published) or year_of(month, number, anchor)
    if year is None:
        return Meaning("DATE", f"XXXX-{month:02}-{number:02}", reason=NO_ANCHOR)
    day = make_day(year, month, number)
    return one_day(day) if day else None


def _month(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    number = month_number(group(found, "m", "m2"))
    relation = group(found, "rel").lower()
    if year_word := group(found, "y"):
        year: int | None = int(year_word)
    elif relation and found[0].lower().endswith("year"):
        year = related_year(relation, anchor.published)
    elif anchor.published and relation:
        year, here = anchor.published.year, anchor.published.month
        year += (relation == "next" and number <= here) - (relation == "last" and number >= here)
    else:
        year = year_of(number, 1, anchor)
    if year is None:
        return Meaning("DATE", f"XXXX-{number:02}", reason=NO_ANCHOR)
    days = month_days(year, number)
    return Meaning("DATE", timex_of(days, "month"), third_of(days, group(found, "mod")), "month", anchors=False)


def _year(found: re.Match[str], _anchor: Anchor) -> Meaning | None:
    number = int(found["y"])
    return Meaning("DATE", found["y"], third_of(year_days(number), group(found, "mod")), "year")


def _years(found: re.Match[str], _anchor: Anchor) -> Meaning | None:
    first = int(found["y"])
    last = int(found["z"]) if len(found["z"]) == 4 else first // 100 * 100 + int(found["z"])
    return Meaning("DATE", found["y"], year_days(first, last), "year") if first < last else None


def _decade(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    words = "twenties thirties forties fifties sixties seventies eighties nineties".split()
    if word := group(found, "w"):
        digits = f"19{words.index(word.lower()) + 2}"
        if anchor.published and anchor.published.year >= 2030 and word.lower() == "twenties":
            digits = "202"
    else:
        digits = found["y"] if len(found["y"]) == 3 else f"19{found['y']}"
    start = int(digits) * 10
    return Meaning("DATE", digits, third_of(year_days(start, start + 9), group(found, "mod")), "year")


def _century(found: re.Match[str], _anchor: Anchor) -> Meaning | None:
    number = int(found["n"])
    return Meaning("DATE", f"{number - 1}", year_days(number * 100 - 99, number * 100), "year") if number > 1 else None


def _season(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    code = SEASONS[found["w"].lower()]
    if written := group(found, "y"):
        number = int(written)
    elif anchor.published is None:
        return Meaning("DATE", f"XXXX-{code}", reason=NO_ANCHOR)
    else:
        number = anchor.published.year
        begins = _SEASON_MONTHS[code][0] > anchor.published.month
        relation = group(found, "rel").lower()
        number -= (
            relation == "last"
            or (relation == "this past" and begins)
            or (relation == "the" and begins and not anchor.ahead)
        )
        number += relation == "next" and not begins
    first, last = _SEASON_MONTHS[code]
    days = month_days(number, first)[0], month_days(number + (last < first), last)[1]
    return Meaning("DATE", f"{number}-{code}", days, "month")


def _year_quarter(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    digit = group(found, "q")
    quarter = int(digit) if digit else parse_ordinal(found["n"])
    written = group(found, "y", "z")
    if written:
        number = int(written)
    elif anchor.published is None or quarter is None:
        return Meaning("DATE", f"XXXX-Q{quarter}", reason=NO_ANCHOR)
    else:
        number = anchor.published.year
        if not anchor.ahead and (quarter - 1) * 3 + 1 > anchor.published.month:
            number -= 1
    if quarter is None:
        return None
    days = date(number, quarter * 3 - 2, 1), month_days(number, quarter * 3)[1]
    return Meaning("DATE", f"{number}-Q{quarter}", days, "month")


def _half(found: re.Match[str], _anchor: Anchor) -> Meaning | None:
    number, second = int(found["y"]), found["n"].lower() != "first"
    days = (date(number, 7, 1), date(number, 12, 31)) if second else (date(number, 1, 1), date(number, 6, 30))
    return Meaning("DATE", f"{number}-H{1 + second}", days, "month")


def _fiscal(found: re.Match[str], _anchor: Anchor) -> Meaning | None:
    return Meaning("DATE", found["y"], year_days(int(found["y"])), "year")


def _the_quarter(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    day = anchor.quarter or (shift(anchor.published, "quarter", -1) if anchor.published else None)
    if "quarter" not in found[0].lower() and anchor.quarter is None:
        return None
    if day and (written := group(found, "y")):
        day = day.replace(year=int(written), day=1)
    return whole_quarter(day) if day else Meaning("DATE", "XXXX-QX", reason=NO_ANCHOR)


def _spoken_year(found: re.Match[str], _anchor: Anchor) -> Meaning | None:
    number = 2000
    if tens := group(found, "t"):
        number = 1900 + int(parse_number(f"{tens} {group(found, 'o')}") or 0)
    return Meaning("DATE", str(number), year_days(number), "year")


def _clock(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    groups = found.groupdict()
    half_day = re.sub(r"[^apm]", "", (groups["ap"] or "").lower()) if "ap" in groups else ""
    if not half_day and "." in found[0] and not groups.get("z"):
        return None  # "7.30" is a number as often as a time
    hour = int(found["h"])
    if half_day:
        if hour > 12:
            return None
        hour = hour % 12 + (12 if half_day == "pm" else 0)
    day = anchor.told or anchor.published
    value = f"T{hour:02}:{groups.get('mi') or '00'}" + ("Z" if groups.get("z") in {"GMT", "UTC"} else "")
    if day is None:
        return Meaning("TIME", value, reason=NO_ANCHOR)
    return Meaning("TIME", f"{day}{value}", (day, day), "hour")


def _noon(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    value = "T24:00" if found["w"].lower() == "midnight" else "T12:00"
    day = anchor.told or anchor.published
    return Meaning(
        "TIME", f"{day or ''}{value}", (day, day), "hour" if day else "unknown", reason="" if day else NO_ANCHOR
    )


TELLERS: dict[str, Teller] = {
    "iso": _iso,
    "numeric": _numeric,
    "date_range": _date_range,
    "date": _date,
    "month": _month,
    "year": _year,
    "years": _years,
    "decade": _decade,
    "century": _century,
    "season": _season,
    "year_quarter": _year_quarter,
    "half": _half,
    "fiscal": _fiscal,
    "the_quarter": _the_quarter,
    "spoken_year": _spoken_year,
    "clock": _clock,
    "noon": _noon,
}
"""What tells the meaning of each pattern of `grammar` that this file knows."""
