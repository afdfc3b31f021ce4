"""Moments that a user names, for `--as-of` and its like."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sayso.model import InputError


def parse_moment(words: str) -> datetime:
    """A moment in UTC from ISO 8601; a date alone is its end, so that the whole day is known.

    >>> parse_moment("2026-03-04").isoformat()
    '2026-03-04T23:59:59.999999+00:00'
    >>> parse_moment("2026-03-04T12:00+02:00").isoformat()
    '2026-03-04T10:00:00+00:00'
    """
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        raise InputError(
            "bad-moment", f"{words!r} is no moment", remedy="write 2026-03-04 or 2026-03-04T12:00+02:00"
        ) from None
    if len(words) <= len("2026-03-04"):
        found += timedelta(days=1, microseconds=-1)
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
