"""Publication dates in all their forms."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.intake.dates import parse_date

DAY = date(2024, 3, 2)


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-02",
        "2024-03-02T10:00:00Z",
        "2024/3/2",
        "20240302",
        "2 March 2024",
        "2 Mar. 2024",
        "March 2, 2024",
        "Saturday, March 2nd, 2024",
        "Sat, 02 Mar 2024 10:00:00 +0000",
        "02 MAR 24",
        "2-Mar-2024",
        " 2024-03-02 \n",
        "2024-03-02 and more",
    ],
)
def test_reads(text: str) -> None:
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
    ("text", "day"),
    [("25/12/2023", date(2023, 12, 25)), ("12/25/2023", date(2023, 12, 25)), ("05.05.2023", date(2023, 5, 5))],
)
def test_reads_figures_that_can_mean_one_day_only(text: str, day: date) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "14 April",
        "03/04/2024",
        "2024-13-02",
        "31 February 2024",
        "0001-01-01",
        "9999-01-01",
        "2024",
        "٢ March 2024",
    ],
)
def test_gives_none_rather_than_a_guess(text: str) -> None:
    assert parse_date(text) is None


@given(st.text(max_size=60))
def test_never_fails(text: str) -> None:
    assert parse_date(text) is None or isinstance(parse_date(text), date)
