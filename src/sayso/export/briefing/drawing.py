"""Drawings of a few plain shapes, which the page writes as SVG and the PDF as its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup, escape

Look = Literal[
    "ink", "quiet", "line", "ground", "dots", "cities", "pin", "area", "band", "party", "opponent", "third", "unknown"
]
"""What a shape is, by which it gets its colour."""
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    look: Look


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle; a `faint` one lets through what lies below."""

    x: float
    y: float
    width: float
    height: float
    look: Look
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign of this radius around a point. Sides have signs of their own, so that they differ without colour."""

    x: float
    y: float
    radius: float
    look: Look
    hollow: bool = False

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        """Of the square or the diamond that it is; none where it is a circle."""
        r = self.radius
        if self.look == "party":
            r *= 0.9
            offsets = ((-r, -r), (r, -r), (r, r), (-r, r))
        elif self.look == "opponent":
            r *= 1.25
            offsets = ((0.0, -r), (r, 0.0), (0.0, r), (-r, 0.0))
        else:
            return ()
        return tuple((round(self.x + x, 1), round(self.y + y, 1)) for x, y in offsets)


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text; `size` in the drawing's units."""

    x: float
    y: float
    text: str
    look: Look = "ink"
    anchor: Anchor = "start"
    size: float = 12.0
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Dots:
    """Many fine dots of one size."""

    points: tuple[tuple[float, float], ...]
    size: float
    look: Look


Shape = Line | Box | Mark | Words | Dots


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes on a sheet, drawn in their order. `says` tells in words what is to be seen."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    says: str


def draw_svg(drawing: Drawing) -> Markup:
    """The drawing as inline SVG, every text in it escaped."""
    inside = Markup("").join(_draw(shape) for shape in drawing.shapes)
    return Markup(
        '<svg viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}" role="img" aria-label="{says}">'
        "{inside}</svg>"
    ).format(width=drawing.width, height=drawing.height, says=drawing.says, inside=inside)


def _draw(shape: Shape) -> Markup:
    match shape:
        case Line(x1, y1, x2, y2, look):
            return Markup(f'<path class="stroke {look}" d="M{x1:g} {y1:g}L{x2:g} {y2:g}"/>')
        case Box(x, y, width, height, look, faint):
            name = f"{look} faint" if faint else look
            return Markup(f'<rect class="{name}" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"/>')
        case Mark():
            return _draw_mark(shape)
        case Dots(points, size, look):
            return Markup(f'<path class="points {look}" stroke-width="{size:g}" d="{_path(points)}"/>')
        case Words():
            return _draw_words(shape)


def _draw_mark(mark: Mark) -> Markup:
    name = f"{mark.look} hollow" if mark.hollow else mark.look
    if mark.corners:
        corners = " ".join(f"{x:g},{y:g}" for x, y in mark.corners)
        return Markup(f'<polygon class="{name}" points="{corners}"/>')
    return Markup(f'<circle class="{name}" cx="{mark.x:g}" cy="{mark.y:g}" r="{mark.radius:g}"/>')


def _draw_words(words: Words) -> Markup:
    anchor = "" if words.anchor == "start" else f' text-anchor="{words.anchor}"'
    strong = ' font-weight="600"' if words.strong else ""
    size = f"{words.size:g}"
    start = Markup(f'<text class="{words.look}" x="{words.x:g}" y="{words.y:g}" font-size="{size}"{anchor}{strong}>')
    return start + escape(words.text) + Markup("</text>")


def _path(points: Iterable[tuple[float, float]]) -> str:
    """With round caps each line without length is a dot."""
    return "".join(f"M{x:g} {y:g}h0" for x, y in points)
