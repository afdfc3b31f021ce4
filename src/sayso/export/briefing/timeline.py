"""When it was told: the reports of an incident day by day, after the days on which it happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.export.briefing.drawing import Box, Drawing, Line, Mark, Shape, Words
from sayso.export.shorten import shorten_end
from sayso.model import Account, Incident, Side
from sayso.model.visible import visible_text

_LABELS, _SCALE, _ROW, _HEAD, _FOOT = 215.0, 405.0, 19.0, 30.0, 8.0
_WIDTH = _LABELS + _SCALE + 20
_LETTERS, _MOST_ROWS, _MOST_DAYS = 32, 26, 400
_DAY_ROOM = 46.0
"""Units that the name of a day takes."""
_STEPS = (1, 2, 7, 14, 31, 92, 183, 366)
_MOST_STACKED, _STACK = 12, 9.0


@dataclass(frozen=True, slots=True)
class Timeline:
    """The chart and what is to be known of it."""

    drawing: Drawing
    caption: str


@dataclass(frozen=True, slots=True)
class _Told:
    """A report: who published it, on which day, on which side most of its accounts stand, and whether it is a copy."""

    name: str
    published: date
    side: Side
    copy: bool


def make_timeline(incident: Incident, copies: Mapping[str, float]) -> Timeline | None:
    """The chart of an incident's reports; `copies` are those that print what others wrote. None without a day."""
    told = sorted(_gather(incident, copies), key=lambda one: (one.published, one.name))
    if not told:
        return None
    days = _Days(incident, told)
    stacked = len(told) > _MOST_ROWS
    height = _HEAD + (_STACK * _MOST_STACKED if stacked else _ROW * len(told)) + _FOOT
    shapes = [*days.draw(height), *(_draw_stacks(told, days, height) if stacked else _draw_rows(told, days))]
    says = "; ".join(f"{one.published.isoformat()} {one.name}" for one in told[:_MOST_ROWS])
    return Timeline(Drawing(_WIDTH, height, tuple(shapes), f"Reports by day: {says}"), _say(incident, told, days))


def _gather(incident: Incident, copies: Mapping[str, float]) -> Iterator[_Told]:
    by_report: dict[str, list[Account]] = {}
    for account in incident.accounts:
        by_report.setdefault(account.report, []).append(account)
    for report, accounts in by_report.items():
        first = accounts[0]
        if first.published:
            side = Counter(account.side for account in accounts).most_common(1)[0][0]
            name = visible_text(first.publisher or first.document)
            yield _Told(name, first.published, side, report in copies)


class _Days:
    """The days on the chart. Those on which it happened are left out where they begin long before the reports."""

    def __init__(self, incident: Incident, told: Sequence[_Told]) -> None:
        self.last = max(one.published for one in told)
        self.first = min(one.published for one in told)
        happened = [day for day in (incident.first, incident.last) if day]
        self.begins = min(happened, default=None)
        self.ends = max(happened, default=None)
        if self.begins and 0 <= (self.first - self.begins).days <= _MOST_DAYS:
            self.first = self.begins
        if self.ends and 0 <= (self.ends - self.last).days <= _MOST_DAYS:
            self.last = self.ends
        self.unit = _SCALE / ((self.last - self.first).days + 1)

    def at(self, day: date) -> float:
        """The middle of a day on the chart."""
        return round(_LABELS + ((day - self.first).days + 0.5) * self.unit, 1)

    @property
    def is_shown(self) -> bool:
        """Whether the days on which it happened lie on the chart."""
        return bool(self.begins and self.ends and self.begins >= self.first and self.ends <= self.last)

    def draw(self, height: float) -> Iterator[Shape]:
        """The days, and behind them those on which it happened."""
        if self.is_shown and self.begins and self.ends:
            left, right = self.at(self.begins) - self.unit / 2, self.at(self.ends) + self.unit / 2
            yield Box(round(left, 1), _HEAD - 6, round(max(right - left, 3), 1), height - _HEAD + 6, "band")
        days = (self.last - self.first).days
        step = next((step for step in _STEPS if step * self.unit >= _DAY_ROOM), max(days, 1))
        for number in range(0, days + 1, step):
            day = self.first + timedelta(days=number)
            yield Line(self.at(day), _HEAD - 6, self.at(day), height, "line")
            words = f"{day.day} {day:%b}" + (f" {day.year}" if not number or step > 31 else "")
            yield Words(self.at(day), _HEAD - 12, words, "quiet", "middle", 10.5)


def _draw_rows(told: Sequence[_Told], days: _Days) -> Iterator[Shape]:
    for at, one in enumerate(told):
        y = _HEAD + _ROW * at + _ROW / 2
        yield Words(_LABELS - 12, y + 4, shorten_end(one.name, room=_LETTERS), "ink", "end", 12)
        yield Mark(days.at(one.published), y, 4.5, one.side, hollow=one.copy)


def _draw_stacks(told: Sequence[_Told], days: _Days, height: float) -> Iterator[Shape]:
    """The reports of a day one above the other, without names; "+9" above those that there is no room for."""
    counts = Counter(one.published for one in told)
    drawn: Counter[date] = Counter()
    for one in told:
        x, y = days.at(one.published), height - _FOOT - _STACK * drawn[one.published]
        if drawn[one.published] < _MOST_STACKED - 2:
            yield Mark(x, y, 3.6, one.side, hollow=one.copy)
        elif drawn[one.published] == _MOST_STACKED - 2:
            left = counts[one.published] - drawn[one.published]
            yield Words(x, y + 2, f"+{left}", "ink", "middle", 10.5)
        drawn[one.published] += 1
    yield Words(0, _HEAD + 6, "Each mark is a report", "quiet", size=11)


def _say(incident: Incident, told: Sequence[_Told], days: _Days) -> str:
    parts = ["A mark for each report, by the day of publication; hollow where it prints what another wrote."]
    if days.is_shown:
        parts.append("The band marks the days on which it is said to have happened.")
    missing = len({account.report for account in incident.accounts}) - len(told)
    if missing:
        parts.append(f"{missing} report{' has' if missing == 1 else 's have'} no date.")
    return " ".join(parts)
