"""The pages of the PDF: text in styles, facts, columns that run on from page to page, drawings, bookmarks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fpdf import FPDF

from sayso.export.briefing.drawing import Box, Dots, Drawing, Line, Mark, Words
from sayso.export.briefing.fonts import open_fonts

Colour = tuple[int, int, int]
Block = tuple[str, str, float]
"""A text, its style, and the gap before it in millimetres."""
Column = tuple[str, str, list[list[Block]]]
"""The head of a column, the look of its bar, and its groups of blocks, none of which is torn apart."""

_INK, _QUIET, _LINE, _PAPER = (23, 25, 30), (86, 92, 102), (200, 204, 210), (255, 255, 255)
_COLOURS: dict[str, Colour] = {
    "ink": _INK,
    "quiet": _QUIET,
    "line": _LINE,
    "ground": (244, 245, 247),
    "band": (228, 230, 234),
    "dots": (154, 160, 171),
    "cities": (111, 118, 129),
    "pin": (179, 38, 30),
    "area": (179, 38, 30),
    "party": (126, 20, 7),
    "opponent": (5, 63, 158),
    "third": (10, 106, 80),
    "unknown": _QUIET,
}
_MARGIN, _BOTTOM, _GUTTER, _LABEL = 18.0, 18.0, 4.0, 38.0
_LEAST_COLUMN = 45.0
_MM_PER_POINT = 25.4 / 72
_FAMILY = "firago"
# Marks above and below, scripts from Hebrew to those of South-East Asia, isolated names, Arabic's own forms.
_SHAPED = re.compile("[\u0300-\u036f\u0590-\u109f\u1200-\u1cff\u200c-\u200f\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: bold or not, size in points, colour, height of a line in sizes."""

    weight: str
    size: float
    colour: Colour = _INK
    leading: float = 1.35
    foreign: bool = False

    @property
    def line(self) -> float:
        """The height of a line in millimetres."""
        return self.size * self.leading * _MM_PER_POINT


_STYLES = {
    "title": Style("B", 20, leading=1.15),
    "h2": Style("B", 15, leading=1.15),
    "h3": Style("B", 11.5),
    "lead": Style("", 10.5, leading=1.45),
    "body": Style("", 9.5),
    "quote": Style("", 9.5, leading=1.4, foreign=True),
    "says": Style("", 9.5, leading=1.4),
    "name": Style("B", 9.5, foreign=True),
    "label": Style("B", 9.5),
    "small": Style("", 8, _QUIET),
    "about": Style("B", 8, _COLOURS["party"]),
    "side": Style("B", 9),
}


class _Document(FPDF):
    """A document with the number of the page at the foot of each."""

    def footer(self) -> None:
        """The number of the page, and of all."""
        self.set_y(-12)
        self.set_text_shaping(False)
        self.set_font(_FAMILY, "", 8)
        self.set_text_color(*_QUIET)
        self.cell(0, 4, f"{self.page_no()} / {{nb}}", align="C")


@contextmanager
def open_sheet(title: str, moment: datetime | None) -> Iterator[Sheet]:
    """An empty sheet with its fonts, dated at a moment."""
    with open_fonts() as fonts:
        yield Sheet(title, moment, fonts)


