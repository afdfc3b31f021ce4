"""What a claim takes from its context."""

from __future__ import annotations

from datetime import timedelta

from sayso.reconcile.context import carry_context
from tests.reconcile.items import FIRST, make_linked

TEXT = (
    "On Monday rebels shelled Orlivka. Four people died. Next the army may raid the camp. "
    "In Tarnow a mill burnt on Friday."
)


def _day(number: int) -> int:
    return (FIRST + timedelta(number)).toordinal()


def test_a_claim_takes_the_day_and_the_town_told_nearest_before_it() -> None:
    shelled = make_linked("1", "On Monday rebels shelled Orlivka.", text=TEXT)
    died = make_linked("2", "Four people died.", trigger="died", type="killing", day=None, place=None, text=TEXT)
    burnt = make_linked("3", "In Tarnow a mill burnt on Friday.", trigger="burnt", day=2, place="Tarnow", text=TEXT)
    _, found, _ = carry_context([shelled, died, burnt])
    assert (found.first, found.last, found.spot) == (_day(3), _day(3), shelled.spot)
    assert (found.time_carried, found.spot_carried) == (True, True)
    assert carry_context([shelled, died, burnt])[0] == shelled


def test_its_own_sentence_comes_first_also_what_follows() -> None:
    sentence = "Two died when rebels shelled the mill of Tarnow on Tuesday."
    text = f"Rebels shelled Orlivka. {sentence}"
    before = make_linked("1", "Rebels shelled Orlivka.", text=text)
    died = make_linked("2", sentence, trigger="died", type="killing", day=None, place=None, text=text)
    after = make_linked("3", sentence, day=2, place="Tarnow", text=text)
    assert carry_context([before, died, after])[1].spot == after.spot


def test_nothing_is_taken_from_the_future_nor_given_to_it() -> None:
    shelled = make_linked("1", "On Monday rebels shelled Orlivka.", text=TEXT)
    plan = make_linked(
        "2", "Next the army may raid the camp.", trigger="raid", factuality="Uu", day=None, place=None, text=TEXT
    )
    died = make_linked("3", "Four people died.", trigger="died", type="killing", day=None, place=None, text=TEXT)
    assert carry_context([shelled, plan])[1] == plan
    assert carry_context([plan, died])[1] == died
