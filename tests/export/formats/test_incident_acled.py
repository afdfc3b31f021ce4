"""ACLED's columns of incidents."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.export.formats.acled import COLUMNS
from sayso.model import StoredClaim
from tests.export.formats.incident_rows import make_incident_sheet, read_rows, write_incidents
from tests.reconcile.incident.invented import ARMY, ARMY_SPEAKER, HOSPITAL, REBEL_SPEAKER, REBELS, tell


def _row(*claims: StoredClaim) -> dict[str, Any]:
    (row,) = read_rows("acled", make_incident_sheet(*claims))
    return row


def test_all_columns_and_tags_of_hxl() -> None:
    heads, tags = write_incidents("acled", hxl=True).splitlines()
    assert heads == ",".join(COLUMNS)
    assert tags.startswith("#event+code,#date+occurred")


def test_a_shelling_told_by_two() -> None:
    army = (ARMY, "NOR")
    row = _row(
        tell(source=REBEL_SPEAKER, agent=army, victim=(REBELS, None), role="combatant", town="Tarn", when=(3, 3)),
        tell(source=ARMY_SPEAKER, sure="CT-", agent=army, paper="The Herald"),
        tell("killing", HOSPITAL, killed=(9, 9), published=4),
    )
    told = {
        "event_date": "2031-04-03",
        "time_precision": "1",
        "disorder_type": "Political violence",
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Shelling/artillery/missile attack",
        "actor1": ARMY,
        "inter1": "1",
        "actor2": REBELS,
        "inter2": "2",
        "interaction": "12",
        "location": "Tarn",
        "geo_precision": "1",
        "source": "The Herald",
        "fatalities": "9",
        "civilian_targeting": "",
    }
    assert {name: row[name] for name in told} == told
    assert "Disputed: " in row["notes"]
    assert "status=contested" in row["tags"]
    assert "disputes=" in row["tags"]
    assert int(row["timestamp"]) > 0


@pytest.mark.parametrize(
    ("agent", "country", "inter"),
    [((ARMY, "NOR"), "NOR", "1"), ((ARMY, "SWE"), "NOR", "8"), ((REBELS, None), "NOR", "2")],
    ids=["at home", "abroad", "group"],
)
def test_kinds_of_actors(agent: Any, country: str, inter: str) -> None:
    row = _row(tell(agent=agent, town="Tarn"))
    assert (row["iso"], row["inter1"]) == ("578", inter), country


@pytest.mark.parametrize(
    "claims",
    [
        [tell(source=ARMY_SPEAKER, sure="CT-")],
        [tell(sure="Uu")],
        [tell("request", HOSPITAL)],
    ],
    ids=["only denied", "only planned", "no type there"],
)
def test_what_has_no_row(claims: list[StoredClaim]) -> None:
    assert read_rows("acled", make_incident_sheet(*claims)) == []


def test_who_takes_a_place_tells_the_sub_type() -> None:
    gained = _row(tell("territory_gain", agent=(REBELS, None), town="Tarn"))
    assert gained["sub_event_type"] == "Non-state actor overtakes territory"
    regained = _row(tell("territory_gain", agent=(ARMY, "NOR"), town="Tarn"))
    assert regained["sub_event_type"] == "Government regains territory"
