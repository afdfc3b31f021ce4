"""What each expression of time stands for: TIMEX3's type and value, and the days.

Values follow ISO 24617-1 (TIMEX3). A date that lacks its year, and every word such as "last week", is told by the day
on which the report was published, or by the last day told; where neither is known, the value keeps its X and the days
stay open.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from sayso.extract.numerals import parse_number, parse_ordinal
from sayso.extract.times.calendar import Days, month_days, shift, timex_of, unit_days, year_days
from sayso.extract.times.grammar import PARTS, SEASONS, WEEKDAYS, month_number, weekday_number
from sayso.model import TimePrecision, TimeType

Order = Literal["day", "month"]
_NO_ANCHOR = "the day of publication is not known"
_CODES = {
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
_PRECISION: dict[str, TimePrecision] = {
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
_SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
_MODS = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2}
_VAGUE = re.compile(r"few|couple|several|some|many|recent", re.I)


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


def _group(found: re.Match[str], *names: str) -> str:
    known = found.groupdict()
    return next((known[name] for name in names if known.get(name)), "")


def _singular(unit: str) -> str:
    unit = unit.lower()
    if unit.startswith("centur"):
        return "century"
    return unit if unit in _CODES else unit.removesuffix("s")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _one(day: date, *, part: str = "", anchors: bool = True) -> Meaning:
    if part:
        return Meaning("TIME", f"{day}T{part}", (day, day), "day", anchors=anchors)
    return Meaning("DATE", day.isoformat(), (day, day), "day", anchors=anchors)


def _part(word: str) -> str:
    return PARTS[re.split(r"[ -]", word.lower())[-1]] if word else ""


def _year_of(month: int, day: int, anchor: Anchor) -> int | None:
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


def _related(relation: str, published: date | None) -> int | None:
    steps = {"last": -1, "this": 0, "next": 1}
    return published.year + steps[relation] if published and relation in steps else None


def _mod(days: Days, word: str) -> Days:
    """The first, middle or last third of `days`, where a word says so."""
    place = next((third for start, third in _MODS.items() if start in word.lower()), None)
    if place is None:
        return days
    third = ((days[1] - days[0]).days + 1) // 3
    first = days[0] + timedelta(days=third * place)
    return (first, days[1]) if place == 2 else (first, first + timedelta(days=third - 1))


def iso(found: re.Match[str], _anchor: Anchor) -> Meaning | None:
    day = _day(int(found["y"]), int(found["m"]), int(found["d"]))
    if day and len(found[0]) > 10:
        return Meaning("TIME", found[0], (day, day), "hour", anchors=True)
    return _one(day) if day else None


def numeric(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    year = int(found["y"])
    if year < 100:
        near = anchor.published.year if anchor.published else 2000
        year += 1900 if year + 2000 > near + 10 else 2000
    first, second = int(found["a"]), int(found["b"])
    order = "day" if found["s"] == "." else anchor.order
    dmy, mdy = _day(year, second, first), _day(year, first, second)
    if dmy and mdy and dmy != mdy and order is None:
        early, late = sorted((dmy, mdy))
        reason = "day first or month first: the publisher's country is not known"
        return Meaning("DATE", f"{year}-XX-XX", (early, late), "unknown", (early, late), reason)
    day = (mdy or dmy) if order == "month" else (dmy or mdy)
    return _one(day) if day else None


def date_range(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    month = month_number(found["m"])
    first, last = (int(re.sub(r"\D", "", found[name])) for name in "de")
    year = int(found["y"]) if found["y"] else _year_of(month, last, anchor)
    if year is None:
        return Meaning("DATE", f"XXXX-{month:02}-{first:02}", reason=_NO_ANCHOR)
    start, end = _day(year, month, first), _day(year, month, last)
    if not (start and end) or start > end:
        return None
    return Meaning("DATE", start.isoformat(), (start, end), "day", anchors=True)


def date_(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    month, number = month_number(found["m"]), int(re.sub(r"\D", "", found["d"]))
    written, relation = _group(found, "y"), _group(found, "rel")
    year = int(written) if written else _related(relation, anchor.published) or _year_of(month, number, anchor)
    if year is None:
        return Meaning("DATE", f"XXXX-{month:02}-{number:02}", reason=_NO_ANCHOR)
    day = _day(year, month, number)
    return _one(day) if day else None


def month(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    number = month_number(_group(found, "m", "m2"))
    relation = _group(found, "rel").lower()
    if year_word := _group(found, "y"):
        year: int | None = int(year_word)
    elif relation and found[0].lower().endswith("year"):
        year = _related(relation, anchor.published)
    elif anchor.published and relation:
        year, here = anchor.published.year, anchor.published.month
        year += (relation == "next" and number <= here) - (relation == "last" and number >= here)
    else:
        year = _year_of(number, 1, anchor)
    if year is None:
        return Meaning("DATE", f"XXXX-{number:02}", reason=_NO_ANCHOR)
    days = month_days(year, number)
    return Meaning("DATE", timex_of(days, "month"), _mod(days, _group(found, "mod")), "month", anchors=False)


def year(found: re.Match[str], _anchor: Anchor) -> Meaning | None:
    number = int(found["y"])
    return Meaning("DATE", found["y"], _mod(year_days(number), _group(found, "mod")), "year")


def years(found: re.Match[str], _anchor: Anchor) -> Meaning | None:
    first = int(found["y"])
    last = int(found["z"]) if len(found["z"]) == 4 else first // 100 * 100 + int(found["z"])
    return Meaning("DATE", found["y"], year_days(first, last), "year") if first < last else None


def decade(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    words = "twenties thirties forties fifties sixties seventies eighties nineties".split()
    if word := _group(found, "w"):
        digits = f"19{words.index(word.lower()) + 2}"
        if anchor.published and anchor.published.year >= 2030 and word.lower() == "twenties":
            digits = "202"
    else:
        digits = found["y"] if len(found["y"]) == 3 else f"19{found['y']}"
    start = int(digits) * 10
    return Meaning("DATE", digits, _mod(year_days(start, start + 9), _group(found, "mod")), "year")


def century(found: re.Match[str], _anchor: Anchor) -> Meaning | None:
    number = int(found["n"])
    return Meaning("DATE", f"{number - 1}", year_days(number * 100 - 99, number * 100), "year") if number > 1 else None


def season(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    code = SEASONS[found["w"].lower()]
    if written := _group(found, "y"):
        number = int(written)
    elif anchor.published is None:
        return Meaning("DATE", f"XXXX-{code}", reason=_NO_ANCHOR)
    else:
        number = anchor.published.year
        begins = _SEASON_MONTHS[code][0] > anchor.published.month
        relation = _group(found, "rel").lower()
        number -= (
            relation == "last"
            or (relation == "this past" and begins)
            or (relation == "the" and begins and not anchor.ahead)
        )
        number += relation == "next" and not begins
    first, last = _SEASON_MONTHS[code]
    days = month_days(number, first)[0], month_days(number + (last < first), last)[1]
    return Meaning("DATE", f"{number}-{code}", days, "month")


def deictic(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    word, part = found["w"].lower(), _part(_group(found, "p"))
    if word in {"tonight", "last night", "overnight"}:
        part = "NI"
    if anchor.published is None:
        return Meaning("DATE", "XXXX-XX-XX", reason=_NO_ANCHOR)
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
    return _one(day, part=part, anchors=False) if day else None


def this_part(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    if anchor.published is None:
        return Meaning("TIME", "XXXX-XX-XXT" + _part(found["p"]), reason=_NO_ANCHOR)
    return _one(anchor.published, part=_part(found["p"]), anchors=False)


def now(_found: re.Match[str], anchor: Anchor) -> Meaning | None:
    day = anchor.published
    return Meaning("DATE", "PRESENT_REF", (day, day), "day" if day else "unknown", reason="" if day else _NO_ANCHOR)


def recent(_found: re.Match[str], anchor: Anchor) -> Meaning | None:
    return Meaning("DATE", "PAST_REF", (None, anchor.published), "unknown", reason="no day is told")


def same_period(_found: re.Match[str], anchor: Anchor) -> Meaning | None:
    if anchor.period is None:
        return Meaning("DATE", "PAST_REF", reason="the period is not told")
    length = (anchor.period[1] - anchor.period[0]).days
    return Meaning("DURATION", f"P{length}D", anchor.period, "day")


def first_days(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    unit = _singular(found["u"])
    value, count = _period(found["n"] or "one", unit)
    if anchor.begun is None or count is None:
        return Meaning("DURATION", value, reason="the first day is not told")
    after = _step(anchor.begun, unit, count)
    last = shift(after, "day", -1) if after else None
    if last is None or (anchor.published and anchor.begun > anchor.published):
        return Meaning("DURATION", value, reason="the first day is not told")
    return Meaning("DURATION", value, (anchor.begun, max(last, anchor.begun)), "day")


def entering(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    rank, unit = parse_ordinal(found["n"]), found["u"].lower()
    if rank is None or rank < 2:
        return None
    if anchor.published is None:
        return Meaning("DURATION", f"P{rank}{_CODES[unit]}", reason=_NO_ANCHOR)
    first = shift(anchor.published, unit, 1 - rank)
    return Meaning("DURATION", f"P{rank}{_CODES[unit]}", (first, anchor.published), _PRECISION[unit])


def within(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    unit = found["u"].lower()
    value, _ = _period("one", unit)
    if anchor.published is None:
        return Meaning("DURATION", value, reason=_NO_ANCHOR)
    return Meaning("DURATION", value, (shift(anchor.published, unit, -1), anchor.published), _PRECISION[unit])


def recent_units(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    value = _vague_period(found["u"])
    return Meaning("DURATION", value, (None, anchor.published), "unknown", reason="no number is told")


def coming_units(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    value = _vague_period(found["u"])
    return Meaning("DURATION", value, (anchor.published, None), "unknown", reason="no number is told")


def _vague_period(unit: str) -> str:
    code = _CODES[_singular(unit)]
    return f"PTX{code[1:]}" if code[0] == "T" else f"PX{code}"


def future(_found: re.Match[str], anchor: Anchor) -> Meaning | None:
    return Meaning("DATE", "FUTURE_REF", (anchor.published, None), "unknown", reason="no day is told")


def this_unit(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    unit = _singular(found["u"]).removeprefix("fiscal ")
    if anchor.published is None:
        return Meaning("DATE", "XXXX", reason=_NO_ANCHOR)
    return _whole(anchor.published, unit, _group(found, "mod"), anchor.published)


def _whole(day: date, unit: str, mod: str, published: date | None) -> Meaning:
    if unit == "weekend":
        monday = unit_days(day, "week")[0]
        value = timex_of((monday, monday), "week") + "-WE"
        return Meaning("DATE", value, (monday + timedelta(days=5), monday + timedelta(days=6)), "day")
    days = unit_days(day, unit)
    value, precision = timex_of(days, unit), _PRECISION[unit]
    word = mod.strip().lower()
    if published and days[0] <= published <= days[1]:
        if word.startswith("later"):
            return Meaning("DATE", value, (published, days[1]), precision)
        if word in {"", "earlier"}:
            return Meaning("DATE", value, (days[0], published), precision)
    return Meaning("DATE", value, _mod(days, word if word not in {"earlier", "later"} else ""), precision)


def next_unit(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    unit, relation = _singular(found["u"]).removeprefix("fiscal "), found["rel"].lower()
    told = relation in {"previous", "following"} or unit == "day"
    day = (anchor.told or anchor.published) if told else anchor.published
    if day is None:
        return Meaning("DATE", "XXXX", reason=_NO_ANCHOR)
    step = 1 if relation in {"next", "coming", "following"} else -1
    whole = "week" if unit == "weekend" else unit
    if relation == "past" and unit != "weekend" and unit != "day":
        first = shift(day, unit, -1)
        code = _CODES[unit]
        return Meaning("DURATION", f"P1{code}" if unit != "decade" else "P10Y", (first, day), _PRECISION[unit])
    moved = shift(day, whole, step)
    if moved is None:
        return None
    if unit == "weekend" and relation in {"last", "past"} and day.weekday() >= 5:
        moved = shift(day, "week", -1) or moved
    return _whole(moved, unit, _group(found, "mod"), None)


_BETWEEN = re.compile(r"(?<=\d)-|–| to | or ")


def _count(words: str) -> Decimal | None:
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


def _bounds(words: str) -> tuple[float, float] | None:
    """The two ends of "60-100" or "two to three"."""
    parts = [parse_number(part) for part in _BETWEEN.split(words)]
    if len(parts) == 2 and parts[0] is not None and parts[1] is not None and parts[0] < parts[1]:
        return float(parts[0]), float(parts[1])
    return None


def _period(words: str, unit: str) -> tuple[str, float | None]:
    """TIMEX3's value of a duration, and the number of units (None where vague)."""
    unit = _singular(unit)
    code = _CODES[unit]
    time = "T" if code[0] == "T" and len(code) == 2 else ""
    letters = code[1:] if time else code
    number = _count(words)
    if number is None:
        return f"P{time}X{letters}", None
    count = float(number)
    if unit in {"decade", "century", "fortnight"}:
        size, letters = {"decade": (10, "Y"), "century": (100, "Y"), "fortnight": (2, "W")}[unit]
        return f"P{count * size:g}{letters}", count
    return f"P{time}{count:g}{letters}", count


