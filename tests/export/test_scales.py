"""The scale of numbers that are drawn side by side."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.export.scales import Scale

_NUMBERS = st.lists(st.floats(0, 1e30), max_size=8)


@pytest.mark.parametrize(
    ("numbers", "logarithmic"),
    [
        pytest.param([], False, id="none"),
        pytest.param([0.0], False, id="nought"),
        pytest.param([1.0, 10.0, 400.0], False, id="forty-times-the-middle"),
        pytest.param([1.0, 10.0, 401.0], True, id="more-than-forty-times"),
        pytest.param([0.0, 0.0, 10.0, 401.0], False, id="noughts-do-not-count"),
    ],
)
def test_whether_it_is_logarithmic(numbers: list[float], logarithmic: bool) -> None:
    assert Scale(numbers).logarithmic is logarithmic


@given(_NUMBERS)
def test_numbers_lie_on_the_scale_in_their_order(numbers: list[float]) -> None:
    scale = Scale(numbers)
    shares = [scale.share(number) for number in sorted(numbers)]
    assert shares == sorted(shares)
    assert all(0 <= share <= 1 for share in shares)


@given(_NUMBERS)
def test_ticks_are_few_and_end_before_the_scale_does(numbers: list[float]) -> None:
    scale = Scale(numbers)
    ticks = scale.ticks()
    assert ticks[0] == 0
    assert ticks == sorted(set(ticks))
    assert ticks[-1] <= scale.most
    assert len(ticks) <= (33 if scale.logarithmic else 7)
