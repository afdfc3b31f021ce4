"""What was worked out of a report taken out again, so that it is made anew from what the report says now."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable

from sqlalchemy import Connection, delete, or_, select, update

from sayso.ledger import schema
from sayso.ledger.conditions import rows_in
from sayso.ledger.linked import find_linked
from sayso.ledger.queues import push

_AT_ONCE = 500


def forget(connection: Connection, report: int) -> None:
    """Take out everything that was made of a report's words; its readings wait to be worked on again."""
    i, s, k, g = schema.items.c, schema.signatures.c, schema.links.c, schema.readings.c
    others = find_linked(connection, [report])  # where their words come from may tell of it
    forget_sheets(connection, others)
    push(
        connection, schema.new_claims, connection.scalars(select(i.claim).where(i.report.in_(rows_in(sorted(others)))))
    )
    forget_items(connection, connection.scalars(select(i.claim).where(i.report == report)).all())
    connection.execute(delete(schema.signatures).where(s.report == report))
    connection.execute(delete(schema.links).where(or_(k.report == report, k.origin == report)))
    push(connection, schema.new_readings, connection.scalars(select(g.row).where(g.report == report)).all())


def forget_items(connection: Connection, claims: Iterable[int]) -> None:
    """Take these claims out of their events; where they stood is linked again, and what they were part of looked at."""
    i, told = schema.items.c, list(claims)
    for at in range(0, len(told), _AT_ONCE):
        part = rows_in(told[at : at + _AT_ONCE])
        there = connection.execute(select(i.claim, i.bucket).where(i.claim.in_(part))).all()
        push(connection, schema.new_claims, (row.claim for row in there))
        connection.execute(delete(schema.items).where(i.claim.in_(part)))
        buckets = sorted({row.bucket for row in there})
        push(connection, schema.new_buckets, buckets)
        # Without an event they count as changed once they are linked, and so the days after them are linked again, too.
        connection.execute(update(schema.items).where(i.bucket.in_(rows_in(buckets))).values(event=None))


def forget_sheets(connection: Connection, reports: Iterable[int]) -> None:
    """Take the sheets out of all incidents that claims of these reports ever belonged to; they are made anew."""
    m, c, told = schema.memberships.c, schema.claims.c, sorted(reports)
    for at in range(0, len(told), _AT_ONCE):
        own = select(c.row).where(c.report.in_(rows_in(told[at : at + _AT_ONCE])))
        _forget_sheets_of(connection, connection.scalars(select(m.incident).where(m.claim.in_(own)).distinct()).all())


def forget_sheets_with(connection: Connection, is_meant: Callable[[str], bool]) -> None:
    """Take those sheets out in whose record (JSON) something is meant."""
    x, last = schema.sheets.c, -1
    while True:
        query = select(x.incident, x.data).where(x.incident > last).order_by(x.incident).limit(_AT_ONCE)
        part = connection.execute(query).all()
        if not part:
            return
        last = part[-1].incident
        _forget_sheets_of(connection, [row for row, data in part if is_meant(zlib.decompress(data).decode("utf-8"))])


def _forget_sheets_of(connection: Connection, incidents: Iterable[int]) -> None:
    told = list(incidents)
    connection.execute(delete(schema.sheets).where(schema.sheets.c.incident.in_(rows_in(told))))
    push(connection, schema.new_incidents, told)
