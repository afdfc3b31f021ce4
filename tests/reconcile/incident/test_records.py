"""What is on record of each source over many incidents."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model import Incident, OriginKey, SourceRecord, StoredClaim
from sayso.reconcile.incident import make_incident
from sayso.reconcile.incident.records import SourceTally, fold_name, tally_sources
from tests.reconcile.incident.invented import (
    ARMY,
    ARMY_SPEAKER,
    HOSPITAL,
    REBEL_SPEAKER,
    RESIDENTS,
    by,
    day,
    tell,
    with_record,
)

MAYOR, NURSE = by("Ida Voss"), by("Runa Lind")
ARMY_DID = (ARMY, "NOR")


def _find(name: str, *incidents: Incident) -> SourceRecord:
    (found,) = [record for record in tally_sources(incidents) if record.name == name]
    return found


def _counts(record: SourceRecord) -> tuple[int, int, int, int, int]:
    return record.confirmed, record.contradicted, record.alone, record.conceded, record.revised


Case = Callable[[], list[StoredClaim]]
CASES: list[tuple[str, Case, tuple[int, int, int, int, int]]] = [
    ("alone", lambda: [tell(source=MAYOR)], (0, 0, 1, 0, 0)),
    ("alone with what it says", lambda: [tell(source=MAYOR), tell("protest", NURSE)], (0, 0, 1, 0, 0)),
    ("confirmed", lambda: [tell(source=MAYOR), tell("attack", NURSE)], (1, 0, 0, 0, 0)),
    (
        "confirmed in a denial",
        lambda: [tell(source=MAYOR, sure="CT-"), tell(source=NURSE, sure="CT-")],
        (1, 0, 0, 0, 0),
    ),
    ("by itself it is not confirmed", lambda: [tell(source=MAYOR), tell(source=MAYOR, paper="P")], (0, 0, 1, 0, 0)),
    ("contradicted", lambda: [tell(source=MAYOR), tell(source=NURSE, sure="CT-")], (0, 1, 0, 0, 0)),
    (
        "confirmed by one and contradicted by another",
        lambda: [tell(source=MAYOR), tell(source=HOSPITAL), tell(source=NURSE, sure="CT-")],
        (1, 1, 0, 0, 0),
    ),
    ("planned only", lambda: [tell(source=MAYOR, sure="Uu")], (0, 0, 0, 0, 0)),
    (
        "revised",
        lambda: [tell(source=MAYOR, killed=(4, 4), published=2), tell(source=MAYOR, killed=(9, 9), published=4)],
        (0, 0, 1, 0, 1),
    ),
    (
        "revised by somebody else",
        lambda: [tell(source=MAYOR, killed=(4, 4), published=2), tell(source=NURSE, killed=(9, 9), published=4)],
        (1, 0, 0, 0, 0),
    ),
]


@pytest.mark.parametrize(("case", "counts"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_one_incident_counts_for_a_source(case: Case, counts: tuple[int, int, int, int, int]) -> None:
    assert _counts(_find("Ida Voss", make_incident(case()))) == counts


def test_conceded() -> None:
    own_loss = tell("killing", ARMY_SPEAKER, victim=("soldiers", "NOR"), role="combatant")
    incident = make_incident([tell(source=REBEL_SPEAKER, agent=("the Lowland Front", None)), own_loss])
    assert _find("General Aske", incident).conceded == 1
    assert _find("the Lowland Front", incident).conceded == 0


def test_copies_do_not_confirm() -> None:
    claims = [tell(source=MAYOR, paper="The Post"), tell(source=MAYOR, paper="The Herald")]
    origins = {claim.id: OriginKey(f"text-{at}", "ida-voss") for at, claim in enumerate(claims)}
    record = _find("Ida Voss", make_incident(claims, origins=origins))
    assert (record.claims, record.incidents, record.confirmed, record.alone) == (2, 1, 0, 1)


def test_claims_incidents_and_days_add_up() -> None:
    one = make_incident([tell(source=MAYOR, published=5), tell("killing", MAYOR, published=5)])
    two = make_incident([tell(source=MAYOR, published=2), tell(source=NURSE, sure="CT-", published=9)])
    record = _find("Ida Voss", one, two)
    assert (record.claims, record.incidents, record.first, record.last) == (3, 2, day(2), day(5))
    assert record.by_slot == (("whether", 1),)


def test_a_known_actor_is_one_by_all_its_names() -> None:
    names = ("the Tarnish army", "the army of Tarn")
    claims = [tell(source=by(name, "military")) for name in names]
    claims = [with_record(claim, source={**claim.record["source"], "actor": "tarn-army"}) for claim in claims]
    (record,) = tally_sources([make_incident([claim]) for claim in claims])
    assert (record.actor, record.claims, record.name) == ("tarn-army", 2, "the Tarnish army")


def test_a_name_is_one_however_it_is_written() -> None:
    claims = [tell(source=by(name)) for name in ("The Écho Group", "Echo group")]
    (record,) = tally_sources([make_incident([claim]) for claim in claims])
    assert (record.claims, record.incidents) == (2, 2)
    assert fold_name("The Écho Group") == fold_name("Echo group") == "echo group"


def test_publishers_in_their_own_voice_stand_apart() -> None:
    incident = make_incident([tell(paper="Echo"), tell(source=by("Echo", "media")), tell(source=RESIDENTS), tell()])
    found = {(record.name, record.voice, record.named): record.claims for record in tally_sources([incident])}
    assert found == {("Echo", "publisher", True): 1, ("Echo", "source", True): 1, ("residents", "source", False): 1}


def test_most_claims_come_first() -> None:
    incident = make_incident([tell(source=NURSE), tell(source=NURSE), tell(source=MAYOR), tell(source=HOSPITAL)])
    names = [record.name for record in tally_sources([incident])]
    assert names == ["Runa Lind", "Ida Voss", "the hospital of Tarn"]


POOL = [
    make_incident([tell(source=MAYOR, agent=ARMY_DID), tell(source=ARMY_SPEAKER, agent=ARMY_DID, sure="CT-")]),
    make_incident([tell(source=MAYOR), tell(paper="The Post")]),
    make_incident([tell("killing", HOSPITAL, killed=(9, 9)), tell("killing", by("ida voss"), killed=(4, 4))]),
    make_incident([tell(source=NURSE, published=None)]),
]


@given(st.permutations(POOL))
def test_order_of_incidents_does_not_matter(incidents: list[Incident]) -> None:
    tally = SourceTally()
    for incident in incidents:
        tally.add(incident)
    assert tally.records() == tally_sources(POOL)


def test_names_are_safe_to_show() -> None:
    (record,) = tally_sources([make_incident([tell(source=by("Ida\x1b[31m\u202e"))])])
    assert "\x1b" not in record.name
    assert "\u202e" not in record.name
