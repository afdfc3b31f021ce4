"""What was worked out of a report taken out again, so that it is made anew from what the report says now."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, or_, select, update

from sayso.ledger import schema
from sayso.ledger.conditions import rows_in
from sayso.ledger.queues import push

_AT_ONCE = 500


def forget(connection: Connection, report: int) -> None:
    """Take out everything that was made of a report's words; its readings wait to be worked on again."""
    i, s, k, g = schema.items.c, schema.signatures.c, schema.links.c, schema.readings.c
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
