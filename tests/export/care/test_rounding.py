"""Coordinates on a grid: how far they move, and that nothing finer is left."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.export.care.rounding import KM_PER_DEGREE, round_claim, round_point
from tests.make import make_place, make_stored_claim

TEXT = "Shells fell on Tarn."
LATITUDES, LONGITUDES = st.floats(-85, 85), st.floats(-180, 180)


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    north = math.radians(other[0] - one[0])
    east = math.radians(other[1] - one[1])
    narrow = math.cos(math.radians(one[0])) * math.cos(math.radians(other[0]))
    half = math.sin(north / 2) ** 2 + narrow * math.sin(east / 2) ** 2
    return 2 * math.degrees(math.asin(min(1.0, math.sqrt(half)))) * KM_PER_DEGREE


@given(LATITUDES, LONGITUDES, st.sampled_from([1.0, 5.0, 10.0, 50.0]))
def test_no_point_moves_by_more_than_a_cell(latitude: float, longitude: float, km: float) -> None:
    moved = round_point(latitude, longitude, km)
    assert -90 <= moved[0] <= 90
    assert -180 <= moved[1] <= 180
    assert _distance((latitude, longitude), moved) <= km


@given(LATITUDES, LONGITUDES)
def test_rounding_twice_changes_nothing(latitude: float, longitude: float) -> None:
    once = round_point(latitude, longitude, 10)
    assert round_point(*once, 10) == pytest.approx(once, abs=2e-4)


def test_neighbours_become_one() -> None:
    assert round_point(36.201, 37.161, 20) == round_point(36.21, 37.17, 20)


@pytest.mark.parametrize(
    ("precision", "km", "expected", "where", "geo"),
    [
        ("point", 1, "settlement", 1, 1),
        ("settlement", 1, "settlement", 1, 1),
        ("settlement", 5, "district", 2, 2),
        ("settlement", 50, "region", 4, 3),
        ("district", 10, "district", 2, 2),
        ("region", 10, "region", 4, 3),
        ("country", 100, "country", 6, 3),
    ],
)
def test_precision_is_no_finer_than_the_grid(precision: str, km: float, expected: str, where: int, geo: int) -> None:
    place = make_place(TEXT, "Tarn", 60.5, 5.25, precision=precision)  # type: ignore[arg-type]
    (shown,) = round_claim(make_stored_claim(TEXT, "fell", "shelling", places=[place]), km).record["places"]
    assert (shown["precision"], shown["where_prec"], shown["geo_precision"]) == (expected, where, geo)
    assert shown["gazetteer"] is None
    assert (shown["latitude"], shown["longitude"]) == round_point(60.5, 5.25, km)


def test_a_place_that_could_not_be_told_stays_so() -> None:
    claim = make_stored_claim(TEXT, "fell", "shelling", places=[make_place(TEXT, "Tarn")])
    (shown,) = round_claim(claim, 10).record["places"]
    assert (shown["latitude"], shown["longitude"], shown["precision"]) == (None, None, None)
