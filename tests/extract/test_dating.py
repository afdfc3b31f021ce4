"""The time of a claim, through the shipped reader model. All sentences are invented."""

from datetime import date

import pytest

import sayso


@pytest.mark.parametrize(
    ("text", "trigger", "first", "last"),
    [
        ("Rebels shelled a market on Monday.", "shelled", "2024-08-12", "2024-08-12"),
        ("Police said on Monday that rebels had shelled a market.", "shelled", None, None),
        ("In December, police said rebels had shelled a market.", "shelled", "2023-12-01", "2023-12-31"),
        ("The army has held the town since 2022.", "held", "2022-01-01", "2024-08-15"),
        ("The town was under rebel control until 2016.", "control", None, "2016-12-31"),
        ("Four people were killed in the past 24 hours.", "killed", "2024-08-14", "2024-08-15"),
        ("Four people were killed.", "killed", None, None),
    ],
)
def test_time_of_a_claim(text: str, trigger: str, first: str | None, last: str | None) -> None:
    reading = sayso.read(text, any_language=True, published=date(2024, 8, 15))
    (claim,) = [c for c in reading.claims if c.trigger.text == trigger]
    found = (claim.time.first, claim.time.last) if claim.time else (None, None)
    assert found == tuple(date.fromisoformat(day) if day else None for day in (first, last))
