"""ACLED's 31 columns, by crosswalk from sayso's types: one row for each incident that has an event type there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, BinaryIO

from sayso.export.formats.acled import COLUMNS, HXL, actor_columns, find_disorder, find_sub_event, place_columns
from sayso.export.formats.cells import JOINT, write_table
from sayso.export.formats.crosswalk import KnownActor
from sayso.export.formats.incident_columns import (
    Record,
    code_days,
    code_place,
    find_codes,
    find_total,
    list_told,
    name_status,
)
from sayso.export.formats.incident_parties import find_incident_sides
from sayso.export.incident_sheets import IncidentSheet

_UNCARRIED = frozenset((None, "denied"))


def write_incident_acled(
    sheets: Iterable[IncidentSheet], out: BinaryIO, known: KnownActor, *, hxl: bool = False
) -> int:
    """Write the table, with `hxl` a row of HXL's tags below the heads; gives the number of rows without that."""
    tags = [[HXL.get(name, "") for name in COLUMNS]] if hxl else []
    rows = ([row.get(name) for name in COLUMNS] for row in _rows(sheets, known))
    return write_table(COLUMNS, chain(tags, rows), out) - len(tags)


def _rows(sheets: Iterable[IncidentSheet], known: KnownActor) -> Iterator[Mapping[str, Any]]:
    for sheet in sheets:
        if find_codes(sheet.record["type"]).acled_event_type and name_status(sheet.record) not in _UNCARRIED:
            yield _row(sheet, known)


def _row(sheet: IncidentSheet, known: KnownActor) -> dict[str, Any]:
    record, codes = sheet.record, find_codes(sheet.record["type"])
    sides = find_incident_sides(record, known)
    event, start = codes.acled_event_type or "", record["from"]
    sub_event = codes.acled_sub_event_type or find_sub_event(record["type"], sides)
    _, precision = code_days(record)
    total = find_total(record, "killed")
    row = {
        "event_id_cnty": record["id"],
        "event_date": start,
        "year": int(start[:4]) if start else None,
        "time_precision": precision,
        "disorder_type": find_disorder(event, sub_event),
        "event_type": event,
        "sub_event_type": sub_event,
        "source": list_told(record, "publisher"),
        "notes": _notes(record),
        "fatalities": total.best if total else None,
        "tags": _tags(record),
        "timestamp": _moment(sheet),
    }
    return row | actor_columns(sides, event) | place_columns(code_place(record))


def _notes(record: Record) -> str:
    """The sentence of the first account that carries the incident, and what is disputed."""
    carrying = set(record["grade"]["carried_by"])
    told = (one for one in record["accounts"] if one["claim"] in carrying and one["type"] == record["type"])
    first = next(told, record["accounts"][0])
    return " ".join([first["sentence"], *(f"Disputed: {dispute['says']}" for dispute in record["disputes"])])


def _tags(record: Record) -> str:
    """How well it is told and how reliably, for which ACLED has no columns."""
    grade = record["grade"]
    disputes = ",".join(dict.fromkeys(dispute["slot"] for dispute in record["disputes"]))
    told = {
        "origins": record["origins"],
        "reports": len(record["reports"]),
        "status": grade["status"],
        "airwars": grade["airwars"],
        "admiralty": grade["admiralty"],
        "disputes": disputes,
    }
    return JOINT.join(f"{name}={value}" for name, value in told.items() if value)


def _moment(sheet: IncidentSheet) -> int | None:
    """When the ledger learnt the last of it."""
    moments = [(claim.recorded or claim.report.recorded).timestamp() for claim in sheet.claims]
    return int(max(moments)) if moments else None
