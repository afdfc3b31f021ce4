"""The tables by which claims of one event are put together."""

from importlib.resources import files

import pytest

from sayso.codebook.events import load_codebook
from sayso.codebook.incidents import load_incident_rules, parse_incident_rules
from sayso.model import RuleError

SHIPPED = (files("sayso.codebook") / "incidents.toml").read_text("utf-8")


def test_every_type_has_its_place() -> None:
    rules = load_incident_rules()
    assert set(rules.order) == set(load_codebook().types)
    assert rules.order["shelling"] < rules.order["protest"] < rules.order["killing"] < rules.order["condemnation"]


@pytest.mark.parametrize(
    ("word", "unit"), [("militant", "fighter"), ("Boy", "child"), ("drone", "drone"), ("", "person"), (None, "person")]
)
def test_unit_of_a_word(word: str | None, unit: str) -> None:
    assert load_incident_rules().unit_of(word) == unit


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('leaving = ["retreat"]', 'leaving = ["retreet"]', "'retreet' is no type of event"),
        ('killing = "killed"', 'killing = "slain"', "'slain' is no role"),
        ("point = 3\n", "", "precision_km must name each precision"),
        ("doubling = 0.5\n", "", "sharpness must have 'doubling' and nothing else"),
        ('refusing = ["rejection"]', 'refusing = ["refusal"]', "'refusal' is no type of event"),
        ('woman = ["women"]', 'woman = ["girl"]', "'girl' stands for two units"),
    ],
)
def test_problems_are_told(old: str, new: str, problem: str) -> None:
    assert old in SHIPPED
    with pytest.raises(RuleError, match=problem):
        parse_incident_rules(SHIPPED.replace(old, new))
