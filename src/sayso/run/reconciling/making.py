"""Incidents made from the claims that belong to them, as the ledger knew these at a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import Connection, select

from sayso.actors import load_actors
from sayso.ledger import schema
from sayso.ledger.conditions import holds, rows_in
from sayso.ledger.querying import find_by_rows
from sayso.model import Incident, StoredClaim
from sayso.reconcile.incident import IncidentSettings, make_incident
from sayso.run.reconciling.origins import find_copies_of, make_origins

_AT_ONCE = 1000


@cache
def default_settings() -> IncidentSettings:
    """The policy of UCDP, no sources of the user's own, and the actors that sayso knows."""
    return IncidentSettings(actors=load_actors())


def make_incidents(
    connection: Connection,
    incidents: Sequence[int],
    *,
    as_of: datetime | None = None,
    settings: IncidentSettings | None = None,
) -> Iterator[tuple[int, Incident]]:
    """The incidents of these rows, in their order, as they were known at a moment; without those that had no claim."""
    chosen = settings or default_settings()
    ids, members = find_memberships(connection, incidents, as_of)
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
    _, members = find_memberships(connection, incidents, as_of)
    rows = [row for claims in members.values() for row in claims]
    return [claim for claim in find_by_rows(connection, rows, as_of=as_of).values() if _stands(claim)]


def _stands(claim: StoredClaim) -> bool:
    return claim.superseded is None


def find_memberships(
    connection: Connection, incidents: Sequence[int], as_of: datetime | None
) -> tuple[dict[int, str], dict[int, list[int]]]:
    """The ids of the incidents of these rows, and the rows of their claims at a moment."""
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
