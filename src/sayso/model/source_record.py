"""What is on record of one source over many incidents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sayso.model.incident import DisputeSlot

Voice = Literal["source", "publisher"]
"""Who is quoted or reported, and who speaks as a publisher in the voice of his own reports."""


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A source, by known actor, else by name. It counts claims and, for all that follows, incidents.

    `confirmed`: an independent origin says the same; `contradicted`: it stands in a dispute; `alone`: nobody else says
    or denies what it says; `conceded`: it said something against its own side. One incident may count for
    several of these. `by_slot` tells how many disputes of each kind it stood in, `revised` how often it changed what it
    had said.
    """

    name: str
    voice: Voice
    actor: str | None
    named: bool
    claims: int
    incidents: int
    first: date | None
    last: date | None
    confirmed: int
    contradicted: int
    alone: int
    conceded: int
    revised: int
    by_slot: tuple[tuple[DisputeSlot, int], ...] = ()
