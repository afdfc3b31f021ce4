"""The numbers of one figure: a bar for each source on one scale, and the same as rows of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.export.briefing.drawing import Box, Drawing, Line, Mark, Shape, Words
from sayso.export.briefing.wording import isolate
from sayso.export.incident_rows import name_figure, name_number
from sayso.export.incident_voices import Number, list_numbers, name_carriers
from sayso.export.scales import Scale
from sayso.export.shorten import shorten_end
from sayso.model import Figure, Incident
from sayso.model.visible import visible_text

_LABELS, _SCALE, _NOTES, _ROW, _HEAD = 215.0, 290.0, 135.0, 21.0, 22.0
_LETTERS, _MOST_BARS = 32, 24
_BEYOND = 1.03
"""How far along the scale a number stands that was given up and lies beyond it."""


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A number as one source gives it."""

    told: str
    source: str
    by: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure in words and, where there are several numbers, as a chart, with everybody who gives it."""

    words: str
    policy: str
    reason: str
    drawing: Drawing | None
    rows: tuple[NumberRow, ...]
    notes: tuple[str, ...]


def make_figure_view(figure: Figure, incident: Incident) -> FigureView:
    """A figure for people. The chart has the first bars of very many, the rows have them all."""
    numbers = list_numbers(figure, incident)
    words = _name_figure(figure)
    rows = tuple(_make_row(number, figure) for number in numbers)
    if len(numbers) == 1:
        return FigureView(words, figure.policy, visible_text(figure.reason.says), None, rows, ())
    scale = _make_scale(figure, numbers)
    notes = ["The band is from low to high, as the policy has it."]
    if scale.logarithmic:
        notes.append("The scale is logarithmic.")
    if len(numbers) > _MOST_BARS:
        notes.append(f"The chart shows the first {_MOST_BARS} of {len(numbers)} numbers; the list has them all.")
    said = "; ".join(f"{row.source} {row.told}" for row in rows[:_MOST_BARS])
    height = _HEAD + _ROW * min(len(numbers), _MOST_BARS) + 4
    shapes = tuple(_draw(figure, numbers[:_MOST_BARS], scale, height))
    drawing = Drawing(_LABELS + _SCALE + _NOTES, height, shapes, f"{words}: {said}")
    return FigureView(words, figure.policy, visible_text(figure.reason.says), drawing, rows, tuple(notes))


def _name_figure(figure: Figure) -> str:
    """The figure with whose losses it counts, or of what it is a share."""
    told = name_figure(figure) or "a number that is not told"
    told += f" of {visible_text(figure.whose)}" if figure.whose else ""
    return told + (", a share of all" if figure.share_of else "")


def _make_scale(figure: Figure, numbers: Sequence[Number]) -> Scale:
    """A number that was given up makes the scale no longer, unless there is no other."""
    standing = [number for number in numbers if number.figure.standing] or numbers
    ends = [end for number in standing for end in (number.figure.low, number.figure.high)]
    return Scale(float(end) for end in (*ends, figure.low, figure.best, figure.high) if end is not None)


def _place(number: float, scale: Scale) -> float:
    """How far from the left a number lies, in the drawing's units."""
    return round(_LABELS + _SCALE * min(scale.share(number), _BEYOND), 1)


def _draw(figure: Figure, numbers: Sequence[Number], scale: Scale, height: float) -> Iterator[Shape]:
    low = figure.best if figure.low is None else figure.low
    high = figure.best if figure.high is None else figure.high
    if low is not None and high is not None:
        left, right = _place(float(low), scale), _place(float(high), scale)
        yield Box(left - 4, _HEAD - 6, right - left + 8, height - _HEAD + 6, "band")
    for tick in scale.ticks():
        yield Line(_place(tick, scale), _HEAD - 6, _place(tick, scale), height, "line")
        yield Words(_place(tick, scale), _HEAD - 10, f"{tick:,}", "quiet", "middle", 10.5)
    for at, number in enumerate(numbers):
        yield from _draw_bar(number, _HEAD + _ROW * at + _ROW / 2, scale)


def _draw_bar(number: Number, y: float, scale: Scale) -> Iterator[Shape]:
    told = number.figure
    low, high = float(told.low or 0), scale.most if told.high is None else float(told.high)
    left, right = _place(low, scale), max(_place(high, scale), _place(low, scale))
    gone = not told.standing
    yield Words(_LABELS - 12, y + 4, shorten_end(number.source, room=_LETTERS), "quiet" if gone else "ink", "end", 12)
    if right > left:
        yield Box(left, y - 3, right - left, 6, told.side, faint=True)
    ends = [end for end, is_told in ((left, told.low is not None), (right, told.high is not None)) if is_told]
    for end in dict.fromkeys(ends):
        yield Mark(end, y, 4.5, told.side, hollow=gone)
    words = name_number(told.low, told.high, "", "other") + (", given up" if gone else "")
    yield Words(right + 10, y + 4, words, "quiet" if gone else "ink", size=11.5)


def _make_row(number: Number, figure: Figure) -> NumberRow:
    told = number.figure
    notes = [note for note, holds in (
        ("a running toll", told.cumulative),
        ("its own losses", told.claim in figure.conceded),
        ("given up since", not told.standing),
    ) if holds]  # fmt: skip
    return NumberRow(
        told=name_number(told.low, told.high, told.counted, "other") or visible_text(told.words),
        source=isolate(number.source),
        by=name_carriers(number.carriers, but=number.source),
        notes=tuple(notes),
    )
