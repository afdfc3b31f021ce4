"""Who is who across reports: a state's government and forces, an armed group, an agency, a body, a medium."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

ActorKind = Literal[
    "government",
    "military",
    "police",
    "intelligence",
    "armed_group",
    "militia",
    "political_party",
    "coalition",
    "international",
    "ngo",
    "media",
]
ACTOR_KINDS: tuple[ActorKind, ...] = get_args(ActorKind)
Sector = Literal[
    "GOV", "MIL", "COP", "SPY", "JUD", "LEG", "REB", "OPP", "PTY", "UAF", "CRM",
    "IGO", "NGO", "MED", "CVL", "BUS", "EDU", "HLH", "REL",
]  # fmt: skip
"""PLOVER's sectors of actors."""
SECTORS: tuple[Sector, ...] = get_args(Sector)


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor, never an individual. `id` stays the same for ever, `name` is how it is shown.

    `aliases` are its other names; of these, `ambiguous` ones may mean somebody else too, and `cased` ones count only
    when written with the same capitals. `country` is the ISO 3166 alpha-3 code of the state that it belongs to or is
    at home in, None for what is transnational. `inter` is ACLED's number for kinds of actors (1..8). `since` and
    `until` are the first and last year in which it went by these names, None where open. `parent` is the id of the
    actor that it is a part of.
    """

    id: str
    name: str
    kind: ActorKind
    inter: int
    sector: Sector
    country: str | None = None
    aliases: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    cased: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    parent: str | None = None

    def is_of(self, year: int) -> bool:
        """Whether it went by its names in that year."""
        return (self.since is None or self.since <= year) and (self.until is None or year <= self.until)
