"""The publisher's country."""

import pytest

import sayso
from sayso.extract.places.home import home_of
from tests.make import make_report


@pytest.mark.parametrize(
    ("url", "country"),
    [
        ("https://gazette.example.uk/1", "GBR"),
        ("https://tarn.example.ng", "NGA"),
        ("https://tarn.example", ""),
        ("https://tarn.tv/1", ""),
        ("http://[broken", ""),
        (None, ""),
    ],
)
def test_home(url: str | None, country: str) -> None:
    assert home_of(make_report("A mill burned.", url=url)) == country


def test_a_namesake_at_home_is_meant() -> None:
    def country(url: str) -> str:
        (place,) = sayso.read("A mill burned down in Hamilton.", any_language=True, url=url).places
        return place.at.country if place.at else ""

    assert (country("https://tarn.example.nz/1"), country("https://tarn.example.ca/1")) == ("NZL", "CAN")
