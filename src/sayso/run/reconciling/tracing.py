"""Step 2: which words of new reports stand in other reports of the days around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, or_, select

from sayso.ledger import schema
from sayso.ledger.conditions import rows_in
from sayso.ledger.linked import find_linked
from sayso.ledger.queues import drop, push
from sayso.reconcile.copies import WINDOW_DAYS, Link, SignedReport, Window, find_links
from sayso.reconcile.copies.packing import unpack_signed

REPORTS_AT_ONCE, DAYS_AT_ONCE = 2000, 28
HELD_AT_ONCE = 5000
"""So many reports are held at a time when one is compared with all; some 10 kB each."""
_FEW = 12
"""So many new reports are each looked up among the others; more are compared all at once."""


def trace_some(connection: Connection) -> int:
    """Look for the copies of the first reports of the queue, by their days; how many there were."""
    new = _next_reports(connection)
    own = load_signed(connection, [row for row, _ in new])
    rows = {signed.id: row for row, signed in own.items()}
    fresh, found = set(rows), set[Link]()
    for near in _others(connection, [day for _, day in new]):
        rows |= {signed.id: row for row, signed in near.items()}
        links = _find(list((near | own).values()), fresh)
        found |= {link for link in links if link.report in fresh or link.origin in fresh}
    replaced = _find_replaced(connection, [row for row, _ in new])
    _write(connection, [row for row, _ in new], found, rows)
    _tell(connection, {rows[id] for link in found for id in (link.report, link.origin)} | replaced)
    drop(connection, schema.new_reports, [row for row, _ in new])
    return len(new)


def _next_reports(connection: Connection) -> list[tuple[int, date | None]]:
    """Reports of some days after each other; of those without a day only when no other is left."""
    s, queue = schema.signatures.c, schema.new_reports
    query = select(queue.c.row, s.published).outerjoin(schema.signatures, s.report == queue.c.row)
    ordered = query.order_by(s.published.is_(None), s.published, queue.c.row).limit(REPORTS_AT_ONCE)
    found = [(int(row), day) for row, day in connection.execute(ordered)]
    days = [day for _, day in found if day is not None]
    if not days:
        return found
    end = days[0] + timedelta(days=DAYS_AT_ONCE)
    return [(row, day) for row, day in found if day is not None and day <= end]


def _others(connection: Connection, days: Sequence[date | None]) -> Iterator[dict[int, SignedReport]]:
    """The reports near to those of these days, some at a time: all are near to one that has no day."""
    s = schema.signatures.c
    told = [day for day in days if day is not None]
    if told:
        margin = timedelta(days=WINDOW_DAYS)
        yield _load(connection, or_(s.published.between(min(told) - margin, max(told) + margin), s.published.is_(None)))
    elif days:
        every = connection.scalars(select(s.report).order_by(s.published, s.report)).all()
        for at in range(0, len(every), HELD_AT_ONCE):
            yield load_signed(connection, every[at : at + HELD_AT_ONCE])


def _load(connection: Connection, condition: ColumnElement[bool]) -> dict[int, SignedReport]:
    s, r = schema.signatures.c, schema.reports.c
    query = select(r.row, r.id, r.published, r.publisher, s.passages, s.signed).join(
        schema.signatures, s.report == r.row
    )
    return {row: unpack_signed(*told) for row, *told in connection.execute(query.where(condition))}


def load_signed(connection: Connection, reports: Sequence[int]) -> dict[int, SignedReport]:
    """The signed reports of these rows, by row."""
    return _load(connection, schema.signatures.c.report.in_(rows_in(reports)))


def _find(near: Sequence[SignedReport], fresh: set[str]) -> Iterable[Link]:
    if len(fresh) > _FEW:
        return find_links(near)
    window = Window(near)
    return {link for report in near if report.id in fresh for link in window.find_links(report)}


def _write(connection: Connection, new: Sequence[int], links: Iterable[Link], rows: dict[str, int]) -> None:
    k = schema.links.c
    told = rows_in(new)
    connection.execute(delete(schema.links).where(or_(k.report.in_(told), k.origin.in_(told))))
    columns: list[dict[str, Any]] = [
        {
            "report": rows[link.report],
            "number": link.number,
            "origin": rows[link.origin],
            "origin_number": link.origin_number,
            "share": link.share,
        }
        for link in sorted(links, key=lambda link: (rows[link.report], link.number or -1, rows[link.origin]))
    ]
    if columns:
        connection.execute(insert(schema.links), columns)


def _find_replaced(connection: Connection, new: Sequence[int]) -> set[int]:
    """The earlier versions of these reports: what was copied from them has another origin, now that they are gone."""
    r = schema.reports.c
    keys = select(r.key).where(r.row.in_(rows_in(new)), r.version > 1)
    return set(connection.scalars(select(r.row).where(r.key.in_(keys), r.row.not_in(rows_in(new)))))


def _tell(connection: Connection, reports: Iterable[int]) -> None:
    """What these reports claim, and those that hang together with them, may have another origin now."""
    i, told = schema.items.c, sorted(find_linked(connection, reports))
    push(connection, schema.new_claims, connection.scalars(select(i.claim).where(i.report.in_(rows_in(told)))))
