"""Step 6: of each incident what it is looked for and sorted by, and all of it, so that it need not be made again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from sayso.ledger import schema
from sayso.ledger.conditions import holds, rows_in
from sayso.ledger.queues import drop
from sayso.ledger.writing import next_moment
from sayso.model import Incident
from sayso.reconcile.incident.sharpness import measure_sharpness
from sayso.run.reconciling.folding import fold_incident
from sayso.run.reconciling.making import find_memberships, make_incidents
from sayso.run.reconciling.sheets import drop_sheets, write_sheets
from sayso.run.reconciling.tally import Tally

INCIDENTS_AT_ONCE = 500
_COLUMNS = ("type", "first", "last", "published", "latitude", "longitude", "precision", "claims", "reports", "origins",
            "contested", "slots", "status", "sharpness")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Summary:
    """The columns of an incident's summary (None: it has no claim), the claims (rows) that it was made from, and all
    of it as bytes.
    """

    incident: int
    members: tuple[int, ...]
    columns: dict[str, Any] | None
    sheet: bytes = b""


def summarise(connection: Connection, incidents: Sequence[int]) -> list[Summary]:
    """The summaries of these incidents; reads only, so that several processes may do it."""
    _, members = find_memberships(connection, incidents, None)
    made = dict(make_incidents(connection, incidents))
    return [_sum_up(row, tuple(members.get(row, ())), made.get(row)) for row in incidents]


def write_summaries(connection: Connection, summaries: Sequence[Summary], tally: Tally) -> None:
    """Keep the summaries that are not what they were. An incident whose claims are others by now waits on."""
    moment = next_moment(connection)
    rows = [one.incident for one in summaries]
    _, members = find_memberships(connection, rows, None)
    told = [one for one in summaries if tuple(members.get(one.incident, ())) == one.members]
    before = _current(connection, rows)
    made = {one.incident: one.columns for one in told if one.columns is not None}
    different = [row for row, columns in made.items() if row not in before or before[row][1] != columns]
    gone = [one.incident for one in told if one.columns is None and one.incident in before]
    _end(connection, [before[row][0] for row in (*different, *gone) if row in before], moment)
    if different:
        columns = [made[row] | {"incident": row, "recorded": moment} for row in different]
        connection.execute(insert(schema.summaries), columns)
    write_sheets(connection, {one.incident: one.sheet for one in told if one.columns is not None}, moment)
    drop_sheets(connection, [one.incident for one in told if one.columns is None])
    drop(connection, schema.new_incidents, [one.incident for one in told])
    changed = sum(row in before for row in different)
    tally.changed += changed
    tally.new += len(different) - changed


def _current(connection: Connection, incidents: Sequence[int]) -> dict[int, tuple[int, dict[str, Any]]]:
    """The summaries that hold, by incident: their rows and columns."""
    s = schema.summaries.c
    columns = [s[name] for name in _COLUMNS]
    query = select(s.incident, s.row, *columns).where(s.incident.in_(rows_in(incidents)), *holds(s, None))
    return {
        incident: (row, dict(zip(_COLUMNS, told, strict=True))) for incident, row, *told in connection.execute(query)
    }


def _end(connection: Connection, rows: Sequence[int], moment: datetime) -> None:
    s = schema.summaries
    if rows:
        connection.execute(update(s).where(s.c.row.in_(rows_in(rows))).values(removed=moment))


def _sum_up(row: int, members: tuple[int, ...], incident: Incident | None) -> Summary:
    if incident is None:
        return Summary(row, members, None)
    return Summary(row, members, _summarise(incident), fold_incident(incident))


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
        "sharpness": max((measure_sharpness(incident, one).score for one in incident.disputes), default=0.0),
    }
