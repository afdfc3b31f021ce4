"""Reports of a ledger as a page shows them: text, what is known of each, its versions; and when an incident changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from sayso.ledger import Ledger, schema
from sayso.ledger.engine import reading
from sayso.ledger.keys import clean
from sayso.model import InputError, StoredReport

_KNOWN = "id name version title published published_from publisher url language digest recorded".split()
_NAMED = 10
_LATEST = 200


@dataclass(frozen=True, slots=True)
class FoundReport:
    """A report with its text, and all versions of it (this one too), the first one first."""

    report: StoredReport
    text: str
    versions: tuple[StoredReport, ...]


def find_report(ledger: Ledger, id: str) -> FoundReport | None:
    """The report that goes by the ledger's id, or by the name that it came with (then its latest version).

    InputError (`several-reports`) where reports from different addresses have that name.
    """
    r, word = schema.reports.c, clean(id)
    with reading(ledger.engine) as connection:
        rows = list(connection.execute(select(r.row, r.key, r.id).where(r.id == word)))
        if not rows:
            query = select(r.row, r.key, r.id).where(r.name == word).order_by(r.row.desc()).limit(_NAMED)
            rows = list(connection.execute(query))
        if len({row.key for row in rows}) > 1:
            told = ", ".join(row.id for row in rows)
            raise InputError("several-reports", "several go by it", where=id, remedy=f"name one by its id: {told}")
        return _make(connection, rows[0].key, rows[0].id) if rows else None


def find_reports(ledger: Ledger, ids: tuple[str, ...]) -> dict[str, StoredReport]:
    """What is known of the reports of these ids; those that are not there are left out."""
    r = schema.reports.c
    with reading(ledger.engine) as connection:
        rows = connection.execute(select(*_columns()).where(r.id.in_(ids)))
        return {str(row.id): _stored(row, None) for row in rows}


def find_revisions(ledger: Ledger, incident: str) -> tuple[datetime, ...]:
    """The moments at which anything of an incident (by its whole id) became different, the earliest first."""
    table, s, m = schema.incidents.c, schema.summaries.c, schema.memberships.c
    with reading(ledger.engine) as connection:
        of = select(table.row).where(table.id == incident)
        moments: set[datetime] = set()
        for columns in (s, m):
            for moment in (columns.recorded, columns.removed):
                query = select(moment).where(columns.incident.in_(of), moment.is_not(None)).distinct()
                moments.update(connection.scalars(query.order_by(moment.desc()).limit(_LATEST)))
    return tuple(sorted(moments))


def _make(connection: Connection, key: str, id: str) -> FoundReport:
    r = schema.reports.c
    rows = list(connection.execute(select(*_columns(), r.text).where(r.key == key).order_by(r.version)))
    later = [row.recorded for row in rows[1:]]
    versions = tuple(_stored(row, next_) for row, next_ in zip(rows, [*later, None], strict=True))
    at = next(number for number, row in enumerate(rows) if row.id == id)
    return FoundReport(versions[at], str(rows[at].text), versions)


def _columns() -> tuple[Any, ...]:
    return (*(schema.reports.c[name] for name in _KNOWN), schema.reports.c.redacted)


def _stored(row: Any, superseded: datetime | None) -> StoredReport:
    told = {name: getattr(row, name) for name in _KNOWN}
    return StoredReport(**told, superseded=superseded, redacted=bool(row.redacted))
