"""Whether the words around a name give its bearer an office."""

import pytest

from sayso.export.care.offices import gives_office, has_age, tells_person

NAME = "Ida Voss"


def _at(text: str) -> tuple[int, int]:
    start = text.index(NAME)
    return start, start + len(NAME)


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Governor Ida Voss said so.", True),
        ("The police chief Ida Voss said so.", True),
        ("It was ex-minister Ida Voss who said so.", True),
        ("Minister of defence Ida Voss said so.", True),
        ("The head of the navy Ida Voss said so.", True),
        ("The minister, Ida Voss, said so.", True),
        ("The head of the ministry of the interior, Ida Voss, said so.", True),
        ("His deputy, Ms Ida Voss, said so.", True),
        ("Ida Voss, mayor of Tarn, said so.", True),
        ("Ida Voss, 54, Tarn's mayor, said so.", True),
        ("Ida Voss, the secretary-general, said so.", True),
        ("Ida Voss, who commands the brigade, said so.", True),
        ("Ida Voss said so.", False),
        ("Mrs Ida Voss said so.", False),
        ("The governor said Ida Voss had left.", False),
        ("The mayor of Tarn killed Ida Voss there.", False),
        ("The wife of the mayor, Ida Voss, said so.", False),
        ("The mayor's wife, Ida Voss, said so.", False),
        ("After an attack on the governor, Ida Voss, said so.", False),
        ("It killed the governor. Ida Voss, a nurse, said so.", False),
        ("Ida Voss, the mayor's driver, said so.", False),
        ("Ida Voss, a nurse in the mayor's office, said so.", False),
        ("Ida Voss, who fled the governor, said so.", False),
        ("Near the governor, Ida Voss, 34, said so.", False),
    ],
)
def test_office(text: str, office: bool) -> None:
    assert gives_office(text, *_at(text)) is office


@pytest.mark.parametrize(
    ("text", "age"), [("Ida Voss, 34, left", True), ("Ida Voss (34) left", True), ("Ida Voss, 3400 men", False)]
)
def test_age(text: str, age: bool) -> None:
    assert has_age(text, _at(text)[1]) is age


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Ida Voss said so.", True),
        ("“No,” says Ida Voss.", True),
        ("Ida Voss, a farmer, left.", True),
        ("The farmer Ida Voss left.", True),
        ("Ida Voss, whose barn burned, left.", True),
        ("They told Ida Voss everything.", False),
        ("The road to Ida Voss is closed.", False),
        ("Ida Voss, a town on the coast, is closed.", False),
    ],
)
def test_a_person_is_told_by_what_stands_around(text: str, person: bool) -> None:
    assert tells_person(text, *_at(text)) is person
