"""What is told in general, and what a sentence tells of an earlier event."""

from __future__ import annotations

import pytest

from sayso.reconcile.anchoring import find_anchors
from sayso.reconcile.backward import find_own
from sayso.reconcile.items import Item
from sayso.reconcile.linking import link_items
from tests.reconcile.items import make_linked

BARE = {"day": None, "place": None}


def _tell(id: str, sentence: str, trigger: str, type: str = "armed_clash", **told: object) -> Item:
    return make_linked(id, sentence, trigger=trigger, type=type, **(BARE | told))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("item", "general"),
    [
        pytest.param(_tell("a", "The war has changed everybody.", "war"), True, id="a whole war"),
        pytest.param(_tell("a", "The war came to Orlivka.", "war", place="Orlivka"), False, id="a war in a town"),
        pytest.param(_tell("a", "The war began that day.", "war", day=3), False, id="on a day"),
        pytest.param(_tell("a", "The war killed seven.", "war", killed=7), False, id="with a number"),
        pytest.param(_tell("a", "Air strikes go on.", "Air strikes", "air_strike"), True, id="several, nobody hit"),
        pytest.param(
            _tell("a", "Air strikes hit the mill.", "Air strikes", "air_strike", recipients=["the mill"]),
            False,
            id="several, on one thing",
        ),
        pytest.param(_tell("a", "Jets struck.", "struck", "air_strike"), False, id="one deed"),
        pytest.param(_tell("a", "They met for talks.", "talks", "talks"), False, id="no deed"),
    ],
)
def test_what_is_general(item: Item, *, general: bool) -> None:
    assert item.is_general is general


WAR = "The war against the Lowland Front goes on."


def test_two_reports_that_speak_of_the_war_speak_of_no_one_event() -> None:
    ones = [_tell(id, WAR, "war", recipients=["Lowland Front"]) for id in "ab"]
    assert len(link_items(ones)) == 2


def test_on_a_day_in_a_town_they_do() -> None:
    ones = [_tell(id, WAR, "war", recipients=["Lowland Front"], day=3, place="Orlivka") for id in "ab"]
    assert len(link_items(ones)) == 1


def test_the_same_words_in_one_report_on_nothing_in_common_are_two_requests() -> None:
    text = "The mayor made a request for flour. A widow made a request for peace."
    mayor = _tell(
        "a", "The mayor made a request for flour.", "request", "request", recipients=["flour"], text=text, report="r"
    )
    widow = _tell(
        "b", "A widow made a request for peace.", "request", "request", recipients=["peace"], text=text, report="r"
    )
    assert len(link_items([mayor, widow])) == 2


def test_a_charge_and_its_denial_in_one_report_are_of_one_deed() -> None:
    text = "The army accuses Ostria of supplying the drones. Ostria denies that it arms the rebels."
    charge = _tell("a", "The army accuses Ostria of supplying the drones.", "supplying", "military_support",
                   agents=["Ostria"], source="the army", text=text, report="r")  # fmt: skip
    denial = _tell("b", "Ostria denies that it arms the rebels.", "arms", "military_support", agents=["Ostria"],
                   source="Ostria", factuality="CT-", text=text, report="r")  # fmt: skip
    assert len(link_items([charge, denial])) == 1


PLACED = "Rebels attacked Orlivka on Monday."
FAR = f"{PLACED} {'Nobody knows why that was so, and nobody asks. ' * 10}"


@pytest.mark.parametrize(
    ("sentence", "trigger", "told", "joined"),
    [
        pytest.param("The attack lasted an hour.", "attack", {}, True, id="it points back"),
        pytest.param("Guards beat a man.", "beat", {}, False, id="far off, and nothing in common"),
        pytest.param("Guards beat a man in Orlivka.", "beat", {"place": "Orlivka"}, True, id="far off, in one town"),
        pytest.param("The war is long.", "war", {"type": "armed_clash"}, False, id="a whole war"),
    ],
)
def test_what_is_part_of_a_deed_far_off(sentence: str, trigger: str, told: dict[str, str], *, joined: bool) -> None:
    text = FAR + sentence
    deed = _tell("deed", PLACED, "attacked", "attack", day=3, place="Orlivka", text=text, report="r")
    item = _tell("item", sentence, trigger, **({"type": "attack"} | told), text=text, report="r")
    assert (find_anchors([deed, item])["item"] == "deed") is joined


def test_nobody_dies_of_it_that_a_town_is_held() -> None:
    text = "The Front holds Orlivka. Four people died."
    held = _tell(
        "held", "The Front holds Orlivka.", "holds", "territory_control", place="Orlivka", text=text, report="r"
    )
    died = _tell("died", "Four people died.", "died", "killing", killed=4, text=text, report="r")
    assert "died" not in find_anchors([held, died])


@pytest.mark.parametrize(
    ("before", "own"),
    [
        ("Drones burned two jets that had ", 23),
        ("A curfew was imposed on Friday, a day after the ", 34),
        ("Troops retook the town, three days after the Front claimed to have ", 30),
        ("Jets hit the harbour and ", -1),
        ("He said that he had ", -1),
        ("", -1),
    ],
)
def test_from_where_on_it_is_told_of_the_event(before: str, own: int) -> None:
    assert find_own(before) == own


def test_what_is_told_before_takes_neither_the_day_nor_the_town_beside_it() -> None:
    sentence = "On Monday drones burned two jets in Orlivka that had bombed a mill."
    told = make_linked("a", sentence, trigger="bombed", type="air_strike")
    assert told.is_another
