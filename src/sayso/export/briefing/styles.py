"""How the PDF sets its text, and its colours, which are those of the page in its light look."""

from __future__ import annotations

from dataclasses import dataclass

Colour = tuple[int, int, int]

MM_PER_POINT = 25.4 / 72
FAMILY = "firago"
INK, QUIET, LINE, PAPER = (23, 25, 30), (86, 92, 102), (200, 204, 210), (255, 255, 255)
COLOURS: dict[str, Colour] = {
    "ink": INK,
    "quiet": QUIET,
    "line": LINE,
    "ground": (244, 245, 247),
    "band": (228, 230, 234),
    "dots": (154, 160, 171),
    "cities": (111, 118, 129),
    "pin": (179, 38, 30),
    "area": (179, 38, 30),
    "party": (126, 20, 7),
    "opponent": (5, 63, 158),
    "third": (10, 106, 80),
    "unknown": QUIET,
}


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: bold or not, size in points, colour, height of a line in sizes.

    `foreign` is for words of reports, which have a direction of their own; our sentences run from left to right, with
    whatever name they begin.
    """

    weight: str
    size: float
    colour: Colour = INK
    leading: float = 1.35
    foreign: bool = False

    @property
    def line(self) -> float:
        """The height of a line in millimetres."""
        return self.size * self.leading * MM_PER_POINT


STYLES = {
    "title": Style("B", 20, leading=1.15),
    "h2": Style("B", 15, leading=1.15),
    "h3": Style("B", 11.5),
    "lead": Style("", 10.5, leading=1.45),
    "body": Style("", 9.5),
    "quote": Style("", 9.5, leading=1.4, foreign=True),
    "says": Style("", 9.5, leading=1.4),
    "name": Style("B", 9.5, foreign=True),
    "label": Style("B", 9.5),
    "small": Style("", 8, QUIET),
    "about": Style("B", 8, COLOURS["party"]),
    "side": Style("B", 9),
}
