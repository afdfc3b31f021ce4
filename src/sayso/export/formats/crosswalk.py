"""What other tables call things: `crosswalk.toml` and `countries.csv`."""

from __future__ import annotations

import csv
import functools
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from sayso.model import Actor

AS_FACT = frozenset(("CT+", "PR+", "PS+"))
"""How sure a source is of what happened; the others deny it or leave it open."""

KnownActor = Callable[[str], Actor | None]


@dataclass(frozen=True, slots=True)
class Country:
    """A country's name, its number in ISO 3166, and the regions in which ACLED and UCDP count it."""

    name: str
    numeric: int | None
    acled_region: str
    ucdp_region: str


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """The table; keys are sayso's types, ACLED's event types, rules of numbers, PLOVER's event types."""

    deadly: frozenset[str]
    states: frozenset[str]
    groups: frozenset[str]
    disorder: Mapping[str, str]
    sub_disorder: Mapping[str, str]
    inter: Mapping[str, int]
    figures: Mapping[str, int]
    quad: Mapping[str, str]


@functools.cache
def load_crosswalk() -> Crosswalk:
    """The table that is shipped."""
    table: dict[str, Any] = tomllib.loads(_read("crosswalk.toml"))
    return Crosswalk(
        deadly=frozenset(table["deadly"]),
        states=frozenset(table["states"]),
        groups=frozenset(table["groups"]),
        disorder=table["disorder"],
        sub_disorder=table["sub_disorder"],
        inter=table["inter"],
        figures=table["figures"],
        quad={event: quad for quad, events in table["quad"].items() for event in events},
    )


@functools.cache
def load_countries() -> Mapping[str, Country]:
    """Countries by their codes of three letters."""
    rows = csv.DictReader(_read("countries.csv").splitlines())
    return {
        row["code"]: Country(
            row["name"], int(row["numeric"]) if row["numeric"] else None, row["acled_region"], row["ucdp_region"]
        )
        for row in rows
    }


def find_country(code: str | None) -> Country:
    """The country of a code; one of empty names where there is none."""
    return load_countries().get(code or "") or Country("", None, "", "")


def _read(name: str) -> str:
    return files("sayso.export.formats").joinpath(name).read_text(encoding="utf-8")
