"""Claims and incidents in the formats that others read: tables of conflict data, maps, linked data, columns."""

from sayso.export.formats.incident_writing import INCIDENT_FORMATS, IncidentFormat, find_incident_format
from sayso.export.formats.writing import FORMATS, Format, Writing, find_format

__all__ = [
    "FORMATS",
    "INCIDENT_FORMATS",
    "Format",
    "IncidentFormat",
    "Writing",
    "find_format",
    "find_incident_format",
]
