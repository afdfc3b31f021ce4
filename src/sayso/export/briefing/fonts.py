"""The fonts of the PDF: FiraGO, which has Latin, Cyrillic, Greek, Arabic, Hebrew, Georgian, Thai and Devanagari."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pymupdf_fonts

_FONTS = {"": "figo", "B": "figbo"}


@contextmanager
def open_fonts() -> Iterator[dict[str, Path]]:
    """The files of the fonts by their style, which are there as long as the context is open."""
    with TemporaryDirectory(prefix="sayso-fonts-") as folder:
        found = {}
        for style, name in _FONTS.items():
            found[style] = Path(folder) / f"{name}.ttf"
            found[style].write_bytes(pymupdf_fonts.myfont(name))
        yield found
