"""GeoJSON (RFC 7946): a feature for each incident, longitude before latitude."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from sayso.export.formats.geojson import make_plain, write_features
from sayso.export.formats.incident_columns import INCIDENT_COLUMNS
from sayso.export.incident_sheets import IncidentSheet


def write_incident_geojson(sheets: Iterable[IncidentSheet], out: BinaryIO) -> int:
    """Write a FeatureCollection, a feature a line, each as soon as it comes; gives the number of features."""
    return write_features(map(make_incident_feature, sheets), out)


def make_incident_feature(sheet: IncidentSheet) -> dict[str, Any]:
    """One incident as a feature: a point, or no geometry where the place could not be told."""
    place = sheet.record["place"] or {}
    located = place.get("latitude") is not None
    return {
        "type": "Feature",
        "id": sheet.record["id"],
        "geometry": {"type": "Point", "coordinates": [place["longitude"], place["latitude"]]} if located else None,
        "properties": {column.name: make_plain(column.get(sheet.record)) for column in INCIDENT_COLUMNS},
    }
