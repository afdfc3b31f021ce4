"""A briefing as one HTML page without any script, and with nothing that is fetched from elsewhere."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, BinaryIO

from sayso.export.briefing.drawing import draw_svg
from sayso.export.briefing.views import BriefingView

if TYPE_CHECKING:
    import jinja2


def write_html(view: BriefingView, out: BinaryIO) -> None:
    """Write the page in UTF-8; the same briefing gives the same bytes."""
    for chunk in _load_template().generate(view=view):
        out.write(chunk.encode("utf-8"))


@lru_cache(maxsize=1)
def _load_template() -> jinja2.Template:
    import jinja2  # noqa: PLC0415 - only a page needs it, and it is slow to load

    environment = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=jinja2.FunctionLoader(_own_file),
    )
    environment.filters["svg"] = draw_svg
    return environment.get_template("briefing.html.jinja")


def _own_file(name: str) -> str:
    return files("sayso.export.briefing").joinpath(name).read_text(encoding="utf-8")
