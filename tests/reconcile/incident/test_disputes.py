"""Which accounts dispute each other, and in what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from sayso.model import Incident, OriginKey, StoredClaim
from sayso.reconcile.incident import make_incident
from tests.reconcile.incident.invented import (
    ARMY,
    ARMY_SPEAKER,
    HOSPITAL,
    REBEL_SPEAKER,
    REBELS,
    RESIDENTS,
    by,
    by_means,
    origins_of,
    tell,
    with_record,
)

NOR, ARMY_DID, REBELS_DID = "NOR", (ARMY, "NOR"), (REBELS, None)
MAYOR, NURSE, PRIEST = by("Ida Voss"), by("Runa Lind"), by("Ole Brand")
Case = Callable[[], list[StoredClaim]]


def _of_the(claim: StoredClaim, whom: str) -> StoredClaim:
    """The claim with its number told of some of these."""
    (quantity,) = claim.record["quantities"]
    start = claim.record["sentence"]["start"]
    return with_record(claim, claim.sentence[: quantity["end"] - start] + f" of the {whom} have died.")


def _unsure(claim: StoredClaim) -> StoredClaim:
    return with_record(claim, places=[{**claim.record["places"][0], "confidence": 0.5}])


def _barrage(launched: int | None, downed: int) -> list[StoredClaim]:
    return [
        tell("air_strike", MAYOR, killed=(launched, launched), unit="drone", counted="used")
        if launched
        else tell("air_strike", MAYOR),
        tell("interception", ARMY_SPEAKER, killed=(downed, downed), unit="drone", counted="intercepted"),
    ]


CASES: list[tuple[str, Case, list[str]]] = [
    ("one says it, one denies it", lambda: [tell(source=MAYOR), tell(source=NURSE, sure="CT-")], ["whether"]),
    (
        "probable against improbable",
        lambda: [tell(source=MAYOR, sure="PR+"), tell(source=NURSE, sure="PR-")],
        ["whether"],
    ),
    ("a possibility is no contradiction", lambda: [tell(source=MAYOR, sure="PS+"), tell(source=NURSE, sure="CT-")], []),
    ("a plan is no contradiction", lambda: [tell(source=MAYOR), tell(source=NURSE, sure="Uu")], []),
    (
        "another means is the same deed",
        lambda: [tell("bombing", MAYOR), tell("attack", NURSE, sure="CT-")],
        ["whether"],
    ),
    ("another deed is denied", lambda: [tell("shelling", MAYOR), tell("protest", NURSE, sure="CT-")], []),
    (
        "who is accused denies it",
        lambda: [tell(source=MAYOR, agent=ARMY_DID), tell(source=ARMY_SPEAKER, sure="CT-", agent=ARMY_DID)],
        ["whether"],
    ),
    (
        "a mine without a miner is there all the same",
        lambda: [
            tell("bombing", RESIDENTS, paper="The Tarn Herald"),
            tell("bombing", MAYOR, agent=REBELS_DID),
            tell("bombing", REBEL_SPEAKER, sure="CT-", agent=REBELS_DID),
        ],
        ["who"],
    ),
    (
        "a strike without aircraft is none",
        lambda: [
            tell("air_strike", MAYOR),
            tell("air_strike", NURSE, agent=ARMY_DID),
            tell("air_strike", ARMY_SPEAKER, sure="CT-", agent=ARMY_DID),
        ],
        ["whether"],
    ),
    (
        "each names the other",
        lambda: [tell(source=REBEL_SPEAKER, agent=ARMY_DID), tell(source=ARMY_SPEAKER, agent=REBELS_DID)],
        ["who"],
    ),
    (
        "two states",
        lambda: [tell(source=MAYOR, agent=("jets", "NOR")), tell(source=NURSE, agent=("jets", "SWE"))],
        ["who"],
    ),
    (
        "rebels may be a named group",
        lambda: [tell(source=MAYOR, agent=("rebels", None)), tell(source=NURSE, agent=REBELS_DID)],
        [],
    ),
    (
        "rebels are no army",
        lambda: [tell(source=MAYOR, agent=("rebels", None)), tell(source=NURSE, agent=ARMY_DID)],
        ["who"],
    ),
    (
        "gunmen may be anybody",
        lambda: [tell(source=MAYOR, agent=("gunmen", None)), tell(source=NURSE, agent=ARMY_DID)],
        [],
    ),
    (
        "two named groups",
        lambda: [tell(source=MAYOR, agent=REBELS_DID), tell(source=NURSE, agent=("the Highland Brigade", None))],
        ["who"],
    ),
    (
        "a short name is the long one",
        lambda: [tell(source=MAYOR, agent=("the Front", None)), tell(source=NURSE, agent=REBELS_DID)],
        [],
    ),
    (
        "in a fight each hurts the other",
        lambda: [
            tell("armed_clash", MAYOR),
            tell("killing", REBEL_SPEAKER, agent=REBELS_DID, victim=("soldiers", NOR), role="combatant"),
            tell(
                "killing",
                ARMY_SPEAKER,
                agent=ARMY_DID,
                victim=("fighters of the Lowland Front", None),
                role="combatant",
            ),
        ],
        [],
    ),
    (
        "numbers that do not meet",
        lambda: [tell(source=ARMY_SPEAKER, killed=(4, 4)), tell(source=REBEL_SPEAKER, killed=(9, 9))],
        ["how_many"],
    ),
    ("an open number meets", lambda: [tell(source=MAYOR, killed=(4, None)), tell(source=NURSE, killed=(9, 9))], []),
    (
        "nobody against some",
        lambda: [tell("wounding", MAYOR, sure="CT-"), tell("wounding", NURSE, killed=(2, 2), counted="wounded")],
        ["how_many"],
    ),
    (
        "nobody against somebody",
        lambda: [tell("wounding", MAYOR, sure="CT-"), tell("wounding", NURSE, victim=("a nurse", None))],
        ["how_many"],
    ),
    (
        "other roles",
        lambda: [tell(source=MAYOR, killed=(4, 4)), tell(source=NURSE, killed=(9, 9), counted="wounded")],
        [],
    ),
    (
        "other units of things",
        lambda: [
            tell(source=MAYOR, killed=(4, 4), unit="drone", counted="used"),
            tell(source=NURSE, killed=(9, 9), unit="missile", counted="used"),
        ],
        [],
    ),
    (
        "fighters are all that were killed in an attack by one side",
        lambda: [tell(source=ARMY_SPEAKER, killed=(4, 4), unit="fighter"), tell(source=NURSE, killed=(9, 9))],
        ["how_many"],
    ),
    (
        "children are some of them",
        lambda: [tell(source=MAYOR, killed=(4, 4), unit="child"), tell(source=NURSE, killed=(9, 9))],
        [],
    ),
    (
        "more children than people",
        lambda: [tell(source=MAYOR, killed=(12, 12), unit="child"), tell(source=NURSE, killed=(9, 9))],
        ["how_many"],
    ),
    (
        "an old toll has grown",
        lambda: [tell(source=MAYOR, killed=(4, 4), published=2), tell(source=NURSE, killed=(9, 9), published=4)],
        [],
    ),
    (
        "an old toll of a party has not",
        lambda: [
            tell(source=ARMY_SPEAKER, agent=ARMY_DID, killed=(4, 4), published=2),
            tell(source=NURSE, killed=(9, 9), published=4),
        ],
        ["how_many"],
    ),
    (
        "distances of one event",
        lambda: [
            tell(source=MAYOR, killed=(3, 3), unit="km", counted="distance"),
            tell(source=NURSE, killed=(20, 20), unit="km", counted="distance"),
        ],
        [],
    ),
    (
        "an old toll of a party that all gave then has grown",
        lambda: [
            tell(source=ARMY_SPEAKER, agent=ARMY_DID, killed=(4, 4), published=2),
            tell(source=MAYOR, killed=(4, None), published=2),
            tell(source=NURSE, killed=(9, 9), published=4),
        ],
        [],
    ),
    (
        "an old toll of a party that others did not give then has not",
        lambda: [
            tell(source=ARMY_SPEAKER, agent=ARMY_DID, killed=(4, 4), published=2),
            tell(source=MAYOR, killed=(7, None), published=2),
            tell(source=NURSE, killed=(9, 9), published=4),
        ],
        ["how_many"],
    ),
    (
        "of the wounded some die later",
        lambda: [_of_the(tell("killing", MAYOR, killed=(3, 3)), "wounded"), tell("killing", NURSE, killed=(9, 9))],
        [],
    ),
    (
        "of the villagers some died",
        lambda: [_of_the(tell("killing", MAYOR, killed=(3, 3)), "villagers"), tell("killing", NURSE, killed=(9, 9))],
        ["how_many"],
    ),
    (
        "more shot down and arrived than launched",
        lambda: [*_barrage(9, 9), tell("air_strike", NURSE, killed=(4, 4), unit="drone", counted="hit")],
        ["how_many"],
    ),
    (
        "as many shot down and arrived as launched",
        lambda: [*_barrage(9, 5), tell("air_strike", NURSE, killed=(4, 4), unit="drone", counted="hit")],
        [],
    ),
    (
        "nobody knows how many were launched",
        lambda: [*_barrage(None, 9), tell("air_strike", NURSE, killed=(4, 4), unit="drone", counted="hit")],
        [],
    ),
    (
        "nobody who could be told is denied",
        lambda: [
            tell("shelling", RESIDENTS, paper="The Tarn Herald"),
            tell("shelling", MAYOR, agent=REBELS_DID),
            tell("shelling", REBEL_SPEAKER, sure="CT-", agent=("nine people", None)),
        ],
        [],
    ),
    (
        "what a paper took back",
        lambda: [
            tell("killing", by("the earlier version of this report", "document", named=False), killed=(19, 19)),
            tell("killing", NURSE, killed=(9, 9)),
        ],
        [],
    ),
    (
        "the army's drone is the army",
        lambda: [
            by_means(tell("air_strike", REBEL_SPEAKER), "army drone"),
            tell(source=ARMY_SPEAKER, agent=REBELS_DID),
        ],
        ["who"],
    ),
    (
        "a drone of a make that nobody else names",
        lambda: [by_means(tell("air_strike", MAYOR), "Iranian drone"), tell("air_strike", NURSE, agent=ARMY_DID)],
        [],
    ),
    (
        "who made it is not who did it",
        lambda: [
            by_means(tell("air_strike", MAYOR), "Swedish-made drone"),
            tell("air_strike", NURSE, agent=ARMY_DID),
            tell("deployment", PRIEST, agent=("jets", "SWE")),
        ],
        [],
    ),
    (
        "who is charged rejects it",
        lambda: [tell(source=MAYOR, agent=ARMY_DID), tell("rejection", ARMY_SPEAKER)],
        ["whether"],
    ),
    ("others reject something", lambda: [tell(source=MAYOR, agent=ARMY_DID), tell("rejection", REBEL_SPEAKER)], []),
    (
        "a war in the north of which each tells another part",
        lambda: [
            tell("armed_clash", MAYOR, town="the north", precision="region"),
            tell("armed_clash", NURSE, town="the north", precision="region", sure="CT-"),
        ],
        [],
    ),
    (
        "the same fight in a town",
        lambda: [
            tell("armed_clash", MAYOR, town="Tarn"),
            tell("armed_clash", NURSE, town="Tarn", sure="CT-"),
        ],
        ["whether"],
    ),
    (
        "fights of which nobody tells where",
        lambda: [tell("armed_clash", MAYOR, when=(3, 3)), tell("armed_clash", NURSE, sure="CT-", when=(3, 3))],
        [],
    ),
    (
        "a battle goes on for days",
        lambda: [
            tell("armed_clash", MAYOR, town="Tarn", when=(3, 3)),
            tell("armed_clash", NURSE, town="Tarn", when=(5, 5)),
        ],
        [],
    ),
    (
        "support that is denied by who is charged with it",
        lambda: [
            tell("military_support", MAYOR, agent=ARMY_DID),
            tell("military_support", ARMY_SPEAKER, sure="CT-", agent=("it", None)),
        ],
        ["whether"],
    ),
    (
        "numbers of something vague",
        lambda: [
            tell("displacement", MAYOR, town="the north", precision="region", killed=(800, 800), counted="displaced"),
            tell(
                "displacement", ARMY_SPEAKER, town="the north", precision="region", killed=(90, 90), counted="displaced"
            ),
        ],
        ["how_many"],
    ),
    (
        "shares of what may be different things",
        lambda: [
            tell("displacement", MAYOR, killed=(92, 92), unit="percent", counted="displaced"),
            tell("displacement", NURSE, killed=(82, 82), unit="percent", counted="displaced"),
        ],
        [],
    ),
    (
        "so far away that it is another one",
        lambda: [tell(source=MAYOR, town="Tarn"), tell(source=NURSE, town="Farholt", sure="CT-")],
        [],
    ),
    (
        "three weeks later it is another one",
        lambda: [tell(source=MAYOR, when=(2, 2)), tell(source=NURSE, when=(28, 28), sure="CT-")],
        [],
    ),
    (
        "a day in a month",
        lambda: [tell(source=MAYOR, when=(3, 3)), tell(source=NURSE, when=(5, 29))],
        [],
    ),
    (
        "two regions",
        lambda: [
            tell(source=MAYOR, town="Tarn", precision="country"),
            tell(source=NURSE, town="Brek", precision="country"),
            tell(source=PRIEST, when=(3, 3)),
        ],
        [],
    ),
    (
        "what is often done is refused once and not another time",
        lambda: [tell("rejection", MAYOR, agent=ARMY_DID), tell("rejection", NURSE, agent=ARMY_DID, sure="CT-")],
        [],
    ),
    (
        "who held it weeks ago",
        lambda: [
            tell("territory_control", REBEL_SPEAKER, agent=REBELS_DID, published=2),
            tell("territory_control", ARMY_SPEAKER, agent=ARMY_DID, published=25),
        ],
        [],
    ),
    (
        "others than those who were lost by the other side",
        lambda: [
            tell("ground_attack", MAYOR, agent=ARMY_DID, victim=REBELS_DID),
            tell("killing", ARMY_SPEAKER, sure="CT-", victim=("our soldiers", "NOR"), role="combatant"),
            tell("killing", NURSE, victim=("fighters of the Lowland Front", None), role="combatant"),
        ],
        [],
    ),
    (
        "a place as likely wrong as right",
        lambda: [tell(source=MAYOR, town="Tarn"), _unsure(tell(source=NURSE, town="Brek"))],
        [],
    ),
    ("far apart", lambda: [tell(source=MAYOR, town="Tarn"), tell(source=NURSE, town="Brek")], ["where"]),
    ("near each other", lambda: [tell(source=MAYOR, town="Tarn"), tell(source=NURSE, town="Tarn harbour")], []),
    (
        "a region around both",
        lambda: [tell(source=MAYOR, town="Tarn"), tell(source=NURSE, town="the north", precision="region")],
        [],
    ),
    ("the dead may die elsewhere", lambda: [tell(source=MAYOR, town="Tarn"), tell("killing", NURSE, town="Brek")], []),
    ("days that do not meet", lambda: [tell(source=MAYOR, when=(3, 3)), tell(source=NURSE, when=(4, 4))], ["when"]),
    ("a day in a week", lambda: [tell(source=MAYOR, when=(3, 3)), tell(source=NURSE, when=(1, 7))], []),
    (
        "a night has two days",
        lambda: [tell(source=MAYOR, when=(3, 3), when_words="in the night"), tell(source=NURSE, when=(4, 4))],
        [],
    ),
    (
        "a truce lasts",
        lambda: [tell("agreement", MAYOR, when=(3, 3)), tell("agreement", NURSE, when=(5, 5))],
        [],
    ),
    (
        "a day misread",
        lambda: [
            tell(source=MAYOR, when=(3, 3)),
            tell(source=NURSE, when=date(1970, 1, 1), published=date(1970, 1, 1)),
        ],
        [],
    ),
    (
        "both hold the town",
        lambda: [
            tell("territory_gain", REBEL_SPEAKER, agent=REBELS_DID),
            tell("territory_control", ARMY_SPEAKER, agent=ARMY_DID),
        ],
        ["control"],
    ),
    (
        "the gain is denied",
        lambda: [
            tell("territory_gain", REBEL_SPEAKER, agent=REBELS_DID),
            tell("territory_gain", ARMY_SPEAKER, sure="CT-", agent=REBELS_DID),
        ],
        ["control"],
    ),
    (
        "who left holds it no more",
        lambda: [
            tell("territory_control", ARMY_SPEAKER, agent=ARMY_DID, town="Tarn"),
            tell("retreat", REBEL_SPEAKER, agent=ARMY_DID, town="Tarn"),
        ],
        ["control"],
    ),
    (
        "each holds a part of a region",
        lambda: [
            tell("territory_control", ARMY_SPEAKER, agent=ARMY_DID, town="the north", precision="region"),
            tell("territory_control", REBEL_SPEAKER, agent=REBELS_DID, town="the north", precision="region"),
            tell(source=MAYOR, when=(3, 3)),
        ],
        [],
    ),
    (
        "who did not leave holds it",
        lambda: [
            tell("territory_gain", REBEL_SPEAKER, agent=REBELS_DID),
            tell("retreat", ARMY_SPEAKER, sure="CT-", agent=ARMY_DID),
        ],
        ["control"],
    ),
    (
        "one after the other",
        lambda: [
            tell("territory_gain", REBEL_SPEAKER, agent=REBELS_DID, when=(3, 3)),
            tell("territory_gain", ARMY_SPEAKER, agent=ARMY_DID, when=(6, 6)),
        ],
        [],
    ),
]


def _slots(incident: Incident) -> list[str]:
    return [dispute.slot for dispute in incident.disputes]


@pytest.mark.parametrize(("case", "slots"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_disputes(case: Case, slots: list[str]) -> None:
    claims = case()
    incident = make_incident(claims)
    assert _slots(incident) == slots
    for dispute in incident.disputes:
        named = [claim for accounts in dispute.accounts for claim in accounts]
        assert len(named) == len(set(named))
        assert set(named) <= {claim.id for claim in claims}
        assert len(dispute.accounts) == 2


@pytest.mark.parametrize(
    ("case", "slots"), [case[1:] for case in CASES if case[2]], ids=[case[0] for case in CASES if case[2]]
)
def test_accounts_of_one_origin_never_dispute(case: Case, slots: list[str]) -> None:
    assert slots
    claims = case()
    assert not make_incident(claims, origins=origins_of([claims])).disputes


@pytest.mark.parametrize(("other", "slots"), [("the police", ["how_many"]), ("residents", [])])
def test_two_without_a_name_in_one_text_are_two_voices(other: str, slots: list[str]) -> None:
    claims = [
        tell("protest", by(name, "civilian", named=False), killed=(count, count), counted="other")
        for name, count in (("residents", 3000), (other, 800))
    ]
    incident = make_incident(claims, origins=origins_of([claims]))
    assert incident.origins == 1
    assert _slots(incident) == slots


@pytest.mark.parametrize(
    ("earlier", "later", "slot"),
    [
        (lambda: tell(source=MAYOR, published=2), lambda: tell(source=MAYOR, sure="CT-", published=4), "whether"),
        (
            lambda: tell(source=MAYOR, agent=ARMY_DID, published=2),
            lambda: tell(source=MAYOR, agent=REBELS_DID, published=4),
            "who",
        ),
        (
            lambda: tell(source=MAYOR, killed=(4, 4), published=2),
            lambda: tell(source=MAYOR, killed=(9, 9), published=4),
            "how_many",
        ),
        (
            lambda: tell(source=MAYOR, town="Tarn", published=2),
            lambda: tell(source=MAYOR, town="Brek", published=4),
            "where",
        ),
        (
            lambda: tell(source=MAYOR, when=(1, 1), published=2),
            lambda: tell(source=MAYOR, when=(2, 2), published=4),
            "when",
        ),
        (
            lambda: tell("territory_control", MAYOR, agent=ARMY_DID, published=2),
            lambda: tell("territory_control", MAYOR, agent=REBELS_DID, published=4),
            "control",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_change_by_one_source_is_an_update(
    earlier: Callable[[], StoredClaim], later: Callable[[], StoredClaim], slot: str
) -> None:
    first, last = earlier(), later()
    incident = make_incident([last, first])
    assert not incident.disputes
    assert [(update.slot, update.earlier, update.later) for update in incident.history] == [(slot, first.id, last.id)]
    assert incident.history[0].says.startswith("Ida Voss")


def test_two_papers_that_quote_one_are_one_say_so() -> None:
    claims = [
        tell(source=MAYOR, killed=(4, 4), paper="The Herald"),
        tell(source=MAYOR, killed=(9, 9), paper="The Post"),
    ]
    origins = {claim.id: OriginKey(f"text-{at}", "ida-voss") for at, claim in enumerate(claims)}
    incident = make_incident(claims, origins=origins)
    assert (incident.origins, incident.alone, incident.disputes) == (1, True, ())


def test_dispute_names_claims_sides_and_sources_in_one_sentence() -> None:
    army = tell(source=ARMY_SPEAKER, agent=ARMY_DID, killed=(4, 4))
    rebels = tell(source=REBEL_SPEAKER, victim=("fishermen", None), killed=(9, 9))
    copy = tell(source=REBEL_SPEAKER, killed=(9, 9), paper="The Post")
    (dispute,) = make_incident([army, rebels, copy]).disputes
    assert {frozenset(accounts) for accounts in dispute.accounts} == {
        frozenset((army.id,)),
        frozenset((rebels.id, copy.id)),
    }
    assert dict(zip(dispute.accounts, [position.sides for position in dispute.positions], strict=True))[(army.id,)] == (
        "party",
    )
    assert dispute.says == "General Aske counted 4 people killed; the Lowland Front counted 9 people killed."


def test_three_positions() -> None:
    claims = [tell(source=by(name), killed=(n, n)) for name, n in (("Ida", 3), ("Ole", 11), ("Per", 40), ("Nils", 40))]
    (dispute,) = make_incident(claims).disputes
    assert [len(accounts) for accounts in dispute.accounts] == [2, 1, 1]


def test_names_of_sources_are_safe_to_show() -> None:
    claims: Sequence[StoredClaim] = [tell(source=by("Ida\x1b[31m\u202e")), tell(source=HOSPITAL, sure="CT-")]
    (dispute,) = make_incident(claims).disputes
    assert "\x1b" not in dispute.says
    assert "\u202e" not in dispute.says
