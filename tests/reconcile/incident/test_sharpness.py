"""How sharp disputes are, and which of many come first."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sayso.model import Incident, Sharpness, StoredClaim
from sayso.reconcile.incident import make_incident
from sayso.reconcile.incident.sharpness import find_sharpest, measure_sharpness
from tests.reconcile.incident.invented import ARMY, ARMY_SPEAKER, HOSPITAL, REBEL_SPEAKER, REBELS, by, tell

MAYOR, NURSE, PRIEST = by("Ida Voss"), by("Runa Lind"), by("Ole Brand")
ARMY_DID, REBELS_DID = (ARMY, "NOR"), (REBELS, None)
Case = Callable[[], list[StoredClaim]]


def _measure(claims: list[StoredClaim]) -> Sharpness:
    incident = make_incident(claims)
    (dispute,) = incident.disputes
    return measure_sharpness(incident, dispute)


SHARPER: list[tuple[str, Case, Case]] = [
    (
        "whether before who",
        lambda: [tell(source=MAYOR), tell(source=NURSE, sure="CT-")],
        lambda: [tell(source=MAYOR, agent=ARMY_DID), tell(source=NURSE, agent=REBELS_DID)],
    ),
    (
        "who before how many",
        lambda: [tell(source=MAYOR, agent=ARMY_DID), tell(source=NURSE, agent=REBELS_DID)],
        lambda: [tell(source=MAYOR, killed=(4, 4)), tell(source=NURSE, killed=(9, 9))],
    ),
    (
        "the larger ratio",
        lambda: [tell(source=MAYOR, killed=(4, 4)), tell(source=NURSE, killed=(40, 40))],
        lambda: [tell(source=MAYOR, killed=(40, 40)), tell(source=NURSE, killed=(44, 44))],
    ),
    (
        "more origins on the weaker side",
        lambda: [
            tell(source=MAYOR),
            tell(source=PRIEST),
            tell(source=NURSE, sure="CT-"),
            tell(source=HOSPITAL, sure="CT-"),
        ],
        lambda: [tell(source=MAYOR), tell(source=PRIEST), tell(source=HOSPITAL), tell(source=NURSE, sure="CT-")],
    ),
    (
        "party against opponent",
        lambda: [
            tell("territory_gain", REBEL_SPEAKER, agent=REBELS_DID),
            tell("territory_control", ARMY_SPEAKER, agent=ARMY_DID),
        ],
        lambda: [tell("territory_gain", MAYOR, agent=REBELS_DID), tell("territory_control", NURSE, agent=ARMY_DID)],
    ),
]


@pytest.mark.parametrize(("one", "other"), [case[1:] for case in SHARPER], ids=[case[0] for case in SHARPER])
def test_what_is_sharper(one: Case, other: Case) -> None:
    assert _measure(one()).score > _measure(other()).score


@pytest.mark.parametrize(
    ("claims", "says"),
    [
        (
            lambda: [tell(source=MAYOR), tell(source=NURSE, sure="CT-")],
            "It is disputed whether it happened, one origin against one.",
        ),
        (
            lambda: [
                tell(source=MAYOR, killed=(4, 4)),
                tell(source=PRIEST, killed=(4, 4)),
                tell(source=NURSE, killed=(10, 10)),
            ],
            "The numbers differ 2.5 times, 2 origins against one.",
        ),
        (
            lambda: [tell("wounding", MAYOR, sure="CT-"), tell("wounding", NURSE, killed=(2, 2), counted="wounded")],
            "The numbers differ 4 times, one origin against one.",
        ),
        (
            lambda: [
                tell("territory_gain", REBEL_SPEAKER, agent=REBELS_DID),
                tell("territory_control", ARMY_SPEAKER, agent=ARMY_DID),
            ],
            "It is disputed who held the place, one origin against one, party against opponent.",
        ),
    ],
    ids=["whether", "how many", "nobody against some", "control"],
)
def test_sharpness_is_told_in_a_sentence(claims: Case, says: str) -> None:
    assert _measure(claims()).says == says


def test_the_sharpest_of_many() -> None:
    quiet = make_incident([tell(source=MAYOR)], id="quiet")
    whether = make_incident([tell(source=MAYOR), tell(source=NURSE, sure="CT-")], id="whether")
    numbers = make_incident([tell(source=MAYOR, killed=(4, 4)), tell(source=NURSE, killed=(9, 9))], id="numbers")
    found = find_sharpest([numbers, quiet, whether], 5)
    assert [(incident.id, dispute.slot) for incident, dispute, _ in found] == [
        ("whether", "whether"),
        ("numbers", "how_many"),
    ]
    assert [incident.id for incident, _, _ in find_sharpest([numbers, whether], 1)] == ["whether"]


def test_of_those_alike_the_deadlier_first() -> None:
    few, many = (_make_deadly(id, killed) for id, killed in (("a", 2), ("b", 70)))
    assert [incident.id for incident, _, _ in find_sharpest([few, many], 2)] == ["b", "a"]


def _make_deadly(id: str, killed: int) -> Incident:
    return make_incident([tell(source=MAYOR, killed=(killed, killed)), tell(source=NURSE, sure="CT-")], id=id)
