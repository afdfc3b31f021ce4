"""Numbers with their units, and those of a claim, through the shipped reader model. All sentences are invented."""

from decimal import Decimal

import pytest

import sayso
from sayso.model import Quantity


def _quantities(text: str) -> tuple[Quantity, ...]:
    return sayso.read(text, any_language=True, published="2024-08-15").quantities


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The army fired 117 drones and four tactical missiles.", [("117", "drone"), ("four", "missile")]),
        ("Two of its soldiers had been killed.", [("Two", "person")]),
        ("Nearly 200,000 Norlanders fled on 6 August 2024.", [("Nearly 200,000", "person")]),
        ("Two waves of air strikes hit the port.", [("Two", "wave")]),
        ("They advanced one to two kilometres.", [("one to two kilometres", "km")]),
        ("The army destroyed six vehicle bombs.", [("six", "vehicle bomb")]),
        ("Dozens of houses burned.", [("Dozens", "house")]),
        ("A 30,000-strong force cost $1.2 billion.", [("30,000", "person"), ("$1.2 billion", "USD")]),
        ("A decades-long war went on.", [("decades-long", "year")]),
        ("The death toll rose to 31.", [("31", "person")]),
        ("Mourners stood inside a tent.", []),
        ("The militia handed over three captives.", [("three", "person")]),
    ],
)
def test_units(text: str, found: list[tuple[str, str]]) -> None:
    assert [(q.span.text, q.unit) for q in _quantities(text)] == found


def test_a_share_names_its_whole() -> None:
    whole, part = _quantities("Shelling killed at least 43 people, including 12 children.")
    assert (whole.low, whole.high, whole.part_of) == (Decimal(43), None, None)
    assert part.part_of == whole.span


def test_table_of_figures() -> None:
    found = _quantities("The flood struck at night.\n\nDead: 31\nInjured: 204\nMissing: 7\n")
    assert [(q.low, q.unit, q.role) for q in found] == [
        (31, "person", "killed"),
        (204, "person", "wounded"),
        (7, "person", "missing"),
    ]


def test_measure_in_si_units() -> None:
    (found,) = _quantities("They dug a trench of 30 km.")
    assert found.measure is not None
    assert (found.measure.low, found.measure.unit) == (Decimal(30000), "m")


def test_running_toll() -> None:
    (found,) = [q for q in _quantities("The strikes have killed 310 people since the war began.") if q.unit == "person"]
    assert found.cumulative


@pytest.mark.parametrize(
    ("text", "trigger", "found"),
    [
        ("Shelling killed four people and wounded nine others.", "killed", [("four", "killed")]),
        ("Shelling killed four people and wounded nine others.", "wounded", [("nine", "wounded")]),
        ("The army fired 117 drones at the port.", "fired", [("117", "used")]),
        ("Air defences shot down 17 drones.", "shot down", [("17", "intercepted")]),
        ("Thousands of families fled the town.", "fled", [("Thousands", "displaced")]),
        ("Police arrested nine suspects.", "arrested", [("nine", "detained")]),
        ("The army destroyed 20 houses.", "destroyed", [("20", "destroyed")]),
    ],
)
def test_numbers_of_a_claim(text: str, trigger: str, found: list[tuple[str, str]]) -> None:
    claims = [c for c in sayso.read(text, any_language=True).claims if c.trigger.text == trigger]
    assert [[(q.span.text, q.role) for q in claim.quantities] for claim in claims] == [found]


def test_a_table_in_a_line() -> None:
    found = _quantities("Dead: 31, injured: 204.\nNumber of dead: 7\nTotal wounded - 1,204\n")
    assert [(q.low, q.role) for q in found] == [(31, "killed"), (204, "wounded"), (7, "killed"), (1204, "wounded")]


def test_them_are_people_where_a_verb_of_people_says_so() -> None:
    assert [q.unit for q in _quantities("Soldiers captured 40 men and killed 30 of them.")] == ["person", "person"]


def test_an_hour_counts_nothing() -> None:
    assert not sayso.read("The windows broke at about seven.").quantities
    assert [q.low for q in sayso.read("The governor put the toll at seven.").quantities] == [7]
