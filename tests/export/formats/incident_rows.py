"""Invented incidents as the formats take them, and the rows that come of them."""

from __future__ import annotations

import csv
import io
from typing import Any

from sayso.export.formats import INCIDENT_FORMATS, Writing
from sayso.export.incident_sheets import IncidentSheet, make_sheet
from sayso.model import StoredClaim
from sayso.reconcile.incident import make_incident
from tests.export.formats.invented import ACTORS


def make_incident_sheet(*claims: StoredClaim) -> IncidentSheet:
    """The incident of these claims, with them."""
    return make_sheet(make_incident(claims), claims)


def write_incidents(format: str, *sheets: IncidentSheet, hxl: bool = False) -> str:
    """What a format makes of these incidents."""
    out = io.BytesIO()
    INCIDENT_FORMATS[format].write(sheets, out, Writing(known=ACTORS.get, hxl=hxl))
    return out.getvalue().decode("utf-8")


def read_rows(format: str, *sheets: IncidentSheet) -> list[dict[str, Any]]:
    """The rows of a table of these incidents."""
    return list(csv.DictReader(io.StringIO(write_incidents(format, *sheets), newline="")))
