"""An incident with its claims, as exports take it: everything that a row is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sayso.export.incidents import make_incident_detail
from sayso.model import Incident, StoredClaim


@dataclass(frozen=True, slots=True)
class IncidentSheet:
    """`record` is the incident's detail (`docs/incidents.md`); `claims` are its claims, in the same order."""

    record: Mapping[str, Any]
    claims: tuple[StoredClaim, ...] = ()


def make_sheet(incident: Incident, claims: tuple[StoredClaim, ...] = ()) -> IncidentSheet:
    """The sheet of an incident. Without its claims it has nothing of the reports but their names and publishers."""
    return IncidentSheet(make_incident_detail(incident), claims)


def shorten_detail(detail: Mapping[str, Any]) -> dict[str, Any]:
    """The record alone, as `sayso incidents --format json` writes it, of a detail."""
    accounts = "claim report published source side low high cumulative origin".split()
    return {
        **{key: value for key, value in detail.items() if key not in {"shares", "chosen", "history", "accounts"}},
        "parties": [_only(party, "name actor country role".split()) for party in detail["parties"]],
        "grade": _only(detail["grade"], ["airwars", "admiralty"]),
        "figures": [
            _only(figure, "role unit policy low best high".split())
            | {"accounts": [_only(account, accounts) for account in figure["accounts"]]}
            for figure in detail["figures"]
        ],
        "disputes": [_only(dispute, ["slot", "accounts", "says"]) for dispute in detail["disputes"]],
    }


def _only(record: Mapping[str, Any], keys: list[str]) -> dict[str, Any]:
    return {key: record[key] for key in keys}
