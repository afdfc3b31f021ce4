"""Countries and areas on the map."""

import math

import pytest

from sayso.codebook.countries import list_countries
from sayso.gazetteer.tables import AREA_KINDS, load_areas, load_country_areas, load_region_names


def _kilometres(one: tuple[float, float], two: tuple[float, float]) -> float:
    a, b, c, d = map(math.radians, (*one, *two))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(math.sqrt(h))


def test_every_country_of_the_codebook_has_its_point() -> None:
    assert set(list_countries()) <= set(load_country_areas())


def test_territories_have_a_name_of_their_own() -> None:
    known = list_countries()
    assert all(area.name for code, area in load_country_areas().items() if code not in known)


def test_points_lie_in_their_extents() -> None:
    for area in (*load_country_areas().values(), *load_areas().values()):
        south, west, north, east = area.extent
        assert south <= area.point[0] <= north, area
        assert west <= area.point[1] <= east, area


def test_areas_are_of_known_kinds_and_countries() -> None:
    known = load_country_areas()
    for area in load_areas().values():
        assert area.kind in AREA_KINDS
        assert set(area.countries) <= set(known)


@pytest.mark.parametrize(
    ("one", "two", "least", "most"),
    [("FRA", "DEU", 500, 1100), ("UKR", "RUS", 3000, 6000), ("SYR", "IRQ", 300, 800), ("AUS", "NZL", 3000, 4500)],
)
def test_known_distances(one: str, two: str, least: float, most: float) -> None:
    areas = load_country_areas()
    assert least < _kilometres(areas[one].point, areas[two].point) < most


def test_names_of_regions_are_of_known_countries() -> None:
    known = load_country_areas()
    for (country, region), names in load_region_names().items():
        assert country in known
        assert names, region
        assert region not in names
