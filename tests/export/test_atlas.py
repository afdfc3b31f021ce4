"""The small map of a report."""

import re

import pytest

from sayso.export.atlas import WIDTH, Map, make_map
from sayso.model import Place
from tests.make import make_place

TEXT = "Azaz, Homs, Idlib, Paris and Syria."
AZAZ = make_place(TEXT, "Azaz", 36.58, 37.04)
HOMS = make_place(TEXT, "Homs", 34.72, 36.72)
IDLIB = make_place(TEXT, "Idlib", 35.93, 36.63)
PARIS = make_place(TEXT, "Paris", 48.85, 2.35, country="FRA")
SYRIA = make_place(TEXT, "Syria", 35.0, 38.0, precision="country")


def _map(places: list[Place], claims: list[tuple[int, Place]] | None = None) -> Map:
    found = make_map(places, claims or [])
    assert found is not None
    return found


def test_north_is_up_and_east_is_right() -> None:
    pins = {pin.title: pin for pin in _map([AZAZ, HOMS]).pins}
    azaz, homs = pins["Azaz (SYR)"], pins["Homs (SYR)"]
    assert azaz.y < homs.y
    assert azaz.x > homs.x


def test_towns_and_villages_show_the_land() -> None:
    found = _map([AZAZ])
    dots = re.findall(r"M(-?[\d.]+) (-?[\d.]+)h0", found.dots)
    assert len(dots) > 50
    assert all(-1 <= float(x) <= WIDTH + 1 and -1 <= float(y) <= found.height + 1 for x, y in dots)
    assert found.cities.count("M") < len(dots)


def test_a_pin_tells_its_claims() -> None:
    pins = _map([AZAZ, HOMS], [(3, AZAZ), (5, AZAZ)]).pins
    assert [(pin.title, pin.claims) for pin in pins] == [("Azaz (SYR): 2 claims", (3, 5)), ("Homs (SYR)", ())]


def test_a_distant_place_does_not_shrink_the_map() -> None:
    near, far = _map([AZAZ, HOMS, IDLIB]), _map([AZAZ, HOMS, IDLIB, PARIS], [(1, PARIS), (2, AZAZ), (3, HOMS)])
    assert far.scale_km <= 2 * near.scale_km
    assert far.beyond == (("Paris (FRA)", (1,)),)
    assert near.beyond == ()


def test_one_distant_place_is_the_map() -> None:
    assert [pin.title for pin in _map([PARIS]).pins] == ["Paris (FRA)"]


def test_labels_lie_on_the_map_and_not_on_each_other() -> None:
    crowd = [make_place(TEXT, "Azaz", 36.58 + k / 1000, 37.04 + k / 1000, country=f"C{k:02}") for k in range(20)]
    labels = [pin for pin in _map(crowd).pins if pin.label]
    assert 1 <= len(labels) < 10
    assert len({(pin.label_x, pin.label_y) for pin in labels}) == len(labels)


@pytest.mark.parametrize(
    "places",
    [[SYRIA], [make_place(TEXT, "Azaz", 89.9, 179.9), make_place(TEXT, "Homs", -89.9, -179.9)], [AZAZ] * 50],
)
def test_any_place_makes_a_map(places: list[Place]) -> None:
    found = _map(places)
    assert found.height > 0
    assert found.scale_km > 0
    assert len(found.pins) + len(found.beyond) == len(set(places))


def test_a_spot_told_twice_is_one_pin() -> None:
    hospital = make_place(TEXT, "Idlib", 36.58, 37.04, precision="district")
    (pin,) = _map([AZAZ, hospital], [(1, hospital), (2, AZAZ)]).pins
    assert (pin.title, pin.claims) == ("Azaz (SYR): 2 claims", (1, 2))


def test_large_towns_help_to_find_the_way() -> None:
    found = _map([AZAZ])
    assert "Aleppo" in {town.label for town in found.towns}
    assert not {town.label for town in found.towns} & {pin.label for pin in found.pins}


def test_nothing_located_is_no_map() -> None:
    assert make_map([make_place(TEXT, "Azaz"), make_place(TEXT, "Syria", 35.0, use="adjective")], []) is None
