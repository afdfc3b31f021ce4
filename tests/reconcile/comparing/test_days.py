"""When it happened: told, carried over, or known from the day of the report alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from sayso.reconcile.items import Item
from tests.reconcile.items import FIRST, find_level, make_linked

ON_DAY_3 = make_linked("a", "Rebels shelled the mill at Orlivka.", day=3, out=4)


def _on(day: int | None, *, out: int | None = 4, length: int = 0, carried: bool = False) -> Item:
    item = make_linked("b", "Rebels shelled the mill at Orlivka.", day=day, out=out)
    last = (FIRST + timedelta(day + length)).toordinal() if day is not None else None
    return replace(item, last=last, time_carried=carried)


@pytest.mark.parametrize(
    ("other", "level"),
    [
        pytest.param(_on(3), "same_day", id="same-day"),
        pytest.param(_on(3, carried=True), "same_day_carried", id="same-day-carried"),
        pytest.param(_on(2, length=60), "longer", id="two-months"),
        pytest.param(_on(2, length=5), "meets", id="a-week"),
        pytest.param(_on(4), "next_day", id="next-day"),
        pytest.param(_on(6), "near", id="three-days-later"),
        pytest.param(_on(0), "near", id="three-days-before"),
        pytest.param(_on(7), "apart", id="four-days-later"),
        pytest.param(_on(4, carried=True), "next_day_carried", id="next-day-carried"),
        pytest.param(_on(5, carried=True), "apart_carried", id="two-days-later-carried"),
        pytest.param(_on(None, out=None), "no_dates", id="nothing-known"),
        pytest.param(_on(None, out=5), "same_day_out", id="reports-a-day-apart"),
        pytest.param(_on(None, out=7), "days_out", id="reports-three-days-apart"),
        pytest.param(_on(None, out=14), "week_out", id="reports-ten-days-apart"),
        pytest.param(_on(None, out=15), "far_out", id="reports-farther-apart"),
    ],
)
def test_time(other: Item, level: str) -> None:
    assert find_level("time", ON_DAY_3, other) == level
