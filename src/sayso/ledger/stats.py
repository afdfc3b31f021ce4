"""How much the ledger holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select, text

from sayso.ledger import schema
from sayso.ledger.conditions import REJECTED, holds
from sayso.ledger.reviews import count_standing

_BESIDE = ("", "-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Stats:
    """How many of each there are. `standing` claims are those that no later reading has superseded
    and nobody has rejected (`rejected`). A claim that was corrected is one. `reviews` are those that stand.

    `reports` counts texts, so each version of a report; `addresses` counts reports. `refusals` is by slug. `first` and
    `last` are the first and the last moment at which a reading was recorded.
    """

    reports: int
    addresses: int
    redacted: int
    readings: int
    claims: int
    standing: int
    rejected: int
    reviews: int
    names: int
    decisions: int
    refusals: dict[str, int]
    first: datetime | None
    last: datetime | None
    size_bytes: int


def count_tables(connection: Connection) -> dict[str, int]:
    """How many rows each table has that only grows."""
    tables = (
        schema.reports,
        schema.readings,
        schema.claims,
        schema.names,
        schema.supersessions,
        schema.decisions,
        schema.reviews,
        schema.refusals,
    )
    return {table.name: int(connection.scalar(select(func.count()).select_from(table)) or 0) for table in tables}


def find_stats(connection: Connection, file: Path | None, as_of: datetime | None = None) -> Stats:
    """The figures of the ledger, as it was at a moment (None: now); `file` is SQLite's.

    What has no moment of its own is as it is now: names, redactions and the size.
    """
    r, g, c, gone, f, d = (
        table.c
        for table in (
            schema.reports,
            schema.readings,
            schema.claims,
            schema.supersessions,
            schema.refusals,
            schema.decisions,
        )
    )
    read = c.row.not_in(select(schema.corrections.c.claim)), *_by_reading(c.reading, as_of)
    superseded = c.reading.in_(select(gone.reading).where(*_until(gone, as_of)))
    claims, rejected = _count(connection, c.row, *read), _count_rejected(connection, superseded, as_of)
    refusals = select(f.slug, func.count()).where(*_until(f, as_of)).group_by(f.slug).order_by(f.slug)
    recorded = select(g.recorded).where(*_until(g, as_of)).limit(1)
    return Stats(
        reports=_count(connection, r.row, *_until(r, as_of)),
        addresses=_count(connection, r.key.distinct(), *_until(r, as_of)),
        redacted=_count(connection, r.row, r.redacted == 1, *_until(r, as_of)),
        readings=_count(connection, g.row, *_until(g, as_of)),
        claims=claims,
        standing=claims - rejected - _count(connection, c.row, superseded, *read),
        rejected=rejected,
        reviews=count_standing(connection, as_of=as_of),
        names=_count(connection, schema.names.c.row),
        decisions=_count(connection, d.row, *_until(d, as_of)),
        refusals={str(slug): int(number) for slug, number in connection.execute(refusals)},
        first=connection.scalar(recorded.order_by(g.row)),
        last=connection.scalar(recorded.order_by(g.row.desc())),
        size_bytes=_size(connection, file),
    )


def _count_rejected(connection: Connection, superseded: ColumnElement[bool], as_of: datetime | None) -> int:
    s, c = schema.suspensions.c, schema.claims.c
    rejected = s.claim == c.row, s.why == REJECTED, *holds(s, as_of)
    return _count(connection, c.row, *rejected, ~superseded)


def _until(columns: Any, as_of: datetime | None) -> tuple[ColumnElement[bool], ...]:
    return () if as_of is None else (columns.recorded <= as_of,)


def _by_reading(reading: Any, as_of: datetime | None) -> tuple[ColumnElement[bool], ...]:
    """For what was recorded with its reading."""
    g = schema.readings.c
    return () if as_of is None else (reading.in_(select(g.row).where(g.recorded <= as_of)),)


def _count(connection: Connection, column: Any, *conditions: ColumnElement[bool]) -> int:
    return int(connection.scalar(select(func.count(column)).where(*conditions)) or 0)


def _size(connection: Connection, file: Path | None) -> int:
    if file is None:
        return int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)
    paths = [file.with_name(file.name + end) for end in _BESIDE]
    return sum(path.stat().st_size for path in paths if path.exists())
