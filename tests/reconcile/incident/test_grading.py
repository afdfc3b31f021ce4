"""The grade: status, Airwars' words, the Admiralty code."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sayso.model import StoredClaim
from sayso.reconcile.incident import IncidentSettings, make_incident, parse_source_list
from tests.reconcile.incident.invented import (
    ARMY,
    ARMY_SPEAKER,
    HOSPITAL,
    REBEL_SPEAKER,
    REBELS,
    RESIDENTS,
    by,
    origins_of,
    tell,
)

MAYOR, NURSE = by("Ida Voss"), by("Runa Lind")
ARMY_DID, REBELS_DID, FRONT = (ARMY, "NOR"), (REBELS, None), (REBELS, None)
VILLAGERS, SOLDIERS = ("villagers", None), ("soldiers", "NOR")
Case = Callable[[], list[StoredClaim]]

CASES: list[tuple[str, Case, str | None, str, str | None]] = [
    ("one source", lambda: [tell(source=MAYOR, agent=ARMY_DID)], "single", "F3", "Weak"),
    ("two sources", lambda: [tell(source=MAYOR, agent=ARMY_DID), tell(source=NURSE)], "confirmed_by", "F1", "Fair"),
    ("two sources, nobody named", lambda: [tell(source=MAYOR), tell(source=NURSE)], "confirmed_by", "F1", "Weak"),
    ("possible only", lambda: [tell(source=MAYOR, sure="PS+"), tell(source=NURSE, sure="PS+")], "single", "F3", "Weak"),
    (
        "one side only",
        lambda: [
            tell(source=ARMY_SPEAKER, agent=REBELS_DID, victim=SOLDIERS),
            tell(source=by("Minister Dahl", "government", "NOR"), agent=REBELS_DID),
        ],
        "one_sided",
        "F3",
        "Fair",
    ),
    ("denied", lambda: [tell(source=ARMY_SPEAKER, sure="CT-", agent=ARMY_DID)], "denied", "F5", "Discounted"),
    ("planned", lambda: [tell(source=ARMY_SPEAKER, sure="Uu", agent=ARMY_DID)], None, "F6", None),
    (
        "contested",
        lambda: [tell(source=MAYOR, agent=ARMY_DID), tell(source=NURSE, sure="CT-")],
        "contested",
        "F4",
        "Weak",
    ),
    (
        "denied by the accused alone",
        lambda: [
            tell(source=MAYOR, agent=ARMY_DID),
            tell(source=NURSE, agent=ARMY_DID),
            tell(source=ARMY_SPEAKER, sure="CT-", agent=ARMY_DID),
        ],
        "contested",
        "F2",
        "Fair",
    ),
    (
        "each blames the other",
        lambda: [tell(source=ARMY_SPEAKER, agent=REBELS_DID), tell(source=REBEL_SPEAKER, agent=ARMY_DID)],
        "contested",
        "F4",
        "Contested",
    ),
    (
        "owned up",
        lambda: [
            tell(source=ARMY_SPEAKER, agent=ARMY_DID, victim=VILLAGERS, role="civilian"),
            tell(source=MAYOR, agent=ARMY_DID),
        ],
        "conceded",
        "F1",
        "Confirmed",
    ),
    (
        "own losses, alone",
        lambda: [tell("killing", ARMY_SPEAKER, agent=REBELS_DID, victim=SOLDIERS, role="combatant")],
        "conceded",
        "F2",
        "Discounted",
    ),
    (
        "fighters only, told by others",
        lambda: [
            tell(source=MAYOR, agent=ARMY_DID, victim=("fighters", None), role="combatant"),
            tell(source=ARMY_SPEAKER, agent=ARMY_DID, victim=("fighters", None), role="combatant"),
        ],
        "confirmed_by",
        "F1",
        "Discounted",
    ),
    ("no harm", lambda: [tell("talks", MAYOR), tell("talks", NURSE)], "confirmed_by", "F1", None),
]


@pytest.mark.parametrize(
    ("case", "status", "admiralty", "airwars"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_grade(case: Case, status: str | None, admiralty: str, airwars: str | None) -> None:
    claims = case()
    grade = make_incident(claims).grade
    assert (grade.status, grade.admiralty, grade.airwars) == (status, admiralty, airwars)
    assert set(grade.carried_by) <= {claim.id for claim in claims}
    assert bool(grade.carried_by) == (status is not None)
    assert all(reason.rule and reason.says.endswith(".") for reason in grade.reasons)


def test_one_needs_two_independent_origins() -> None:
    claims = [tell(source=MAYOR, agent=ARMY_DID), tell(source=NURSE, agent=ARMY_DID), tell(source=HOSPITAL)]
    assert make_incident(claims, origins=origins_of([claims])).grade.admiralty == "F3"
    made = make_incident(claims, origins=origins_of([claims[:2], claims[2:]]))
    assert (made.grade.admiralty, made.grade.affirmed_by, made.alone) == ("F1", 2, False)


def test_letter_is_that_of_the_best_source_that_the_user_lists() -> None:
    listed = parse_source_list('[sources]\n"Ida Voss" = "D"\n"The Herald" = "B"', name="mine.toml")
    settings = IncidentSettings(sources=listed)
    assert make_incident([tell(source=MAYOR), tell(source=NURSE)], settings=settings).grade.admiralty == "D1"
    assert make_incident([tell(source=MAYOR), tell(paper="The Herald")], settings=settings).grade.admiralty == "B1"
    quoted = tell(source=RESIDENTS, paper="The Herald")
    assert make_incident([quoted], settings=settings).grade.admiralty == "F3", "a paper vouches for its own words only"


def test_unreliable_sources_are_not_fair() -> None:
    listed = parse_source_list('[sources]\n"Ida Voss" = "E"', name="mine.toml")
    claims = [tell(source=MAYOR, agent=ARMY_DID), tell(source=NURSE, agent=ARMY_DID)]
    assert make_incident(claims, settings=IncidentSettings(sources=listed)).grade.airwars == "Weak"


def test_contested_is_about_what_happened_not_how_many() -> None:
    numbers = make_incident([tell(source=MAYOR, killed=(3, 3)), tell(source=NURSE, killed=(9, 9))])
    assert (bool(numbers.disputes), numbers.contested) == (True, False)
    assert make_incident([tell(source=MAYOR), tell(source=NURSE, sure="CT-")]).contested
