"""Where it happened, and whether it was in one town on one day."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.reconcile.items import Item, Spot
from tests.reconcile.items import find_level, make_linked

AT_ORLIVKA = make_linked("a", "Rebels shelled the mill at Orlivka.")
_UKRAINE = AT_ORLIVKA.spot.country if AT_ORLIVKA.spot else 0


def _at(
    latitude: float, longitude: float, *, key: int = 7, radius_km: float = 6.0, country: int = 9, carried: bool = False
) -> Item:
    item = make_linked("b", "Rebels shelled the mill at Orlivka.")
    return replace(item, spot=Spot(key, latitude, longitude, radius_km, country), spot_carried=carried)


CARRIED = replace(AT_ORLIVKA, id="b", spot_carried=True)
NOWHERE = replace(AT_ORLIVKA, id="b", spot=None)
REGION = _at(48.9, 37.5, radius_km=120.0)


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        pytest.param(AT_ORLIVKA, replace(AT_ORLIVKA, id="b"), "same", id="same-town"),
        pytest.param(AT_ORLIVKA, CARRIED, "same_carried", id="same-town-carried"),
        pytest.param(REGION, replace(REGION, id="a"), "same_wide", id="same-region"),
        pytest.param(AT_ORLIVKA, _at(48.1, 37.5), "touching", id="11-km"),
        pytest.param(AT_ORLIVKA, REGION, "inside", id="within-the-region"),
        pytest.param(AT_ORLIVKA, _at(10.0, 10.0, radius_km=600.0, country=_UKRAINE), "inside", id="of-the-country"),
        pytest.param(AT_ORLIVKA, _at(48.3, 37.5), "near", id="33-km"),
        pytest.param(AT_ORLIVKA, _at(49.0, 37.5), "apart", id="111-km"),
        pytest.param(AT_ORLIVKA, _at(49.0, 37.5, carried=True), "apart_carried", id="111-km-carried"),
        pytest.param(AT_ORLIVKA, NOWHERE, "unknown", id="not-known"),
    ],
)
def test_place(one: Item, other: Item, level: str) -> None:
    assert find_level("place", one, other) == level


@pytest.mark.parametrize(
    ("other", "level"),
    [
        pytest.param(replace(AT_ORLIVKA, id="b"), "same", id="town-and-day"),
        pytest.param(CARRIED, "same_carried", id="town-carried"),
        pytest.param(replace(AT_ORLIVKA, id="b", time_carried=True), "same_carried", id="day-carried"),
        pytest.param(_at(49.0, 37.5), "apart", id="towns-far-apart"),
        pytest.param(_at(49.0, 37.5, carried=True), "other", id="towns-far-apart-as-carried"),
        pytest.param(_at(48.3, 37.5), "other", id="towns-near"),
        pytest.param(REGION, "other", id="no-town"),
        pytest.param(make_linked("b", "Rebels shelled the mill.", day=None), "other", id="no-day"),
    ],
)
def test_setting(other: Item, level: str) -> None:
    assert find_level("setting", AT_ORLIVKA, other) == level
