"""What users write as a filter."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.ledger.filters import Count, Filter, parse_box, parse_count, parse_near
from sayso.ledger.globe import Box, Circle, distance_km
from sayso.ledger.moments import parse_moment
from sayso.model import InputError


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("killed>=10", Count("killed", ">=", 10)),
        (" wounded < 2.5 ", Count("wounded", "<", 2.5)),
        ("used=4", Count("used", "=", 4)),
    ],
)
def test_numbers(words: str, count: Count) -> None:
    assert parse_count(words) == count


@pytest.mark.parametrize("words", ["", "killed", "killed>=", ">=10", "killed>=ten", "slain>=10", "killed=>10"])
def test_what_is_no_number(words: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_count(words)
    assert caught.value.remedy


@pytest.mark.parametrize("words", ["", "1,2,3", "a,b,c,d", "37,36,34,42", "-91,0,0,0", "0,0,0,181", "nan,0,1,1"])
def test_what_is_no_box(words: str) -> None:
    with pytest.raises(InputError):
        parse_box(words)


@pytest.mark.parametrize("words", ["", "1,2", "1,2,0", "1,2,-5", "91,0,5", "0,181,5", "0,0,nan", "0,0,30000"])
def test_what_is_no_circle(words: str) -> None:
    with pytest.raises(InputError):
        parse_near(words)


def test_a_box_and_a_circle() -> None:
    assert parse_box("34,36,37,42") == Box(34, 36, 37, 42)
    assert parse_near("36.2,37.16,50") == Circle(36.2, 37.16, 50)
    assert Filter(near=parse_near("1,2,3"))
    assert not Filter()


@given(st.floats(-89, 89), st.floats(-180, 180), st.floats(0.1, 5000), st.floats(0, 360), st.floats(0, 0.999))
def test_all_of_a_circle_lies_in_its_box(lat: float, lon: float, km: float, way: float, part: float) -> None:
    north, east = _go(lat, lon, km * part, way)
    assert distance_km(lat, lon, north, east) <= km * 1.001
    box = Circle(lat, lon, km).box
    assert box.south - 1e-9 <= north <= box.north + 1e-9
    west, inside = box.west - 1e-9, box.east + 1e-9
    assert west <= east <= inside if box.west <= box.east else east >= west or east <= inside


def _go(lat: float, lon: float, km: float, way: float) -> tuple[float, float]:
    """The point so far from another in a direction (degrees)."""
    a, b, far, turn = math.radians(lat), math.radians(lon), km / 6371.0088, math.radians(way)
    north = math.asin(math.sin(a) * math.cos(far) + math.cos(a) * math.sin(far) * math.cos(turn))
    east = b + math.atan2(math.sin(turn) * math.sin(far) * math.cos(a), math.cos(far) - math.sin(a) * math.sin(north))
    return math.degrees(north), (math.degrees(east) + 180) % 360 - 180


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("2031-03-04", datetime(2031, 3, 4, 23, 59, 59, 999999, UTC)),
        ("2031-03-04T12:00Z", datetime(2031, 3, 4, 12, tzinfo=UTC)),
        ("2031-03-04T12:00", datetime(2031, 3, 4, 12, tzinfo=UTC)),
        ("2031-03-04T12:00+02:00", datetime(2031, 3, 4, 10, tzinfo=UTC)),
    ],
)
def test_moments(words: str, moment: datetime) -> None:
    assert parse_moment(words) == moment


@pytest.mark.parametrize("words", ["", "yesterday", "2031-02-30", "12:00"])
def test_what_is_no_moment(words: str) -> None:
    with pytest.raises(InputError):
        parse_moment(words)
