"""How a chart of Bokeh looks: calm, in the colours of the page."""

from __future__ import annotations

from typing import Any

from sayso.web.charts.colours import Colours

FONT = "system-ui, -apple-system, 'Segoe UI', 'Liberation Sans', Arial, sans-serif"


def dress(plot: Any, colours: Colours) -> None:
    """Give a figure the colours and letters of the page, and take its frame away."""
    plot.background_fill_color = plot.border_fill_color = colours.paper
    plot.outline_line_color = None
    for axis in plot.axis:
        axis.axis_line_color = axis.major_tick_line_color = colours.line
        axis.minor_tick_line_color = None
        axis.major_label_text_color = colours.quiet
        axis.major_label_text_font = FONT
        axis.major_label_text_font_size = "11px"
    plot.xgrid.grid_line_color = None
    plot.ygrid.grid_line_color = colours.line
    plot.min_border_right = 8
    plot.min_border_top = 4
