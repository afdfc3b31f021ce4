"""The parties of an incident as the two sides of a table's row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sayso.export.formats.crosswalk import KnownActor
from sayso.export.formats.sides import Sides, find_sides

_ROLES = {"state": "combatant", "group": "combatant", "civilian": "civilian", "object": "object"}


def find_incident_sides(record: Mapping[str, Any], known: KnownActor) -> Sides:
    """Who did it and to whom, by what most origins say; those beside them follow.

    A party that is named on both sides stands where more origins name it.
    """
    agents, recipients = (_list(record, role) for role in ("agent", "recipient"))
    told = {_key(party): party["origins"] for party in recipients}
    agents = [party for party in agents if party["origins"] >= told.get(_key(party), 0)]
    kept = {_key(party) for party in agents}
    recipients = [party for party in recipients if _key(party) not in kept]
    place = [record["place"]] if record["place"] else []
    return find_sides(
        {
            "type": record["type"],
            "places": place,
            "agents": [_mention(party) for party in agents],
            "recipients": [_mention(party) for party in recipients],
        },
        known,
    )


def _list(record: Mapping[str, Any], role: str) -> list[Mapping[str, Any]]:
    """The best one first; one whom nobody says to have taken part (it is only denied) is none."""
    found: Iterable[Mapping[str, Any]] = (party for party in record["parties"] if party["role"] == role)
    ranked = sorted(found, key=lambda party: not party["best"])
    return ranked if ranked and ranked[0]["best"] else []


def _key(party: Mapping[str, Any]) -> str:
    return str(party["actor"] or party["name"]).casefold()


def _mention(party: Mapping[str, Any]) -> dict[str, Any]:
    """The party as a claim's record has a mention."""
    mention = {key: party[key] for key in ("name", "actor", "country", "kind")}
    return mention | {"role": _ROLES.get(party["kind"])}
