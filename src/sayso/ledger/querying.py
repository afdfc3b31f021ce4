"""Claims out of the ledger: those that pass a filter, sorted and paged."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from sayso.ledger import schema
from sayso.ledger.filters import Filter, select_claims
from sayso.model import StoredClaim, StoredReport

Order = Literal["published", "happened", "recorded", "confidence"]
ORDERS: tuple[Order, ...] = ("published", "happened", "recorded", "confidence")
_FETCHED = 500
_REPORT = tuple(
    schema.reports.c[name]
    for name in "row id name version title published published_from publisher url language digest recorded redacted".split()
)
_VERSIONS = ("sayso", "model", "codebook", "gazetteer")


def count_claims(connection: Connection, wanted: Filter, as_of: datetime | None = None) -> int:
    """How many claims pass."""
    query = select_claims(wanted, as_of, [func.count()], connection.dialect.name)
    return int(connection.scalar(query) or 0)


def find_claims(  # noqa: PLR0913 - what is wanted, and which page of it
    connection: Connection,
    wanted: Filter,
    *,
    as_of: datetime | None = None,
    order: Order = "published",
    ascending: bool = False,
    limit: int | None = None,
    offset: int = 0,
) -> Iterator[StoredClaim]:
    """The claims that pass, the latest first; those without a day last. Ties stand in the order of recording."""
    rows = _ordered(select_claims(wanted, as_of, [schema.claims.c.row], connection.dialect.name), order, ascending)
    numbers = list(connection.scalars(rows.limit(limit).offset(offset) if limit is not None or offset else rows))
    for at in range(0, len(numbers), _FETCHED):
        part = numbers[at : at + _FETCHED]
        found = {claim.row: claim for claim in connection.execute(_whole(part))}
        superseded = _superseded(connection, {row.reading for row in found.values()}, as_of)
        for number in part:
            yield _stored(found[number], superseded)


def _ordered(query: Select[Any], order: Order, ascending: bool) -> Select[Any]:
    c = schema.claims.c
    by: dict[str, Sequence[ColumnElement[Any]]] = {
        "published": (c.published, c.row),
        "happened": (c.first, c.row),
        "recorded": (c.row,),
        "confidence": (c.confidence, c.row),
    }
    columns = by[order]
    # The row settles ties in the same direction, so that one index gives the whole order.
    return query.order_by(
        *(column.asc().nulls_last() if ascending else column.desc().nulls_last() for column in columns)
    )


def _whole(numbers: Sequence[int]) -> Select[Any]:
    c, r, g = schema.claims.c, schema.reports.c, schema.readings.c
    return (
        select(
            c.row,
            c.id.label("claim_id"),
            c.reading,
            c.record,
            c.sentence,
            *(g[name].label(f"by_{name}") for name in _VERSIONS),
            *(column.label(f"report_{column.name}") for column in _REPORT),
        )
        .select_from(schema.claims.join(schema.reports, c.report == r.row).join(schema.readings, c.reading == g.row))
        .where(c.row.in_(numbers))
    )


def _superseded(connection: Connection, readings: set[int], as_of: datetime | None) -> dict[int, datetime]:
    gone = schema.supersessions.c
    query = select(gone.reading, gone.recorded).where(gone.reading.in_(readings))
    if as_of is not None:
        query = query.where(gone.recorded <= as_of)
    return dict(connection.execute(query).tuples().all())


def _stored(row: Row[Any], superseded: dict[int, datetime]) -> StoredClaim:
    report = StoredReport(
        **{
            column.name: getattr(row, f"report_{column.name}")
            for column in _REPORT
            if column.name not in {"row", "redacted"}
        },
        superseded=superseded.get(row.reading),
        redacted=bool(row.report_redacted),
    )
    versions = {name: getattr(row, f"by_{name}") for name in _VERSIONS}
    return StoredClaim(row.claim_id, report, json.loads(row.record), row.sentence, versions)


def find_history(connection: Connection, id: str) -> list[StoredClaim]:
    """All claims whose id begins so, those that were superseded too, the oldest first."""
    c = schema.claims.c
    numbers = list(
        connection.scalars(select(c.row).where(c.id.startswith(id, autoescape=True)).order_by(c.row).limit(50))
    )
    rows = connection.execute(_whole(numbers)).all()
    superseded = _superseded(connection, {row.reading for row in rows}, None)
    return [_stored(row, superseded) for row in sorted(rows, key=lambda row: int(row.row))]


def get_text(connection: Connection, report: str) -> str | None:
    """The text of the report of this id, None where there is none."""
    return connection.scalar(select(schema.reports.c.text).where(schema.reports.c.id == report))
