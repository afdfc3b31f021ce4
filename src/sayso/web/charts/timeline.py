"""The timeline: how many incidents ended on each day (or week, or month), stacked by kind of event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

from bokeh.models import BasicTicker, ColumnDataSource, DatetimeTickFormatter, HoverTool, Range1d
from bokeh.plotting import figure

from sayso.codebook.event_types import SECTIONS
from sayso.export.claims import name_type
from sayso.export.views import SECTION_NAMES
from sayso.web.charts.colours import COLOURS, Look
from sayso.web.charts.dressing import dress
from sayso.web.charts.shells import encode_columns, fill_shell, make_shell
from sayso.web.rendering import say_day, section_of

HEIGHT = 150
_MOST_BARS = 120
_MOST_SHOWN = 40
_MOST_NAMED = 4
_TAIL, _MOST_TAIL, _LEAST_DAYS = 0.2, 2.5, 14
"""What lies so many times as long ago as the rest, and is so small a part of it, is told in words and not shown."""
Days = Sequence[tuple[date | None, str, int]]


@dataclass(frozen=True, slots=True)
class DayBar:
    """One day in a list: `share` of the fullest one's length, `parts` are (section, share) of it."""

    day: date
    count: int
    parts: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Bin:
    """Some days in a row, with how many incidents of each type ended in them."""

    first: date
    last: date
    types: Counter[str]


def make_bars(days: Days, *, most: int = _MOST_SHOWN) -> tuple[DayBar, ...]:
    """The latest days on which anything ended, the latest first, for a page without charts."""
    found: dict[date, Counter[int]] = {}
    for day, type, count in days:
        if day is not None:
            found.setdefault(day, Counter())[section_of(type)] += count
    shown = sorted(found.items(), reverse=True)[:most]
    fullest = max((sum(told.values()) for _, told in shown), default=1)
    return tuple(
        DayBar(day, sum(told.values()), tuple((section, 100 * n / fullest) for section, n in sorted(told.items())))
        for day, told in shown
    )


def make_timeline(days: Days, look: Look) -> dict[str, Any]:
    """The chart for a browser, as Bokeh embeds it; the models `days` and `timeline` are found by their names."""
    focus = _find_focus(days)
    bins = make_bins(days, focus)
    data = _make_columns(bins)
    values: dict[str, dict[str, Any]] = {
        "days": {"data": encode_columns(data)},
        "up": {"end": max([*data["total"], 1]) * 1.08},
        "across": _make_range(bins, focus),
    }
    told = sorted({section_of(type) for one in bins for type in one.types})
    return {
        **fill_shell(_make_shell(look), values),
        "kinds": [SECTION_NAMES[SECTIONS[section - 1]] for section in told],
        "earlier": sum(count for day, _, count in days if day is not None and focus is not None and day < focus),
        "begins": say_day(focus),
        "without": sum(count for day, _, count in days if day is None),
    }


@cache
def _make_shell(look: Look) -> str:
    colours, numbers = COLOURS[look], range(1, len(SECTIONS) + 1)
    source = ColumnDataSource(_make_columns(()), name="days")
    plot = figure(
        height=HEIGHT, sizing_mode="stretch_width", x_axis_type="datetime", name="timeline",
        tools="xbox_select,reset", active_drag="xbox_select", toolbar_location=None,
        y_range=Range1d(start=0, end=1, name="up"), x_range=Range1d(name="across"), min_border_left=34,
    )  # fmt: skip
    bars = plot.vbar_stack(
        [f"k{number}" for number in numbers], x="middle", width="width", source=source,
        color=list(colours.kinds), line_color=None, nonselection_fill_alpha=0.25,
    )  # fmt: skip
    plot.add_tools(HoverTool(renderers=list(bars), tooltips="<b>@when</b><br>@what", point_policy="follow_mouse"))
    plot.xaxis.formatter = DatetimeTickFormatter(days="%-d %b", months="%b %Y", years="%Y", hours="%-d %b")
    plot.yaxis.ticker = BasicTicker(desired_num_ticks=3, num_minor_ticks=0, min_interval=1)
    dress(plot, colours)
    return make_shell(plot)


