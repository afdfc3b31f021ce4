"""The rows of the index. All places are invented."""

import pytest

from sayso.gazetteer.making import Row
from sayso.gazetteer.packing import district_rows, region_rows


def _town(name: str, latitude: float, *, population: int = 5000, also: tuple[str, ...] = ()) -> Row:
    return Row(1, name, latitude, 10.0, "SDN", "Northern Vale", population=population, also=also)


def test_a_region_stands_at_the_mean_of_its_settlements_with_both_forms_of_its_name() -> None:
    (region,) = region_rows([_town("Tarn", 10.0), _town("Marl", 20.0)], {})
    assert (region.latitude, region.population) == (15.0, 10_000)
    assert "North Vale" in region.also


def test_a_region_goes_by_the_other_names_of_the_town_that_is_called_as_it_is() -> None:
    town = _town("Ar-Tarnah", 10.0, population=90_000, also=("Northern Vale", "Tarna"))
    (region,) = region_rows([town], {})
    assert {"Ar-Tarnah", "Tarna"} <= set(region.also)


@pytest.mark.parametrize(
    ("county", "names"),
    [("Hovel County", [("Hovel County", ("Hovel",))]), ("Hovel", [("Hovel", ())]), ("Tarn", [])],
)
def test_districts_but_those_that_a_town_in_them_stands_for(
    county: str, names: list[tuple[str, tuple[str, ...]]]
) -> None:
    listed = [
        {
            "country_code": "SD",
            "latitude": at,
            "longitude": 10.0,
            "state": "Northern Vale",
            "county": county,
            "population": 7,
        }
        for at in (10.0, 12.0)
    ]
    found = list(district_rows(listed, {"SD": "SDN"}, [_town("Tarn", 10.0)]))
    assert [(row.name, row.also) for row in found] == names
    assert all((row.latitude, row.population, row.kind) == (11.0, 14, "district") for row in found)
