"""Drawings on a page of the PDF."""

from __future__ import annotations

import re

from fpdf import FPDF

from sayso.export.briefing.drawing import Box, Dots, Drawing, Line, Mark, Shape, Words
from sayso.export.briefing.styles import COLOURS, FAMILY, MM_PER_POINT, PAPER

# Marks above and below, scripts from Hebrew to those of South-East Asia, isolated names, Arabic's own forms.
_SHAPED = re.compile("[\u0300-\u036f\u0590-\u109f\u1200-\u1cff\u200c-\u200f\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]")


def sketch(pdf: FPDF, drawing: Drawing, left: float, top: float, width: float) -> None:
    """The drawing on the page, its upper left corner at a point; all in millimetres."""
    for shape in drawing.shapes:
        _draw(pdf, shape, left, top, width / drawing.width)


def needs_shaping(text: str) -> bool:
    """Whether letters change by their neighbours or run from right to left; shaping costs most of the time."""
    return not text.isascii() and _SHAPED.search(text) is not None


def _draw(pdf: FPDF, shape: Shape, left: float, top: float, unit: float) -> None:
    pdf.set_fill_color(*COLOURS[shape.look])
    pdf.set_draw_color(*COLOURS[shape.look])
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
            _draw_mark(pdf, shape, left, top, unit)
        case Words():
            _draw_words(pdf, shape, left, top, unit)


def _draw_mark(pdf: FPDF, mark: Mark, left: float, top: float, unit: float) -> None:
    pdf.set_line_width(0.4)
    if mark.hollow and mark.look != "pin":
        pdf.set_fill_color(*PAPER)
    style = "D" if mark.hollow and mark.look == "pin" else "DF" if mark.hollow else "F"
    with pdf.local_context(fill_opacity=0.16 if mark.look == "area" else 1.0):
        if mark.corners:
            pdf.polygon([(left + x * unit, top + y * unit) for x, y in mark.corners], style=style)
        else:
            pdf.circle(left + mark.x * unit, top + mark.y * unit, mark.radius * unit, style=style)


def _draw_words(pdf: FPDF, words: Words, left: float, top: float, unit: float) -> None:
    size = words.size * unit
    pdf.set_text_shaping(needs_shaping(words.text))
    pdf.set_font(FAMILY, "B" if words.strong else "", size / MM_PER_POINT)
    pdf.set_text_color(*COLOURS[words.look])
    wide = pdf.get_string_width(words.text)
    x = left + words.x * unit - {"start": 0.0, "middle": wide / 2, "end": wide}[words.anchor]
    # A cell sets its line so far below its top that the text stands in the middle.
    pdf.set_xy(x, top + words.y * unit - 0.8 * size)
    pdf.cell(wide + 1, size, words.text, align="L")
