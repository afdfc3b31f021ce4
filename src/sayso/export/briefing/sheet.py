"""The pages of the PDF: text in styles, facts, columns that run on from page to page, drawings, bookmarks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from fpdf import FPDF

from sayso.export.briefing.drawing import Drawing
from sayso.export.briefing.fonts import open_fonts
from sayso.export.briefing.sketching import needs_shaping, sketch
from sayso.export.briefing.styles import COLOURS, FAMILY, INK, LINE, QUIET, STYLES, Style

Block = tuple[str, str, float]
"""A text, its style, and the gap before it in millimetres."""
Column = tuple[str, str, list[list[Block]]]
"""The head of a column, the look of its bar, and its groups of blocks, none of which is torn apart."""

_MARGIN, _BOTTOM, _GUTTER, _LABEL = 18.0, 18.0, 4.0, 38.0
_LEAST_COLUMN = 45.0
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class _Document(FPDF):
    """A document with the number of the page at the foot of each."""

    def footer(self) -> None:
        """The number of the page, and of all."""
        self.set_y(-12)
        self.set_text_shaping(False)
        self.set_font(FAMILY, "", 8)
        self.set_text_color(*QUIET)
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
            pdf.add_font(FAMILY, style, file)
        pdf.set_margins(_MARGIN, 15, _MARGIN)
        pdf.set_auto_page_break(True, _BOTTOM)
        pdf.c_margin = 0
        pdf.alias_nb_pages()
        pdf.set_title(title)
        pdf.set_lang("en")
        pdf.set_creator("sayso")
        pdf.set_creation_date(moment or _EPOCH)
        self._known = set(pdf.fonts[FAMILY].cmap)  # type: ignore[union-attr]
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
        pdf.set_fill_color(*COLOURS[look])
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
        shape = STYLES[style]
        self._pdf.set_text_shaping(needs_shaping(text), direction=None if shape.foreign else "ltr")
        self._pdf.set_font(FAMILY, shape.weight, shape.size)
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
        pdf.set_draw_color(*(LINE if faint else INK))
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
            pdf.set_fill_color(*COLOURS[look])
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
        sketch(self._pdf, drawing, _MARGIN, top, width)
        self._pdf.set_y(top + height)
        self.gap(1)

    def finish(self) -> bytes:
        """The whole document."""
        return bytes(self._pdf.output())


def _is_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction is written from right to left."""
    first = next((way for way in map(unicodedata.bidirectional, text) if way in {"L", "R", "AL"}), "L")
    return first != "L"
