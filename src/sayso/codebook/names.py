"""Words by which names are told apart: of what a side's name begins with, and after what a ship's name stands."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class NameWords:
    """Both in lower case and singular: `sides` begin the name of a side, `vessels` stand before the name of a ship."""

    sides: frozenset[str]
    vessels: frozenset[str]


@functools.cache
def load_name_words() -> NameWords:
    """The lists of `names.toml`."""
    table = tomllib.loads(files("sayso.codebook").joinpath("names.toml").read_text(encoding="utf-8"))
    return NameWords(frozenset(table["sides"]), frozenset(table["vessels"]))
