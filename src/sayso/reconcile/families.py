"""Which types of events may be one and the same event."""

from __future__ import annotations

import functools
import tomllib
from importlib.resources import files


@functools.cache
def load_families() -> dict[str, frozenset[str]]:
    """The families of each type."""
    table = tomllib.loads((files("sayso.reconcile") / "families.toml").read_text(encoding="utf-8"))
    found: dict[str, set[str]] = {}
    for family, entry in table.items():
        for member in entry["members"]:
            found.setdefault(member, set()).add(family)
    return {type: frozenset(names) for type, names in found.items()}


def families_of(type: str) -> frozenset[str]:
    """The families of a type; one that a user's codebook adds is a family of its own."""
    return load_families().get(type, frozenset((f"own:{type}",)))
