"""A small map of a report: fine dots where people live, the report's places on them, as numbers for an inline SVG."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from sayso.export.circumstances import name_place
from sayso.gazetteer import load_gazetteer
from sayso.model import Place

WIDTH = 640
_MOST_DOTS, _MARGIN, _TALLEST, _FLATTEST = 6000, 0.18, 0.6, 0.42
_RADIUS = {"point": 4.5, "settlement": 4.5, "district": 6.0, "region": 13.0, "country": 18.0}
_EXACT = {"settlement": 0, "point": 1, "district": 2, "region": 3, "country": 4}
_LABELS, _TOWNS, _LARGE = 14, 9, 50_000
_WIDTHS_DEGREES, _FEWEST_DOTS = (2.4, 4.0, 7.0, 12.0), 120
_NEAR_KM, _FAR = 600.0, 3.0
_DEGREE_KM = 111.2
_LETTER, _LINE = 7.0, 13.0
_Space = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Pin:
    """A place of the report: `claims` are the numbers of its claims, `label` is "" where there is no room for it."""

    x: float
    y: float
    radius: float
    precision: str
    title: str
    label: str
    label_x: float
    label_y: float
    anchor: str
    claims: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Town:
    """A large town of the land shown, to find one's way by; the report need not name it."""

    x: float
    y: float
    label: str
    label_x: float
    label_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Map:
    """A map in SVG's units: `dots` is the path of all settlements, `cities` of the large ones.

    `beyond` are the places that lie off it (name, numbers of the claims): the map shows where most of the report is.
    """

    width: int
    height: int
    dots: str
    cities: str
    pins: tuple[Pin, ...]
    towns: tuple[Town, ...]
    beyond: tuple[tuple[str, tuple[int, ...]], ...]
    scale_km: int
    scale_width: float


def make_map(places: Sequence[Place], claims: Sequence[tuple[int, Place]]) -> Map | None:
    """The map of a report's `places` and of those of its `claims` (number, place); None where nothing is located."""
    located = _gather(places, claims)
    if not located:
        return None
    focus = _focus(located)
    for least in _WIDTHS_DEGREES:
        box = _Box(focus, least)
        settlements = load_gazetteer().settlements(box.south, box.west, box.north, box.east)
        if len(settlements) >= _FEWEST_DOTS:
            break
    settlements.sort(key=lambda found: -found[2])
    shown = settlements[:_MOST_DOTS]
    large = [found for found in shown if found[2] >= 200_000]
    taken: list[_Space] = []
    pins = tuple(_pins([found for found in located if box.holds(found[0])], box, taken))
    return Map(
        width=WIDTH,
        height=box.height,
        dots=box.path((latitude, longitude) for latitude, longitude, _ in shown),
        cities=box.path((latitude, longitude) for latitude, longitude, _ in large),
        pins=pins,
        towns=tuple(_towns(box, pins, taken)),
        beyond=tuple((name_place(place), claims) for place, claims in located if not box.holds(place)),
        scale_km=box.scale_km,
        scale_width=box.scale_width,
    )


def _gather(places: Sequence[Place], claims: Sequence[tuple[int, Place]]) -> list[tuple[Place, tuple[int, ...]]]:
    """Each spot once, by its most exact place, with its claims; those with claims first. Adjectives are no places."""
    numbers: dict[tuple[float, float], list[int]] = {}
    known: dict[tuple[float, float], Place] = {}
    told = [(None, place) for place in places if place.use == "place"]
    for number, place in [*claims, *told]:
        if place.at and place.precision:
            key = place.at.latitude, place.at.longitude
            if key not in known or _EXACT[place.precision] < _EXACT[known[key].precision or "country"]:
                known[key] = place
            if number is not None:
                numbers.setdefault(key, []).append(number)
    found = [(place, tuple(dict.fromkeys(numbers.get(key, ())))) for key, place in known.items()]
    return sorted(found, key=lambda each: -len(each[1]))


def _focus(located: Sequence[tuple[Place, tuple[int, ...]]]) -> list[Place]:
    """The places that the map is drawn for: without those far from the middle of most, and no country beside towns."""
    places = [place for place, _ in located]
    exact = [place for place in places if place.precision != "country"] or places
    told = [place for place, claims in located if claims and place in exact] or exact
    middle = min(told, key=lambda one: median(_apart(one, other) for other in told))
    reach = max(_NEAR_KM, _FAR * median(_apart(middle, other) for other in told))
    return [place for place in exact if _apart(middle, place) <= reach]


def _apart(one: Place, other: Place) -> float:
    """Kilometres, near enough to tell far from near."""
    if not one.at or not other.at:
        return 0.0
    across = abs(one.at.longitude - other.at.longitude)
    narrow = math.cos(math.radians((one.at.latitude + other.at.latitude) / 2))
    return math.hypot(one.at.latitude - other.at.latitude, min(across, 360 - across) * narrow) * _DEGREE_KM


