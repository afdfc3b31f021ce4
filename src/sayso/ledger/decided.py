"""What people decided about claims: that two are of one incident, or of different ones."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, insert, select

from sayso.ledger import schema
from sayso.ledger.writing import next_moment
from sayso.model import Decision

Kind = Literal["same", "different"]
UNDECIDED = "undecided"
_KINDS = ("same", "different", UNDECIDED)


def write_decision(  # noqa: PLR0913 - a decision, all by name
    connection: Connection, kind: str, a: str, b: str, *, reason: str, who: str | None
) -> Decision:
    """Keep a decision on two claims, by their ids; `undecided` takes back the one that stood."""
    first, second = sorted((a, b))
    moment = next_moment(connection)
    columns = {"kind": kind, "target": f"{first} {second}", "reason": reason, "who": who, "recorded": moment}
    row = connection.execute(insert(schema.decisions).values(columns)).inserted_primary_key
    return Decision(int(row[0]) if row else 0, kind, first, second, reason, who, moment)


def list_decisions(connection: Connection, *, as_of: datetime | None = None) -> list[Decision]:
    """All decisions on pairs of claims, the oldest first, each with the moment at which a later one took its place."""
    d = schema.decisions.c
    query = select(d.row, d.kind, d.target, d.reason, d.who, d.recorded).where(d.kind.in_(_KINDS)).order_by(d.row)
    if as_of is not None:
        query = query.where(d.recorded <= as_of)
    found: list[Decision] = []
    last: dict[str, int] = {}
    for row, kind, target, reason, who, recorded in connection.execute(query):
        if target in last:
            before = found[last[target]]
            found[last[target]] = Decision(
                before.row, before.kind, before.a, before.b, before.reason, before.who, before.recorded, recorded
            )
        first, _, second = target.partition(" ")
        last[target] = len(found)
        found.append(Decision(row, kind, first, second, reason, who, recorded))
    return found


def find_decided(connection: Connection) -> list[Decision]:
    """The decisions that stand, the oldest first."""
    return [one for one in list_decisions(connection) if one.withdrawn is None and one.kind != UNDECIDED]
