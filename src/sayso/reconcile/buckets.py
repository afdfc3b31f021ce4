"""In which days' bucket a claim stands: claims are grouped a bucket at a time, in the order of the days."""

from __future__ import annotations

from sayso.reconcile.items import Item

LOOKBACK_DAYS = 7
"""The claims of a bucket are compared with each other and with those of so many days before it.

What is told without a day is told within about a week, and what has a day stands in that day's bucket whenever it is
told. More days would cost more and join what is only alike.
"""
LONGEST_DAYS = 3
"""A claim whose days are known no better than this stands in the bucket of its report's day."""
NO_DAY = 0


def bucket_of(item: Item) -> int:
    """The last day on which it happened where that is known well, else the day of publication, else `NO_DAY`."""
    if is_day_known(item) and item.last is not None:
        return item.last
    return item.published if item.published is not None else NO_DAY


def is_day_known(item: Item) -> bool:
    """Whether the days on which it happened are few, and not after the report: what is to come has no day yet."""
    if item.first is None or item.last is None or item.last - item.first >= LONGEST_DAYS:
        return False
    return item.published is None or item.last <= item.published


def first_bucket(bucket: int) -> int:
    """The earliest of the buckets that a bucket's claims are compared with; claims without any day have only theirs."""
    return max(bucket - LOOKBACK_DAYS, NO_DAY + 1) if bucket > NO_DAY else bucket
