"""The weights by which claims are trusted, from `events/trust.toml`."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Trust:
    """A logistic regression: the log odds of a claim without features, and what each feature adds."""

    bias: float
    of: dict[str, float]


@functools.cache
def load_trust() -> Trust:
    """The weights that are shipped; `python -m training.confidence` fits them."""
    table = tomllib.loads(files("sayso.codebook").joinpath("events", "trust.toml").read_text(encoding="utf-8"))
    return Trust(float(table["bias"]), {name: float(weight) for name, weight in table["weights"].items()})
