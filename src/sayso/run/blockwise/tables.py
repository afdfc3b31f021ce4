"""The two tables of what was linked: incidents, and which claims belong to which; their columns and rows."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

from sayso.export.incidents import format_incident
from sayso.model import Incident

if TYPE_CHECKING:
    import pyarrow

INCIDENTS, MEMBERSHIPS = "incidents", "memberships"
TABLES = (INCIDENTS, MEMBERSHIPS)
Row = dict[str, Any]
_LETTERS = {"day": 10, "month": 7, "year": 4}
_GROUP_ROWS = 5000
_NUMBERS = {"role": "text", "unit": "text", "low": "number", "best": "number", "high": "number"}
COLUMNS = {
    INCIDENTS: {
        "id": "text", "type": "text", "first": "day", "last": "day", "place": "text", "country": "text",
        "latitude": "number", "longitude": "number", "precision": "text", "numbers": "numbers", "claims": "count",
        "reports": "count", "origins": "count", "status": "text", "airwars": "text", "admiralty": "text",
        "alone": "flag", "contested": "flag", "slots": "texts", "published": "day", "record": "text",
    },
    MEMBERSHIPS: {"incident": "text", "claim": "text", "report": "text"},
}  # fmt: skip


def make_incident_row(incident: Incident) -> Row:
    """The row of an incident; `record` is its record as JSON, as `docs/incidents.md` explains it."""
    place, grade = incident.place, incident.grade
    published = [account.published for account in incident.accounts if account.published]
    return {
        "id": incident.id,
        "type": incident.type,
        "first": incident.first,
        "last": incident.last,
        "place": place.name if place else None,
        "country": place.country if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "precision": place.precision if place else None,
        "numbers": [
            {"role": one.role, "unit": one.unit or None, "low": one.low, "best": one.best, "high": one.high}
            for one in incident.figures
        ],
        "claims": len(incident.claims),
        "reports": len(incident.reports),
        "origins": incident.origins,
        "status": grade.status,
        "airwars": grade.airwars,
        "admiralty": grade.admiralty,
        "alone": incident.alone,
        "contested": incident.contested,
        "slots": list(dict.fromkeys(dispute.slot for dispute in incident.disputes)),
        "published": max(published, default=None),
        "record": format_incident(incident),
    }


def date_of(incident: Incident, by: str) -> str:
    """The date by which an incident's rows are put into folders: the last day on which it happened, else the day on
    which it was first reported, else `unknown`.
    """
    days = [account.published for account in incident.accounts if account.published]
    day: date | None = incident.last or incident.first or min(days, default=None)
    return day.isoformat()[: _LETTERS[by]] if day else "unknown"


def pack(table: str, rows: list[Row]) -> bytes:
    """The rows as a Parquet file, the same bytes for the same rows."""
    import pyarrow as pa  # noqa: PLC0415 - an extra: needed only here
    import pyarrow.parquet as pq  # noqa: PLC0415

    out = io.BytesIO()
    columns = {name: [row[name] for row in rows] for name in COLUMNS[table]}
    packed = pa.Table.from_pydict(columns, schema=make_schema(table))
    pq.write_table(packed, out, compression="zstd", row_group_size=_GROUP_ROWS, store_schema=False)
    return out.getvalue()


def make_schema(table: str) -> pyarrow.Schema:
    """The columns of a table."""
    import pyarrow as pa  # noqa: PLC0415 - as above

    kinds = {"text": pa.string(), "day": pa.date32(), "number": pa.float64(), "count": pa.int64(), "flag": pa.bool_()}
    kinds["texts"] = pa.list_(pa.string())
    kinds["numbers"] = pa.list_(pa.struct([pa.field(name, kinds[kind]) for name, kind in _NUMBERS.items()]))
    return pa.schema([pa.field(name, kinds[kind]) for name, kind in COLUMNS[table].items()])
