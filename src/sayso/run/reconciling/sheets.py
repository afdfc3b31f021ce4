"""What was made of incidents when they were summed up, kept so that a page or a list need not make them again.

A sheet is shown only for as long as making its incident anew would give the same: none of its claims has gone since,
nothing about it waits to be worked on, and the same rules made it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, delete, insert, select

from sayso.ledger import schema
from sayso.ledger.conditions import holds, rows_in, standing
from sayso.model import Incident
from sayso.reconcile.incident import IncidentSettings
from sayso.run.reconciling.folding import FOLDING_VERSION, unfold_incident
from sayso.run.reconciling.making import default_settings, make_incidents

SUMMING_VERSION = 3
"""Changes with what comes of the same claims: with the rules of incidents, their figures, disputes and grades."""
MAKING = "incidents"
"""The name by which `makings` tells what made the sheets."""
_AT_ONCE = 1000


def name_version() -> str:
    """The version of what makes sheets."""
    return f"{SUMMING_VERSION}+{FOLDING_VERSION}"


def recall_incidents(
    connection: Connection,
    incidents: Sequence[int],
    *,
    as_of: datetime | None = None,
    settings: IncidentSettings | None = None,
) -> Iterator[tuple[int, Incident]]:
    """As `make_incidents`, but those that have a sheet are read from it."""
    fresh = find_fresh(connection, incidents, as_of=as_of) if settings is None or is_usual(settings) else {}
    found = read_sheets(connection, list(fresh))
    rest = [row for row in incidents if row not in found]
    found.update(make_incidents(connection, rest, as_of=as_of, settings=settings) if rest else ())
    for row in incidents:
        if row in found:
            yield row, found[row]


def is_usual(settings: IncidentSettings) -> bool:
    """Whether incidents are summed up so unless a user asks for another policy, own sources, or own actors."""
    usual = default_settings()
    return settings is usual or (
        (settings.policy, settings.sources) == (usual.policy, usual.sources) and settings.actors is usual.actors
    )


def find_fresh(
    connection: Connection, incidents: Sequence[int], *, as_of: datetime | None = None
) -> dict[int, datetime]:
    """Those of these incidents (rows) whose sheets tell them as they were known at a moment (None: as they are now).

    Each with the moment at which it became so.
    """
    if connection.scalar(_version()) != name_version():
        return {}
    found: dict[int, datetime] = {}
    for at in range(0, len(incidents), _AT_ONCE):
        told = {"rows": list(incidents[at : at + _AT_ONCE])} | ({"moment": as_of} if as_of else {})
        found.update(tuple(row) for row in connection.execute(_fresh(at_moment=as_of is not None), told))
    return found


@cache
def _version() -> Select[Any]:
    made = schema.makings.c
    return select(made.version).where(made.name == MAKING)


@cache
def _fresh(*, at_moment: bool) -> Select[Any]:
    """The sheets of some incidents for which nothing was written since that would make them another."""
    x, m, c, waiting = schema.sheets.c, schema.memberships.c, schema.claims.c, schema.new_claims.c
    gone = ~standing(None) | select(waiting.row).where(waiting.row == c.row).exists()
    if at_moment:  # a claim that was rejected, and then was not, may not have stood then
        s = schema.suspensions.c
        gone |= select(s.claim).where(s.claim == c.row).exists()
    others = select(m.row).join(schema.claims, c.row == m.claim).where(m.incident == x.incident, *holds(m, None), gone)
    queue = schema.new_incidents.c
    known = (x.recorded <= bindparam("moment", type_=x.recorded.type),) if at_moment else ()
    rows: BindParameter[Any] = bindparam("rows", expanding=True, literal_execute=True)
    untouched = ~select(queue.row).where(queue.row == x.incident).exists(), ~others.exists()
    return select(x.incident, x.recorded).where(x.incident.in_(rows), *known, *untouched)


def read_sheets(connection: Connection, incidents: Sequence[int]) -> dict[int, Incident]:
    """What the sheets of these incidents (rows) tell."""
    x, found = schema.sheets.c, dict[int, Incident]()
    for at in range(0, len(incidents), _AT_ONCE):
        query = select(x.incident, x.data).where(x.incident.in_(rows_in(incidents[at : at + _AT_ONCE])))
        found.update((int(row), unfold_incident(data)) for row, data in connection.execute(query))
    return found


def write_sheets(connection: Connection, made: Mapping[int, bytes], moment: datetime) -> None:
    """Keep what was made of incidents (rows), where it is not what it was."""
    x, rows = schema.sheets, list(made)
    there: dict[int, Any] = {}
    for at in range(0, len(rows), _AT_ONCE):
        query = select(x.c.incident, x.c.data).where(x.c.incident.in_(rows_in(rows[at : at + _AT_ONCE])))
        there.update((int(row), data) for row, data in connection.execute(query))
    different = [row for row in rows if there.get(row) != made[row]]
    drop_sheets(connection, [row for row in different if row in there])
    if different:
        told = [{"incident": row, "recorded": moment, "data": made[row]} for row in different]
        connection.execute(insert(x), told)


def drop_sheets(connection: Connection, incidents: Sequence[int]) -> None:
    """Take the sheets of incidents (rows) out that are no more, or are told otherwise by now."""
    x = schema.sheets
    for at in range(0, len(incidents), _AT_ONCE):
        connection.execute(delete(x).where(x.c.incident.in_(rows_in(incidents[at : at + _AT_ONCE]))))
