"""Claims brought in line with what people say of them: rejected ones stand no more, corrected ones in their place."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from sayso.ledger import schema
from sayso.ledger.conditions import LATER, REJECTED, read_last
from sayso.ledger.inserting import insert_claims
from sayso.ledger.queues import push
from sayso.ledger.reviews import find_standing
from sayso.ledger.rows import dump_record, make_claim_rows
from sayso.model import Review

CORRECTED, WITHDRAWN = "corrected", "withdrawn"
_BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)
_AT_ONCE = 500


def settle(connection: Connection, ids: Sequence[str], moment: datetime) -> None:
    """Let the claims of these ids stand as the latest reviews that stand have them, from this moment on.

    Reports whose claims are others now wait to be linked again. What is in line already stays as it is.
    """
    for at in range(0, len(ids), _AT_ONCE):
        part = ids[at : at + _AT_ONCE]
        standing = find_standing(connection, part)
        for origin in _find_read(connection, part):
            latest = standing[origin.id][-1] if origin.id in standing else None
            if _settle_one(connection, origin, latest, moment):
                push(connection, schema.new_readings, [origin.reading])


def _find_read(connection: Connection, ids: Sequence[str]) -> list[Row[Any]]:
    """The claims of these ids as they were last read."""
    c = schema.claims.c
    query = select(schema.claims, schema.records.c.record, schema.records.c.sentence).join(
        schema.records, schema.records.c.claim == c.row
    )
    return list(connection.execute(query.where(c.id.in_(ids), read_last()).order_by(c.row)))


def _settle_one(connection: Connection, origin: Row[Any], latest: Review | None, moment: datetime) -> bool:
    """Whether anything is different now."""
    made, wanted = _find_made(connection, origin.row), None
    why = REJECTED if latest and latest.verdict == "reject" else None
    changed = False
    if latest and latest.values and why is None:
        record = correct_record(origin.record, latest)
        if record != origin.record:
            why, wanted = CORRECTED, made.get(record)
            if wanted is None:
                wanted, changed = _write(connection, origin, record, moment), True
    changed |= _suspend(connection, origin.row, why, moment)
    for row in made.values():
        changed |= _suspend(connection, row, None if row == wanted else WITHDRAWN, moment)
    return changed


def correct_record(record: str, review: Review) -> str:
    """The record of a claim (JSON) with the values of a review in it."""
    corrected = json.loads(record)
    for part in review.values.values():
        corrected |= part
    return dump_record(corrected)


def _find_made(connection: Connection, origin: int) -> dict[str, int]:
    """The rows of the corrected claims that were made of one, by their records."""
    k, table = schema.corrections.c, schema.records
    query = select(table.c.record, k.claim).join(table, table.c.claim == k.claim).where(k.origin == origin)
    return {str(record): int(row) for record, row in connection.execute(query.order_by(k.claim))}


def _write(connection: Connection, origin: Row[Any], record: str, moment: datetime) -> int:
    rows = make_claim_rows(origin.id, json.loads(record), origin.sentence, origin.published)
    rows.columns["confidence"] = origin.confidence
    (row,) = insert_claims(connection, [(rows, origin.report, origin.reading)])
    connection.execute(insert(schema.corrections).values(claim=row, origin=origin.row))
    columns = {"claim": row, "why": LATER, "recorded": _BEFORE_ALL, "removed": moment}
    connection.execute(insert(schema.suspensions).values(columns))
    return row


def _suspend(connection: Connection, claim: int, why: str | None, moment: datetime) -> bool:
    """Let a claim stand no more, for a reason, or (None) stand again; whether that is another state than before."""
    s = schema.suspensions
    holding = s.c.claim == claim, s.c.removed.is_(None)
    if connection.scalar(select(s.c.why).where(*holding)) == why:
        return False
    connection.execute(update(s).where(*holding).values(removed=moment))
    if why is not None:
        connection.execute(insert(s).values(claim=claim, why=why, recorded=moment))
    return True
