"""One self-contained HTML page that shows who says what happened in one report or several."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, BinaryIO

from sayso.codebook.event_types import SECTIONS, EventType
from sayso.codebook.events import load_codebook
from sayso.export.views import SECTION_NAMES, make_page_view, own_file
from sayso.model import Reading
from sayso.model.visible import visible_text

if TYPE_CHECKING:
    import jinja2

COLOURS = 8  # as many as page.css has; further sources begin again with the first, and differ in their number

# Characters that HTML may not hold or that a reader would not see, but for the ends of lines and tabs.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


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
    import jinja2  # noqa: PLC0415 - only a page needs it, and it is slow to load

    environment = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=jinja2.FunctionLoader(own_file),
    )
    environment.filters["shown"] = _shown
    environment.filters["visible"] = visible_text
    return environment.get_template("page.html.jinja")


def _shown(text: str) -> str:
    """The text with a visible character for each that a page may not hold, spaces and line ends as they are."""
    return _UNSEEN.sub("\ufffd", text)
