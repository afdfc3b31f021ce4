"""The words of `words.toml`: modifiers, vague numbers, units, currencies, people."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from sayso.model import QuantityRole

RuleSet = Literal["literal", "acled"]
Ends = tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: its name in the record, what one of it is in SI base units, what is measured by it.

    `factor` is None for a unit that measures nothing ("round"); `base` is the SI unit ("m", "kg").
    """

    name: str
    factor: Decimal | None
    base: str
    role: QuantityRole


@dataclass(frozen=True, slots=True)
class Wording:
    """Modifiers by their words, as floor, ceiling or exact; vague words with their range by each set of rules."""

    before: dict[str, str]
    after: dict[str, str]
    vague: dict[str, dict[RuleSet, Ends]]
    fractions: dict[str, Decimal]
    currencies: dict[str, str]
    units: dict[str, Unit]
    people: frozenset[str]
    people_endings: tuple[str, ...]


@cache
def load_wording() -> Wording:
    """The words that are shipped."""
    book = read_words()
    units = {word: _unit(entry) for entry in book["unit"] for word in entry["words"]}
    return Wording(
        before={word: entry["range"] for entry in book["before"] for word in entry["words"]},
        after={word: entry["range"] for entry in book["after"] for word in entry["words"]},
        vague={word: _ends(entry) for entry in book["vague"] for word in entry["words"]},
        fractions={word: Decimal(str(value)) for word, value in book["fractions"].items()},
        currencies=book["currencies"],
        units=units,
        people=frozenset(book["people"]["words"].replace("_", " ").split()),
        people_endings=tuple(book["people"]["endings"]),
    )


def read_words() -> dict[str, Any]:
    """`words.toml` as it stands."""
    return tomllib.loads((files("sayso.extract.quantities") / "words.toml").read_text("utf-8"))


def _unit(entry: dict[str, Any]) -> Unit:
    factor, base = entry["si"] or (None, "")
    return Unit(entry["name"], Decimal(factor) if factor else None, base, entry["role"])


def _ends(entry: dict[str, Any]) -> dict[RuleSet, Ends]:
    low, high = (None if value == -1 else Decimal(value) for value in entry["literal"])
    figure = Decimal(entry["acled"])
    return {"literal": (low, high), "acled": (figure, figure)}
