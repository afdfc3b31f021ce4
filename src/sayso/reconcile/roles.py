"""Which types of events are deeds, and which come of them."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Roles:
    """What comes of each type of deed."""

    of: Mapping[str, frozenset[str]]
    consequences: frozenset[str]

    @property
    def deeds(self) -> frozenset[str]:
        """The types that are deeds."""
        return frozenset(self.of)

    def consequences_of(self, deed: str) -> frozenset[str]:
        """The types that come of a deed of this type."""
        return self.of.get(deed, frozenset())


@functools.cache
def load_roles() -> Roles:
    """The table that is shipped (`roles.toml`)."""
    table = tomllib.loads((files("sayso.reconcile") / "roles.toml").read_text(encoding="utf-8"))
    found: dict[str, set[str]] = {}
    for entry in table.values():
        for deed in entry["deeds"]:
            found.setdefault(deed, set()).update(entry["consequences"])
    return Roles({deed: frozenset(types) for deed, types in found.items()}, frozenset().union(*found.values()))
