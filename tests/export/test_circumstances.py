"""Where, when and how many, in words."""

from datetime import date

import pytest

from sayso.export.circumstances import name_place, name_quantity, name_time
from sayso.model import PlacePrecision, QuantityRole
from tests.make import make_place, make_quantity, make_time


@pytest.mark.parametrize(
    ("words", "latitude", "precision", "name"),
    [
        ("Azaz", 36.6, "settlement", "Azaz (SYR)"),
        ("northern Tarn", 36.6, "region", "northern Tarn (SYR)"),
        ("Azaz", None, "settlement", "Azaz (not located)"),
    ],
)
def test_place(words: str, latitude: float | None, precision: PlacePrecision, name: str) -> None:
    assert name_place(make_place(words, words, latitude, precision=precision)) == name


def test_a_country_is_not_named_twice() -> None:
    assert name_place(make_place("Syria", "Syria", 35.0, precision="country")) == "Syria"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2024, 8, 6), date(2024, 8, 6), "6 Aug 2024"),
        (date(2024, 8, 5), date(2024, 8, 11), "5–11 Aug 2024"),
        (date(2024, 7, 30), date(2024, 8, 2), "30 Jul – 2 Aug 2024"),
        (date(2023, 12, 30), date(2024, 1, 2), "30 Dec 2023 – 2 Jan 2024"),
        (date(2024, 1, 1), date(2024, 12, 31), "2024"),
        (date(2020, 1, 1), date(2024, 12, 31), "2020–2024"),
        (None, date(2016, 12, 31), "until 31 Dec 2016"),
        (date(2022, 1, 1), None, "from 1 Jan 2022"),
        (None, None, "“lately”"),
    ],
)
def test_time(first: date | None, last: date | None, words: str) -> None:
    assert name_time(make_time("lately", "lately", first, last)) == words


@pytest.mark.parametrize(
    ("low", "high", "unit", "role", "words"),
    [
        (1, 1, "person", "killed", "1 person killed"),
        (43, None, "person", "killed", "43 or more people killed"),
        (None, 20, "km", "distance", "up to 20 km"),
        (200000, 200000, "person", "displaced", "200,000 people displaced"),
        (2, 4, "factory", "destroyed", "2–4 factories destroyed"),
        (3, 3, "bus", "hit", "3 buses hit"),
        (None, None, "", "other", "many"),
    ],
)
def test_quantity(low: int | None, high: int | None, unit: str, role: QuantityRole, words: str) -> None:
    assert name_quantity(make_quantity("many", "many", low, high, unit=unit, role=role)) == words
