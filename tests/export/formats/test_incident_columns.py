"""All values of an incident as columns, and as features of a map."""

from __future__ import annotations

import json

import pytest

from sayso.export.formats.incident_columns import INCIDENT_COLUMNS, code_days, find_total
from tests.export.formats.incident_rows import make_incident_sheet, read_rows, write_incidents
from tests.reconcile.incident.invented import ARMY_SPEAKER, HOSPITAL, RESIDENTS, tell

DOCS_COLUMNS = [column.name for column in INCIDENT_COLUMNS]


def test_a_row_has_every_column_and_lists_in_one_cell() -> None:
    sheet = make_incident_sheet(
        tell("killing", HOSPITAL, killed=(12, 12), town="Tarn", when=(3, 3), paper="A"),
        tell("killing", RESIDENTS, killed=(9, 9), town="Tarn", when=(3, 3), paper="B", published=5),
    )
    (row,) = read_rows("csv", sheet)
    assert list(row) == DOCS_COLUMNS
    assert len(set(DOCS_COLUMNS)) == len(DOCS_COLUMNS)
    told = {
        "type": "killing",
        "killed_low": "9",
        "killed_best": "9",
        "killed_high": "12",
        "wounded_best": "",
        "figures": "9..9..12 person killed",
        "first_published": "2031-04-03",
        "last_published": "2031-04-05",
        "publishers": "A; B",
        "origins": "2",
        "contested": "false",
        "disputes": "how_many",
    }
    assert {name: row[name] for name in told} == told


def test_an_incident_of_which_nothing_is_told() -> None:
    (row,) = read_rows("csv", make_incident_sheet(tell(published=None)))
    empty = ("date_start", "place", "latitude", "where_prec", "policy", "killed_best", "first_published", "publishers")
    assert {row[name] for name in empty} == {""}


@pytest.mark.parametrize(
    ("first", "last", "codes"),
    [
        ("2031-04-03", "2031-04-03", (1, 1)),
        ("2031-04-03", "2031-04-08", (2, 2)),
        ("2031-04-03", "2031-04-09", (3, 2)),
        ("2031-04-01", "2031-04-30", (4, 3)),
        ("2031-01-01", "2031-12-31", (5, None)),
        ("2030-01-01", "2031-12-31", (None, None)),
        (None, "2031-12-31", (None, None)),
    ],
)
def test_codes_of_days(first: str | None, last: str, codes: tuple[int | None, int | None]) -> None:
    assert code_days({"from": first, "to": last}) == codes


def test_people_in_general_stand_for_all_and_others_are_added_up() -> None:
    both = make_incident_sheet(
        tell("armed_clash", HOSPITAL, killed=(5, 5), unit="soldier"),
        tell("killing", HOSPITAL, killed=(2, 2), unit="civilian"),
    )
    total = find_total(both.record, "killed")
    assert total is not None
    assert total.best == sum(figure["best"] for figure in total.parts)
    general = make_incident_sheet(tell("killing", HOSPITAL, killed=(9, 9), share=(2, "child")))
    total = find_total(general.record, "killed")
    assert total is not None
    assert (total.best, len(total.parts)) == (9, 1)
    assert find_total(general.record, "wounded") is None


def test_a_feature_for_each_incident() -> None:
    placed = make_incident_sheet(tell(source=ARMY_SPEAKER, town="Tarn"))
    found = json.loads(write_incidents("geojson", placed, make_incident_sheet(tell())))
    one, other = found["features"]
    assert one["geometry"] == {"type": "Point", "coordinates": [5.0, 60.0]}
    assert other["geometry"] is None
    assert list(one["properties"]) == DOCS_COLUMNS
    assert one["id"] == one["properties"]["id"] == placed.record["id"]
