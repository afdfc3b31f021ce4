"""Step 6: of each incident what it is looked for and sorted by, so that a list needs no incident to be made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from sayso.actors import load_actors
from sayso.ledger import schema
from sayso.ledger.conditions import rows_in
from sayso.ledger.incidents import holds
from sayso.ledger.querying import find_by_rows
from sayso.model import Dispute, Incident, StoredClaim
from sayso.reconcile.incident import IncidentSettings, make_incident
from sayso.run.reconciling.origins import find_copies_of, make_origins

_AT_ONCE = 1000
_COLUMNS = ("type", "first", "last", "published", "latitude", "longitude", "precision", "claims", "reports", "origins",
            "contested", "slots", "status", "sharpness")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Summed:
    """How many incidents have a first summary now, and how many another one than before."""

    new: int
    changed: int


def sum_up(connection: Connection, incidents: Sequence[int], moment: datetime) -> Summed:
    """Write the summaries of these incidents (rows) that are not what they were."""
    new = changed = 0
    for at in range(0, len(incidents), _AT_ONCE):
        part = incidents[at : at + _AT_ONCE]
        before = _current(connection, part)
        told = {row: _summarise(incident) for row, incident in make_incidents(connection, part)}
        different = [row for row in told if row not in before or before[row][1] != told[row]]
        ended = [before[row][0] for row in different if row in before]
        _end(connection, ended, moment)
        if different:
            columns = [told[row] | {"incident": row, "recorded": moment} for row in different]
            connection.execute(insert(schema.summaries), columns)
        changed += len(ended)
        new += len(different) - len(ended)
    return Summed(new, changed)


def make_incidents(
    connection: Connection,
    incidents: Sequence[int],
    *,
    as_of: datetime | None = None,
    settings: IncidentSettings | None = None,
) -> Iterator[tuple[int, Incident]]:
    """The incidents of these rows, in their order, as they were known at a moment; without those that had no claim."""
    chosen = settings or IncidentSettings(actors=load_actors())
    ids, members = _members(connection, incidents, as_of)
    rows = sorted({row for claims in members.values() for row in claims})
    stored = find_by_rows(connection, rows, as_of=as_of)
    reports = _reports(connection, rows)
    copies = find_copies_of(connection, reports, as_of=as_of)
    origins = make_origins(copies)
    for incident in incidents:
        claims = [claim for row in members[incident] if _stands(claim := stored[row])]
        if claims:
            yield incident, make_incident(claims, origins=origins, settings=chosen, id=ids[incident])


def find_members(
    connection: Connection, incidents: Sequence[int], *, as_of: datetime | None = None
) -> list[StoredClaim]:
    """The claims of these incidents (rows) that stood at a moment."""
    _, members = _members(connection, incidents, as_of)
    rows = [row for claims in members.values() for row in claims]
    return [claim for claim in find_by_rows(connection, rows, as_of=as_of).values() if _stands(claim)]


def sharpness_of(incident: Incident, dispute: Dispute) -> float:
    """How sharp a dispute is, for sorting."""
    return float(len(dispute.accounts)) + len(incident.claims) / 1000


def _stands(claim: StoredClaim) -> bool:
    return claim.superseded is None


def _members(
    connection: Connection, incidents: Sequence[int], as_of: datetime | None
) -> tuple[dict[int, str], dict[int, list[int]]]:
    """The ids of the incidents, and the rows of their claims at that moment."""
    m, table = schema.memberships.c, schema.incidents.c
    ids: dict[int, str] = {}
    found: dict[int, list[int]] = defaultdict(list)
    for at in range(0, len(incidents), _AT_ONCE):
        part = rows_in(incidents[at : at + _AT_ONCE])
        ids.update(
            (int(row), str(id))
            for row, id in connection.execute(select(table.row, table.id).where(table.row.in_(part)))
        )
        query = select(m.incident, m.claim).where(m.incident.in_(part), *holds(m, as_of)).order_by(m.row)
        for incident, claim in connection.execute(query):
            found[incident].append(claim)
    return ids, found


def _reports(connection: Connection, claims: Sequence[int]) -> list[int]:
    c, found = schema.claims.c, set[int]()
    for at in range(0, len(claims), _AT_ONCE):
        part = rows_in(claims[at : at + _AT_ONCE])
        found.update(connection.scalars(select(c.report).where(c.row.in_(part)).distinct()))
    return sorted(found)


def _current(connection: Connection, incidents: Sequence[int]) -> dict[int, tuple[int, dict[str, Any]]]:
    """The summaries that hold, by incident: their rows and columns."""
    s = schema.summaries.c
    columns = [s[name] for name in _COLUMNS]
    query = select(s.incident, s.row, *columns).where(s.incident.in_(rows_in(incidents)), s.removed.is_(None))
    return {
        incident: (row, dict(zip(_COLUMNS, told, strict=True))) for incident, row, *told in connection.execute(query)
    }


def _end(connection: Connection, rows: Sequence[int], moment: datetime) -> None:
    s = schema.summaries
    if rows:
        connection.execute(update(s).where(s.c.row.in_(rows_in(rows))).values(removed=moment))


def _summarise(incident: Incident) -> dict[str, Any]:
    place = incident.place
    published = [account.published for account in incident.accounts if account.published]
    slots = dict.fromkeys(dispute.slot for dispute in incident.disputes)
    return {
        "type": incident.type,
        "first": incident.first,
        "last": incident.last,
        "published": max(published, default=None),
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "precision": place.precision if place else None,
        "claims": len(incident.claims),
        "reports": len(incident.reports),
        "origins": incident.origins,
        "contested": int(incident.contested),
        "slots": f" {' '.join(slots)} " if slots else "",
        "status": incident.grade.status,
        "sharpness": max((sharpness_of(incident, one) for one in incident.disputes), default=0.0),
    }
