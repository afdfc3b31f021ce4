"""In which bucket a claim stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.reconcile.buckets import LOOKBACK_DAYS, NO_DAY, bucket_of, first_bucket
from tests.reconcile.items import FIRST, make_linked

ITEM = make_linked("mill", "Rebels shelled the mill.")
DAY = FIRST.toordinal()


@pytest.mark.parametrize(
    ("first", "last", "out", "expected"),
    [
        pytest.param(3, 3, 9, 3, id="told-later"),
        pytest.param(3, 5, 9, 5, id="a-few-days"),
        pytest.param(1, 31, 9, 9, id="a-month"),
        pytest.param(12, 12, 9, 9, id="not-yet"),
        pytest.param(None, None, 9, 9, id="no-time"),
        pytest.param(3, None, 9, 9, id="open"),
        pytest.param(3, 3, None, 3, id="not-published"),
        pytest.param(None, None, None, NO_DAY - DAY, id="no-day-at-all"),
    ],
)
def test_bucket(first: int | None, last: int | None, out: int | None, expected: int) -> None:
    days = [None if day is None else DAY + day for day in (first, last, out)]
    assert bucket_of(replace(ITEM, first=days[0], last=days[1], published=days[2])) == DAY + expected


@pytest.mark.parametrize(
    ("bucket", "expected"),
    [
        pytest.param(NO_DAY, NO_DAY, id="no-day"),
        pytest.param(3, 1, id="the-first-days-of-all"),
        pytest.param(DAY, DAY - LOOKBACK_DAYS, id="any"),
    ],
)
def test_first_bucket(bucket: int, expected: int) -> None:
    assert first_bucket(bucket) == expected
