"""The strip of days."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.export.days import WIDTH, Strip, make_strip
from sayso.model import Time
from tests.make import make_time

PUBLISHED = date(2024, 8, 15)


def _time(first: date | None, last: date | None = None) -> Time:
    return make_time("then", "then", first, last)


def _strip(*times: Time, published: date | None = PUBLISHED) -> Strip:
    found = make_strip(list(enumerate(times)), published)
    assert found is not None
    return found


def test_a_day_is_a_bar_before_the_day_of_publication() -> None:
    strip = _strip(_time(date(2024, 8, 12), date(2024, 8, 12)))
    (bar,) = strip.bars
    assert strip.published is not None
    assert bar.x < bar.x + bar.width <= strip.published
    assert (bar.title, bar.claim, bar.open_left, bar.open_right) == ("12 Aug 2024", 0, False, False)


def test_overlapping_days_lie_one_under_the_other() -> None:
    strip = _strip(_time(date(2024, 8, 10), date(2024, 8, 13)), _time(date(2024, 8, 12), date(2024, 8, 14)))
    assert len({bar.y for bar in strip.bars}) == 2


def test_open_ends_show() -> None:
    strip = _strip(_time(date(2024, 8, 12), date(2024, 8, 13)), _time(None, date(2024, 8, 13)))
    assert [bar.open_left for bar in sorted(strip.bars, key=lambda bar: bar.claim)] == [False, True]


def test_what_lies_far_off_is_told_beside_it() -> None:
    strip = _strip(
        _time(date(2024, 8, 12), date(2024, 8, 12)), make_time("y", "y", date(1999, 1, 1), date(1999, 12, 31))
    )
    assert strip.others == (("1999", 1),)


@pytest.mark.parametrize("days", [1, 12, 30, 60, 119, 300])
def test_labels_of_days_do_not_overlap(days: int) -> None:
    day = timedelta(days=1)
    strip = _strip(_time(PUBLISHED - days * day, PUBLISHED - days * day), _time(PUBLISHED - day, PUBLISHED - day))
    places = [(tick.x, len(tick.label) * 6.5) for tick in strip.ticks]
    assert len(places) >= 2
    assert all(x + wide / 2 < y - other / 2 for (x, wide), (y, other) in itertools.pairwise(places))


def test_no_day_no_strip() -> None:
    assert make_strip([(0, _time(None))], PUBLISHED) is None


@given(
    st.lists(st.tuples(st.none() | st.dates(), st.none() | st.dates()), min_size=1, max_size=8), st.none() | st.dates()
)
def test_any_days_make_a_strip(ends: list[tuple[date | None, date | None]], published: date | None) -> None:
    ordered = [tuple(sorted(pair)) if all(pair) else pair for pair in ends]  # type: ignore[type-var]
    strip = make_strip([(k, _time(*pair)) for k, pair in enumerate(ordered)], published)
    if strip is None:
        assert not any(any(pair) for pair in ordered)
        return
    assert all(bar.x >= 0 and bar.width > 0 and bar.x + bar.width <= WIDTH + 3 for bar in strip.bars)
    assert len(strip.bars) + len(strip.others) == sum(any(pair) for pair in ordered)
