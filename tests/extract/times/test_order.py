"""Day or month first: by the report's own dates, its publisher's host, its months."""

import pytest

from sayso.extract.times.order import date_order
from sayso.model import Report


@pytest.mark.parametrize(
    ("text", "url", "order"),
    [
        ("Seen on 5/6/2024.", None, None),
        ("Seen on 5/6/2024 and 13/6/2024.", None, "day"),
        ("Seen on 5/6/2024 and 6/13/2024.", None, "month"),
        ("Seen on 5/6/2024.", "https://example.co.uk/a", "day"),
        ("Seen on 5/6/2024.", "https://example.gov/a", "month"),
        ("Seen on 5/6/2024.", "https://example.com/a", None),
        ("Seen on 5/6/2024, not 7 June.", None, "day"),
        ("Seen on 5/6/2024, not June 7.", None, "month"),
        ("Seen on 5/6/2024.", "https://[bad", None),
    ],
)
def test_order(text: str, url: str | None, order: str | None) -> None:
    assert date_order(Report(id="a", text=text, url=url)) == order
