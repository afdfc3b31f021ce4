"""The land under the map: settlements as fine dots, as many as there is room for, and the names of large towns."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.gazetteer import Entry, load_gazetteer
from sayso.ledger.globe import Box

Numbers = NDArray[np.float64]
EARTH = 6_378_137.0
NORTHMOST = 85.0
_MOST_DOTS = 6000
_CELLS_PX = (2, 3, 4, 5, 6, 8, 10, 14, 20)
_SMALL_DEGREES, _LARGE_TOWNS = 6.0, 15_000
_MOST_TOWNS, _TRIED_TOWNS = 26, 160
_LETTER_PX, _LINE_PX, _GAP_PX = 6.6, 15.0, 26.0
TOWN_OFFSET_PX = 6.0
_MARK_PX = 48, 18
"""So much room the degrees of a line take at the edge."""
_SPOT_DEGREES = 0.0005
_FEW_DOTS, _DOT_PX, _LARGE_DOT_PX = 800, 1.8, 3.4
"""Few dots must be larger to be seen as land, and lines of degrees tell where it lies."""
_STEPS_DEGREES = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0)
_MOST_LINES = 5


@dataclass(frozen=True, slots=True)
class Frame:
    """What a map shows: its edges in metres of Web Mercator, and its size on the screen."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: int
    height: int

    def spot(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a place lies on the screen, in pixels from the lower left."""
        x, y = project(latitude, longitude)
        return (x - self.x0) / (self.x1 - self.x0) * self.width, (y - self.y0) / (self.y1 - self.y0) * self.height

    @property
    def box(self) -> Box:
        """The same in degrees."""
        (south, west), (north, east) = unproject(self.x0, self.y0), unproject(self.x1, self.y1)
        return Box(max(south, -NORTHMOST), max(west, -180.0), min(north, NORTHMOST), min(east, 180.0))


@dataclass(frozen=True, slots=True)
class Land:
    """The land of a frame as columns to draw: dots (of so many pixels), towns with their names, and where there are few
    of them lines of degrees with marks on them.
    """

    dots: dict[str, list[float]]
    size: float
    towns: dict[str, list[Any]]
    lines: dict[str, list[list[float]]]
    marks: dict[str, list[Any]]


def make_land(frame: Frame) -> Land:
    """What the land of a frame is drawn from."""
    x, y = find_dots(frame)
    is_empty = len(x) < _FEW_DOTS
    towns = find_towns(frame, closely=is_empty)
    at = [project(town.latitude, town.longitude) for town in towns]
    lines, marks = make_lines(frame) if is_empty else ({"xs": [], "ys": []}, {"x": [], "y": [], "name": []})
    return Land(
        {"x": x, "y": y},
        _LARGE_DOT_PX if is_empty else _DOT_PX,
        {
            "x": [x for x, _ in at],
            "y": [y for _, y in at],
            "name": [town.name for town in towns],
            "offset": [TOWN_OFFSET_PX] * len(towns),
        },
        lines,
        marks,
    )


def make_lines(frame: Frame) -> tuple[dict[str, list[list[float]]], dict[str, list[Any]]]:
    """Lines of latitude and longitude, a few each way, with their degrees at the left and lower edge."""
    box = frame.box
    lines: dict[str, list[list[float]]] = {"xs": [], "ys": []}
    marks: dict[str, list[Any]] = {"x": [], "y": [], "name": []}
    for degree in _find_degrees(box.south, box.north):
        _, y = project(degree, 0.0)
        lines["xs"].append([frame.x0, frame.x1])
        lines["ys"].append([y, y])
        if frame.spot(degree, 0.0)[1] < frame.height - _MARK_PX[1]:
            _add_mark(marks, frame.x0, y, degree, "NS")
    for degree in _find_degrees(box.west, box.east):
        x, _ = project(0.0, degree)
        lines["xs"].append([x, x])
        lines["ys"].append([frame.y0, frame.y1])
        if frame.spot(0.0, degree)[0] < frame.width - _MARK_PX[0]:
            _add_mark(marks, x, frame.y0, degree, "EW")
    return lines, marks


def _find_degrees(first: float, last: float) -> list[float]:
    step = next((step for step in _STEPS_DEGREES if (last - first) / step <= _MOST_LINES), _STEPS_DEGREES[-1])
    return [round(number * step, 2) for number in range(math.ceil(first / step), math.floor(last / step) + 1)]


def _add_mark(marks: dict[str, list[Any]], x: float, y: float, degree: float, ways: str) -> None:
    way = "" if degree == 0 else f" {ways[degree < 0]}"
    for name, told in (("x", x), ("y", y), ("name", f"{abs(degree):g}°{way}")):
        marks[name].append(told)


def frame_of(box: Box, width: int, height: int) -> Frame:
    """The frame that shows a box of degrees."""
    (x0, y0), (x1, y1) = project(box.south, box.west), project(box.north, box.east)
    return Frame(x0, y0, max(x1, x0 + 1), max(y1, y0 + 1), width, height)


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Metres of Web Mercator.

    >>> project(0.0, 0.0)
    (0.0, 0.0)
    """
    inside = max(min(latitude, NORTHMOST), -NORTHMOST)
    y = EARTH * math.log(math.tan(math.pi / 4 + math.radians(inside) / 2))
    return math.radians(longitude) * EARTH, round(y, 6) + 0.0


def unproject(x: float, y: float) -> tuple[float, float]:
    """Latitude and longitude of metres of Web Mercator."""
    return math.degrees(2 * math.atan(math.exp(y / EARTH)) - math.pi / 2), math.degrees(x / EARTH)


def find_dots(frame: Frame) -> tuple[list[float], list[float]]:
    """The settlements of a frame, thinned to what can be told apart: of those in one cell the one with most people."""
    all_x, all_y = _settlements()
    inside = (all_x >= frame.x0) & (all_x <= frame.x1) & (all_y >= frame.y0) & (all_y <= frame.y1)
    x, y = all_x[inside], all_y[inside]
    across, up = (frame.x1 - frame.x0) / frame.width, (frame.y1 - frame.y0) / frame.height
    for cell in _CELLS_PX:
        columns, rows = (
            ((x - frame.x0) / (across * cell)).astype(np.int64),
            ((y - frame.y0) / (up * cell)).astype(np.int64),
        )
        first = _first_of_each(rows * (int(frame.width / cell) + 1) + columns)
        if len(first) <= _MOST_DOTS:
            break
    return np.round(x[first]).tolist(), np.round(y[first]).tolist()


def _first_of_each(cells: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each cell's number stands first."""
    firsts = np.full(int(cells.max(initial=-1)) + 1, -1, dtype=np.int64)
    firsts[cells[::-1]] = np.arange(len(cells))[::-1]  # of what is put into one place the last stays
    return firsts[firsts >= 0]


def find_towns(frame: Frame, *, closely: bool = False) -> list[Entry]:
    """The largest towns of a frame whose names have room beside each other; `closely` small ones are named, too."""
    found: list[Entry] = []
    taken: list[tuple[float, float, float, float]] = []
    left, low = _MARK_PX if closely else (2, 12)
    for entry in _largest(frame, closely=closely):
        x, y = frame.spot(entry.latitude, entry.longitude)
        room = (x - 4, y - _LINE_PX / 2, x + 9 + len(entry.name) * _LETTER_PX, y + _LINE_PX / 2)
        inside = left < room[0] and room[2] < frame.width - 4 and low < y < frame.height - 12
        if inside and not any(_touch(room, other) for other in taken):
            taken.append(room)
            found.append(entry)
        if len(found) == _MOST_TOWNS:
            break
    return found


def _touch(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return (
        one[0] < other[2] + _GAP_PX
        and other[0] < one[2] + _GAP_PX
        and one[1] < other[3] + _GAP_PX / 2
        and other[1] < one[3] + _GAP_PX / 2
    )


def _largest(frame: Frame, *, closely: bool) -> Iterator[Entry]:
    box = frame.box
    if closely or (box.north - box.south < _SMALL_DEGREES and box.east - box.west < 2 * _SMALL_DEGREES):
        yield from load_gazetteer().largest(box.south, box.west, box.north, box.east, _TRIED_TOWNS)
        return
    number = 0
    for entry in _towns():
        if box.south <= entry.latitude <= box.north and box.west <= entry.longitude <= box.east:
            number += 1
            yield entry
        if number == _TRIED_TOWNS:
            return


@lru_cache(maxsize=50_000)
def name_spot(latitude: float, longitude: float) -> str:
    """The settlement that lies just there; "" where none does."""
    found = load_gazetteer().largest(
        latitude - _SPOT_DEGREES, longitude - _SPOT_DEGREES, latitude + _SPOT_DEGREES, longitude + _SPOT_DEGREES, 1
    )
    return found[0].name if found else ""


@cache
def _towns() -> Sequence[Entry]:
    return tuple(load_gazetteer().largest(-90.0, -180.0, 90.0, 180.0, _LARGE_TOWNS))


@cache
def _settlements() -> tuple[Numbers, Numbers]:
    """All settlements in metres of Web Mercator, those with most inhabitants first."""
    rows: Any = np.array(load_gazetteer().settlements(-NORTHMOST, -180.0, NORTHMOST, 180.0), dtype=np.float64)
    rows = rows.reshape(-1, 3)
    rows = rows[np.argsort(-rows[:, 2], kind="stable")]
    x = np.radians(rows[:, 1]) * EARTH
    y = EARTH * np.log(np.tan(math.pi / 4 + np.radians(rows[:, 0]) / 2))
    return x, y
