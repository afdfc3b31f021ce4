"""GeoJSON (RFC 7946): a feature for each claim, longitude before latitude."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, BinaryIO

from sayso.export.formats.columns import COLUMNS
from sayso.export.lines import format_json
from sayso.export.stored import format_moment
from sayso.model import StoredClaim


def write_geojson(claims: Iterable[StoredClaim], out: BinaryIO) -> int:
    """Write a FeatureCollection, a feature a line, each as soon as it comes; gives the number of features."""
    return write_features(map(make_feature, claims), out)


def write_features(features: Iterable[Mapping[str, Any]], out: BinaryIO) -> int:
    """The same of features that are made already."""
    out.write(b'{"type": "FeatureCollection", "features": [')
    written = 0
    for feature in features:
        out.write((",\n" if written else "\n").encode() + format_json(feature).encode("utf-8"))
        written += 1
    out.write(b"\n]}\n")
    return written


def make_feature(claim: StoredClaim) -> dict[str, Any]:
    """One claim as a feature: a point, several points where it has several places, none where none could be told."""
    return {
        "type": "Feature",
        "id": claim.id,
        "geometry": _geometry(claim.record),
        "properties": {column.name: make_plain(column.get(claim)) for column in COLUMNS},
    }


def _geometry(record: Mapping[str, Any]) -> dict[str, Any] | None:
    points = [[place["longitude"], place["latitude"]] for place in record["places"] if place["latitude"] is not None]
    if not points:
        return None
    return (
        {"type": "Point", "coordinates": points[0]}
        if len(points) == 1
        else {"type": "MultiPoint", "coordinates": points}
    )


def make_plain(value: Any) -> Any:
    """A value as JSON has it: days and moments as text."""
    if isinstance(value, datetime):
        return format_moment(value)
    return value.isoformat() if isinstance(value, date) else value
