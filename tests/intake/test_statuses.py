"""What servers answer without a page comes out as words, and their wishes as seconds."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sayso.intake.requesting import Answer
from sayso.intake.statuses import describe_status, find_retry_after

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "slug"),
    [
        (404, "no-such-page"),
        (410, "no-such-page"),
        (401, "page-withheld"),
        (403, "page-withheld"),
        (451, "page-withheld"),
        (429, "asked-to-wait"),
        (500, "server-fault"),
        (503, "server-fault"),
        (204, "bad-answer"),
        (206, "bad-answer"),
        (304, "bad-answer"),
        (418, "bad-answer"),
    ],
)
def test_each_status_has_its_words(status: int, slug: str) -> None:
    error = describe_status(Answer(status, {}), "http://news.example/")
    assert (error.slug, error.where) == (slug, "http://news.example/")
    assert error.reason
    assert error.remedy


def test_a_server_that_says_when_to_come_again_is_quoted() -> None:
    assert "120 seconds" in describe_status(Answer(429, {"Retry-After": "120"}), "").remedy


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0),
        ("120", 120),
        (" 7 ", 7),
        ("Wed, 04 Mar 2026 12:01:00 GMT", 60),
        ("Wed, 04 Mar 2026 12:01:00 -0000", 60),
        ("Wed, 04 Mar 2026 11:00:00 GMT", 0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("٣", None),
        ("Wed, 99 Mar 2026 12:01:00 GMT", None),
    ],
)
def test_when_to_come_again(value: str, seconds: float | None) -> None:
    assert find_retry_after({"Retry-After": value}, now=NOW) == seconds


def test_a_number_without_end_is_a_long_time() -> None:
    assert (find_retry_after({"Retry-After": "9" * 6000}) or 0) > 1e9
