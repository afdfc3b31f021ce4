"""The texts that are measured on: the example reports, or a folder of one's own."""

from __future__ import annotations

import itertools
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "reports"


def load_texts(folder: Path = EXAMPLES) -> tuple[str, ...]:
    """Every `.txt` of a folder, in the order of their names."""
    texts = tuple(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt")))
    if not texts:
        raise SystemExit(f"no .txt in {folder}")
    return texts


def make_long_text(texts: tuple[str, ...], *, characters: int) -> str:
    """The texts one after the other, again and again, until there are so many characters."""
    pieces: list[str] = []
    length = 0
    for text in itertools.cycle(texts):
        pieces.append(text)
        length += len(text) + 2
        if length >= characters:
            return "\n\n".join(pieces)[:characters]
    raise AssertionError("a cycle does not end")
