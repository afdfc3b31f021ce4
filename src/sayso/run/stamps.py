"""By which rows of the ledger an incident was made, so that one who keeps it can tell whether it still is so."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, func, select

from sayso.ledger import schema
from sayso.ledger.conditions import rows_in

Stamp = tuple[Any, ...]
SAID = 4
"""So many of a stamp's parts, the first, tell what people decided and reviewed; the others what was read and linked."""
_LATEST = (schema.reviews, schema.decisions, schema.suspensions)
_LATEST_LINKED = (schema.supersessions, schema.memberships, schema.summaries)
_ENDED_LINKED = (schema.memberships, schema.summaries)


def find_stamp(connection: Connection) -> Stamp:
    """The latest rows of all that incidents are made from and found by: while it is the same, so are they.

    A claim is of no incident until it has been linked.
    """
    return tuple(connection.execute(_latest()).one())


@cache
def _latest() -> Select[Any]:
    latest, linked = (
        [select(func.max(next(iter(table.primary_key)))).scalar_subquery() for table in tables]
        for tables in (_LATEST, _LATEST_LINKED)
    )
    suspended, *ended = (
        select(func.max(table.c.removed)).scalar_subquery() for table in (schema.suspensions, *_ENDED_LINKED)
    )
    return select(*latest, suspended, *linked, *ended)


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
