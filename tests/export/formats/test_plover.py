"""POLECAT's columns: which claims have a row, and what stands in it."""

import csv
import io

from sayso.export.formats.plover import COLUMNS
from sayso.model import StoredClaim
from tests.export.formats.invented import make_claims, make_raid, write


def _rows(claims: list[StoredClaim]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(write("plover", claims).decode("utf-8"), newline="")))


def test_columns() -> None:
    assert COLUMNS[:7] == (
        "Event ID",
        "Event Date",
        "Event Type",
        "Event Mode",
        "Event Intensity",
        "Quad Code",
        "Contexts",
    )
    assert len(COLUMNS) == len(set(COLUMNS)) == 40
    assert "Primary Recipient Sector" in COLUMNS


def test_row_of_a_raid() -> None:
    (row,) = _rows([make_raid()])
    told = {
        "Event Type": "ASSAULT",
        "Event Mode": "heavy-weapons",
        "Quad Code": "Material conflict",
        "Event Date": "2026-03-06",
        "Actor Name": "Amber Front",
        "Actor Name Raw": "the Amber Front",
        "Primary Actor Sector": "REB",
        "Recipient Name": "at least three civilians",
        "Primary Recipient Sector": "CVL",
        "City": "Tarn",
        "Province": "Tarn",
        "Country": "NOR",
        "Source": "Tarn Gazette",
        "Publication Date": "2026-03-07",
        "Story People": "Ida Voss",
        "Story Locations": "Tarn",
        "Language": "en",
        "Version": "0.1.0",
    }
    assert {name: row[name] for name in told} == told


def test_denials_and_types_without_a_code_have_no_row() -> None:
    assert [row["Event Type"] for row in _rows(make_claims())] == ["ASSAULT", "ASSAULT", "SUPPORT"]
