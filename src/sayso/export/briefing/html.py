"""A briefing as one HTML page without any script, and with nothing that is fetched from elsewhere."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, BinaryIO

from sayso.export.briefing.drawing import draw_svg
from sayso.export.briefing.views import BriefingView
from sayso.export.templates import make_environment

if TYPE_CHECKING:
    import jinja2


def write_html(view: BriefingView, out: BinaryIO) -> None:
    """Write the page in UTF-8; the same briefing gives the same bytes."""
    for chunk in _load_template().generate(view=view):
        out.write(chunk.encode("utf-8"))


@lru_cache(maxsize=1)
def _load_template() -> jinja2.Template:
    environment = make_environment("sayso.export.briefing")
    environment.filters["svg"] = draw_svg
    return environment.get_template("briefing.html.jinja")
