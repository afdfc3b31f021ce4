"""Who stands on either side of an event, and what kind of actor each is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.export.formats.columns import first_place
from sayso.export.formats.crosswalk import KnownActor, load_crosswalk
from sayso.model import Actor

_CIVILIANS, _STATE, _EXTERNAL = 7, 1, 8
_KINDS = {"state": _STATE, "group": 2}
_MUTUAL = frozenset(("armed_clash", "agreement", "talks"))
"""Types whose agents stand against or beside each other: "the army and the rebels clashed"."""


@dataclass(frozen=True, slots=True)
class Side:
    """One who took part: the name shown, the mention as in the record, the known actor, ACLED's number for its kind.

    A party of an incident is a mention, too: it has a `kind`, which counts where it is no known actor.
    """

    name: str
    mention: Mapping[str, Any]
    actor: Actor | None
    inter: int | None

    @property
    def is_civilian(self) -> bool:
        """Whether these are people outside the fighting."""
        return self.inter == _CIVILIANS

    @property
    def is_state(self) -> bool:
        """Whether it is a state's government or force."""
        return self.actor.kind in load_crosswalk().states if self.actor else self.mention.get("kind") == "state"

    @property
    def is_group(self) -> bool:
        """Whether it is an organised armed group that is no state's."""
        return self.actor.kind in load_crosswalk().groups if self.actor else self.mention.get("kind") == "group"


@dataclass(frozen=True, slots=True)
class Sides:
    """The two sides, each with those beside it; empty where none is told."""

    first: tuple[Side, ...]
    second: tuple[Side, ...]


def find_sides(record: Mapping[str, Any], known: KnownActor) -> Sides:
    """Who did it and to whom. Things to which it was done are nobody."""
    country = first_place(record).get("country")
    agents = [_side(mention, record, known, country) for mention in record["agents"]]
    people = [mention for mention in record["recipients"] if mention["role"] != "object"]
    others = [_side(mention, record, known, country) for mention in people]
    if not others and record["type"] in _MUTUAL and len(agents) > 1:
        agents, others = agents[:1], agents[1:]
    return Sides(tuple(agents), tuple(others))


def names_of(sides: Sequence[Side]) -> str:
    """Those beside the first of a side, as a list in one cell."""
    return "; ".join(side.name for side in sides[1:])


def _side(mention: Mapping[str, Any], record: Mapping[str, Any], known: KnownActor, country: str | None) -> Side:
    actor = known(mention["actor"]) if mention["actor"] else None
    return Side(actor.name if actor else mention["name"], mention, actor, _inter(mention, record, actor, country))


def _inter(
    mention: Mapping[str, Any], record: Mapping[str, Any], actor: Actor | None, country: str | None
) -> int | None:
    if actor is not None:
        abroad = actor.inter == _STATE and country and actor.country and actor.country != country
        return _EXTERNAL if abroad else actor.inter
    if mention.get("role") == "civilian":
        return _CIVILIANS
    if mention.get("kind") in _KINDS:
        abroad = mention["kind"] == "state" and country and mention["country"] and mention["country"] != country
        return _EXTERNAL if abroad else _KINDS[mention["kind"]]
    return load_crosswalk().inter.get(record["type"]) if mention in record["agents"] else None
