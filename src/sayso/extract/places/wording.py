"""The words around names of places, from `words.toml` and `abbreviations.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Wording:
    """Directions in degrees from north; words for parts, kinds (by word) and facilities; what every place has its own
    of; verbs that are done to towns; words that are never a place's name; regions by their abbreviation, as
    (country, name).
    """

    directions: dict[str, int]
    parts: frozenset[str]
    kinds: dict[str, str]
    facilities: frozenset[str]
    civic: frozenset[str]
    taken: frozenset[str]
    never: frozenset[str]
    abbreviations: dict[str, tuple[str, str]]


@cache
def load_wording() -> Wording:
    """The lists that are shipped."""
    folder = files("sayso.extract.places")
    words = tomllib.loads((folder / "words.toml").read_text("utf-8"))
    short = tomllib.loads((folder / "abbreviations.toml").read_text("utf-8"))
    return Wording(
        directions=words["directions"],
        parts=frozenset(words["parts"]["words"]),
        kinds={word: kind for kind, listed in words["kinds"].items() for word in listed},
        facilities=frozenset(words["facilities"]["words"]),
        civic=frozenset(words["civic"]["words"]),
        taken=frozenset(words["taken"]["words"]),
        never=frozenset(words["never"]["words"]),
        abbreviations={name: (country, region) for country, listed in short.items() for name, region in listed.items()},
    )


def singular(word: str) -> str:
    """A kind's word without the plural: "provinces" is province, "cities" city."""
    lower = word.lower()
    if lower.endswith("ies"):
        return lower[:-3] + "y"
    return lower[:-1] if lower.endswith("s") and not lower.endswith("ss") else lower
