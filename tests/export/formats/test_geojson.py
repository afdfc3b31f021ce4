"""GeoJSON: it is valid, longitude comes first, what has no place has no geometry."""

import json

import jsonschema

from tests.export.formats.invented import make_claims, make_raid, write
from tests.make import make_place, make_stored_claim

POSITION = {"type": "array", "prefixItems": [{"minimum": -180, "maximum": 180}, {"minimum": -90, "maximum": 90}], "minItems": 2, "maxItems": 2}  # fmt: skip  # noqa: E501
SCHEMA = {
    "type": "object",
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "type": {"const": "Feature"},
                    "id": {"type": "string"},
                    "geometry": {
                        "oneOf": [
                            {"type": "null"},
                            {"properties": {"type": {"const": "Point"}, "coordinates": POSITION}, "type": "object"},
                            {
                                "properties": {
                                    "type": {"const": "MultiPoint"},
                                    "coordinates": {"type": "array", "items": POSITION, "minItems": 2},
                                },
                                "type": "object",
                            },
                        ]
                    },
                    "properties": {"type": "object", "required": ["id", "type", "sentence"]},
                },
                "required": ["type", "id", "geometry", "properties"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["type", "features"],
    "additionalProperties": False,
}


def test_it_is_valid() -> None:
    jsonschema.validate(json.loads(write("geojson", make_claims())), SCHEMA)
    jsonschema.validate(json.loads(write("geojson", [])), SCHEMA)


def test_longitude_comes_first() -> None:
    (feature,) = json.loads(write("geojson", [make_raid()]))["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [5.25, 60.5]}
    assert feature["properties"]["agent_names"] == ["Amber Front"]
    assert feature["properties"]["published"] == "2026-03-07"
    assert feature["properties"]["killed_low"] == 3


def test_several_places_are_several_points_and_none_is_null() -> None:
    text = "Shells fell on Tarn, Qorvale and Ume."
    places = [make_place(text, "Tarn", 60.5, 5.25), make_place(text, "Ume", 63.8, 20.2), make_place(text, "Qorvale")]
    several = make_stored_claim(text, "fell", "shelling", places=places)
    unplaced = make_stored_claim(text, "fell", "shelling", places=places[2:])
    one, other = json.loads(write("geojson", [several, unplaced]))["features"]
    assert one["geometry"] == {"type": "MultiPoint", "coordinates": [[5.25, 60.5], [20.2, 63.8]]}
    assert other["geometry"] is None


def test_a_feature_a_line() -> None:
    assert len(write("geojson", make_claims()).splitlines()) == len(make_claims()) + 2
