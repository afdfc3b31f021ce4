"""The agency that a report names: the examples of the rules, and whole reports."""

from __future__ import annotations

import pytest

from sayso.model import RuleError
from sayso.model.report import FurnitureKind
from sayso.reconcile.copies.agencies import check_agencies, find_agency, load_agencies, parse_agencies
from tests.reconcile.copies.reports import BAKER, BRIDGE, report


def test_examples_hold() -> None:
    agencies = load_agencies()
    assert check_agencies(agencies) == []
    assert len({rule.id for rule in agencies.rules}) == len(agencies.rules)
    assert all(rule.match and rule.no_match for rule in agencies.rules)


@pytest.mark.parametrize(
    ("first", "last", "agency"),
    [
        (f"QUERN, Vale, March 3, 2031 (Meridian Wire) — {BRIDGE}", "", "Meridian Wire"),
        (f"QUERN, March 3 (Reuters) - {BRIDGE}", "", "Reuters"),
        (BRIDGE, "(Reporting by Meridian Wire staff in Quern; Editing by Petra Lindqvale)", "Meridian Wire"),
        (BRIDGE, "— AFP", "AFP"),
        (BRIDGE, "Source: Agence France-Presse", "AFP"),
        (BRIDGE, "(Northlight News Agency)", "Northlight News Agency"),
        (BRIDGE, "(Reporting by Jonas Attey; Editing by Clara Whitmoor)", None),
        (BRIDGE, "(Meridian Wire/Salma Koko)", None),
        (BRIDGE, "Photo: AFP", None),
        (BRIDGE, "AP Photo/Jane Smith", None),
        (BRIDGE, "Additional reporting by AFP", None),
        (f"{BRIDGE} The mayor spoke to Reuters.", "", None),
        (BRIDGE, "", None),
    ],
)
def test_agency_is_found(first: str, last: str, agency: str | None) -> None:
    assert find_agency(report("r", first, BAKER, last)) == agency


@pytest.mark.parametrize(
    ("words", "kind", "agency"),
    [
        ("QUERN, March 3 (Meridian Wire) —", "dateline", "Meridian Wire"),
        ("By Jane Smith, AFP", "byline", "AFP"),
        ("Read more at Reuters", "link", None),
    ],
)
def test_furniture_is_looked_at(words: str, kind: FurnitureKind, agency: str | None) -> None:
    assert find_agency(report("r", words, BRIDGE, BAKER, furniture=[(words, kind)])) == agency


def test_an_agency_that_publishes_is_its_own() -> None:
    assert find_agency(report("r", BRIDGE, publisher="Harbour Press Agency")) == "Harbour Press Agency"
    assert find_agency(report("r", BRIDGE, publisher="The Quern Post")) is None


def test_wrong_rules_are_named() -> None:
    with pytest.raises(RuleError, match=r"own\.toml"):
        parse_agencies("agencies = 3", name="own.toml")
    wrong = """general = 'X Wire'
general_match = ["Y Wire"]
general_no_match = ["Z"]
agencies = { Zed = ["Zed"] }
[[rule]]
id = "en.agency.mine"
kind = "credit"
pattern = '''by %name%'''
match = [["by Zedd", "Zed"]]
no_match = ["by Zed"]
"""
    with pytest.raises(RuleError) as error:
        parse_agencies(wrong, name="own.toml")
    assert error.value.reason.count("en.agency.mine") == 2
    assert "general" in error.value.reason
