"""Which reports hang together because they share words, some of them by others between them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, or_, select

from sayso.ledger import schema
from sayso.ledger.conditions import rows_in

FARTHEST = 5
"""So many steps from report to report are followed; a chain of copies is rarely longer than two."""
_AT_ONCE = 500


def find_linked(connection: Connection, reports: Iterable[int]) -> set[int]:
    """These reports (rows), and all that any chain of links leads to from them."""
    found = set(reports)
    fresh = found
    for _ in range(FARTHEST):
        fresh = _neighbours(connection, sorted(fresh)) - found
        if not fresh:
            break
        found |= fresh
    return found


def _neighbours(connection: Connection, reports: list[int]) -> set[int]:
    k, found = schema.links.c, set[int]()
    for at in range(0, len(reports), _AT_ONCE):
        part = rows_in(reports[at : at + _AT_ONCE])
        for pair in connection.execute(select(k.report, k.origin).where(or_(k.report.in_(part), k.origin.in_(part)))):
            found.update(pair)
    return found
