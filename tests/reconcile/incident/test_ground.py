"""Accounts that are tied to the event, and those that may be of any."""

from __future__ import annotations

import pytest

from sayso.reconcile.incident import make_incident
from tests.reconcile.incident.invented import ARMY_SPEAKER, HOSPITAL, REBEL_SPEAKER, RESIDENTS, tell

JETS, ROCKETS = ("jets of Tarnland", "NOR"), ("the Lowland Front", None)
CLINIC = ("the clinic", None)
TOLD = {"town": "Tarn", "when": (3, 3), "victim": CLINIC}


@pytest.mark.parametrize(
    ("other", "slots"),
    [
        pytest.param({"agent": ROCKETS, "victim": CLINIC}, {"who"}, id="the same was hit"),
        pytest.param({"agent": ROCKETS, "town": "Tarn"}, {"who"}, id="it tells the town"),
        pytest.param({"agent": ROCKETS, "when": (3, 3)}, {"who"}, id="it tells the day"),
        pytest.param({"agent": ROCKETS}, set(), id="it tells nothing of the event"),
        pytest.param({"agent": ROCKETS, "victim": ("a farm", None)}, set(), id="another was hit"),
        pytest.param({"sure": "CT-"}, set(), id="a denial of nothing told"),
        pytest.param({"sure": "CT-", "victim": CLINIC}, {"whether"}, id="a denial that the same was hit"),
        pytest.param({"sure": "CT-", "agent": JETS}, {"whether"}, id="a denial by those who are charged"),
    ],
)
def test_an_account_without_ground_disputes_nothing(other: dict[str, object], slots: set[str]) -> None:
    charge = tell("air_strike", HOSPITAL, agent=JETS, **TOLD)
    found = make_incident([charge, tell("air_strike", RESIDENTS, **other)])  # type: ignore[arg-type]
    assert {dispute.slot for dispute in found.disputes} == slots


def test_who_holds_a_town_is_disputed_by_accounts_that_tell_the_town() -> None:
    army = tell("territory_gain", ARMY_SPEAKER, agent=("the army", "NOR"), town="Tarn")
    front = {"source": REBEL_SPEAKER, "agent": ROCKETS}
    assert make_incident([army, tell("territory_control", **front, town="Tarn")]).disputes  # type: ignore[arg-type]
    assert not make_incident([army, tell("territory_control", **front)]).disputes  # type: ignore[arg-type]


def test_those_who_fled_over_months_are_others_than_those_of_a_day() -> None:
    months = tell("displacement", HOSPITAL, town="Tarn", when=(None, 3), killed=(30_000, None), counted="displaced")
    today = tell("displacement", RESIDENTS, town="Tarn", when=(3, 3), killed=(2_000, 2_000), counted="displaced")
    assert not make_incident([months, today]).disputes
