"""What a person decides about two claims, and how it is taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, select

from sayso.ledger import Ledger, decided, schema
from sayso.ledger.conditions import rows_in, standing
from sayso.ledger.engine import reading, writing
from sayso.ledger.keys import clean
from sayso.ledger.queues import push
from sayso.model import Decision, InputError

Verdict = Literal["same", "different"]
_NAMED = 10
_AFTER_ALL = "~"


def decide(  # noqa: PLR0913 - a decision, all by name
    ledger: Ledger, verdict: Verdict, a: str, b: str, *, reason: str = "", who: str | None = None
) -> Decision:
    """Keep that two claims are of one incident, or of different ones; `reconcile` then brings the incidents up to date.

    `a` and `b` are ids of claims or of incidents (which are those of their first claims), or how they begin. InputError
    for one that is not there or that is several, and for a claim and itself.
    """
    with writing(ledger.engine) as connection:
        rows, ids = _find_pair(connection, a, b)
        written = _write(connection, verdict, ids, reason, who)
        _look_again(connection, rows)
        return written


def withdraw(ledger: Ledger, a: str, b: str, *, reason: str = "", who: str | None = None) -> Decision:
    """Take back the decision that stands on two claims. InputError where there is none."""
    with writing(ledger.engine) as connection:
        rows, ids = _find_pair(connection, a, b)
        if not any((one.a, one.b) == ids for one in decided.find_decided(connection)):
            remedy = "sayso show ID tells what was decided about a claim"
            raise InputError("no-decision", "nothing was decided about these two", where=f"{a} {b}", remedy=remedy)
        written = _write(connection, decided.UNDECIDED, ids, reason, who)
        _look_again(connection, rows)
        return written


def list_decisions(ledger: Ledger, *, as_of: datetime | None = None) -> list[Decision]:
    """All decisions on two claims, the oldest first, as far as they were known at a moment."""
    with reading(ledger.engine) as connection:
        return decided.list_decisions(connection, as_of=as_of)


def find_claim(connection: Connection, id: str) -> tuple[int, str]:
    """Row and id of the claim that stands and goes by an id, or whose id begins so. InputError for none or several."""
    c, id = schema.claims.c, clean(id)
    begun = select(c.row, c.id).where(c.id >= id, c.id < id + _AFTER_ALL, standing(None)).order_by(c.row).limit(_NAMED)
    found = {str(name): int(row) for row, name in connection.execute(begun)}
    if id in found:
        return found[id], id
    if not found:
        raise InputError("no-such-claim", "no claim that stands goes by it", where=id, remedy="sayso claims shows ids")
    if len(found) > 1:
        raise InputError("several-claims", "several begin so", where=id, remedy=f"name one: {', '.join(found)}")
    return next((row, name) for name, row in found.items())


def _find_pair(connection: Connection, a: str, b: str) -> tuple[list[int], tuple[str, str]]:
    one, other = find_claim(connection, a), find_claim(connection, b)
    if one[1] == other[1]:
        raise InputError("one-claim", "both are the same claim", where=one[1], remedy="name two claims")
    first, second = sorted((one[1], other[1]))
    return [one[0], other[0]], (first, second)


def _write(connection: Connection, kind: str, ids: tuple[str, str], reason: str, who: str | None) -> Decision:
    return decided.write_decision(connection, kind, *ids, reason=clean(reason), who=clean(who) if who else None)


def _look_again(connection: Connection, rows: list[int]) -> None:
    i = schema.items.c
    push(connection, schema.new_buckets, connection.scalars(select(i.bucket).where(i.claim.in_(rows_in(rows)))).all())
    push(connection, schema.new_claims, rows)
