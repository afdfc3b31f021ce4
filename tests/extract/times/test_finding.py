"""Expressions of time: value, days and precision, and what looks like one but is none."""

from datetime import date

import pytest

import sayso
from sayso.extract.times.finding import read_times

_PUBLISHED = date(2024, 8, 15)  # a Thursday


def _days(first: str, last: str = "") -> tuple[date | None, date | None]:
    return tuple(date.fromisoformat(day) if day != "-" else None for day in (first, last or first))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "words", "value", "days", "precision"),
    [
        ("Shells fell on 6 August.", "6 August", "2024-08-06", _days("2024-08-06"), "day"),
        ("Shells fell on August 6, 2022, he said.", "August 6, 2022", "2022-08-06", _days("2022-08-06"), "day"),
        ("On the 6th of August", "the 6th of August", "2024-08-06", _days("2024-08-06"), "day"),
        ("They left on Dec. 6th.", "Dec. 6th", "2023-12-06", _days("2023-12-06"), "day"),
        ("from 6 to 8 August", "6 to 8 August", "2024-08-06", _days("2024-08-06", "2024-08-08"), "day"),
        ("between July 3-5 they fought", "July 3-5", "2024-07-03", _days("2024-07-03", "2024-07-05"), "day"),
        ("logged 2024-08-06 by hand", "2024-08-06", "2024-08-06", _days("2024-08-06"), "day"),
        ("It fell on Tuesday.", "Tuesday", "2024-08-13", _days("2024-08-13"), "day"),
        ("It fell late on Thursday night.", "Thursday night", "2024-08-15TNI", _days("2024-08-15"), "day"),
        ("The talks will resume on Tuesday.", "Tuesday", "2024-08-20", _days("2024-08-20"), "day"),
        ("It will go on, he said on Tuesday.", "Tuesday", "2024-08-13", _days("2024-08-13"), "day"),
        ("They met last Friday.", "last Friday", "2024-08-09", _days("2024-08-09"), "day"),
        ("It was hit yesterday.", "yesterday", "2024-08-14", _days("2024-08-14"), "day"),
        ("It was hit overnight.", "overnight", "2024-08-14TNI", _days("2024-08-14", "2024-08-15"), "day"),
        ("It was hit last night.", "last night", "2024-08-14TNI", _days("2024-08-14"), "day"),
        ("Two fell last week.", "last week", "2024-W32", _days("2024-08-05", "2024-08-11"), "week"),
        ("Two fell last weekend.", "last weekend", "2024-W32-WE", _days("2024-08-10", "2024-08-11"), "day"),
        ("earlier this month", "earlier this month", "2024-08", _days("2024-08-01", "2024-08-15"), "month"),
        ("It closed this year.", "this year", "2024", _days("2024-01-01", "2024-08-15"), "year"),
        ("It closed next year.", "next year", "2025", _days("2025-01-01", "2025-12-31"), "year"),
        ("in the past 24 hours", "the past 24 hours", "PT24H", _days("2024-08-14", "2024-08-15"), "day"),
        ("over the last three weeks", "the last three weeks", "P3W", _days("2024-07-25", "2024-08-15"), "week"),
        ("over the last year", "the last year", "P1Y", _days("2023-08-15", "2024-08-15"), "year"),
        ("in the next 30-40 days", "the next 30-40 days", "PXD", _days("2024-09-14", "2024-09-24"), "day"),
        ("They came five years ago.", "five years ago", "2019", _days("2019-01-01", "2019-12-31"), "year"),
        ("They came three days ago.", "three days ago", "2024-08-12", _days("2024-08-12"), "day"),
        ("held since 2022 by them", "2022", "2022", _days("2022-01-01", "2022-12-31"), "year"),
        ("early May saw a lull", "early May", "2024-05", _days("2024-05-01", "2024-05-10"), "month"),
        ("It opened in May.", "May", "2024-05", _days("2024-05-01", "2024-05-31"), "month"),
        ("It opened in October.", "October", "2023-10", _days("2023-10-01", "2023-10-31"), "month"),
        ("It will open in October.", "October", "2024-10", _days("2024-10-01", "2024-10-31"), "month"),
        ("in late June 2023", "late June 2023", "2023-06", _days("2023-06-21", "2023-06-30"), "month"),
        ("in the 1990s", "the 1990s", "199", _days("1990-01-01", "1999-12-31"), "year"),
        ("the 1968 uprising ended", "1968", "1968", _days("1968-01-01", "1968-12-31"), "year"),
        ("between 2014 and 2020", "2014 and 2020", "2014", _days("2014-01-01", "2020-12-31"), "year"),
        (
            "the third quarter of 2023",
            "the third quarter of 2023",
            "2023-Q3",
            _days("2023-07-01", "2023-09-30"),
            "month",
        ),
        ("in summer 2021", "summer 2021", "2021-SU", _days("2021-06-01", "2021-08-31"), "month"),
        ("at 5 p.m. it began", "5 p.m.", "2024-08-15T17:00", _days("2024-08-15"), "hour"),
        ("at 14:30 GMT on the coast", "14:30 GMT", "2024-08-15T14:30Z", _days("2024-08-15"), "hour"),
        ("at 9 p.m. Monday it began", "9 p.m. Monday", "2024-08-12T21:00", _days("2024-08-12"), "hour"),
        ("Nobody came recently.", "recently", "PAST_REF", _days("-", "2024-08-15"), "unknown"),
        ("They now hold it.", "now", "PRESENT_REF", _days("2024-08-15"), "day"),
        ("the siege lasted ten days", "ten days", "P10D", _days("-"), "unknown"),
        ("they fought for decades", "decades", "PXDE", _days("-"), "unknown"),
        ("a months-long siege", "months-long", "PXM", _days("-"), "unknown"),
        ("the bridge opens every day", "every day", "P1D", _days("-"), "unknown"),
        ("the war enters a fourth week", "a fourth week", "P4W", _days("2024-07-25", "2024-08-15"), "week"),
        ("13/6/2024 is the date", "13/6/2024", "2024-06-13", _days("2024-06-13"), "day"),
    ],
)
def test_expression(text: str, words: str, value: str, days: tuple[date | None, date | None], precision: str) -> None:
    found = read_times(text, _PUBLISHED)
    assert [(t.span.text, t.value, (t.first, t.last), t.precision) for t in found] == [(words, value, days, precision)]


