"""ACLED's columns by crosswalk: which claims have a row, and what stands in it."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from sayso.export.formats.acled import COLUMNS, HXL, count_fatalities
from sayso.model import StoredClaim
from tests.export.formats.invented import make_claims, make_clash, make_raid, write
from tests.make import make_participant, make_place, make_quantity, make_stored_claim

TEXT = "A side took Tarn from the others."


def _rows(claims: list[StoredClaim], *, hxl: bool = False) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(write("acled", claims, hxl=hxl).decode("utf-8"), newline="")))


def test_columns() -> None:
    assert len(COLUMNS) == len(set(COLUMNS)) == 31
    assert set(HXL) <= set(COLUMNS)


def test_row_of_a_raid() -> None:
    (row,) = _rows([make_raid()])
    told = {
        "event_id_cnty": make_raid().id,
        "event_date": "2026-03-06",
        "year": "2026",
        "time_precision": "1",
        "disorder_type": "Political violence",
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Shelling/artillery/missile attack",
        "actor1": "Amber Front",
        "inter1": "2",
        "inter2": "7",
        "interaction": "27",
        "civilian_targeting": "Civilian targeting",
        "iso": "578",
        "region": "Europe",
        "country": "Norway",
        "location": "Tarn",
        "geo_precision": "1",
        "source": "Tarn Gazette",
        "fatalities": "3",
        "tags": "claimant=Ida Voss; factuality=CT+",
    }
    assert {name: row[name] for name in told} == told
    assert {row[name] for name in ("admin2", "admin3", "source_scale")} == {""}


def test_agents_of_a_clash_are_its_two_sides() -> None:
    (row,) = _rows([make_clash()])
    assert [row[name] for name in ("actor1", "actor2", "inter1", "inter2", "interaction")] == [
        "Tarnish army",
        "Blue Column",
        "1",
        "3",
        "13",
    ]


def test_only_what_is_told_as_a_fact_and_has_a_type_has_a_row() -> None:
    assert [row["event_type"] for row in _rows(make_claims())] == ["Explosions/Remote violence", "Battles"]


def test_tags_of_hxl_stand_below_the_heads() -> None:
    tags, row = _rows([make_raid()], hxl=True)
    assert tags["event_date"] == "#date+occurred"
    assert tags["interaction"] == ""
    assert row["event_date"] == "2026-03-06"


@pytest.mark.parametrize(
    ("agent", "sub_event", "inter"),
    [
        ("tar-military", "Government regains territory", "1"),
        ("far-military", "Non-state actor overtakes territory", "8"),
        ("amber-front", "Non-state actor overtakes territory", "2"),
        (None, "", ""),
    ],
)
def test_who_gains_territory_tells_the_sub_type(agent: str | None, sub_event: str, inter: str) -> None:
    claim = make_stored_claim(
        TEXT,
        "took",
        "territory_gain",
        agents=[make_participant(TEXT, "A side", actor=agent)],
        places=[make_place(TEXT, "Tarn", 60.5, 5.25, country="NOR")],
    )
    (row,) = _rows([claim])
    assert (row["sub_event_type"], row["inter1"]) == (sub_event, inter)


@pytest.mark.parametrize(
    ("type", "trigger", "inter", "disorder"),
    [("protest", "took", "6", "Demonstrations"), ("riot", "took", "5", "Demonstrations")],
)
def test_crowds(type: str, trigger: str, inter: str, disorder: str) -> None:
    claim = make_stored_claim(TEXT, trigger, type, agents=[make_participant(TEXT, "A side")])
    (row,) = _rows([claim])
    assert (row["inter1"], row["interaction"], row["disorder_type"]) == (inter, f"{inter}0", disorder)


@pytest.mark.parametrize(
    ("low", "rule", "expected"),
    [(3, None, 3), (24, "literal:dozens", 12), (200, "literal:hundreds", 100), (None, None, None)],
)
def test_fatalities(low: int | None, rule: str | None, expected: int | None) -> None:
    told: dict[str, Any] = {"role": "killed", "low": low, "rule": rule, "part_of": None, "cumulative": False}
    assert count_fatalities({"quantities": [told]}) == expected
    assert count_fatalities({"quantities": [{**told, "cumulative": True}]}) is None


def test_nothing_told_is_no_nought() -> None:
    claim = make_stored_claim(TEXT, "took", "armed_clash", quantities=[make_quantity(TEXT, "A", 1, 1, role="wounded")])
    assert _rows([claim])[0]["fatalities"] == ""
