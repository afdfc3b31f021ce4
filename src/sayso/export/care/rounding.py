"""Coordinates no finer than a grid of so many kilometres."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sayso.model import StoredClaim

KM_PER_DEGREE = 111.195
"""Of latitude, on a sphere of the Earth's mean radius."""
_DECIMALS = 4
_ORDER = ("point", "settlement", "district", "region", "country")
# How exact a place on a grid of so many kilometres can be: a town is a few kilometres wide, a district some tens.
_FINEST = ((50.0, "region"), (5.0, "district"), (0.0, "settlement"))
_UCDP = {"settlement": 1, "district": 2, "region": 4, "country": 6}
_ACLED = {"settlement": 1, "district": 2, "region": 3, "country": 3}
_VAGUE = 5


def round_claim(claim: StoredClaim, km: float) -> StoredClaim:
    """The claim with its places on a grid of about `km` kilometres, their precision no finer than that.

    The gazetteer's ids, which would give the exact places away, are left out.
    """
    places = [round_place(place, km) for place in claim.record["places"]]
    return replace(claim, record={**claim.record, "places": places})


def round_point(latitude: float, longitude: float, km: float) -> tuple[float, float]:
    """The nearest point of a grid of about `km` kilometres, in degrees.

    >>> round_point(36.2012, 37.1612, 10)
    (36.2426, 37.1316)
    """
    step = km / KM_PER_DEGREE
    north = max(-90.0, min(90.0, round(latitude / step) * step))
    across = min(step / max(math.cos(math.radians(north)), 0.01), 360.0)
    east = round(longitude / across) * across
    east = (east + 180.0) % 360.0 - 180.0 if abs(east) > 180.0 else east
    return round(north, _DECIMALS) + 0.0, round(east, _DECIMALS) + 0.0  # no negative zero


def round_place(place: Mapping[str, Any], km: float) -> dict[str, Any]:
    """The place of a claim's record on a grid of about `km` kilometres, its precision no finer than that."""
    if place["latitude"] is None or place["longitude"] is None:
        return {**place, "gazetteer": None}
    latitude, longitude = round_point(place["latitude"], place["longitude"], km)
    finest = next(name for least, name in _FINEST if km >= least)
    precision = place["precision"]
    if precision is not None and _ORDER.index(precision) < _ORDER.index(finest):
        precision = finest
    where = place["where_prec"]
    return {
        **place,
        "latitude": latitude,
        "longitude": longitude,
        "precision": precision,
        "where_prec": where if where is None or where >= _VAGUE else max(where, _UCDP.get(precision, where)),
        "geo_precision": max(place["geo_precision"] or 1, _ACLED.get(precision, 1)) if precision else None,
        "gazetteer": None,
    }
