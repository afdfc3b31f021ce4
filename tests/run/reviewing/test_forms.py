"""The forms in which a coder writes names, days and numbers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model import InputError
from sayso.run.reviewing.forms import (
    Counted,
    Days,
    Named,
    parse_counts,
    parse_days,
    parse_named,
    show_count,
    show_days,
)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Orlivka", Named("Orlivka")),
        (" Orlivka  ", Named("Orlivka")),
        ("Orlivka (TRN)", Named("Orlivka", ("TRN",))),
        ("Orlivka (TRN, Upper Tarn)", Named("Orlivka", ("TRN", "Upper Tarn"))),
        ("Orlivka @ 48.5,-37", Named("Orlivka", (), (48.5, -37.0))),
        ("Orlivka (TRN) @48.5, 37", Named("Orlivka", ("TRN",), (48.5, 37.0))),
        ("Kafr ‘Azza", Named("Kafr ‘Azza")),
    ],
)
def test_names(words: str, named: Named) -> None:
    assert parse_named("place", words) == named


@pytest.mark.parametrize("words", ["", "()", "Orlivka (TRN", "Orlivka @", "Orlivka @ 48", "Orlivka @ 91,0", "a" * 500])
def test_what_is_no_name(words: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_named("place", words)
    assert (caught.value.slug, caught.value.where) == ("bad-value", "place")


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("2031-03-04", Days(date(2031, 3, 4), date(2031, 3, 4), "day")),
        ("2031-02", Days(date(2031, 2, 1), date(2031, 2, 28), "month")),
        ("2031-12", Days(date(2031, 12, 1), date(2031, 12, 31), "month")),
        ("2031", Days(date(2031, 1, 1), date(2031, 12, 31), "year")),
        ("2031-03-04..2031-03-06", Days(date(2031, 3, 4), date(2031, 3, 6), "day")),
        ("2031-03..2031-04", Days(date(2031, 3, 1), date(2031, 4, 30), "month")),
        ("2031..2033", Days(date(2031, 1, 1), date(2033, 12, 31), "year")),
        ("2031-03-04..", Days(date(2031, 3, 4), None, "day")),
        ("..2031-03-04", Days(None, date(2031, 3, 4), "day")),
    ],
)
def test_days(words: str, days: Days) -> None:
    assert parse_days(words) == days


@pytest.mark.parametrize("words", ["", "..", "Monday", "2031-13", "2031-02-30", "0000", "2031-03-06..2031-03-04"])
def test_what_is_no_day(words: str) -> None:
    with pytest.raises(InputError, match="is no value of it"):
        parse_days(words)


@pytest.mark.parametrize(
    ("words", "counted"),
    [
        ("killed 43", Counted("killed", Decimal(43), Decimal(43), "person")),
        ("killed 10-12 child", Counted("killed", Decimal(10), Decimal(12), "child")),
        ("wounded >=5", Counted("wounded", Decimal(5), None, "person")),
        ("wounded <=5", Counted("wounded", None, Decimal(5), "person")),
        ("distance 2.5 km", Counted("distance", Decimal("2.5"), Decimal("2.5"), "km")),
        ("destroyed 3", Counted("destroyed", Decimal(3), Decimal(3), "")),
    ],
)
def test_numbers(words: str, counted: Counted) -> None:
    assert list(parse_counts(f" {words} , ")) == [counted]


@pytest.mark.parametrize(
    "words", ["43", "43 killed", "eaten 4", "killed ten", "killed 12-10", "killed >=4-5", "killed -3"]
)
def test_what_is_no_number(words: str) -> None:
    with pytest.raises(InputError, match="is no value of it"):
        list(parse_counts(words))


_NUMBERS = st.integers(0, 10_000)


@given(
    st.sampled_from(("killed", "hit")), st.none() | _NUMBERS, st.none() | _NUMBERS, st.sampled_from(("person", "km"))
)
def test_numbers_are_shown_as_they_are_written(role: str, low: int | None, high: int | None, unit: str) -> None:
    if low is None and high is None:
        low = 3
    if low is not None and high is not None:
        low, high = sorted((low, high))
    (counted,) = parse_counts(show_count(role, low, high, unit))
    assert (counted.role, counted.low, counted.high, counted.unit) == (role, low, high, unit)


@given(st.dates(date(1900, 1, 1)), st.dates(date(1900, 1, 1)))
def test_days_are_shown_as_they_are_written(one: date, other: date) -> None:
    first, last = sorted((one, other))
    days = parse_days(show_days(first.isoformat(), last.isoformat()))
    assert (days.first, days.last) == (first, last)
