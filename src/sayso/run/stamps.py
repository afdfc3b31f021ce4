"""By which rows of the ledger an incident was made, so that one who keeps it can tell whether it still is so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from sayso.ledger import schema
from sayso.ledger.conditions import rows_in

Stamp = tuple[Any, ...]
_WRITTEN = (schema.claims, schema.supersessions, schema.suspensions, schema.reviews, schema.decisions)


def find_stamp(connection: Connection) -> Stamp:
    """The latest rows of all that incidents are made from and found by: while it is the same nothing was written."""
    ended = (schema.memberships, schema.summaries)
    latest = [func.max(next(iter(table.primary_key))) for table in (*_WRITTEN, *ended)]
    moments = [func.max(table.c.removed) for table in (schema.suspensions, *ended)]
    return tuple(connection.scalar(select(one)) for one in (*latest, *moments))


def find_stamps(connection: Connection, rows: Sequence[int]) -> dict[int, Stamp]:
    """For each incident (by its row) the latest rows about it, and about what people decided, reviewed and covered."""
    said = tuple(connection.scalar(select(func.max(table.c.row))) for table in (schema.decisions, schema.reviews))
    told: dict[int, list[Any]] = {row: [] for row in rows}
    for table in (schema.memberships, schema.summaries):
        c = table.c
        query = select(c.incident, func.max(c.row), func.max(c.removed)).where(c.incident.in_(rows_in(rows)))
        for incident, latest, removed in connection.execute(query.group_by(c.incident)):
            told[int(incident)] += [latest, removed]
    return {row: (*said, *stamp) for row, stamp in told.items()}
