"""Incidents as lines of a list: what is left of one that was made once it is in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sayso.export.incident_rows import IncidentRow, list_incidents
from sayso.model import Incident
from sayso.web.rendering import section_of


@dataclass(frozen=True, slots=True)
class Line:
    """One incident in a list. `place` is where it was by the place's own name, `last` the day on which it ended."""

    row: IncidentRow
    section: int
    contested: bool
    place: str
    last: date | None


def make_lines(incidents: Sequence[Incident]) -> tuple[Line, ...]:
    """Incidents as lines of a list."""
    return tuple(
        Line(
            row,
            section_of(incident.type),
            incident.contested,
            incident.place.name if incident.place else "",
            incident.last,
        )
        for row, incident in zip(list_incidents(incidents), incidents, strict=True)
    )
