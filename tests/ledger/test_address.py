"""Where a ledger is."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.ledger.address import default_path, parse_address, show_address
from sayso.model import SetupError


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("war.db", "war.db"),
        ("/data/war ä.db", "/data/war ä.db"),
        ("postgres://ida@db.example/war", "postgresql://ida@db.example/war"),
        (
            "postgresql+psycopg://db.example:5433/war?sslmode=require",
            "postgresql://db.example:5433/war?sslmode=require",
        ),
    ],
)
def test_addresses(given: str, shown: str) -> None:
    assert show_address(parse_address(given)) == shown


def test_home_and_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SAYSO_LEDGER", raising=False)
    assert show_address(parse_address(None)) == str(default_path())
    assert default_path().name == "ledger.db"
    monkeypatch.setenv("SAYSO_LEDGER", "other.db")
    assert show_address(parse_address(None)) == "other.db"
    assert show_address(parse_address("~/war.db")) == str(Path("~/war.db").expanduser())


@pytest.mark.parametrize(
    ("given", "slug"),
    [
        ("mysql://db.example/war", "ledger-address"),
        ("http://db.example/war", "ledger-address"),
        ("postgresql://db.example:port/war", "ledger-address"),
        ("postgresql://ida:s3cret@db.example/war", "ledger-password"),
        ("postgresql://ida@db.example/war?password=s3cret", "ledger-password"),
    ],
)
def test_what_is_no_address_never_shows_a_password(given: str, slug: str) -> None:
    with pytest.raises(SetupError) as caught:
        parse_address(given)
    assert caught.value.slug == slug
    assert "s3cret" not in str(caught.value)
