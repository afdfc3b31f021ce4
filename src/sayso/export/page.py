"""One self-contained HTML page that shows who says what happened in one report or several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, BinaryIO

from sayso.codebook.event_types import SECTIONS, EventType
from sayso.codebook.events import load_codebook
from sayso.export.templates import make_environment
from sayso.export.views import SECTION_NAMES, make_page_view
from sayso.model import Reading

if TYPE_CHECKING:
    import jinja2

COLOURS = 8  # as many as page.css has; further sources begin again with the first, and differ in their number


def write_page(readings: Iterable[Reading], out: BinaryIO, *, types: Mapping[str, EventType] | None = None) -> None:
    """Write one HTML page for all readings, in UTF-8, with no script but its own and nothing fetched from elsewhere.

    `types` are the types of event of the codebook by which the reports were read (None: those that are shipped).
    """
    known = load_codebook().types if types is None else types
    page = make_page_view(tuple(readings), known)
    sections = tuple(SECTION_NAMES[section] for section in SECTIONS)
    for chunk in _load_template().generate(page=page, colours=COLOURS, sections=sections):
        out.write(chunk.encode("utf-8"))


@lru_cache(maxsize=1)
def _load_template() -> jinja2.Template:
    return make_environment("sayso.export").get_template("page.html.jinja")
