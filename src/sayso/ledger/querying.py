"""Claims out of the ledger: those that pass a filter, sorted and paged."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, select

from sayso.ledger import schema
from sayso.ledger.conditions import LATER, holds, make_conditions, rows_in, standing
from sayso.ledger.filters import Filter
from sayso.ledger.keys import clean
from sayso.ledger.paging import Page, count_rows, find_rows
from sayso.ledger.reviews import find_reviewed
from sayso.model import Reviewed, StoredClaim, StoredReport

_FETCHED = 500
_NEVER = datetime.max.replace(tzinfo=UTC)
_REPORT = tuple(
    schema.reports.c[name]
    for name in "id name version title published published_from publisher url language digest recorded redacted".split()
)
_VERSIONS = ("sayso", "model", "codebook", "gazetteer")
_FIRST_VERSION = 9  # where these stand among the columns of a claim that is read
_FIRST_OF_REPORT = _FIRST_VERSION + len(_VERSIONS)


def count_claims(connection: Connection, wanted: Filter, as_of: datetime | None = None) -> int:
    """How many claims pass."""
    stand = standing(as_of, rejected=wanted.rejected)
    return count_rows(connection, make_conditions(connection, wanted, as_of), stand)


def find_claims(
    connection: Connection, wanted: Filter, page: Page, *, as_of: datetime | None = None
) -> Iterator[StoredClaim]:
    """The claims that pass, on this page of their order."""
    stand = standing(as_of, rejected=wanted.rejected)
    rows = find_rows(connection, make_conditions(connection, wanted, as_of), stand, page)
    for at in range(0, len(rows), _FETCHED):
        part = rows[at : at + _FETCHED]
        found = _read(connection, part, as_of)
        yield from (found[row] for row in part)


def find_by_rows(
    connection: Connection, rows: Sequence[int], *, as_of: datetime | None = None
) -> dict[int, StoredClaim]:
    """The claims of these rows, whether they stand or not."""
    found = {}
    for at in range(0, len(rows), _FETCHED):
        found.update(_read(connection, rows[at : at + _FETCHED], as_of))
    return found


def _read(connection: Connection, rows: Sequence[int], as_of: datetime | None) -> dict[int, StoredClaim]:
    """The claims of these rows, without those that nobody had corrected so yet."""
    known = [row for row in connection.execute(_whole(rows, as_of)) if row.suspended_for != LATER]
    said = find_reviewed(connection, {row.row: (row.claim_id, row.record) for row in known}, as_of=as_of)
    return {int(row.row): _stored(row, said.get(row.row)) for row in known}


def _whole(rows: Sequence[int], as_of: datetime | None) -> Select[Any]:
    c, r, g, gone, s = (
        table.c for table in (schema.claims, schema.reports, schema.readings, schema.supersessions, schema.suspensions)
    )
    known = () if as_of is None else (gone.recorded <= as_of,)
    tables = (
        schema.claims.join(schema.records, schema.records.c.claim == c.row)
        .join(schema.reports, c.report == r.row)
        .join(schema.readings, c.reading == g.row)
        .outerjoin(schema.supersessions, and_(gone.reading == c.reading, *known))
        .outerjoin(schema.suspensions, and_(s.claim == c.row, *holds(s, as_of)))
    )
    columns = (
        c.row,
        c.id.label("claim_id"),
        schema.records.c.record,
        schema.records.c.sentence,
        g.recorded.label("known"),
        gone.recorded.label("superseded"),
        gone.why,
        s.recorded.label("suspended"),
        s.why.label("suspended_for"),
        *(g[name].label(f"by_{name}") for name in _VERSIONS),
        *(column.label(f"report_{column.name}") for column in _REPORT),
    )
    return select(*columns).select_from(tables).where(c.row.in_(rows_in(rows)))


def _stored(row: Row[Any], reviewed: Reviewed | None) -> StoredClaim:
    # By place and not by name: it is done for each of a million claims.
    versions, told = row[_FIRST_VERSION:_FIRST_OF_REPORT], row[_FIRST_OF_REPORT:-1]
    # A report read anew by another version stands as it did; only its older claims do not.
    later = row.superseded if row.why == "revised" else None
    report = StoredReport(*told, later, bool(row[-1]))  # type: ignore[call-arg]
    by = dict(zip(_VERSIONS, versions, strict=True))
    gone = row.superseded or row.suspended
    return StoredClaim(row.claim_id, report, json.loads(row.record), row.sentence, by, row.known, gone, reviewed)


def find_history(
    connection: Connection, id: str, *, limit: int = 50, as_of: datetime | None = None
) -> list[StoredClaim]:
    """All claims whose id begins so and that were known then, those that were superseded too, the oldest first.

    Those that stand come last.
    """
    c, g, id = schema.claims.c, schema.readings.c, clean(id)
    query = select(c.row).where(c.id >= id, c.id < id + "~").order_by(c.row).limit(limit)
    if as_of is not None:
        query = query.where(c.reading.in_(select(g.row).where(g.recorded <= as_of)))
    rows = list(connection.scalars(query))
    found = sorted(_read(connection, rows, as_of).items())
    return [claim for _, claim in sorted(found, key=lambda one: one[1].superseded or _NEVER)]


def get_text(connection: Connection, report: str) -> str | None:
    """The text of the report of this id, None where there is none."""
    return connection.scalar(select(schema.reports.c.text).where(schema.reports.c.id == report))
