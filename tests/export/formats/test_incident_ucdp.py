"""UCDP's columns of incidents."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sayso.export.formats.ucdp import COLUMNS
from sayso.model import StoredClaim
from tests.export.formats.incident_rows import make_incident_sheet, read_rows, write_incidents
from tests.reconcile.incident.invented import ARMY, ARMY_SPEAKER, HOSPITAL, REBEL_SPEAKER, REBELS, RESIDENTS, tell

ARMED = (ARMY, "NOR")


def _row(*claims: StoredClaim) -> dict[str, Any]:
    (row,) = read_rows("ucdp", make_incident_sheet(*claims))
    return row


def test_all_columns_in_their_order() -> None:
    assert write_incidents("ucdp").splitlines() == [",".join(COLUMNS)]


def test_a_strike_told_by_three() -> None:
    where = {"town": "Tarn", "when": (3, 3)}
    row = _row(
        tell(
            source=REBEL_SPEAKER, agent=ARMED, victim=("villagers", None), role="civilian", paper="The Herald", **where
        ),
        tell("killing", HOSPITAL, killed=(9, 9), paper="The Herald", **where),
        tell("killing", RESIDENTS, killed=(12, 12), paper="The Voice", published=4, **where),
    )
    told = {
        "type_of_violence": "3",
        "side_a": "the Tarnish army",
        "side_b": "Civilians",
        "dyad_name": "the Tarnish army - Civilians",
        "number_of_sources": "3",
        "source_office": "The Herald; The Voice",
        "source_original": "the Lowland Front; the hospital of Tarn; residents",
        "where_prec": "1",
        "where_coordinates": "Tarn",
        "geom_wkt": "POINT(5.0 60.0)",
        "country": "Norway",
        "date_prec": "1",
        "date_start": "2031-04-03",
        "date_end": "2031-04-03",
        "year": "2031",
        "event_clarity": "1",
        "low": "9",
        "best": "9",
        "high": "12",
        "deaths_unknown": "9",
        "deaths_a": "0",
    }
    assert {name: row[name] for name in told} == told


@pytest.mark.parametrize(
    ("agent", "victim", "role", "expected"),
    [
        (ARMED, (REBELS, None), "combatant", "1"),
        (("the Lowland Front", None), ("the Free Brigade", None), "combatant", "2"),
        ((REBELS, None), ("villagers", None), "civilian", "3"),
        (None, ("villagers", None), "civilian", ""),
        (ARMED, None, None, ""),
    ],
    ids=["state and group", "two groups", "group and civilians", "nobody told", "nobody harmed told"],
)
def test_type_of_violence(agent: Any, victim: Any, role: Any, expected: str) -> None:
    assert _row(tell(agent=agent, victim=victim, role=role, killed=(3, 3)))["type_of_violence"] == expected


def test_whose_dead_they_are() -> None:
    row = _row(
        tell(
            "armed_clash", HOSPITAL, agent=ARMED, victim=(REBELS, None), role="combatant", killed=(5, 5), unit="fighter"
        ),
        tell("killing", HOSPITAL, killed=(2, 2), unit="civilian"),
    )
    found = {name: row[name] for name in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best")}
    assert found == {
        "deaths_a": "0",
        "deaths_b": "5",
        "deaths_civilians": "2",
        "deaths_unknown": "0",
        "best": "7",
    }


def test_an_open_end_is_empty() -> None:
    row = _row(tell("killing", HOSPITAL, killed=(9, None)))
    assert (row["low"], row["best"], row["high"]) == ("9", "9", "")


@pytest.mark.parametrize(
    "claims",
    [
        [tell(source=ARMY_SPEAKER, sure="CT-", killed=(3, 3))],
        [tell(source=ARMY_SPEAKER, sure="Uu", killed=(3, 3))],
        [tell(source=HOSPITAL)],
        [tell("killing", HOSPITAL, killed=(0, 0))],
        [tell("protest", HOSPITAL, killed=(3, 3))],
    ],
    ids=["only denied", "only planned", "nobody killed told", "no one killed", "no violence"],
)
def test_what_has_no_row(claims: list[StoredClaim]) -> None:
    assert read_rows("ucdp", make_incident_sheet(*claims)) == []


def test_a_killing_without_a_number_has_a_row() -> None:
    row = _row(tell("killing", HOSPITAL, town="Tarn"))
    assert (row["best"], row["event_clarity"], row["date_prec"]) == ("", "2", "")


@pytest.mark.parametrize(
    ("last", "code"), [(3, "1"), (4, "2"), (8, "2"), (9, "3"), (30, "4")], ids=["day", "two", "six", "week", "month"]
)
def test_date_precision(last: int, code: str) -> None:
    assert _row(tell("killing", HOSPITAL, when=(3, last)))["date_prec"] == code


def test_formulas_are_made_plain() -> None:
    row = _row(tell("killing", HOSPITAL, paper="=cmd()", killed=(1, 1)))
    assert row["source_office"] == "'=cmd()"
    assert date.fromisoformat(row["source_date"])
