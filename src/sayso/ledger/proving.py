"""Whether the incidents of the ledger hold together: every claim that stands belongs to one, and to one only."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from sayso.ledger import schema
from sayso.ledger.conditions import standing
from sayso.ledger.queues import is_anything_queued

_SHOWN = 10


def check_incidents(connection: Connection) -> Iterator[str]:
    """What is wrong with the incidents, one line each. What still waits to be linked is not looked for."""
    m, table, s = schema.memberships, schema.incidents, schema.summaries
    now = m.c.removed.is_(None)
    several = select(m.c.claim).where(now).group_by(m.c.claim).having(func.count() > 1).limit(_SHOWN)
    for claim in connection.scalars(several):
        yield f"claim in row {claim}: it belongs to several incidents at once"
    members = select(m.c.incident).where(m.c.incident == table.c.row, now).exists()
    for id in connection.scalars(select(table.c.id).where(table.c.retired.is_(None), ~members).limit(_SHOWN)):
        yield f"incident {id}: it has no claim, but was not retired"
    for id in connection.scalars(select(table.c.id).where(table.c.retired.is_not(None), members).limit(_SHOWN)):
        yield f"incident {id}: it was retired, but has claims"
    if is_anything_queued(connection) or connection.scalar(select(schema.makings.c.name).limit(1)) is None:
        return
    known = select(m.c.claim).where(m.c.claim == schema.claims.c.row, now).exists()
    for id in connection.scalars(select(schema.claims.c.id).where(standing(None), ~known).limit(_SHOWN)):
        yield f"claim {id}: it stands, but belongs to no incident"
    gone = select(schema.claims.c.id).join(m, m.c.claim == schema.claims.c.row).where(now, ~standing(None))
    for id in connection.scalars(gone.limit(_SHOWN)):
        yield f"claim {id}: it stands no more, but belongs to an incident"
    summed = select(s.c.incident).where(s.c.incident == table.c.row, s.c.removed.is_(None)).exists()
    for id in connection.scalars(select(table.c.id).where(table.c.retired.is_(None), ~summed).limit(_SHOWN)):
        yield f"incident {id}: it cannot be found, for it has no summary"