def _make_columns(bins: Sequence[Bin]) -> dict[str, list[Any]]:
    """What the bars are drawn from: a column for each section of the codebook, and what is told of each bar."""
    counted = [Counter[int]() for _ in bins]
    for one, told in zip(bins, counted, strict=True):
        for type, count in one.types.items():
            told[section_of(type)] += count
    sections = {f"k{number}": [told[number] for told in counted] for number in range(1, len(SECTIONS) + 1)}
    return {
        "middle": [_at(one.first) + _span(one) / 2 for one in bins],
        "width": [_span(one) * 0.86 for one in bins],
        "first": [one.first.isoformat() for one in bins],
        "last": [one.last.isoformat() for one in bins],
        "when": [_say(one) for one in bins],
        "what": [_name_types(one.types) for one in bins],
        "total": [sum(one.types.values()) for one in bins],
        **sections,
    }


def _make_range(bins: Sequence[Bin], focus: date | None) -> dict[str, float]:
    """Where the days begin and end."""
    shown = [one for one in bins if focus is None or one.last >= focus]
    if not shown:
        return {}
    first, last = _at(shown[0].first), _at(shown[-1].last)
    edge = max((last - first) * 0.02, 86_400_000 * 2)
    return {"start": first - edge, "end": last + edge + 86_400_000}


def _find_focus(days: Days) -> date | None:
    """The day from which on nearly all of it happened, where little of it happened long before; else None."""
    told = Counter[date]()
    for day, _, count in days:
        if day is not None:
            told[day] += count
    ordered, left, found = sorted(told), told.total() * _TAIL, None
    span = (ordered[-1] - ordered[0]).days if ordered else 0
    for before, after in pairwise(ordered):
        left -= told[before]
        rest = max((ordered[-1] - after).days, _LEAST_DAYS)
        if left < 0:
            break
        if span > _MOST_TAIL * rest:
            found, span = after, rest
    return found


def make_bins(days: Days, focus: date | None = None) -> list[Bin]:
    """Days with what ended on them; in weeks or months where there are too many days to tell one from the other.

    With `focus` only the days from it on count for how many there are to be told apart.
    """
    told = [(day, type, count) for day, type, count in days if day is not None]
    if not told:
        return []
    span = (max(day for day, _, _ in told) - (focus or min(day for day, _, _ in told))).days
    begin = _begin_of(span)
    found: dict[date, Bin] = {}
    for day, type, count in told:
        first = begin(day)
        found.setdefault(first, Bin(first, _end_of(first, begin), Counter())).types[type] += count
    return [found[first] for first in sorted(found)]


def _begin_of(span: int) -> Any:
    if span <= _MOST_BARS:
        return lambda day: day
    if span <= _MOST_BARS * 7:
        return lambda day: day - timedelta(days=min(day.weekday(), (day - date.min).days))
    if span <= _MOST_BARS * 31:
        return lambda day: day.replace(day=1)
    return lambda day: day.replace(month=1, day=1)


def _end_of(first: date, begin: Any) -> date:
    """The last day that has the same beginning."""
    last = first
    for step in (365, 30, 27, 6, 1, 1, 1):
        while last <= date.max - timedelta(days=step) and begin(last + timedelta(days=step)) == first:
            last += timedelta(days=step)
    return last


def _at(day: date) -> float:
    """Milliseconds since 1970, as Bokeh counts."""
    return (
        datetime(day.year, day.month, day.day, tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    ).total_seconds() * 1000


def _span(one: Bin) -> float:
    return ((one.last - one.first).days + 1) * 86_400_000.0


def _say(one: Bin) -> str:
    first = f"{one.first.day} {one.first:%b %Y}"
    return first if one.first == one.last else f"{first} – {one.last.day} {one.last:%b %Y}"


def _name_types(types: Counter[str]) -> str:
    named = [f"{count} {name_type(type)}" for type, count in types.most_common(_MOST_NAMED)]
    left = sum(types.values()) - sum(count for _, count in types.most_common(_MOST_NAMED))
    return ", ".join([*named, *([f"{left} other"] if left else [])])
