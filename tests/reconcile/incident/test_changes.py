"""What became different between two states of one incident."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model import CHANGE_KINDS, ChangeKind, Incident, StoredClaim
from sayso.reconcile.incident import make_incident
from sayso.reconcile.incident.changes import describe_changes
from tests.reconcile.incident.invented import ARMY, ARMY_SPEAKER, HOSPITAL, REBEL_SPEAKER, REBELS, RESIDENTS, by, tell

MAYOR, NURSE = by("Ida Voss"), by("Runa Lind")
ARMY_DID, REBELS_DID = (ARMY, "NOR"), (REBELS, None)
FIRST = tell("attack", MAYOR, published=3)

Make = Callable[[], list[StoredClaim]]
CASES: list[tuple[str, Make, Make, ChangeKind, str]] = [
    (
        "more accounts",
        lambda: [tell(source=NURSE), tell(source=RESIDENTS, paper="The Post")],
        list,
        "accounts",
        "2 accounts more, by Runa Lind and residents.",
    ),
    (
        "one account",
        lambda: [tell(source=NURSE)],
        list,
        "accounts",
        "One account more, by Runa Lind.",
    ),
    (
        "accounts that went",
        list,
        lambda: [tell(source=NURSE)],
        "accounts_gone",
        "One account fewer: what was told by Runa Lind does not stand here any more.",
    ),
    (
        "type",
        lambda: [tell("shelling", NURSE)],
        list,
        "type",
        "Its type is shelling now, not attack. It tells more than the general type that other accounts have.",
    ),
    (
        "place",
        lambda: [tell("attack", NURSE, town="Tarn")],
        list,
        "place",
        "Its place is Tarn now, not told before. All accounts that tell where have this place.",
    ),
    (
        "time",
        lambda: [tell("attack", NURSE, when=(2, 2))],
        lambda: [tell("attack", NURSE, when=(1, 4))],
        "time",
        "Its time is on 2 April 2031 now, before from 1 April 2031 to 4 April 2031. "
        "All accounts that tell when have these days.",
    ),
    (
        "who did it",
        lambda: [tell("attack", NURSE, agent=ARMY_DID)],
        list,
        "parties",
        "Who did it, as most origins have it, is the Tarnish army now, not told before.",
    ),
    (
        "a figure",
        lambda: [tell("killing", NURSE, killed=(9, 9)), tell("killing", HOSPITAL, killed=(11, None))],
        lambda: [tell("killing", NURSE, killed=(9, 9))],
        "figure",
        "The best figure for people killed is 9 (between 9 and an open end) now, before 9.",
    ),
    (
        "a first figure",
        lambda: [tell("displacement", NURSE, killed=(2400, 2400), counted="displaced")],
        list,
        "figure",
        "The best figure for people displaced is 2,400 now, not told before.",
    ),
    (
        "a dispute",
        lambda: [tell("attack", NURSE, sure="CT-")],
        list,
        "dispute",
        "Disputed now, whether: Ida Voss said that it happened; Runa Lind said that it did not.",
    ),
    (
        "a dispute that is over",
        list,
        lambda: [tell("attack", NURSE, sure="CT-")],
        "dispute_over",
        "No longer disputed, whether: Ida Voss said that it happened; Runa Lind said that it did not.",
    ),
    (
        "an update",
        lambda: [tell(source=NURSE, killed=(4, 4), published=3), tell(source=NURSE, killed=(9, 9), published=5)],
        list,
        "update",
        "Runa Lind gave as many as that (person killed) at first, then as many as that.",
    ),
    (
        "a grade",
        lambda: [tell("attack", NURSE)],
        list,
        "grade",
        "Its grade is confirmed, Weak, F1 now, before single, Weak, F3. "
        "Two or more independent origins say so, not all on one side, and nobody denies it. "
        "Airwars, Weak: a single origin, or no belligerent is named.",
    ),
]


@pytest.mark.parametrize(("now", "before", "kind", "says"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_change_is_told_in_a_sentence(now: Make, before: Make, kind: ChangeKind, says: str) -> None:
    found = describe_changes(make_incident([FIRST, *before()], id="i"), make_incident([FIRST, *now()], id="i"))
    assert [change.says for change in found if change.kind == kind] == [says]
    assert {change.incident for change in found} == {"i"}


def test_first_and_last_state() -> None:
    incident = make_incident([tell(source=MAYOR, town="Tarn", when=(3, 3))], id="i")
    (begun,) = describe_changes(None, incident)
    assert begun.says == "New: shelling at Tarn on 3 April 2031, told by Ida Voss."
    assert (begun.kind, begun.after, begun.claims) == ("begun", "shelling", incident.claims)
    (ended,) = describe_changes(incident, None)
    assert ended.says == "No account tells of this shelling any more."
    assert (ended.kind, ended.before, ended.claims) == ("ended", "shelling", incident.claims)
    with pytest.raises(ValueError, match="one of the two"):
        describe_changes(None, None)


def test_typed_fields() -> None:
    nine, eleven = (
        tell("killing", NURSE, killed=(9, 9), published=3),
        tell("killing", NURSE, killed=(11, 11), published=5),
    )
    found = {
        one.kind: one for one in describe_changes(make_incident([nine], id="a"), make_incident([nine, eleven], id="b"))
    }
    assert (found["renamed"].before, found["renamed"].after) == ("a", "b")
    figure = found["figure"]
    assert (figure.before, figure.after, figure.role, figure.unit) == (9, 11, "killed", "person")
    assert figure.claims == (eleven.id,)
    assert (found["update"].slot, found["update"].claims) == ("how_many", (nine.id, eleven.id))
    assert (found["accounts"].before, found["accounts"].after, found["accounts"].claims) == (1, 2, (eleven.id,))


def test_dispute_that_another_joins_is_no_new_one() -> None:
    claims = [tell(source=MAYOR), tell(source=NURSE, sure="CT-")]
    kinds = [
        one.kind for one in describe_changes(make_incident(claims), make_incident([*claims, tell(source=HOSPITAL)]))
    ]
    assert "accounts" in kinds
    assert "dispute" not in kinds
    assert "dispute_over" not in kinds


def test_names_are_safe_to_show() -> None:
    before = make_incident([FIRST], id="i")
    after = make_incident(
        [FIRST, tell(source=by("Ida\x1b[31m\u202e"), agent=("the\x1bArmy", None), sure="CT-")], id="i"
    )
    assert not any(mark in change.says for change in describe_changes(before, after) for mark in ("\x1b", "\u202e"))


POOL = [
    tell(source=MAYOR, agent=ARMY_DID, town="Tarn", when=(3, 3)),
    tell(source=ARMY_SPEAKER, agent=ARMY_DID, sure="CT-"),
    tell("killing", HOSPITAL, killed=(9, 9), published=4),
    tell("killing", HOSPITAL, killed=(12, 12), published=6),
    tell("killing", REBEL_SPEAKER, killed=(20, 20), published=4),
    tell(source=REBEL_SPEAKER, agent=REBELS_DID, town="Brek", when=(5, 5)),
]
STATES = st.lists(st.sampled_from(POOL), min_size=1, unique_by=lambda claim: claim.id)


@given(STATES, STATES)
def test_nothing_is_told_of_what_stays(one: list[StoredClaim], other: list[StoredClaim]) -> None:
    before, after = _make(one), _make(other)
    found = describe_changes(before, after)
    assert {change.kind for change in found} <= set(CHANGE_KINDS)
    assert all(change.says.endswith(".") and change.incident == "i" for change in found)
    assert bool(found) == ({claim.id for claim in one} != {claim.id for claim in other})
    assert describe_changes(before, before) == ()


def _make(claims: list[StoredClaim]) -> Incident:
    return make_incident(claims, id="i")