class Sheet:
    """A document that is written from top to bottom. All lengths are millimetres."""

    def __init__(self, title: str, moment: datetime | None, fonts: dict[str, Path]) -> None:
        self._pdf = pdf = _Document(format="A4")
        for style, file in fonts.items():
            pdf.add_font(_FAMILY, style, file)
        pdf.set_margins(_MARGIN, 15, _MARGIN)
        pdf.set_auto_page_break(True, _BOTTOM)
        pdf.c_margin = 0
        pdf.alias_nb_pages()
        pdf.set_title(title)
        pdf.set_lang("en")
        pdf.set_creator("sayso")
        pdf.set_creation_date(moment or _EPOCH)
        self._known = set(pdf.fonts[_FAMILY].cmap)  # type: ignore[union-attr]
        self.missing: set[str] = set()
        self._links: dict[str, int] = {}
        self._level = -1
        pdf.add_page()

    # Text

    def put(self, text: str, style: str, *, after: float = 0, indent: float = 0, link: int | str = "") -> None:
        """A paragraph over the whole width; one that begins from right to left stands at the right."""
        pdf = self._pdf
        pdf.set_x(_MARGIN + indent)
        self._write(text, style, pdf.epw - indent, link)
        self.gap(after)

    def head(self, text: str, style: str, level: int, *, room: float = 0) -> None:
        """A heading that is a bookmark, too, and stays with what follows, which needs so much room."""
        if level and style == "h3":
            self.gap(3)
        self.keep(28 + room)
        self._level = min(level, self._level + 1)
        self._pdf.start_section(text, self._level)
        self.put(text, style)
        if style == "h3":
            self.rule()
        self.gap(1.5)

    def pairs(self, rows: Iterable[tuple[str, str, Sequence[str]]]) -> None:
        """Facts, each with its name before it and the reasons below it."""
        pdf = self._pdf
        for name, value, reasons in rows:
            width = pdf.epw - _LABEL
            blocks: list[Block] = [(value, "body", 0.0), *((reason, "small", 0.0) for reason in reasons)]
            self.keep(max(self._height(blocks, width), 5) + 2)
            top = pdf.y
            pdf.set_x(_MARGIN)
            self._write(name, "small", _LABEL - 2)
            pdf.set_y(top)
            for text, style, _ in blocks:
                pdf.set_x(_MARGIN + _LABEL)
                self._write(text, style, width)
            self.gap(0.8)
            self.rule(faint=True)
            self.gap(0.8)

    def columns(self, columns: Sequence[Column]) -> None:
        """Columns side by side, each under its head, which is repeated where they run on to the next page."""
        pdf, waiting = self._pdf, [list(groups) for _, _, groups in columns]
        width = (pdf.epw - _GUTTER * (len(columns) - 1)) / max(len(columns), 1)
        self.keep(_LEAST_COLUMN)
        while columns:
            top = pdf.y
            tops = [
                self._put_head(name, look, _MARGIN + at * (width + _GUTTER), top, width)
                for at, (name, look, _) in enumerate(columns)
            ]
            ends = [
                self._fill(waiting[at], _MARGIN + at * (width + _GUTTER), max(tops), width)
                for at in range(len(columns))
            ]
            pdf.set_y(max(ends))
            if not any(waiting):
                break
            pdf.add_page()
        self.gap(2)

    def _put_head(self, name: str, look: str, x: float, top: float, width: float) -> float:
        pdf = self._pdf
        pdf.set_fill_color(*_COLOURS[look])
        pdf.rect(x, top, width, 0.3 if look == "line" else 0.9, style="F")
        pdf.set_xy(x, top + 1.6)
        self._write(name, "side", width)
        return pdf.y + 0.5

    def _fill(self, waiting: list[list[Block]], x: float, top: float, width: float) -> float:
        """Set as many groups as there is room for, at least one on a page; gives where they end."""
        pdf, y = self._pdf, top
        while waiting:
            height = self._height(waiting[0], width)
            if y + height > self._end and y > top:
                break
            for text, style, before in waiting.pop(0):
                pdf.set_xy(x, y + before)
                self._write(text, style, width)
                y = pdf.y
        return y

    def _write(self, text: str, style: str, width: float, link: int | str = "") -> None:
        shape = self._set(style, text)
        self.missing |= {
            letter for letter in text if ord(letter) not in self._known and unicodedata.category(letter)[0] not in "CZ"
        }
        align = "R" if shape.foreign and _is_right_to_left(text) else "L"
        self._pdf.multi_cell(width, shape.line, text, align=align, new_x="LMARGIN", new_y="NEXT", link=link or None)

    def _height(self, blocks: Iterable[Block], width: float) -> float:
        total = 0.0
        for text, style, before in blocks:
            shape = self._set(style, text)
            found = self._pdf.multi_cell(width, shape.line, text, align="L", dry_run=True, output="HEIGHT")
            total += before + float(found)  # type: ignore[arg-type]
        return total

    def _set(self, style: str, text: str) -> Style:
        """The font of a style; letters are joined and ordered where the writing of the text asks for it."""
        shape = _STYLES[style]
        self._pdf.set_text_shaping(_needs_shaping(text), direction=None if shape.foreign else "ltr")
        self._pdf.set_font(_FAMILY, shape.weight, shape.size)
        self._pdf.set_text_color(*shape.colour)
        return shape

    # Room

    @property
    def _end(self) -> float:
        return float(self._pdf.h) - _BOTTOM

    def gap(self, height: float) -> None:
        """Empty room; none at the end of a page."""
        self._pdf.set_y(min(self._pdf.y + height, self._end))

    def keep(self, height: float) -> None:
        """A new page where there is no room for so much; more than a page has begins where it is."""
        if self._pdf.y + min(height, self._end - 20) > self._end:
            self._pdf.add_page()

    def turn(self) -> None:
        """A new page."""
        self._pdf.add_page()

    def rule(self, *, strong: bool = False, faint: bool = False) -> None:
        """A line over the whole width."""
        pdf = self._pdf
        pdf.set_draw_color(*(_LINE if faint else _INK))
        pdf.set_line_width(0.8 if strong else 0.2)
        pdf.line(_MARGIN, pdf.y + 0.4, _MARGIN + pdf.epw, pdf.y + 0.4)
        self.gap(1.6 if strong else 0.8)

    @contextmanager
    def bar_beside(self, look: str) -> Iterator[None]:
        """What is written meanwhile has a bar of this look at its left, where it stays on one page."""
        pdf = self._pdf
        self.keep(16)
        self.gap(1)
        top, page = pdf.y, pdf.page
        yield
        if pdf.page == page:
            pdf.set_fill_color(*_COLOURS[look])
            pdf.rect(_MARGIN, top + 0.5, 0.8, pdf.y - top - 1, style="F")

    # Links

    def link_to(self, anchor: str) -> int:
        """A link to a place that is reached later."""
        if anchor not in self._links:
            self._links[anchor] = self._pdf.add_link()
        return self._links[anchor]

    def reach(self, anchor: str) -> None:
        """The place to which links of this name lead."""
        if anchor in self._links:
            self._pdf.set_link(self._links[anchor], y=self._pdf.y, page=self._pdf.page)

    # Drawings

    def height_of(self, drawing: Drawing, width: float) -> float:
        """How high a drawing of this width is."""
        return drawing.height * width / drawing.width

    def draw(self, drawing: Drawing, width: float) -> None:
        """The drawing in this width, at the left."""
        height = self.height_of(drawing, width)
        self.keep(height + 4)
        top = self._pdf.y
        unit = width / drawing.width
        for shape in drawing.shapes:
            self._draw(shape, _MARGIN, top, unit)
        self._pdf.set_y(top + height)
        self.gap(1)

    def _draw(self, shape: Line | Box | Mark | Words | Dots, left: float, top: float, unit: float) -> None:
        pdf = self._pdf
        pdf.set_fill_color(*_COLOURS[shape.look])
        pdf.set_draw_color(*_COLOURS[shape.look])
        match shape:
            case Line(x1, y1, x2, y2):
                pdf.set_line_width(0.15 if shape.look == "line" else 0.3)
                pdf.line(left + x1 * unit, top + y1 * unit, left + x2 * unit, top + y2 * unit)
            case Box(x, y, width, height, _, faint):
                with pdf.local_context(fill_opacity=0.4 if faint else 1.0):
                    pdf.rect(left + x * unit, top + y * unit, width * unit, height * unit, style="F")
            case Dots(points, size):
                half = size * unit / 2
                for x, y in points:
                    pdf.rect(left + x * unit - half, top + y * unit - half, 2 * half, 2 * half, style="F")
            case Mark():
                self._draw_mark(shape, left, top, unit)
            case Words():
                self._draw_words(shape, left, top, unit)

    def _draw_mark(self, mark: Mark, left: float, top: float, unit: float) -> None:
        pdf = self._pdf
        pdf.set_line_width(0.4)
        if mark.hollow and mark.look != "pin":
            pdf.set_fill_color(*_PAPER)
        style = "D" if mark.hollow and mark.look == "pin" else "DF" if mark.hollow else "F"
        with pdf.local_context(fill_opacity=0.16 if mark.look == "area" else 1.0):
            if mark.corners:
                pdf.polygon([(left + x * unit, top + y * unit) for x, y in mark.corners], style=style)
            else:
                pdf.circle(left + mark.x * unit, top + mark.y * unit, mark.radius * unit, style=style)

    def _draw_words(self, words: Words, left: float, top: float, unit: float) -> None:
        pdf = self._pdf
        size = words.size * unit
        pdf.set_text_shaping(_needs_shaping(words.text))
        pdf.set_font(_FAMILY, "B" if words.strong else "", size / _MM_PER_POINT)
        pdf.set_text_color(*_COLOURS[words.look])
        wide = pdf.get_string_width(words.text)
        x = left + words.x * unit - {"start": 0.0, "middle": wide / 2, "end": wide}[words.anchor]
        # A cell sets its line so far below its top that the text stands in the middle.
        pdf.set_xy(x, top + words.y * unit - 0.8 * size)
        pdf.cell(wide + 1, size, words.text, align="L")

    def finish(self) -> bytes:
        """The whole document."""
        return bytes(self._pdf.output())


def _needs_shaping(text: str) -> bool:
    """Whether letters change by their neighbours or run from right to left; shaping costs most of the time."""
    return not text.isascii() and _SHAPED.search(text) is not None


def _is_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction is written from right to left."""
    first = next((way for way in map(unicodedata.bidirectional, text) if way in {"L", "R", "AL"}), "L")
    return first != "L"
