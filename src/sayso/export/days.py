"""The strip of days of a report: when its claims happened, day by day before its publication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.export.circumstances import name_time
from sayso.model import Time

WIDTH = 640
_LONGEST, _SHORTEST, _LANE, _TOP = 120, 10, 11, 8
_MOST_LANES = 10
_AHEAD = 45
_MARGIN = 18
_NARROWEST, _WIDEST = 34, 52  # units that the number of a day takes, and a day with its month


@dataclass(frozen=True, slots=True)
class Bar:
    """A claim's days on the strip; `open` sides are those that the text leaves open or that lie beyond the strip."""

    x: float
    y: float
    width: float
    title: str
    claim: int
    open_left: bool
    open_right: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A day or month on the axis."""

    x: float
    label: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """The strip in SVG's units. `others` are claims that lie wholly before or after it: (words, claim's number)."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    published: float | None
    others: tuple[tuple[str, int], ...]


def make_strip(times: Sequence[tuple[int, Time]], published: date | None) -> Strip | None:
    """The strip of the claims' times (number, time); None where no claim has a day."""
    dated = [(number, time) for number, time in times if time.first or time.last]
    near = [t for _, t in dated if t.precision in {"hour", "day", "week", "month"}]
    if not dated:
        return None
    first, last = _window(near or [t for _, t in dated], published)
    days = (last - first).days + 1
    unit = WIDTH / days
    bars: list[Bar] = []
    others: list[tuple[str, int]] = []
    lanes: list[float] = []
    for number, time in sorted(dated, key=lambda found: (found[1].first or date.min, found[0])):
        start, end = time.first or first, time.last or last
        if end < first or start > last or (time.precision in {"year", "unknown"} and start < first and end > last):
            others.append((name_time(time), number))
            continue
        left, right = max(start, first), min(end, last)
        x, wide = (left - first).days * unit, max(((right - left).days + 1) * unit, 3.0)
        lane = next((i for i, until in enumerate(lanes) if until <= x), len(lanes))
        if lane >= _MOST_LANES:
            others.append((name_time(time), number))
            continue
        lanes[lane : lane + 1] = [x + wide + 1]
        open_left, open_right = time.first is None or start < first, time.last is None or end > last
        bars.append(
            Bar(round(x, 1), _TOP + lane * _LANE, round(wide, 1), name_time(time), number, open_left, open_right)
        )
    height = _TOP + len(lanes) * _LANE + 20
    at = round(((published - first).days + 0.5) * unit, 1) if published and first <= published <= last else None
    return Strip(WIDTH, height, tuple(bars), tuple(_ticks(first, last, unit)), at, tuple(others))


def _window(times: Sequence[Time], published: date | None) -> tuple[date, date]:
    """The days shown: those of the claims, up to `_LONGEST`, the latest kept."""
    ends = [day for time in times for day in (time.first, time.last) if day] + ([published] if published else [])
    last = max(ends)
    if published and (last - published).days > _AHEAD:
        last = published + timedelta(days=_AHEAD)
    first = max(min(ends), date.fromordinal(max(last.toordinal() - _LONGEST + 1, 1)))
    if (last - first).days < _SHORTEST:
        first = max(last, date.min + timedelta(days=_SHORTEST)) - timedelta(days=_SHORTEST)
    day = timedelta(days=1)
    return max(first, date.min + day) - day, min(last, date.max - day) + day


def _ticks(first: date, last: date, unit: float) -> list[Tick]:
    ticks = []
    step = 1 if unit >= _NARROWEST else next((days for days in (2, 7, 14) if days * unit >= _WIDEST), 0)
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        x = round((number + 0.5) * unit, 1)
        if x > WIDTH - _MARGIN:
            break
        if step and number % step == 0 and number:
            ticks.append(
                Tick(
                    x, f"{day.day} {day:%b}" if step > 1 or day.day == 1 or number == 1 else str(day.day), day.day == 1
                )
            )
        elif not step and day.day == 1:
            ticks.append(Tick(x, f"{day:%b}", True))
    return ticks
