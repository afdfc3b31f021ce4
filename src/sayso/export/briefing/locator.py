"""Where it happened: a small map of the settlements around, with the place as large as it is vague."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.export.atlas import Map, Pin, make_map
from sayso.export.briefing.drawing import Anchor, Box, Dots, Drawing, Line, Mark, Shape, Words
from sayso.export.briefing.wording import isolate, name_some
from sayso.model import Candidate, Incident, IncidentPlace, Place, Span
from sayso.model.visible import visible_text

_MOST_DOTS = 2500
_WIDTH, _HEIGHT, _LETTER = 400.0, 300.0, 7.0
_ANCHORS: dict[str, Anchor] = {"start": "start", "middle": "middle", "end": "end"}
_SPOT = re.compile(r"M(-?[\d.]+) (-?[\d.]+)h0")
_VAGUE = frozenset(("region", "country"))
_HOW_EXACT = {
    "point": "a point",
    "settlement": "a settlement",
    "district": "a district",
    "region": "a region: somewhere in it",
    "country": "a country: somewhere in it",
}


@dataclass(frozen=True, slots=True)
class Locator:
    """The map and what is to be known of it."""

    drawing: Drawing
    caption: str


def make_locator(incident: Incident) -> Locator | None:
    """The map of an incident, its place and those that single accounts name; None where nothing is located."""
    told = [(number, _revive(account.place)) for number, account in enumerate(incident.accounts) if account.place]
    best = _revive(incident.place) if incident.place else None
    found = make_map([best] if best else [], told)
    if found is None or not found.pins:
        return None
    window = _open_window(found, best)
    shown = [pin for pin in found.pins if window.holds(pin.x, pin.y)]
    beyond = [pin.title.rpartition(":")[0] or pin.title for pin in found.pins if pin not in shown]
    beyond += [visible_text(name) for name, _ in found.beyond]
    return Locator(_draw(found, shown, window), _say(incident, list(dict.fromkeys(beyond))))


@dataclass(frozen=True, slots=True)
class _Window:
    """The part of the map that is shown."""

    left: float
    top: float
    width: float
    height: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.left <= x <= self.left + self.width and self.top <= y <= self.top + self.height

    def has_room(self, words: Words) -> bool:
        """Whether the words lie in it from end to end; they are as wide as `atlas` takes them to be."""
        wide = len(words.text) * _LETTER
        left = words.x - {"start": 0.0, "middle": wide / 2, "end": wide}[words.anchor]
        return self.holds(left, words.y - words.size) and self.holds(left + wide, words.y + 2)


def _open_window(found: Map, best: Place | None) -> _Window:
    """Around the chosen place, which is the pin of its name; around the first pin where there is none."""
    name = best.name if best else ""
    pin = next((pin for pin in found.pins if name and pin.title.startswith(name)), found.pins[0])
    width, height = min(_WIDTH, float(found.width)), min(_HEIGHT, float(found.height))
    left = min(max(pin.x - width / 2, 0.0), found.width - width)
    top = min(max(pin.y - height / 2, 0.0), found.height - height)
    return _Window(round(left, 1), round(top, 1), width, height)


def _revive(place: IncidentPlace) -> Place:
    """The place as a report's text has it, as far as a map needs it."""
    name = visible_text(place.name)
    span = Span(0, len(name), name)
    if place.latitude is None or place.longitude is None or place.precision is None:
        return Place(span, name, "place", None, None, 0.0)
    at = Candidate(
        place.gazetteer or "", name, place.latitude, place.longitude, place.country or "", place.admin1, place.precision
    )
    return Place(span, name, "place", at, place.precision, 1.0)


def _draw(found: Map, pins: Sequence[Pin], window: _Window) -> Drawing:
    shapes: list[Shape] = [Box(0, 0, window.width, window.height, "ground")]
    shapes.append(Dots(_points(found.dots, window)[:_MOST_DOTS], 1.6, "dots"))
    shapes.append(Dots(_points(found.cities, window), 3.4, "cities"))
    for town in found.towns:
        words = Words(town.label_x, town.label_y, town.label, "quiet", _ANCHORS[town.anchor], 11.5)
        if window.has_room(words):
            shapes.append(_move(words, window))
    for pin in reversed(pins):  # the chosen place comes first, and is drawn over the others
        shapes += _draw_pin(pin, window)
    shapes += _draw_scale(found, window)
    names = ", ".join(pin.title for pin in pins[:6])
    return Drawing(window.width, window.height, tuple(shapes), f"Map: {names}" if names else "Map")


def _move(words: Words, window: _Window) -> Words:
    return replace(words, x=round(words.x - window.left, 1), y=round(words.y - window.top, 1))


def _draw_pin(pin: Pin, window: _Window) -> Iterator[Shape]:
    vague = pin.precision in _VAGUE
    x, y = round(pin.x - window.left, 1), round(pin.y - window.top, 1)
    if vague:
        yield Mark(x, y, pin.radius, "area")
    yield Mark(x, y, pin.radius, "pin", hollow=vague)
    words = Words(pin.label_x, pin.label_y, pin.label, "ink", _ANCHORS[pin.anchor], 12, strong=True)
    if pin.label and window.has_room(words):
        yield _move(words, window)


def _draw_scale(found: Map, window: _Window) -> Iterator[Shape]:
    x, y = 12.0, window.height - 12.0
    yield Line(x, y, x + found.scale_width, y, "ink")
    yield Line(x, y - 4, x, y, "ink")
    yield Line(x + found.scale_width, y - 4, x + found.scale_width, y, "ink")
    yield Words(x + found.scale_width + 6, y + 1, f"{found.scale_km:,} km", "ink", size=10.5)


def _points(path: str, window: _Window) -> tuple[tuple[float, float], ...]:
    spots = ((float(x), float(y)) for x, y in _SPOT.findall(path))
    return tuple((round(x - window.left, 1), round(y - window.top, 1)) for x, y in spots if window.holds(x, y))


def _say(incident: Incident, beyond: Sequence[str]) -> str:
    place = incident.place
    parts = ["Fine dots are settlements."]
    if place is None or place.latitude is None or place.longitude is None:
        parts.append("The place itself is not located; the map shows those that single accounts name.")
    else:
        exact = _HOW_EXACT.get(place.precision or "", "a place")
        spot = f"{abs(place.latitude):.2f}° {'N' if place.latitude >= 0 else 'S'}"
        spot += f", {abs(place.longitude):.2f}° {'E' if place.longitude >= 0 else 'W'}"
        parts.append(f"{isolate(place.name)} is known as {exact} ({spot}).")
    if beyond:
        parts.append(f"Off the map: {name_some(map(isolate, beyond), most=4)}.")
    return " ".join(parts)
