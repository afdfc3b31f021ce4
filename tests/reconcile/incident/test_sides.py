"""Where a source stands, and what a party says of itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sayso.model import Actor, Side, Source, StoredClaim
from sayso.reconcile.incident import IncidentSettings, make_incident
from tests.reconcile.incident.invented import (
    ARMY,
    ARMY_SPEAKER,
    HOSPITAL,
    REBEL_SPEAKER,
    REBELS,
    RESIDENTS,
    Book,
    by,
    tell,
    with_record,
)

ARMY_DID, REBELS_DID = (ARMY, "NOR"), (REBELS, None)
SOLDIERS = ("soldiers", "NOR")

SOURCES: list[tuple[str, Source | None, Side]] = [
    ("of the country that did it", by("Minister Dahl", "government", "NOR"), "party"),
    ("a person of that country", by("Ida Voss", "person", "NOR"), "party"),
    ("an army without a country", by("the army", "military"), "party"),
    ("the group it was done to", REBEL_SPEAKER, "opponent"),
    ("the group by a shorter name", by("the Front", "armed_group"), "opponent"),
    ("rebels without a name", by("rebels", "armed_group", named=False), "opponent"),
    ("another country", by("Minister Berg", "government", "SWE"), "third"),
    ("residents", RESIDENTS, "third"),
    ("an organisation", HOSPITAL, "third"),
    ("a person of no known side", by("Ida Voss"), "unknown"),
    ("the report itself", None, "unknown"),
]


@pytest.mark.parametrize(("source", "side"), [case[1:] for case in SOURCES], ids=[case[0] for case in SOURCES])
def test_side_of_a_source(source: Source | None, side: Side) -> None:
    base = tell(source=by("Runa Lind"), agent=ARMY_DID, victim=REBELS_DID, role="combatant")
    asked = tell(source=source)
    accounts = {account.claim: account for account in make_incident([base, asked]).accounts}
    assert accounts[asked.id].side == side


@pytest.mark.parametrize(
    ("paper", "side"),
    [
        ("Ministry of Defence of Norway", "party"),
        ("Voice of the Lowland Front", "opponent"),
        ("Defence Staff", "party"),
        ("The Tarn Herald", "unknown"),
        ("Reuters", "third"),
        (None, "unknown"),
    ],
)
def test_side_of_a_publisher(paper: str | None, side: Side) -> None:
    staff = Actor("tarn-staff", "Defence Staff", "military", 1, "MIL", "NOR")
    base = tell(source=by("Runa Lind"), agent=ARMY_DID, victim=REBELS_DID, role="combatant")
    asked = tell(paper=paper)
    made = make_incident([base, asked], settings=IncidentSettings(actors=Book(staff)))
    assert next(account.side for account in made.accounts if account.claim == asked.id) == side


def test_known_actors_tell_a_state_from_its_rebels() -> None:
    book = Book(
        Actor("tarn-government", "Government of Tarn", "government", 1, "GOV", "NOR"),
        Actor("tarn-army", "Army of Tarn", "military", 1, "MIL", "NOR", parent="tarn-government"),
        Actor("lowland-front", "Lowland Front", "armed_group", 2, "REB", "NOR"),
    )
    base = tell(source=by("Runa Lind"), agent=("soldiers", "NOR"), actor="tarn-army", victim=("fighters", None))
    rebels, state = tell(source=by("the Front", "armed_group", "NOR")), tell(source=by("Aske", "government", "NOR"))
    claims = [base, _with_source_actor(rebels, "lowland-front"), _with_source_actor(state, "tarn-government")]
    made = make_incident(claims, settings=IncidentSettings(actors=book))
    assert [account.side for account in made.accounts[1:]] == ["opponent", "party"]


@pytest.mark.parametrize(
    ("make", "of_itself", "conceded"),
    [
        (lambda: tell("killing", ARMY_SPEAKER, agent=REBELS_DID, victim=SOLDIERS, role="combatant"), True, True),
        (lambda: tell("killing", REBEL_SPEAKER, agent=REBELS_DID, victim=SOLDIERS, role="combatant"), True, False),
        (
            lambda: tell("killing", REBEL_SPEAKER, agent=REBELS_DID, victim=("villagers", None), role="civilian"),
            True,
            True,
        ),
        (lambda: tell("killing", HOSPITAL, agent=REBELS_DID, victim=SOLDIERS, role="combatant"), False, False),
        (lambda: tell("retreat", REBEL_SPEAKER, agent=REBELS_DID), True, True),
        (
            lambda: with_record(_lost("our men"), quotation="direct"),
            True,
            True,
        ),
        (lambda: _lost("our men"), False, False),
        (lambda: _lost("its men"), True, True),
        (lambda: _lost("its fighters"), False, False),
        (
            lambda: tell("killing", ARMY_SPEAKER, sure="CT-", agent=REBELS_DID, victim=SOLDIERS, role="combatant"),
            True,
            False,
        ),
    ],
    ids=[
        "own losses",
        "own deed",
        "own deed to civilians",
        "a third",
        "own retreat",
        "our men",
        "our men in indirect speech",
        "its men",
        "its fighters",
        "a denial",
    ],
)
def test_what_a_party_says_of_itself(make: Callable[[], StoredClaim], of_itself: bool, conceded: bool) -> None:
    asked = make()
    base = [tell(source=by("Runa Lind"), agent=REBELS_DID, victim=SOLDIERS, role="combatant") for _ in range(2)]
    account = next(one for one in make_incident([*base, asked]).accounts if one.claim == asked.id)
    assert (account.of_itself, account.conceded) == (of_itself, conceded)


def _lost(whom: str) -> StoredClaim:
    return tell("killing", ARMY_SPEAKER, agent=REBELS_DID, victim=(whom, None), role="combatant")


def _with_source_actor(claim: StoredClaim, actor: str) -> StoredClaim:
    object.__setattr__(claim, "record", {**claim.record, "source": {**claim.record["source"], "actor": actor}})
    return claim