def window(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    unit = _singular(found["u"])
    value, count = _period(found["n"], unit)
    ahead = found["rel"].lower() in {"next", "coming"}
    if anchor.published is None:
        return Meaning("DURATION", value, reason=_NO_ANCHOR)
    if bounds := _bounds(found["n"]):
        near, far = (_step(anchor.published, unit, size if ahead else -size) for size in bounds)
        if near and far:
            return Meaning("DURATION", value, (min(near, far), max(near, far)), "day")
    if count is None:
        open_days: tuple[date | None, date | None]
        open_days = (anchor.published, None) if ahead else (None, anchor.published)
        return Meaning("DURATION", value, open_days, "unknown", reason="no number is told")
    other = _step(anchor.published, unit, count if ahead else -count)
    if other is None:
        return Meaning("DURATION", value, reason="it lies beyond the calendar")
    days = (anchor.published, other) if ahead else (other, anchor.published)
    precision: TimePrecision = "day" if unit in {"second", "minute", "hour", "night"} else _PRECISION[unit]
    return Meaning("DURATION", value, days, precision)


def _step(day: date, unit: str, count: float) -> date | None:
    if unit in {"second", "minute", "hour"}:
        hours = abs(count) * {"second": 1 / 3600, "minute": 1 / 60, "hour": 1}[unit]
        whole = int(-(-hours // 24))
        return shift(day, "day", whole if count > 0 else -whole)
    if abs(count) > 1e6:
        return None
    return shift(day, {"night": "day", "weekend": "week"}.get(unit, unit), round(count))


def ago(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    unit, direction = _singular(found["u"]), found["dir"].lower()
    back = direction in {"ago", "earlier", "before"}
    day = anchor.published if direction in {"ago", "from now", "hence"} else anchor.told or anchor.published
    value, count = _period(found["n"], unit)
    if day is None:
        return Meaning("DURATION", value, reason=_NO_ANCHOR)
    if unit == "year" and count == 1 and anchor.quarter and direction in {"ago", "earlier"}:
        return _quarter(shift(anchor.quarter, "year", -1))
    if count is None:
        if direction == "ago":
            return Meaning("DATE", "PAST_REF", (None, day), "unknown", reason="no number is told")
        return Meaning("DURATION", value, reason="no number is told")
    moved = _step(day, unit, -count if back else count)
    if moved is None:
        return None
    if unit in {"second", "minute", "hour"}:
        return Meaning("TIME", f"{moved}", (moved, day) if back else (day, moved), "hour")
    if unit in {"day", "night", "weekend"}:
        return _one(moved, anchors=False)
    unit = "week" if unit == "fortnight" else unit
    days = unit_days(moved, unit)
    return Meaning("DATE", timex_of(days, unit), days, _PRECISION[unit])


def _quarter(day: date | None) -> Meaning | None:
    if day is None:
        return None
    days = unit_days(day, "quarter")
    return Meaning("DATE", timex_of(days, "quarter"), days, "month")


def the_quarter(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    day = anchor.quarter or (shift(anchor.published, "quarter", -1) if anchor.published else None)
    if "quarter" not in found[0].lower() and anchor.quarter is None:
        return None
    if day and (written := _group(found, "y")):
        day = day.replace(year=int(written), day=1)
    return _quarter(day) if day else Meaning("DATE", "XXXX-QX", reason=_NO_ANCHOR)


def year_ago(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    day = anchor.quarter
    if (rank := _group(found, "n")) and anchor.published:
        day = date(anchor.published.year, (parse_ordinal(rank) or 1) * 3 - 2, 1)
    if day:
        return _quarter(shift(day, "year", -1))
    if anchor.published is None:
        return Meaning("DATE", "XXXX", reason=_NO_ANCHOR)
    before = shift(anchor.published, "year", -1)
    return _whole(before, "year", "", None) if before else None


def the_weekend(_found: re.Match[str], anchor: Anchor) -> Meaning | None:
    if anchor.published is None:
        return Meaning("DATE", "XXXX-WXX-WE", reason=_NO_ANCHOR)
    back = 0 if anchor.ahead or anchor.published.weekday() >= 5 else -1
    day = shift(anchor.published, "week", back)
    return _whole(day, "weekend", "", None) if day else None


def the_part(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    day = anchor.told or anchor.published
    return _one(day, part=_part(found["w"]), anchors=False) if day else None


def end_of(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    unit = _group(found, "u", "u2").lower()
    if anchor.published is None:
        return Meaning("DATE", "XXXX", reason=_NO_ANCHOR)
    days = unit_days(anchor.published, unit)
    place = next(word for word in _MODS if word in found[0].lower())
    return Meaning("DATE", timex_of(days, unit), _mod(days, place), _PRECISION[unit])


def ordinal_day(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    rank, unit = parse_ordinal(found["n"]), found["u"].lower()
    if rank is None or unit not in {"day", "night"}:
        return None
    day = shift(anchor.begun, "day", rank - 1) if anchor.begun else None
    if day is None or (anchor.published and day > anchor.published and not anchor.ahead):
        return Meaning("DATE", "XXXX-XX-XX", reason="the first day is not told")
    return _one(day, anchors=False)


def spoken_year(found: re.Match[str], _anchor: Anchor) -> Meaning | None:
    number = 2000
    if tens := _group(found, "t"):
        number = 1900 + int(parse_number(f"{tens} {_group(found, 'o')}") or 0)
    return Meaning("DATE", str(number), year_days(number), "year")


def that_day(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    word, unit = _group(found, "w", "w2").lower(), _group(found, "u", "u2").lower()
    if anchor.told is None:
        return None
    step = {"following": 1, "next": 1, "previous": -1}.get(word, 0)
    if unit == "quarter":
        return _quarter(shift(anchor.quarter, "quarter", step)) if anchor.quarter else None
    size = unit if unit in {"week", "month", "year"} else "day"
    moved = shift(anchor.told, size, step)
    if moved is None:
        return None
    if size == "day":
        return _one(moved, part=PARTS.get(unit, ""))
    days = unit_days(moved, size)
    return Meaning("DATE", timex_of(days, size), days, _PRECISION[size])


def weekday(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    number, part = weekday_number(found["w"]), _part(_group(found, "p"))
    if anchor.published is None:
        return Meaning("DATE", f"XXXX-WXX-{number + 1}", reason=_NO_ANCHOR)
    relation = _group(found, "rel").lower()
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
    return _one(day, part=part)


def year_quarter(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    digit = _group(found, "q")
    quarter = int(digit) if digit else parse_ordinal(found["n"])
    written = _group(found, "y", "z")
    if written:
        number = int(written)
    elif anchor.published is None or quarter is None:
        return Meaning("DATE", f"XXXX-Q{quarter}", reason=_NO_ANCHOR)
    else:
        number = anchor.published.year
        if not anchor.ahead and (quarter - 1) * 3 + 1 > anchor.published.month:
            number -= 1
    if quarter is None:
        return None
    days = date(number, quarter * 3 - 2, 1), month_days(number, quarter * 3)[1]
    return Meaning("DATE", f"{number}-Q{quarter}", days, "month")


def half(found: re.Match[str], _anchor: Anchor) -> Meaning | None:
    number, second = int(found["y"]), found["n"].lower() != "first"
    days = (date(number, 7, 1), date(number, 12, 31)) if second else (date(number, 1, 1), date(number, 6, 30))
    return Meaning("DATE", f"{number}-H{1 + second}", days, "month")


def fiscal(found: re.Match[str], _anchor: Anchor) -> Meaning | None:
    return Meaning("DATE", found["y"], year_days(int(found["y"])), "year")


def clock(found: re.Match[str], anchor: Anchor) -> Meaning | None:
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
        return Meaning("TIME", value, reason=_NO_ANCHOR)
    return Meaning("TIME", f"{day}{value}", (day, day), "hour")


def noon(found: re.Match[str], anchor: Anchor) -> Meaning | None:
    value = "T24:00" if found["w"].lower() == "midnight" else "T12:00"
    day = anchor.told or anchor.published
    return Meaning(
        "TIME", f"{day or ''}{value}", (day, day), "hour" if day else "unknown", reason="" if day else _NO_ANCHOR
    )


def set_(found: re.Match[str], _anchor: Anchor) -> Meaning | None:
    unit = found["u"].lower()
    if unit in WEEKDAYS:
        return Meaning("SET", f"XXXX-WXX-{WEEKDAYS.index(unit) + 1}", reason="it comes again and again")
    count = _group(found, "n").strip().lower()
    number = "X" if count == "few" else "2" if count == "other" else str(parse_number(count) or 1)
    code = _CODES[unit]
    period = f"PT{number}{code[1:]}" if code[0] == "T" else f"P{number}{code}"
    return Meaning("SET", period, reason="it comes again and again")


def adverb(found: re.Match[str], _anchor: Anchor) -> Meaning | None:
    codes = {"hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "monthly": "P1M", "quarterly": "P1Q"}
    return Meaning("SET", codes.get(found["w"].lower(), "P1Y"), reason="it comes again and again")


def per(_found: re.Match[str], _anchor: Anchor) -> Meaning | None:
    return None  # a rate: "700 a week"


def duration(found: re.Match[str], _anchor: Anchor) -> Meaning | None:
    if re.fullmatch(r"(?:1[5-9]|20)\d\d", found["n"]) or (_singular(found["u"]) == "quarter" and "-" in found[0]):
        return None  # a year before its quarter; "three-quarters"
    words = "1" if found["half"] and found["n"].lower() in {"a", "an"} else found["n"]
    value, _ = _period(words + (" 1/2" if found["half"] else ""), found["u"])
    return Meaning("DURATION", value, reason="how long, but not when")


def vague_duration(found: re.Match[str], _anchor: Anchor) -> Meaning | None:
    code = _CODES[_singular(_group(found, "u", "u2"))]
    value = f"PTX{code[1:]}" if code[0] == "T" else f"PX{code}"
    return Meaning("DURATION", value, reason="how long, but not when")


TELLERS: dict[str, Teller] = {
    teller.__name__.rstrip("_"): teller
    for teller in (
        iso, numeric, date_range, date_, month, year, years, decade, century, season, deictic, this_part, now, recent,
        same_period, first_days, entering, within, recent_units, coming_units, the_quarter, year_ago, the_weekend, the_part, end_of, ordinal_day, spoken_year, future, this_unit, next_unit, window, ago, that_day, weekday, year_quarter, half, fiscal, clock, noon, set_,
        adverb, per, duration, vague_duration,
    )
}  # fmt: skip
"""What tells the meaning of each pattern of `grammar`."""
