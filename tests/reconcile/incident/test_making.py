"""What an incident says of its claims, whatever their order and however little they tell."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model import Actor, OriginKey, StoredClaim
from sayso.reconcile.incident import IncidentSettings, find_own_origin, make_incident
from tests.conftest import LONG
from tests.reconcile.incident.invented import (
    ARMY,
    ARMY_SPEAKER,
    HOSPITAL,
    REBEL_SPEAKER,
    REBELS,
    RESIDENTS,
    Book,
    by,
    day,
    origins_of,
    tell,
)

Case = Callable[[], list[StoredClaim]]
MAYOR, NURSE, PRIEST = by("Ida Voss"), by("Runa Lind"), by("Ole Brand")
SECONDS = 2.0

TYPES: list[tuple[str, Case, str, str]] = [
    ("one", lambda: [tell("shelling")], "shelling", "only-type"),
    (
        "deed",
        lambda: [tell("killing", MAYOR), tell("killing", NURSE), tell("bombing")],
        "bombing",
        "deed-before-consequences",
    ),
    (
        "specific",
        lambda: [tell("attack", MAYOR), tell("attack", NURSE), tell("bombing")],
        "bombing",
        "specific-before-general",
    ),
    (
        "most",
        lambda: [tell("bombing", MAYOR), tell("shelling", NURSE), tell("shelling", PRIEST)],
        "shelling",
        "most-origins",
    ),
    (
        "copies do not count",
        lambda: [tell("bombing", MAYOR), tell("shelling", NURSE), tell("bombing", PRIEST), tell("shelling", NURSE)],
        "bombing",
        "most-origins",
    ),
    ("denied only", lambda: [tell("protest", MAYOR), tell("bombing", NURSE, sure="CT-")], "protest", "only-type"),
    ("nothing but a denial", lambda: [tell("bombing", NURSE, sure="CT-")], "bombing", "only-type"),
    (
        "words",
        lambda: [tell("condemnation", MAYOR), tell("displacement", NURSE)],
        "displacement",
        "deed-before-consequences",
    ),
]

PLACES: list[tuple[str, Case, str | None, str]] = [
    ("none", lambda: [tell()], None, "no-place"),
    ("one", lambda: [tell(town="Tarn"), tell()], "Tarn", "only-place"),
    (
        "most precise",
        lambda: [
            tell(source=MAYOR, town="the north", precision="region"),
            tell(source=NURSE, town="the north", precision="region"),
            tell(source=PRIEST, town="Tarn"),
        ],
        "Tarn",
        "most-precise-agreed",
    ),
    (
        "most origins",
        lambda: [tell(source=MAYOR, town="Brek"), tell(source=NURSE, town="Tarn"), tell(source=PRIEST, town="Tarn")],
        "Tarn",
        "most-precise-agreed",
    ),
    (
        "divided",
        lambda: [tell(source=MAYOR, town="Brek"), tell(source=NURSE, town="Tarn")],
        "Brek",
        "most-supported-place",
    ),
    (
        "of the deed",
        lambda: [
            tell("killing", MAYOR, town="Brek"),
            tell("killing", NURSE, town="Brek"),
            tell(source=PRIEST, town="Tarn"),
        ],
        "Tarn",
        "only-place",
    ),
]

TIMES: list[tuple[str, Case, tuple[int | None, int | None], str]] = [
    ("none", lambda: [tell()], (None, None), "no-time"),
    ("one", lambda: [tell(when=(3, 4)), tell()], (3, 4), "only-time"),
    (
        "fewest days",
        lambda: [tell(source=MAYOR, when=(1, 7)), tell(source=NURSE, when=(3, 3))],
        (3, 3),
        "shortest-agreed",
    ),
    (
        "most origins",
        lambda: [tell(source=MAYOR, when=(3, 3)), tell(source=NURSE, when=(3, 3)), tell(source=PRIEST, when=(4, 4))],
        (3, 3),
        "shortest-agreed",
    ),
    (
        "divided",
        lambda: [tell(source=MAYOR, when=(3, 3)), tell(source=NURSE, when=(5, 5))],
        (3, 3),
        "most-supported-time",
    ),
]


@pytest.mark.parametrize(("case", "type", "rule"), [case[1:] for case in TYPES], ids=[case[0] for case in TYPES])
def test_type(case: Case, type: str, rule: str) -> None:
    incident = make_incident(case())
    assert (incident.type, incident.type_reason.rule) == (type, rule)
    assert incident.type_reason.says.endswith(".")


@pytest.mark.parametrize(("case", "name", "rule"), [case[1:] for case in PLACES], ids=[case[0] for case in PLACES])
def test_place(case: Case, name: str | None, rule: str) -> None:
    incident = make_incident(case())
    assert (incident.place.name if incident.place else None, incident.place_reason.rule) == (name, rule)


@pytest.mark.parametrize(("case", "days", "rule"), [case[1:] for case in TIMES], ids=[case[0] for case in TIMES])
def test_time(case: Case, days: tuple[int | None, int | None], rule: str) -> None:
    incident = make_incident(case())
    assert (incident.first, incident.last) == (day(days[0]), day(days[1]))
    assert incident.time_reason.rule == rule


def test_parties_are_merged_by_actor_else_by_name() -> None:
    army = Actor("tarn-army", "Armed forces of Tarn", "military", 1, "MIL", "NOR")
    claims = [
        tell(source=MAYOR, agent=("soldiers", "NOR"), actor="tarn-army", victim=("two villagers", None)),
        tell(source=NURSE, agent=("the army", "NOR"), actor="tarn-army", victim=("Villagers", None)),
        tell(source=PRIEST, agent=(REBELS, None)),
    ]
    parties = make_incident(claims, settings=IncidentSettings(actors=Book(army))).parties
    told = [(party.role, party.name, party.actor, party.kind, party.origins, party.best) for party in parties]
    assert told == [
        ("agent", "Armed forces of Tarn", "tarn-army", "state", 2, True),
        ("agent", REBELS, None, "group", 1, False),
        ("recipient", "villagers", None, "civilian", 2, True),
    ]
    assert parties[0].claims == (claims[0].id, claims[1].id)


def test_whoever_is_only_pointed_at_is_not_the_best_party() -> None:
    claims = [tell(source=MAYOR, agent=("they", None)), tell(source=NURSE, agent=("they", None))]
    assert [(party.name, party.best) for party in make_incident(claims).parties] == [("they", False)]
    named = [*claims, tell(source=PRIEST, agent=(REBELS, None))]
    assert [(party.name, party.best) for party in make_incident(named).parties] == [(REBELS, True), ("they", False)]


def test_id_is_that_of_the_first_claim_and_undated_reports_come_last() -> None:
    undated, late, early = tell(published=None), tell(published=5), tell(published=2)
    assert make_incident([undated, late, early]).id == early.id
    assert make_incident([undated]).id == undated.id
    assert make_incident([late, early], id="given").id == "given"


def test_accounts_keep_what_each_claim_has() -> None:
    claim = tell(source=REBEL_SPEAKER, agent=(ARMY, "NOR"), town="Tarn", when=(3, 3), paper="The Herald", sure="PR+")
    (account,) = make_incident([claim]).accounts
    assert (account.claim, account.source, account.publisher) == (claim.id, REBELS, "The Herald")
    assert (account.factuality, account.agents, account.sentence) == ("PR+", (ARMY,), claim.sentence)
    assert account.place is not None
    assert (account.place.name, account.place.precision) == ("Tarn", "settlement")
    assert account.time is not None
    assert (account.time.first, account.time.precision) == (day(3), "day")


def test_own_origin() -> None:
    assert find_own_origin(tell(source=MAYOR)).say_so == find_own_origin(tell(source=MAYOR)).say_so
    assert find_own_origin(tell(paper="The Herald")).say_so == find_own_origin(tell(paper="The Herald")).say_so
    assert find_own_origin(tell(source=RESIDENTS)).say_so != find_own_origin(tell(source=RESIDENTS)).say_so
    assert find_own_origin(tell()).say_so != find_own_origin(tell()).say_so


def test_origins_may_be_a_function() -> None:
    claims = [tell(source=MAYOR), tell(source=NURSE)]
    assert make_incident(claims).origins == 2
    assert make_incident(claims, origins=lambda claim: OriginKey(f"agency-{len(claim.id)}")).origins == 1


def test_no_claims_are_no_incident() -> None:
    with pytest.raises(ValueError, match="at least one claim"):
        make_incident([])


@pytest.mark.parametrize("missing", ["source", "time", "places", "quantities", "agents", "recipients", "via"])
def test_claims_that_tell_little(missing: str) -> None:
    empty = {"source": None, "time": None}.get(missing, [])
    claim = tell(source=MAYOR, agent=(ARMY, "NOR"), victim=("fishermen", None), town="Tarn", when=(3, 3), killed=(2, 2))
    bare = replace(claim, record={**claim.record, missing: empty})
    assert make_incident([bare]).claims == (claim.id,)


def test_place_that_could_not_be_located() -> None:
    claim = tell(source=MAYOR, town="Tarn")
    place = {**claim.record["places"][0], "latitude": None, "longitude": None, "precision": None}
    incident = make_incident([replace(claim, record={**claim.record, "places": [place]}), tell(source=NURSE)])
    assert incident.place is not None
    assert (incident.place.name, incident.place_reason.rule, incident.disputes) == ("Tarn", "not-located", ())


def test_report_dated_1970_moves_nothing() -> None:
    claims = [tell(source=source, when=(3, 3), killed=(9, 9)) for source in (MAYOR, NURSE)]
    stale = tell(source=PRIEST, published=date(1970, 1, 1), when=date(1969, 12, 31), killed=(9, 9))
    incident = make_incident([*claims, stale])
    assert (incident.first, incident.disputes) == (day(3), ())


def _many() -> list[StoredClaim]:
    speakers = [ARMY_SPEAKER, REBEL_SPEAKER, HOSPITAL, RESIDENTS, MAYOR, None]
    rnd = random.Random(7)
    return [
        tell(
            rnd.choice(["shelling", "killing", "wounding", "territory_gain", "attack"]),
            rnd.choice(speakers),
            sure=rnd.choice(["CT+", "CT+", "PR+", "CT-", "Uu"]),
            published=rnd.choice([None, 2, 3, 3, 4]),
            paper=rnd.choice([None, "The Herald", "The Post"]),
            report=rnd.choice(["", "live"]),
            agent=rnd.choice([None, (ARMY, "NOR"), (REBELS, None), ("rebels", None), ("gunmen", None)]),
            victim=rnd.choice([None, ("soldiers", "NOR"), ("fishermen", None)]),
            town=rnd.choice([None, "Tarn", "Brek"]),
            when=rnd.choice([None, (2, 2), (3, 3), (1, 7)]),
            killed=rnd.choice([None, (3, 3), (4, None), (None, 9), (0, 0)]),
            unit=rnd.choice(["person", "fighter", "child"]),
            cumulative=rnd.choice([True, False]),
        )
        for _ in range(40)
    ]


MANY = _many()


@given(st.lists(st.sampled_from(MANY), min_size=1, max_size=25), st.randoms(use_true_random=False))
def test_order_and_repetition_do_not_matter(claims: list[StoredClaim], rnd: random.Random) -> None:
    shuffled = claims + claims[:3]
    rnd.shuffle(shuffled)
    origins = {claim.id: OriginKey(f"text-{at % 5}") for at, claim in enumerate(MANY)}
    assert make_incident(shuffled, origins=origins) == make_incident(claims, origins=origins)
    assert make_incident(shuffled) == make_incident(claims)


@given(st.lists(st.sampled_from(MANY), min_size=1, max_size=25))
def test_whatever_the_claims_each_is_told_once_and_one_origin_agrees_with_itself(claims: list[StoredClaim]) -> None:
    incident = make_incident(claims)
    assert set(incident.claims) == {claim.id for claim in claims}
    assert [account.claim for account in incident.accounts] == list(incident.claims)
    for figure in (*incident.figures, *incident.shares):
        ends = [end for end in (figure.low, figure.best, figure.high) if end is not None]
        assert ends == sorted(ends)
        assert any(account.standing for account in figure.accounts)
    alone = make_incident(claims, origins=origins_of([claims]))
    assert (alone.disputes, alone.alone) == ((), True)
    assert not alone.grade.admiralty.endswith("1")


def test_ten_thousand_claims_take_two_seconds() -> None:
    claims = [
        replace(claim, id=f"{claim.id}-{copy}", report=replace(claim.report, id=f"{copy}", name=f"report-{copy}"))
        for copy in range(10_000 // len(MANY))
        for claim in MANY
    ]
    start = time.process_time()
    incident = make_incident(claims)
    seconds = time.process_time() - start
    assert len(incident.accounts) == 10_000
    assert seconds < (SECONDS if LONG else 3 * SECONDS), "with room for a busy machine"


@pytest.mark.parametrize(
    ("case", "rule"),
    [
        (lambda: [tell()], None),
        (lambda: [tell(agent=(ARMY, "NOR")), tell(source=NURSE, agent=(ARMY, "NOR"))], "only-parties"),
        (
            lambda: [tell(source=MAYOR, agent=(ARMY, "NOR")), tell(source=NURSE, agent=(REBELS, None))],
            "most-named",
        ),
        (lambda: [tell(source=MAYOR, agent=(ARMY, "NOR"), sure="CT-")], "only-denied-parties"),
    ],
    ids=["nobody", "one", "two", "denied"],
)
def test_rule_that_chose_the_parties(case: Case, rule: str | None) -> None:
    reason = make_incident(case()).parties_reason
    assert (reason.rule if reason else None) == rule
