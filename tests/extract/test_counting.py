"""The numbers of each claim, through the shipped reader model. All sentences are invented."""

import pytest

import sayso


@pytest.mark.parametrize(
    ("text", "trigger", "numbers"),
    [
        ("The strikes on Homs killed nine people and wounded 14.", "strikes", []),
        ("The strikes on Homs killed nine people and wounded 14.", "killed", [(9, "person", "killed")]),
        ("The strikes on Homs killed nine people and wounded 14.", "wounded", [(14, "person", "wounded")]),
        ("Two waves of air strikes on Homs killed 13 people.", "air strikes", [(2, "wave", "used")]),
        ("Two waves of air strikes on Homs killed 13 people.", "killed", [(13, "person", "killed")]),
        ("The army fired 12 missiles and destroyed three bridges.", "fired", [(12, "missile", "used")]),
        ("The army fired 12 missiles and destroyed three bridges.", "destroyed", [(3, "bridge", "destroyed")]),
        ("Police detained 40 protesters and wounded six.", "detained", [(40, "person", "detained")]),
        ("A missile strike hit a school, killing 13 pupils.", "missile strike", []),
        (
            "The death toll has risen to 43, including 12 children.",
            "death toll",
            [(43, "person", "killed"), (12, "person", "killed")],
        ),
        ("The death toll is 43.", "death toll", [(43, "person", "killed")]),
        ("The number of deaths reached 1,943.", "deaths", [(1943, "person", "killed")]),
        ("Gunmen executed 12 villagers.", "executed", [(12, "person", "killed")]),
        ("Police shot dead three protesters.", "shot", [(3, "person", "killed")]),
        ("The raid killed 120 fighters and 60 mercenaries.", "raid", []),
        ("The town was bombed several times.", "bombed", [(2, "time", "other")]),
        ("Rebels abducted nine farmers near Azaz.", "abducted", [(9, "person", "other")]),
    ],
)
def test_numbers_of_a_claim(text: str, trigger: str, numbers: list[tuple[int, str, str]]) -> None:
    (claim,) = [c for c in sayso.read(text, any_language=True).claims if c.trigger.text == trigger]
    assert [(q.low, q.unit, q.role) for q in claim.quantities] == numbers
