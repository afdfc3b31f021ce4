"""The numbers of one figure as a range chart: a bar for each source, from its lowest to its highest, on one scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sayso.export.incident_rows import name_figure, name_number
from sayso.export.incident_voices import Number, list_numbers, name_carriers
from sayso.model import Figure, Incident, Side
from sayso.model.visible import visible_text

LABELS, SCALE, ROW, HEAD = 250, 360, 24, 22
_FAR_RIGHT = 520
_STEPS = (1, 2, 5)
_MOST_TICKS = 6
_LETTERS = 36


@dataclass(frozen=True, slots=True)
class Bar:
    """One source's number, in the chart's units: `open` where it is "at least" or "up to" so many."""

    y: float
    x: float
    width: float
    opens: str
    source: str
    full: str
    told: str
    by: str
    side: Side
    standing: bool
    claim: str
    note: str
    told_x: float
    told_anchor: str


@dataclass(frozen=True, slots=True)
class Ranges:
    """A figure as a chart. `ticks` are (x, label), `best` the band of what was chosen: x and width."""

    title: str
    figure: Figure
    words: str
    height: float
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]
    best: tuple[float, float]
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
    band = (scale.at(low), scale.at(high)) if low is not None and high is not None else (0.0, 0.0)
    return Ranges(
        title=_title(figure),
        figure=figure,
        words=name_figure(figure),
        height=HEAD + ROW * len(numbers) + 6,
        bars=tuple(_make_bar(number, at, scale) for at, number in enumerate(numbers)),
        ticks=tuple((scale.at(tick), f"{tick:,}") for tick in scale.ticks()),
        best=(band[0] - 3, max(band[1] - band[0], 0) + 6),
        logarithmic=scale.logarithmic,
    )


class _Scale:
    """Where on the chart a number lies."""

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
        return round(LABELS + SCALE * max(share, 0), 1)

    def ticks(self) -> list[int]:
        if self.logarithmic:
            return [0, *(10**n for n in range(int(math.log10(self.most)) + 1))]
        step = next(s * 10**n for n in range(16) for s in _STEPS if self.most / (s * 10**n) <= _MOST_TICKS)
        return list(range(0, int(self.most) + 1, step))


def _ends(number: Number) -> list[float]:
    return [float(end) for end in (number.figure.low, number.figure.high) if end is not None]


def _make_bar(number: Number, at: int, scale: _Scale) -> Bar:
    told = number.figure
    low = told.low if told.low is not None else 0
    high = told.high if told.high is not None else max(scale.most, float(low))
    x, end = scale.at(low), scale.at(high)
    is_left = (x if told.high is None else end) < _FAR_RIGHT
    full = visible_text(number.source)
    return Bar(
        y=HEAD + ROW * at,
        x=x,
        width=max(end - x, 0.0),
        opens="high" if told.high is None else "low" if told.low is None else "",
        source=full if len(full) <= _LETTERS else full[: _LETTERS - 1].rstrip() + "…",
        full=full,
        told=name_number(told.low, told.high, "", "other") or str(Decimal(str(low))),
        by=name_carriers(number.carriers, but=number.source),
        side=told.side,
        standing=told.standing,
        claim=told.claim,
        note="" if told.standing else "given up since",
        told_x=(x if told.high is None else end) + 9 if is_left else x - 9,
        told_anchor="start" if is_left else "end",
    )


def _title(figure: Figure) -> str:
    unit = "" if figure.unit in {"", "person"} else figure.unit
    whose = f" of {figure.whose}" if figure.whose else ""
    role = "" if figure.role == "other" else figure.role.replace("_", " ")
    return visible_text(" ".join(part for part in (unit, role) if part) + whose).strip().capitalize() or "A number"
