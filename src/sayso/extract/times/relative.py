"""Dates told by another day: "today", "last week", "the following day", "on Tuesday night"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from sayso.extract.numerals import parse_ordinal
from sayso.extract.times.calendar import shift, timex_of, unit_days
from sayso.extract.times.grammar import PARTS, weekday_number
from sayso.extract.times.meaning import (
    NO_ANCHOR,
    THIRDS,
    UNIT_CODES,
    UNIT_PRECISION,
    Anchor,
    Meaning,
    Teller,
    group,
    one_day,
    part_of_day,
    singular,
    third_of,
    whole_quarter,
    whole_unit,
)
from sayso.extract.times.periods import vague_period


def _deictic(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    word, part = found["w"].lower(), part_of_day(group(found, "p"))
    if word in {"tonight", "last night", "overnight"}:
        part = "NI"
    if anchor.published is None:
        return Meaning("DATE", "XXXX-XX-XX", reason=NO_ANCHOR)
    steps = {
        "yesterday": -1,
        "last night": -1,
        "tomorrow": 1,
        "the day before yesterday": -2,
        "the day after tomorrow": 2,
    }
    day = shift(anchor.published, "day", steps.get(word, 0))
    if word == "overnight" and day:
        before = shift(day, "day", -1)
        return Meaning("TIME", f"{before or day}TNI", (before or day, day), "day")
    return one_day(day, part=part, anchors=False) if day else None


def _this_part(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    if anchor.published is None:
        return Meaning("TIME", "XXXX-XX-XXT" + part_of_day(found["p"]), reason=NO_ANCHOR)
    return one_day(anchor.published, part=part_of_day(found["p"]), anchors=False)


def _now(_found: re.Match[str], anchor: Anchor) -> Meaning | None:
    day = anchor.published
    return Meaning("DATE", "PRESENT_REF", (day, day), "day" if day else "unknown", reason="" if day else NO_ANCHOR)


def _recent(_found: re.Match[str], anchor: Anchor) -> Meaning | None:
    return Meaning("DATE", "PAST_REF", (None, anchor.published), "unknown", reason="no day is told")


def _recent_units(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    value = vague_period(found["u"])
    return Meaning("DURATION", value, (None, anchor.published), "unknown", reason="no number is told")


def _coming_units(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    value = vague_period(found["u"])
    return Meaning("DURATION", value, (anchor.published, None), "unknown", reason="no number is told")


def _future(_found: re.Match[str], anchor: Anchor) -> Meaning | None:
    return Meaning("DATE", "FUTURE_REF", (anchor.published, None), "unknown", reason="no day is told")


def _this_unit(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    unit = singular(found["u"]).removeprefix("fiscal ")
    if anchor.published is None:
        return Meaning("DATE", "XXXX", reason=NO_ANCHOR)
    return whole_unit(anchor.published, unit, group(found, "mod"), anchor.published)


def _next_unit(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    unit, relation = singular(found["u"]).removeprefix("fiscal "), found["rel"].lower()
    told = relation in {"previous", "following"} or unit == "day"
    day = (anchor.told or anchor.published) if told else anchor.published
    if day is None:
        return Meaning("DATE", "XXXX", reason=NO_ANCHOR)
    step = 1 if relation in {"next", "coming", "following"} else -1
    whole = "week" if unit == "weekend" else unit
    if relation == "past" and unit not in {"weekend", "day"}:
        first = shift(day, unit, -1)
        code = UNIT_CODES[unit]
        return Meaning("DURATION", f"P1{code}" if unit != "decade" else "P10Y", (first, day), UNIT_PRECISION[unit])
    moved = shift(day, whole, step)
    if moved is None:
        return None
    if unit == "weekend" and relation in {"last", "past"} and day.weekday() >= 5:
        moved = shift(day, "week", -1) or moved
    return whole_unit(moved, unit, group(found, "mod"), None)


def _that_day(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    word, unit = group(found, "w", "w2").lower(), group(found, "u", "u2").lower()
    if anchor.told is None:
        return None
    step = {"following": 1, "next": 1, "previous": -1}.get(word, 0)
    if unit == "quarter":
        return whole_quarter(shift(anchor.quarter, "quarter", step)) if anchor.quarter else None
    size = unit if unit in {"week", "month", "year"} else "day"
    moved = shift(anchor.told, size, step)
    if moved is None:
        return None
    if size == "day":
        return one_day(moved, part=PARTS.get(unit, ""))
    days = unit_days(moved, size)
    return Meaning("DATE", timex_of(days, size), days, UNIT_PRECISION[size])


def _weekday(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    number, part = weekday_number(found["w"]), part_of_day(group(found, "p"))
    if anchor.published is None:
        return Meaning("DATE", f"XXXX-WXX-{number + 1}", reason=NO_ANCHOR)
    relation = group(found, "rel").lower()
    back = (anchor.published.weekday() - number) % 7
    if relation.startswith(("the previous", "the following")):
        told = anchor.told or anchor.published
        away = (told.weekday() - number) % 7 or 7
        day = told + timedelta(days=-away if "previous" in relation else (7 - away) or 7)
    elif relation.startswith(("next", "this coming")) or (anchor.ahead and not relation.startswith("last")):
        day = anchor.published + timedelta(days=(7 - back) % 7 or 7)
    elif relation.startswith("last"):
        day = anchor.published - timedelta(days=back or 7)
    else:
        day = anchor.published - timedelta(days=back)
    return one_day(day, part=part)


def _year_ago(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    day = anchor.quarter
    if (rank := group(found, "n")) and anchor.published:
        day = date(anchor.published.year, (parse_ordinal(rank) or 1) * 3 - 2, 1)
    if day:
        return whole_quarter(shift(day, "year", -1))
    if anchor.published is None:
        return Meaning("DATE", "XXXX", reason=NO_ANCHOR)
    before = shift(anchor.published, "year", -1)
    return whole_unit(before, "year", "", None) if before else None


def _the_weekend(_found: re.Match[str], anchor: Anchor) -> Meaning | None:
    if anchor.published is None:
        return Meaning("DATE", "XXXX-WXX-WE", reason=NO_ANCHOR)
    back = 0 if anchor.ahead or anchor.published.weekday() >= 5 else -1
    day = shift(anchor.published, "week", back)
    return whole_unit(day, "weekend", "", None) if day else None


def _the_part(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    day = anchor.told or anchor.published
    return one_day(day, part=part_of_day(found["w"]), anchors=False) if day else None


def _end_of(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    unit = group(found, "u", "u2").lower()
    if anchor.published is None:
        return Meaning("DATE", "XXXX", reason=NO_ANCHOR)
    days = unit_days(anchor.published, unit)
    place = next(word for word in THIRDS if word in found[0].lower())
    return Meaning("DATE", timex_of(days, unit), third_of(days, place), UNIT_PRECISION[unit])


def _ordinal_day(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    rank, unit = parse_ordinal(found["n"]), found["u"].lower()
    if rank is None or unit not in {"day", "night"}:
        return None
    day = shift(anchor.begun, "day", rank - 1) if anchor.begun else None
    if day is None or (anchor.published and day > anchor.published and not anchor.ahead):
        return Meaning("DATE", "XXXX-XX-XX", reason="the first day is not told")
    return one_day(day, anchors=False)


TELLERS: dict[str, Teller] = {
    "deictic": _deictic,
    "this_part": _this_part,
    "now": _now,
    "recent": _recent,
    "recent_units": _recent_units,
    "coming_units": _coming_units,
    "future": _future,
    "this_unit": _this_unit,
    "next_unit": _next_unit,
    "that_day": _that_day,
    "weekday": _weekday,
    "year_ago": _year_ago,
    "the_weekend": _the_weekend,
    "the_part": _the_part,
    "end_of": _end_of,
    "ordinal_day": _ordinal_day,
}
"""What tells the meaning of each pattern of `grammar` that this file knows."""
