"""The colours of charts, which are those of the pages: `static/page.css` has the same, and a test compares them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Look = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one look. `kinds` are those of the codebook's sections, in their order."""

    paper: str
    ground: str
    ink: str
    quiet: str
    line: str
    dots: str
    kinds: tuple[str, ...]


COLOURS: dict[Look, Colours] = {
    "light": Colours(
        paper="#ffffff",
        ground="#f4f5f7",
        ink="#17191e",
        quiet="#565c66",
        line="#dcdfe4",
        dots="#8b919c",
        kinds=("#b3261e", "#a56200", "#2b6634", "#983590", "#1d60a7", "#403889", "#5b6069"),
    ),
    "dark": Colours(
        paper="#14161a",
        ground="#1b1e23",
        ink="#e6e8ec",
        quiet="#a9afb9",
        line="#30343b",
        dots="#6f7681",
        kinds=("#ff8e7b", "#f8b155", "#6bdaa3", "#e896d4", "#74a9ff", "#b8b6ff", "#a3a7ae"),
    ),
}
