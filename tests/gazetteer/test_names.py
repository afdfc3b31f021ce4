"""Names as keys."""

import pytest

from sayso.gazetteer.names import key_of
from sayso.gazetteer.packing import base_of, other_names


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Deir ez-Zor", "deir ez zor"),
        ("İzmir", "IZMIR"),
        ("Dar'ā", "Dara"),
        ("Łódź", "Lodz"),
        ("Kharkiv’s", "kharkivs"),
        ("  Al  Bab ", "al-bab"),
    ],
)
def test_same_key(one: str, two: str) -> None:
    assert key_of(one) == key_of(two)


def test_a_name_of_two_hundred_letters_is_no_place() -> None:
    assert key_of("a" * 200) == ""


@pytest.mark.parametrize(
    ("name", "base"),
    [("Kursk Oblast", "Kursk"), ("Republic of Dagestan", "Dagestan"), ("Anbar", "Anbar"), ("Province of Rome", "Rome")],
)
def test_base_of_a_region(name: str, base: str) -> None:
    assert base_of(name) == base


def test_other_names_leave_out_codes_and_other_scripts() -> None:
    assert list(other_names("Kursk", ["URS", "Koursk", "Курск", "ku er si ke", "KURSK", "Kursk 2"])) == ["Koursk"]
