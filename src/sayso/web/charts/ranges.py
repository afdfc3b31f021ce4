"""The numbers of one figure as a range chart: a bar for each source, from its lowest to its highest, on one scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sayso.export.incident_rows import name_figure, name_number
from sayso.export.incident_voices import Number, list_numbers, name_carriers
from sayso.model import Figure, Incident, Side
from sayso.model.visible import visible_text

_STEPS = (1, 2, 5)
_MOST_TICKS = 6
_MOST_BARS = 24
"""Where there are more, sources of one side that give the same number share a bar."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One source's number, where it lies in hundredths of the scale; `opens` where it is "at least" or "up to" so many.

    `low` and `high` are the ends that it tells: None where it opens. `others` are more sources who say just so.
    """

    start: float
    width: float
    low: float | None
    high: float | None
    opens: str
    source: str
    told: str
    by: str
    side: Side
    standing: bool
    claim: str
    note: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranges:
    """A figure as a chart, the lowest number first and what was given up last. `ticks` are (place, label), `band` is
    what the policy takes for possible (place and width), `best` where what it takes for best lies.
    """

    title: str
    figure: Figure
    words: str
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]
    band: tuple[float, float] | None
    best: float | None
    logarithmic: bool


def make_ranges(figure: Figure, incident: Incident) -> Ranges:
    """The chart of a figure. Where the largest number is far above the others the scale is logarithmic, and says so."""
    numbers = list_numbers(figure, incident)
    scale = _Scale(
        [end for number in numbers for end in _ends(number)]
        + [float(n) for n in (figure.low, figure.high) if n is not None]
    )
    low, high = (
        (figure.low if figure.low is not None else figure.best),
        (figure.high if figure.high is not None else figure.best),
    )
    bars = [_make_bar(number, scale) for number in numbers]
    if len(bars) > _MOST_BARS:
        bars = gather(bars)
    return Ranges(
        title=_title(figure),
        figure=figure,
        words=name_figure(figure),
        bars=tuple(sorted(bars, key=lambda bar: (not bar.standing, bar.start, bar.width))),
        ticks=tuple((scale.at(tick), f"{tick:,}") for tick in scale.ticks()),
        band=None if low is None or high is None else (scale.at(low), round(scale.at(high) - scale.at(low), 2)),
        best=None if figure.best is None else scale.at(figure.best),
        logarithmic=scale.logarithmic,
    )


class _Scale:
    """Where on the scale a number lies, in hundredths of its length."""

    def __init__(self, numbers: Sequence[float]) -> None:
        known = sorted(number for number in numbers if number is not None)
        self.most = max([*known, 1.0])
        positive = [number for number in known if number > 0]
        middle = positive[len(positive) // 2] if positive else 1.0
        self.logarithmic = self.most > 40 * middle

    def at(self, number: float | int) -> float:
        share = (
            math.log10(max(float(number), 0) + 1) / math.log10(self.most + 1)
            if self.logarithmic
            else float(number) / self.most
        )
        return round(100 * max(share, 0), 2)

    def ticks(self) -> list[int]:
        if self.logarithmic:
            return [0, *(10**n for n in range(int(math.log10(self.most)) + 1))]
        step = next(s * 10**n for n in range(16) for s in _STEPS if self.most / (s * 10**n) <= _MOST_TICKS)
        return list(range(0, int(self.most) + 1, step))


def _ends(number: Number) -> list[float]:
    return [float(end) for end in (number.figure.low, number.figure.high) if end is not None]


def _make_bar(number: Number, scale: _Scale) -> Bar:
    told = number.figure
    low = told.low if told.low is not None else 0
    high = told.high if told.high is not None else max(scale.most, float(low))
    start, end = scale.at(low), scale.at(high)
    return Bar(
        start=start,
        width=round(max(end - start, 0.0), 2),
        low=None if told.low is None else start,
        high=None if told.high is None else end,
        opens="high" if told.high is None else "low" if told.low is None else "",
        source=visible_text(number.source),
        told=name_number(told.low, told.high, "", "other") or str(Decimal(str(low))),
        by=name_carriers(number.carriers, but=number.source),
        side=told.side,
        standing=told.standing,
        claim=told.claim,
        note="" if told.standing else "given up since",
    )


def gather(bars: Sequence[Bar]) -> list[Bar]:
    """The first bar of each side that tells a number, with the sources of the others."""
    same: dict[tuple[object, ...], list[Bar]] = {}
    for bar in bars:
        same.setdefault((bar.told, bar.side, bar.standing), []).append(bar)
    return [replace(first, others=tuple(bar.source for bar in others)) for first, *others in same.values()]


def _title(figure: Figure) -> str:
    unit = "" if figure.unit in {"", "person"} else figure.unit
    whose = f" of {figure.whose}" if figure.whose else ""
    role = "" if figure.role == "other" else figure.role.replace("_", " ")
    return visible_text(" ".join(part for part in (unit, role) if part) + whose).strip().capitalize() or "A number"
