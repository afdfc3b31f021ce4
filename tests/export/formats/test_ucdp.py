"""UCDP GED's columns: which claims have a row, and what stands in it."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.export.formats.ucdp import COLUMNS, find_cell, is_deadly
from sayso.model import StoredClaim
from tests.export.formats.invented import make_claims, make_raid, write
from tests.make import make_participant, make_quantity, make_stored_claim

TEXT = "Two soldiers, five children and one man were killed."


def _rows(claims: list[StoredClaim]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(write("ucdp", claims).decode("utf-8"), newline="")))


def test_columns_are_those_of_ged() -> None:
    assert len(COLUMNS) == len(set(COLUMNS)) == 49
    assert (COLUMNS[0], COLUMNS[5], COLUMNS[23], COLUMNS[31], COLUMNS[-1]) == (
        "id",
        "type_of_violence",
        "source_original",
        "geom_wkt",
        "gwnob",
    )


def test_row_of_a_raid() -> None:
    (row,) = _rows([make_raid()])
    told = {
        "id": make_raid().id,
        "year": "2026",
        "type_of_violence": "3",
        "dyad_name": "Amber Front - Civilians",
        "side_a": "Amber Front",
        "side_b": "Civilians",
        "number_of_sources": "1",
        "source_article": "Raid on Tarn, https://tarn.example/raid",
        "source_office": "Tarn Gazette",
        "source_date": "2026-03-07",
        "source_headline": "Raid on Tarn",
        "source_original": "Ida Voss",
        "where_prec": "1",
        "where_coordinates": "Tarn",
        "adm_1": "Tarn",
        "latitude": "60.5",
        "longitude": "5.25",
        "geom_wkt": "POINT(5.25 60.5)",
        "priogrid_gid": "217091",
        "country": "Norway",
        "region": "Europe",
        "event_clarity": "1",
        "date_prec": "1",
        "date_start": "2026-03-06",
        "date_end": "2026-03-06",
        "deaths_a": "0",
        "deaths_b": "0",
        "deaths_civilians": "3",
        "deaths_unknown": "0",
        "best": "3",
        "low": "3",
        "high": "",
    }
    assert {name: row[name] for name in told} == told
    assert {row[name] for name in ("relid", "conflict_new_id", "gwnoa", "country_id", "adm_2")} == {""}


def test_only_claims_of_deaths_have_a_row() -> None:
    assert [row["id"] for row in _rows(make_claims())] == [make_claims()[0].id, make_claims()[3].id]


@pytest.mark.parametrize(
    ("type", "factuality", "number", "cumulative", "deadly"),
    [
        ("killing", "CT+", True, False, True),
        ("killing", "PS+", False, False, True),
        ("shelling", "PR+", True, False, True),
        ("shelling", "CT+", False, False, False),
        ("killing", "CT-", True, False, False),
        ("killing", "Uu", True, False, False),
        ("killing", "CT+", True, True, False),
        ("protest", "CT+", True, False, False),
    ],
)
def test_which_claims_are_deadly(type: str, factuality: Any, number: bool, cumulative: bool, deadly: bool) -> None:
    numbers = [make_quantity(TEXT, "one", 1, 1)] if number else []
    record = make_stored_claim(TEXT, "killed", type, factuality=factuality, quantities=numbers).record
    told = [{**quantity, "cumulative": cumulative} for quantity in record["quantities"]]
    assert is_deadly({**record, "quantities": told}) is deadly


def test_deaths_are_shared_out_and_add_up() -> None:
    people = [
        make_participant(TEXT, "Two soldiers", role="combatant"),
        make_participant(TEXT, "five children", role="civilian"),
        make_participant(TEXT, "one man"),
    ]
    numbers = [make_quantity(TEXT, "Two", 2, 2), make_quantity(TEXT, "five", 5, 9), make_quantity(TEXT, "one", 1, 1)]
    claim = make_stored_claim(TEXT, "killed", "killing", recipients=people, quantities=numbers)
    (row,) = _rows([claim])
    parts = [row[f"deaths_{who}"] for who in ("a", "b", "civilians", "unknown")]
    assert parts == ["0", "2", "5", "1"]
    assert (row["best"], row["low"], row["high"]) == ("8", "8", "12")


def test_figures_that_are_not_told_are_empty() -> None:
    claim = make_stored_claim(TEXT, "killed", "killing", quantities=[make_quantity(TEXT, "five", None, 5)])
    (row,) = _rows([claim])
    assert [row[name] for name in ("best", "low", "high", "deaths_unknown")] == ["", "", "5", ""]


@pytest.mark.parametrize(
    ("agent", "recipient", "role", "expected"),
    [
        ("tar-military", "amber-front", None, "1"),
        ("amber-front", "far-military", None, "1"),
        ("amber-front", "blue-column", None, "2"),
        ("tar-military", None, "civilian", "3"),
        ("tar-military", None, None, ""),
        (None, "amber-front", None, ""),
    ],
)
def test_type_of_violence(agent: str | None, recipient: str | None, role: Any, expected: str) -> None:
    text = "A side killed one of the others."
    claim = make_stored_claim(
        text,
        "killed",
        "killing",
        agents=[make_participant(text, "A side", actor=agent)],
        recipients=[make_participant(text, "the others", actor=recipient, role=role)],
    )
    assert _rows([claim])[0]["type_of_violence"] == expected


@pytest.mark.parametrize(
    ("latitude", "longitude", "cell"),
    [(-90, -180, 1), (-89.6, -179.4, 2), (-89.4, -180, 721), (0, 0, 129961), (90, 180, 258481), (52.52, 13.4, 205587)],
)
def test_cell_of_the_grid(latitude: float, longitude: float, cell: int) -> None:
    assert find_cell(latitude, longitude) == cell


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_point_has_a_cell(latitude: float, longitude: float) -> None:
    assert 1 <= find_cell(latitude, longitude) <= 360 * 720
