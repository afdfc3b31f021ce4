"""Spans of time: "the past 24 hours", "three weeks ago", "the first three days", "a ten-day siege", "every week"."""

from __future__ import annotations

import re
from datetime import date

from sayso.extract.numerals import parse_number, parse_ordinal
from sayso.extract.times.calendar import shift, timex_of, unit_days
from sayso.extract.times.grammar import WEEKDAYS
from sayso.extract.times.meaning import (
    NO_ANCHOR,
    UNIT_CODES,
    UNIT_PRECISION,
    Anchor,
    Meaning,
    Teller,
    group,
    one_day,
    singular,
    whole_quarter,
)
from sayso.extract.times.periods import bounds_of, period_of, step
from sayso.model import TimePrecision


def _same_period(_found: re.Match[str], anchor: Anchor) -> Meaning | None:
    if anchor.period is None:
        return Meaning("DATE", "PAST_REF", reason="the period is not told")
    length = (anchor.period[1] - anchor.period[0]).days
    return Meaning("DURATION", f"P{length}D", anchor.period, "day")


def _first_days(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    unit = singular(found["u"])
    value, count = period_of(found["n"] or "one", unit)
    if anchor.begun is None or count is None:
        return Meaning("DURATION", value, reason="the first day is not told")
    after = step(anchor.begun, unit, count)
    last = shift(after, "day", -1) if after else None
    if last is None or (anchor.published and anchor.begun > anchor.published):
        return Meaning("DURATION", value, reason="the first day is not told")
    return Meaning("DURATION", value, (anchor.begun, max(last, anchor.begun)), "day")


def _entering(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    rank, unit = parse_ordinal(found["n"]), found["u"].lower()
    if rank is None or rank < 2:
        return None
    if anchor.published is None:
        return Meaning("DURATION", f"P{rank}{UNIT_CODES[unit]}", reason=NO_ANCHOR)
    first = shift(anchor.published, unit, 1 - rank)
    return Meaning("DURATION", f"P{rank}{UNIT_CODES[unit]}", (first, anchor.published), UNIT_PRECISION[unit])


def _within(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    unit = found["u"].lower()
    value, _ = period_of("one", unit)
    if anchor.published is None:
        return Meaning("DURATION", value, reason=NO_ANCHOR)
    return Meaning("DURATION", value, (shift(anchor.published, unit, -1), anchor.published), UNIT_PRECISION[unit])


def _window(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    unit = singular(found["u"])
    value, count = period_of(found["n"], unit)
    ahead = found["rel"].lower() in {"next", "coming"}
    if anchor.published is None:
        return Meaning("DURATION", value, reason=NO_ANCHOR)
    if bounds := bounds_of(found["n"]):
        near, far = (step(anchor.published, unit, size if ahead else -size) for size in bounds)
        if near and far:
            return Meaning("DURATION", value, (min(near, far), max(near, far)), "day")
    if count is None:
        open_days: tuple[date | None, date | None]
        open_days = (anchor.published, None) if ahead else (None, anchor.published)
        return Meaning("DURATION", value, open_days, "unknown", reason="no number is told")
    other = step(anchor.published, unit, count if ahead else -count)
    if other is None:
        return Meaning("DURATION", value, reason="it lies beyond the calendar")
    days = (anchor.published, other) if ahead else (other, anchor.published)
    precision: TimePrecision = "day" if unit in {"second", "minute", "hour", "night"} else UNIT_PRECISION[unit]
    return Meaning("DURATION", value, days, precision)


def _ago(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    unit, direction = singular(found["u"]), found["dir"].lower()
    back = direction in {"ago", "earlier", "before"}
    day = anchor.published if direction in {"ago", "from now", "hence"} else anchor.told or anchor.published
    value, count = period_of(found["n"], unit)
    if day is None:
        return Meaning("DURATION", value, reason=NO_ANCHOR)
    if unit == "year" and count == 1 and anchor.quarter and direction in {"ago", "earlier"}:
        return whole_quarter(shift(anchor.quarter, "year", -1))
    if count is None:
        if direction == "ago":
            return Meaning("DATE", "PAST_REF", (None, day), "unknown", reason="no number is told")
        return Meaning("DURATION", value, reason="no number is told")
    moved = step(day, unit, -count if back else count)
    if moved is None:
        return None
    if unit in {"second", "minute", "hour"}:
        return Meaning("TIME", f"{moved}", (moved, day) if back else (day, moved), "hour")
    if unit in {"day", "night", "weekend"}:
        return one_day(moved, anchors=False)
    unit = "week" if unit == "fortnight" else unit
    days = unit_days(moved, unit)
    return Meaning("DATE", timex_of(days, unit), days, UNIT_PRECISION[unit])


def _set(found: re.Match[str], _anchor: Anchor) -> Meaning | None:
    unit = found["u"].lower()
    if unit in WEEKDAYS:
        return Meaning("SET", f"XXXX-WXX-{WEEKDAYS.index(unit) + 1}", reason="it comes again and again")
    count = group(found, "n").strip().lower()
    number = "X" if count == "few" else "2" if count == "other" else str(parse_number(count) or 1)
    code = UNIT_CODES[unit]
    period = f"PT{number}{code[1:]}" if code[0] == "T" else f"P{number}{code}"
    return Meaning("SET", period, reason="it comes again and again")


def _adverb(found: re.Match[str], _anchor: Anchor) -> Meaning | None:
    codes = {"hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "monthly": "P1M", "quarterly": "P1Q"}
    return Meaning("SET", codes.get(found["w"].lower(), "P1Y"), reason="it comes again and again")


def _per(_found: re.Match[str], _anchor: Anchor) -> Meaning | None:
    return None  # a rate: "700 a week"


def _duration(found: re.Match[str], _anchor: Anchor) -> Meaning | None:
    if re.fullmatch(r"(?:1[5-9]|20)\d\d", found["n"]) or (singular(found["u"]) == "quarter" and "-" in found[0]):
        return None  # a year before its quarter; "three-quarters"
    words = "1" if found["half"] and found["n"].lower() in {"a", "an"} else found["n"]
    value, _ = period_of(words + (" 1/2" if found["half"] else ""), found["u"])
    return Meaning("DURATION", value, reason="how long, but not when")


def _vague_duration(found: re.Match[str], _anchor: Anchor) -> Meaning | None:
    code = UNIT_CODES[singular(group(found, "u", "u2"))]
    value = f"PTX{code[1:]}" if code[0] == "T" else f"PX{code}"
    return Meaning("DURATION", value, reason="how long, but not when")


TELLERS: dict[str, Teller] = {
    "same_period": _same_period,
    "first_days": _first_days,
    "entering": _entering,
    "within": _within,
    "window": _window,
    "ago": _ago,
    "set": _set,
    "adverb": _adverb,
    "per": _per,
    "duration": _duration,
    "vague_duration": _vague_duration,
}
"""What tells the meaning of each pattern of `grammar` that this file knows."""
