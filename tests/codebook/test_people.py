"""People known beyond one report."""

import pytest

from sayso.codebook.people import Leader, fold_name, load_people, parse_people
from sayso.model import RuleError


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Volodymyr Zelensky", "UKR"),
        ("Recep Tayyip Erdogan", "TUR"),
        ("RECEP TAYYIP ERDOĞAN", "TUR"),
        ("Netanyahu", "ISR"),
        ("Dmitry Peskov", "RUS"),
    ],
)
def test_a_leader_speaks_for_a_country(name: str, country: str) -> None:
    found = load_people().leader(name)
    assert found is not None
    assert found.country == country


@pytest.mark.parametrize("name", ["Khan Sahib", "John Netanyahu", "Castro Ruz", "", "Kerry Smith"])
def test_others_stay_open(name: str) -> None:
    assert load_people().leader(name) is None


def test_a_family_name_of_two_countries_stays_open() -> None:
    people = parse_people('[leaders]\nKEN = ["Ann Oduya"]\nUGA = ["Ben Oduya"]', name="people.toml")
    assert people.leader("Ann Oduya") == Leader("Ann Oduya", "KEN")
    assert people.leader("Oduya") is None


@pytest.mark.parametrize(
    ("name", "gender"), [("Maria Lenz", "f"), ("Oleksandr Hrim", "m"), ("Maria", None), ("Xyr Hrim", None)]
)
def test_a_given_name_tells_gender_in_a_full_name_only(name: str, gender: str | None) -> None:
    assert load_people().gender(name) == gender


def test_spellings_meet() -> None:
    assert fold_name("Binali  Yıldırım") == fold_name("binali yildirim") == "binali yildirim"


def test_all_problems_are_told_together() -> None:
    with pytest.raises(RuleError) as error:
        parse_people(
            '[leaders]\nXYZ = ["A B"]\nKEN = ["C D"]\nUGA = ["C D"]\n[given]\nfemale = ["Kim"]\nmale = ["Kim"]',
            name="p.toml",
        )
    for part in ("p.toml", "XYZ is no country", "C D stands for both KEN and UGA", "Kim is both"):
        assert part in str(error.value)


def test_what_is_no_toml_is_told() -> None:
    with pytest.raises(RuleError, match="is not TOML"):
        parse_people("[leaders", name="people.toml")
