"""The map: a circle for each place where incidents happened, on the land that its settlements show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from bokeh.core.properties import value
from bokeh.models import (
    BoxSelectTool,
    ColumnDataSource,
    HoverTool,
    PanTool,
    Range1d,
    ResetTool,
    TapTool,
    WheelZoomTool,
    WMTSTileSource,
    ZoomInTool,
    ZoomOutTool,
)
from bokeh.plotting import figure

from sayso.export.claims import name_type
from sayso.ledger.globe import Box
from sayso.ledger.incidents import Point
from sayso.web.charts.colours import COLOURS, Look
from sayso.web.charts.dressing import FONT
from sayso.web.charts.land import Frame, find_dots, frame_of, make_land, name_spot, project, unproject
from sayso.web.charts.shells import encode_columns, fill_shell, make_shell
from sayso.web.rendering import plural, section_of

_WHOLE = Box(-56.0, -170.0, 72.0, 179.0)
_LEAST_DEGREES, _MARGIN, _TAIL = 1.6, 0.22, 0.04
_VAGUE = frozenset(("region", "country"))
_NAMED, _TYPES = 400, 3
_ROOMY, _LEAST_SIZE = 150, 0.45
"""More circles than these are smaller, down to such a part, so that they do not hide each other."""
_FEWEST_DOTS, _STEP, _WIDER = 40, 0.14, 8
"""Where few people live the map shows more of the land around, so that it can be told which land it is."""


@dataclass(slots=True)
class Spot:
    """The incidents at one place; `vague` where it is a region or a country and not a town."""

    latitude: float
    longitude: float
    vague: bool
    count: int = 0
    contested: int = 0
    types: Counter[str] = field(default_factory=Counter)
    latest: date | None = None
    id: str = ""


def gather_spots(points: Iterable[Point]) -> list[Spot]:
    """Incidents by place, those with most incidents first, so that small circles lie above large ones."""
    found: dict[tuple[float, float, bool], Spot] = {}
    for point in points:
        if point.latitude is None or point.longitude is None:
            continue
        vague = point.precision in _VAGUE
        key = (round(point.latitude, 4), round(point.longitude, 4), vague)
        spot = found.setdefault(key, Spot(point.latitude, point.longitude, vague))
        spot.count += 1
        spot.contested += point.contested
        spot.types[point.type] += 1
        spot.id = spot.id or point.id
        if point.last and (spot.latest is None or point.last > spot.latest):
            spot.latest = point.last
    return sorted(found.values(), key=lambda spot: (not spot.vague, -spot.count))


def make_map(points: Sequence[Point], look: Look, *, size: tuple[int, int], tiles: str | None = None) -> dict[str, Any]:
    """The chart for a browser, of so many pixels.

    Its models `map`, `incidents`, `land` and `towns` are found by their names.
    """
    spots = gather_spots(points)
    frame = _frame(spots, *size)
    land = make_land(frame)
    values: dict[str, dict[str, Any]] = {
        "map": {"height": size[1]},
        "across": {"start": frame.x0, "end": frame.x1},
        "up": {"start": frame.y0, "end": frame.y1},
        "incidents": {"data": encode_columns(make_columns(spots, look))},
        "land": {"data": encode_columns(land.dots)},
        "dots": {"size": {"type": "value", "value": land.size}},
        "lines": {"data": encode_columns(land.lines)},
        "marks": {"data": encode_columns(land.marks)},
        "towns": {"data": encode_columns(land.towns)},
    }
    made = fill_shell(_make_shell(look, tiles), values)
    return made | {"places": len(spots), "incidents": sum(spot.count for spot in spots)}


@cache
def _make_shell(look: Look, tiles: str | None) -> str:
    colours = COLOURS[look]
    plot = figure(
        sizing_mode="stretch_width", name="map", toolbar_location="right", tools="",
        x_range=Range1d(name="across"), y_range=Range1d(name="up"), min_border=0,
        background_fill_color=colours.ground, border_fill_color=colours.paper, outline_line_color=None,
    )  # fmt: skip
    plot.axis.visible = plot.grid.visible = False
    plot.toolbar.logo = None
    if tiles:
        plot.add_tile(WMTSTileSource(url=tiles), alpha=0.8 if look == "light" else 0.5)
    lines = ColumnDataSource({"xs": [], "ys": []}, name="lines")
    plot.multi_line("xs", "ys", line_color=colours.line, source=lines)
    land = ColumnDataSource({"x": [], "y": []}, name="land")
    dots = plot.scatter("x", "y", size=1, color=colours.dots, line_color=None, alpha=0.75, source=land)
    dots.glyph.name = "dots"
    marks = ColumnDataSource({"x": [], "y": [], "name": []}, name="marks")
    plot.text(
        "x", "y", text="name", x_offset=4, y_offset=-3, text_font=value(FONT), text_font_size="10px",
        text_color=colours.quiet, text_alpha=0.8, source=marks,
    )  # fmt: skip
    towns = ColumnDataSource({"x": [], "y": [], "name": [], "offset": []}, name="towns")
    plot.scatter("x", "y", size=3.2, color=colours.quiet, line_color=None, source=towns)
    plot.text(
        "x", "y", text="name", x_offset="offset", y_offset=4, text_font=value(FONT), text_font_size="11px",
        text_color=colours.quiet, source=towns,
    )  # fmt: skip
    source = ColumnDataSource(make_columns((), look), name="incidents")
    circles = plot.scatter(
        "x", "y", size="size", fill_color="colour", fill_alpha="alpha", line_color="line", line_width="width",
        nonselection_fill_alpha=0.2, nonselection_line_alpha=0.3, source=source, hover_line_color=colours.ink,
    )  # fmt: skip
    _add_tools(plot, circles)
    return make_shell(plot)


def _add_tools(plot: Any, circles: Any) -> None:
    """Moving, choosing and pointing; those that need no button have none."""
    pan, box = PanTool(name="pan"), BoxSelectTool(renderers=[circles], name="box")
    wheel, tap = WheelZoomTool(modifiers={"ctrl": True}, visible=False), TapTool(visible=False)
    tap.renderers = [circles]
    hover = HoverTool(
        renderers=[circles], tooltips="<b>@name</b> @many<br>@what<br>@when", point_policy="snap_to_data", visible=False
    )
    plot.add_tools(pan, box, ZoomInTool(), ZoomOutTool(), ResetTool(), wheel, tap, hover)
    plot.toolbar.active_drag, plot.toolbar.active_scroll, plot.toolbar.active_tap = pan, wheel, tap


def make_columns(spots: Sequence[Spot], look: Look) -> dict[str, list[Any]]:
    """What the circles are drawn from."""
    colours = COLOURS[look]
    at = [project(spot.latitude, spot.longitude) for spot in spots]
    shrunk = max(min((_ROOMY / max(len(spots), 1)) ** 0.5, 1.0), _LEAST_SIZE)
    return {
        "x": [x for x, _ in at],
        "y": [y for _, y in at],
        "latitude": [spot.latitude for spot in spots],
        "longitude": [spot.longitude for spot in spots],
        "vague": [spot.vague for spot in spots],
        "size": [shrunk * (min(8.0 + 3.2 * spot.count**0.5, 46.0) + (10.0 if spot.vague else 0.0)) for spot in spots],
        "colour": [colours.kinds[section_of(spot.types.most_common(1)[0][0]) - 1] for spot in spots],
        "alpha": [0.16 if spot.vague else 0.82 for spot in spots],
        "line": [colours.ink if spot.contested else colours.quiet if spot.vague else colours.paper for spot in spots],
        "width": [shrunk * (2.0 if spot.contested else 1.0) for spot in spots],
        "count": [spot.count for spot in spots],
        "id": [spot.id for spot in spots],
        "name": [_name(spot, number) for number, spot in enumerate(spots)],
        "many": [_say_count(spot) for spot in spots],
        "what": [", ".join(f"{n} {name_type(type)}" for type, n in spot.types.most_common(_TYPES)) for spot in spots],
        "when": [f"latest {spot.latest.day} {spot.latest:%b %Y}" if spot.latest else "" for spot in spots],
    }


def _name(spot: Spot, number: int) -> str:
    name = name_spot(round(spot.latitude, 5), round(spot.longitude, 5)) if number < _NAMED and not spot.vague else ""
    return name or ("a wider region" if spot.vague else f"{spot.latitude:.2f}, {spot.longitude:.2f}")


def _say_count(spot: Spot) -> str:
    return plural(spot.count, "incident") + (f", {spot.contested} contested" if spot.contested else "")


def _frame(spots: Sequence[Spot], width: int, height: int) -> Frame:
    """What shows most of the places, without the few that lie far off, in the shape of the window."""
    exact = [spot for spot in spots if not spot.vague] or list(spots)
    if not exact:
        return _shape(frame_of(_WHOLE, width, height), margin=0.0)
    south, north = _middle_part([spot.latitude for spot in exact])
    west, east = _middle_part([spot.longitude for spot in exact])
    lat, lon = (south + north) / 2, (west + east) / 2
    tall, wide = max(north - south, _LEAST_DEGREES), max(east - west, _LEAST_DEGREES)
    box = Box(max(lat - tall / 2, -80), max(lon - wide / 2, -180), min(lat + tall / 2, 80), min(lon + wide / 2, 180))
    frame = _shape(frame_of(box, width, height), margin=_MARGIN)
    for _ in range(_WIDER):
        if len(find_dots(frame)[0]) >= _FEWEST_DOTS:
            break
        frame = _shape(frame, margin=_STEP)
    return frame


def _middle_part(numbers: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(numbers)
    cut = int(len(ordered) * _TAIL)
    return ordered[cut], ordered[len(ordered) - 1 - cut]


def _shape(frame: Frame, *, margin: float) -> Frame:
    """The frame made wider or taller, so that metres are as long to the right as upwards."""
    wide, tall = (frame.x1 - frame.x0) * (1 + 2 * margin), (frame.y1 - frame.y0) * (1 + 2 * margin)
    unit = max(wide / frame.width, tall / frame.height)
    x, y = (frame.x0 + frame.x1) / 2, (frame.y0 + frame.y1) / 2
    across, up = unit * frame.width / 2, unit * frame.height / 2
    return Frame(x - across, y - up, x + across, y + up, frame.width, frame.height)


def read_frame(words: str, width: int, height: int) -> Frame:
    """A frame from "X0,Y0,X1,Y1" in metres. ValueError where it is none."""
    x0, y0, x1, y1 = (float(part) for part in words.split(","))
    (south, west), (north, east) = unproject(x0, y0), unproject(x1, y1)
    if not (
        x0 < x1 and y0 < y1 and all(abs(edge) <= 1e9 for edge in (x0, y0, x1, y1)) and south < north and west < east
    ):
        raise ValueError(words)
    return Frame(x0, y0, x1, y1, width, height)
