"""What a user may choose: the policy for figures, his list of sources, and who is who."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from sayso.model import Actor, Policy
from sayso.reconcile.incident.reliability import SourceList


class ActorBook(Protocol):
    """Who is who: what `sayso.actors` gives."""

    def get(self, id: str, /) -> Actor | None:
        """The actor with this id."""

    def find(self, text: str, /, *, published: date | None = None) -> Actor | None:
        """The one actor that a mention names."""


class NoActors:
    """A book without entries: sides are then told by countries and words."""

    def get(self, id: str, /) -> Actor | None:  # noqa: ARG002
        """Nobody."""
        return None

    def find(self, text: str, /, *, published: date | None = None) -> Actor | None:  # noqa: ARG002
        """Nobody."""
        return None


@dataclass(frozen=True, slots=True)
class IncidentSettings:
    """How an incident is summed up. `sources` are those that the user trusts or not; `actors` the known actors."""

    policy: Policy = "ucdp"
    sources: SourceList = field(default_factory=SourceList)
    actors: ActorBook = field(default_factory=NoActors)