class _Box:
    """The part of the globe that is shown, and where on the map a point lies (plate carrée, true in the middle)."""

    def __init__(self, places: Sequence[Place], least: float) -> None:
        points = [place.at for place in places if place.at]
        latitudes, longitudes = [p.latitude for p in points], [p.longitude for p in points]
        self.south, self.north = min(latitudes), max(latitudes)
        self.west, self.east = min(longitudes), max(longitudes)
        self._widen(max(least, 6.0) if all(place.precision == "country" for place in places) else least)

    def _widen(self, least: float) -> None:
        middle = (self.south + self.north) / 2
        self._narrow = max(math.cos(math.radians(middle)), 0.2)
        tall = max(self.north - self.south, least) * (1 + 2 * _MARGIN)
        wide = max((self.east - self.west) * self._narrow, least) * (1 + 2 * _MARGIN)
        tall, wide = max(tall, wide * _FLATTEST), max(wide, tall / _TALLEST)
        across = (self.west + self.east) / 2
        self.south, self.north = max(middle - tall / 2, -85.0), min(middle + tall / 2, 85.0)
        self.west, self.east = across - wide / 2 / self._narrow, across + wide / 2 / self._narrow
        self._unit = WIDTH / wide
        self.height = round((self.north - self.south) * self._unit)

    def spot(self, latitude: float, longitude: float) -> tuple[float, float]:
        """The point on the map, in SVG's units."""
        return (longitude - self.west) * self._narrow * self._unit, (self.north - latitude) * self._unit

    def holds(self, place: Place) -> bool:
        """Whether the place lies on the map."""
        return bool(
            place.at and self.south <= place.at.latitude <= self.north and self.west <= place.at.longitude <= self.east
        )

    def path(self, points: Iterable[tuple[float, float]]) -> str:
        """A path of dots: with round caps each line without length is one."""
        spots = (self.spot(latitude, longitude) for latitude, longitude in points)
        return "".join(f"M{x:.1f} {y:.1f}h0" for x, y in spots)

    @property
    def scale_km(self) -> int:
        """A round number of kilometres, about a fifth of the map's width."""
        across = WIDTH / self._unit * _DEGREE_KM
        return max((km for km in (10, 20, 50, 100, 200, 500, 1000, 2000, 5000) if km <= across / 4), default=10)

    @property
    def scale_width(self) -> float:
        """How long so many kilometres are on the map."""
        return round(self.scale_km / _DEGREE_KM * self._unit, 1)


def _pins(located: Sequence[tuple[Place, tuple[int, ...]]], box: _Box, taken: list[_Space]) -> Iterable[Pin]:
    rings = [_ring(place, box) for place, _ in located]
    for number, (place, claims) in enumerate(located):
        if place.at is None or place.precision is None:
            continue
        x, y = box.spot(place.at.latitude, place.at.longitude)
        name, radius = name_place(place), _RADIUS[place.precision]
        short = name.rpartition(" (")[0] or name
        others = rings[:number] + rings[number + 1 :]
        room = None
        if number < _LABELS:
            # Beside the other places' rings where it can be, over one of them where it must.
            room = _room(x, y, radius, short, box.height, taken + others)
            room = room or _room(x, y, radius, short, box.height, taken)
        if room:
            taken.append(room[3])
        label_x, label_y, anchor = room[:3] if room else (x, y, "start")
        words = f"{name}: {len(claims)} claim{'' if len(claims) == 1 else 's'}" if claims else name
        label = short if room else ""
        yield Pin(
            round(x, 1),
            round(y, 1),
            radius,
            place.precision,
            words,
            label,
            round(label_x, 1),
            round(label_y, 1),
            anchor,
            claims,
        )


def _ring(place: Place, box: _Box) -> _Space:
    """The room that a place's own sign takes."""
    if place.at is None or place.precision is None:
        return (0.0, 0.0, 0.0, 0.0)
    x, y = box.spot(place.at.latitude, place.at.longitude)
    radius = _RADIUS[place.precision]
    return (x - radius, y - radius, x + radius, y + radius)


def _towns(box: _Box, pins: Sequence[Pin], taken: list[_Space]) -> Iterable[Town]:
    """The largest towns that no pin stands on, where there is room for their names."""
    taken += [(pin.x - pin.radius, pin.y - pin.radius, pin.x + pin.radius, pin.y + pin.radius) for pin in pins]
    named = 0
    for entry in load_gazetteer().largest(box.south, box.west, box.north, box.east, 3 * _TOWNS):
        x, y = box.spot(entry.latitude, entry.longitude)
        room = _room(x, y, 2.0, entry.name, box.height, taken)
        near = any(abs(pin.x - x) < 8 and abs(pin.y - y) < 8 for pin in pins)
        if entry.population < _LARGE or near or room is None or named == _TOWNS:
            continue
        named += 1
        taken.append(room[3])
        yield Town(round(x, 1), round(y, 1), entry.name, round(room[0], 1), round(room[1], 1), room[2])


def _room(  # noqa: PLR0913, PLR0917 - a pin, its words, and what is in the way
    x: float, y: float, radius: float, label: str, height: int, taken: Sequence[_Space]
) -> tuple[float, float, str, _Space] | None:
    """A place for the label beside the pin where it covers no other label, or None."""
    wide = len(label) * _LETTER
    for dx, dy, anchor in ((1, 0, "start"), (-1, 0, "end"), (0, -1, "middle"), (0, 1, "middle")):
        at_x, at_y = x + dx * (radius + 4), y + dy * (radius + _LINE * 0.8) + 4
        left = {"start": at_x, "end": at_x - wide, "middle": at_x - wide / 2}[anchor]
        box = (left, at_y - _LINE, left + wide, at_y + 3)
        inside = box[0] >= 2 and box[2] <= WIDTH - 2 and box[1] >= 2 and box[3] <= height - 2
        if inside and not any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken):
            return at_x, at_y, anchor, box
    return None