@pytest.mark.parametrize(
    "text",
    [
        "The troops may March on the capital.",
        "They march on.",
        "The cliff lies at 32° 34'S of the line.",
        "A Su-24 and two MiG-29 took off.",
        "Resolution 2249 was read out.",
        "The gunners fired 1,943 shells.",
        "Call +44 20 7946 0958 for help.",
        "May Alder, a nurse, saw it.",
        "It cost $1990 to mend.",
        "Three-quarters of the bread was gone.",
        "Highway 2015 was cut.",
        "A boy of 12 years old was hurt.",
        "They sell 700 a week.",
        "The second man fled.",
        "They wept after the fall of Lomako.",
    ],
)
def test_no_date(text: str) -> None:
    assert read_times(text, _PUBLISHED) == ()


def test_a_person_is_no_month() -> None:
    assert sayso.read("April Jones said the bridge was closed.", published=_PUBLISHED).times == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They spoke of its 1990 invasion.", "1990"),
        ("Velland's 2018 offensive failed.", "2018"),
        ("It stayed so through 1990.", "1990"),
    ],
)
def test_years_before_what_happened_in_them(text: str, words: str) -> None:
    (found,) = read_times(text, _PUBLISHED)
    assert (found.span.text, found.first) == (words, date(int(words), 1, 1))


@pytest.mark.parametrize("text", ["They lost their 1943 shells.", "It holds for 2000 people."])
def test_a_number_of_things_is_no_year(text: str) -> None:
    assert read_times(text, _PUBLISHED) == ()


def test_following_day_is_told_by_the_last_day_told() -> None:
    found = read_times("On 3 July they came; the following day they left.", _PUBLISHED)
    assert [t.first for t in found] == [date(2024, 7, 3), date(2024, 7, 4)]


def test_third_day_counts_from_the_first_day_told() -> None:
    found = read_times("It began on 3 July, and on the third day it was over.", _PUBLISHED)
    assert found[-1].first == date(2024, 7, 5)


def test_same_period_is_the_last_one_told() -> None:
    found = read_times("Nine fell in the past 48 hours and two in the same period.", _PUBLISHED)
    assert (found[1].first, found[1].last) == (found[0].first, found[0].last)


def test_both_readings_stand_where_nothing_tells_the_order() -> None:
    (found,) = read_times("The letter of 5/6/2024 was found.", _PUBLISHED)
    assert found.alternatives == (date(2024, 5, 6), date(2024, 6, 5))
    assert (found.precision, found.date_prec) == ("unknown", None)
    assert "day first" in found.reason


@pytest.mark.parametrize(("order", "day"), [("day", date(2024, 6, 5)), ("month", date(2024, 5, 6))])
def test_order_of_the_publisher(order: str, day: date) -> None:
    (found,) = read_times("The letter of 5/6/2024 was found.", _PUBLISHED, order)  # type: ignore[arg-type]
    assert found.first == found.last == day


def test_without_publication_date_nothing_is_guessed() -> None:
    found = read_times("It fell on Tuesday, on 6 August and last week.", None)
    assert [(t.first, t.last) for t in found] == [(None, None)] * 3
    assert all(t.reason for t in found)


def test_codes_of_the_field() -> None:
    day, week, month, year = read_times("on 6 August, last week, in May 2023, in 2019", _PUBLISHED)
    assert [t.date_prec for t in (day, week, month, year)] == [1, 3, 4, 5]
    assert [t.time_precision for t in (day, week, month, year)] == [1, 2, 3, None]
