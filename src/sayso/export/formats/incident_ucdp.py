"""UCDP GED's 49 columns: one row for each incident of violence in which people were killed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from sayso.codebook.incidents import load_incident_rules
from sayso.export.formats.cells import write_table
from sayso.export.formats.crosswalk import AS_FACT, KnownActor, load_crosswalk
from sayso.export.formats.incident_columns import (
    Record,
    code_days,
    code_place,
    find_total,
    list_told,
    name_status,
)
from sayso.export.formats.incident_parties import find_incident_sides
from sayso.export.formats.sides import Side, Sides
from sayso.export.formats.ucdp import COLUMNS, place_columns, side_columns
from sayso.export.incident_sheets import IncidentSheet

_EXACT_DAYS = 2
_UNCARRIED = frozenset((None, "denied"))
_FIGHTERS = frozenset(("fighter", "soldier"))
_PERSON = "person"


def write_incident_ucdp(sheets: Iterable[IncidentSheet], out: BinaryIO, known: KnownActor) -> int:
    """Write the table; gives the number of rows, which is smaller than that of the incidents."""
    rows = ([row.get(name) for name in COLUMNS] for row in _rows(sheets, known))
    return write_table(COLUMNS, rows, out)


def _rows(sheets: Iterable[IncidentSheet], known: KnownActor) -> Iterator[Mapping[str, Any]]:
    for sheet in sheets:
        if is_deadly_incident(sheet.record):
            yield _row(sheet, known)


def is_deadly_incident(record: Record) -> bool:
    """Whether somebody tells as a fact of violence in which people were killed.

    Where no number is told, a claim of a killing is enough.
    """
    if name_status(record) in _UNCARRIED or record["type"] not in load_crosswalk().deadly:
        return False
    total = find_total(record, "killed")
    if total is not None:
        return total.best != 0 or (total.high or 0) > 0
    return any(one["type"] == "killing" and one["factuality"] in AS_FACT for one in record["accounts"])


def _row(sheet: IncidentSheet, known: KnownActor) -> dict[str, Any]:
    record = sheet.record
    sides = find_incident_sides(record, known)
    reports = list({claim.report.id: claim.report for claim in sheet.claims}.values())
    precision, _ = code_days(record)
    row = {
        "id": record["id"],
        "year": int(record["from"][:4]) if record["from"] else None,
        **side_columns(sides),
        "number_of_sources": record["origins"],
        "source_article": [", ".join(part for part in (report.title, report.url) if part) for report in reports],
        "source_office": list_told(record, "publisher"),
        "source_date": [report.published for report in reports],
        "source_headline": [report.title for report in reports],
        "source_original": list_told(record, "source"),
        "event_clarity": _clarity(record, precision),
        "date_prec": precision,
        "date_start": record["from"],
        "date_end": record["to"],
    }
    return row | place_columns(code_place(record)) | _deaths(record, sides)


def _clarity(record: Record, precision: int | None) -> int:
    """1 where it is told with its place and its days, 2 where it is vague."""
    located = (record["place"] or {}).get("latitude") is not None
    return 1 if precision is not None and precision <= _EXACT_DAYS and located else 2


def _deaths(record: Record, sides: Sides) -> dict[str, Any]:
    """The figures, and who was killed as far as the words tell; the rest is unknown."""
    total = find_total(record, "killed")
    if total is None:
        return {}
    found: dict[str, Any] = {"low": total.low, "best": total.best, "high": total.high}
    if total.best is None:
        return found
    people = dict.fromkeys(("a", "b", "civilians", "unknown"), 0)
    for part in total.parts:
        people[_whose(part, sides)] += part["best"]
    return found | {f"deaths_{who}": number for who, number in people.items()}


def _whose(part: Record, sides: Sides) -> str:
    unit = part["unit"] or _PERSON
    if unit in load_incident_rules().people - _FIGHTERS - {_PERSON}:
        return "civilians"
    if part["whose"]:
        sided = (("a", sides.first), ("b", sides.second))
        return next((name for name, side in sided if _is_among(part["whose"], side)), "unknown")
    return "b" if unit in _FIGHTERS and sides.second and not sides.second[0].is_civilian else "unknown"


def _is_among(name: str, side: Iterable[Side]) -> bool:
    return any(name.casefold() in {one.name.casefold(), str(one.mention["name"]).casefold()} for one in side)
