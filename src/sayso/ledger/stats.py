"""How much the ledger holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select, text

from sayso.ledger import schema

_BESIDE = ("", "-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Stats:
    """How many of each there are. `standing` claims are those that no later reading has superseded.

    `reports` counts texts, so each version of a report; `addresses` counts reports. `refusals` is by slug. `first` and
    `last` are the first and the last moment at which a reading was recorded.
    """

    reports: int
    addresses: int
    redacted: int
    readings: int
    claims: int
    standing: int
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
        schema.refusals,
    )
    return {table.name: int(connection.scalar(select(func.count()).select_from(table)) or 0) for table in tables}


def find_stats(connection: Connection, file: Path | None) -> Stats:
    """The figures of the ledger; `file` is SQLite's."""
    r, g, c, gone, f = (
        table.c for table in (schema.reports, schema.readings, schema.claims, schema.supersessions, schema.refusals)
    )
    claims = _count(connection, c.row)
    superseded = select(func.count()).select_from(schema.claims).where(c.reading.in_(select(gone.reading)))
    return Stats(
        reports=_count(connection, r.row),
        addresses=int(connection.scalar(select(func.count(r.key.distinct()))) or 0),
        redacted=int(connection.scalar(select(func.count()).where(r.redacted == 1)) or 0),
        readings=_count(connection, g.row),
        claims=claims,
        standing=claims - int(connection.scalar(superseded) or 0),
        names=_count(connection, schema.names.c.row),
        decisions=_count(connection, schema.decisions.c.row),
        refusals={
            str(slug): int(number)
            for slug, number in connection.execute(select(f.slug, func.count()).group_by(f.slug).order_by(f.slug))
        },
        first=connection.scalar(select(g.recorded).order_by(g.row).limit(1)),
        last=connection.scalar(select(g.recorded).order_by(g.row.desc()).limit(1)),
        size_bytes=_size(connection, file),
    )


def _count(connection: Connection, column: Any) -> int:
    return int(connection.scalar(select(func.count(column))) or 0)


def _size(connection: Connection, file: Path | None) -> int:
    if file is None:
        return int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)
    paths = [file.with_name(file.name + end) for end in _BESIDE]
    return sum(path.stat().st_size for path in paths if path.exists())
