"""The formats of incidents by their names, and the one way to write incidents in any of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from sayso.export.formats.incident_acled import write_incident_acled
from sayso.export.formats.incident_columns import write_sheet_table
from sayso.export.formats.incident_geojson import write_incident_geojson
from sayso.export.formats.incident_ucdp import write_incident_ucdp
from sayso.export.formats.writing import Writing
from sayso.export.incident_sheets import IncidentSheet, shorten_detail
from sayso.export.lines import format_json
from sayso.model import InputError


@dataclass(frozen=True, slots=True)
class IncidentFormat:
    """One format: what it is, and what writes it."""

    about: str
    write: Callable[[Iterable[IncidentSheet], BinaryIO, Writing], int]


def _write_json(sheets: Iterable[IncidentSheet], out: BinaryIO, _how: Writing) -> int:
    written = 0
    for sheet in sheets:
        out.write(format_json(shorten_detail(sheet.record)).encode("utf-8") + b"\n")
        written += 1
    return written


INCIDENT_FORMATS: Mapping[str, IncidentFormat] = {
    "csv": IncidentFormat("all values, for spreadsheets", lambda sheets, out, _how: write_sheet_table(sheets, out)),
    "json": IncidentFormat("the whole record, a line an incident", _write_json),
    "ucdp": IncidentFormat(
        "UCDP GED's 49 columns", lambda sheets, out, how: write_incident_ucdp(sheets, out, how.known)
    ),
    "acled": IncidentFormat(
        "ACLED's 31 columns", lambda sheets, out, how: write_incident_acled(sheets, out, how.known, hxl=how.hxl)
    ),
    "geojson": IncidentFormat("points for a map", lambda sheets, out, _how: write_incident_geojson(sheets, out)),
}


def find_incident_format(name: str) -> IncidentFormat:
    """The format of this name. InputError for a name that is none."""
    found = INCIDENT_FORMATS.get(name)
    if found is None:
        remedy = f"known are {', '.join(INCIDENT_FORMATS)}"
        raise InputError("no-such-format", f"{name!r} is no format of incidents", remedy=remedy)
    return found
