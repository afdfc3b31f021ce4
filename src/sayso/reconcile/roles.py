"""Which types of events are deeds, which are parts of one deed, and which come of it."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Role:
    """A set of types: deeds that may be parts of one, those of them that something comes of, and what comes of them."""

    deeds: frozenset[str]
    causes: frozenset[str]
    consequences: frozenset[str]


@functools.cache
def load_roles() -> tuple[Role, ...]:
    """The sets that are shipped (`roles.toml`)."""
    table = tomllib.loads((files("sayso.reconcile") / "roles.toml").read_text(encoding="utf-8"))
    return tuple(
        Role(*(frozenset(entry[name]) for name in ("deeds", "causes", "consequences")))
        for entry in ({"causes": entry["deeds"]} | entry for entry in table.values())
    )


@functools.cache
def comes_of(type: str, deed: str) -> bool:
    """Whether an event of this type may come of such a deed."""
    return any(type in role.consequences and deed in role.causes for role in load_roles())


@functools.cache
def is_part_of(type: str, deed: str) -> bool:
    """Whether an event of this type may be a part of such a deed."""
    return any(type in role.deeds and deed in role.deeds for role in load_roles())


@functools.cache
def list_consequences() -> tuple[str, ...]:
    """The types of events that come of deeds."""
    return tuple(sorted(frozenset().union(*(role.consequences for role in load_roles()))))


@functools.cache
def list_destroying() -> frozenset[str]:
    """The types of consequences that others may come of."""
    consequences = frozenset(list_consequences())
    return frozenset(deed for role in load_roles() for deed in role.deeds if deed in consequences)


@functools.cache
def is_deed(type: str) -> bool:
    """Whether events of this type are deeds."""
    return any(type in role.deeds for role in load_roles())
