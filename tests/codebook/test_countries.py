"""The countries: every word names one, and names it in whatever dress a report puts it."""

from __future__ import annotations

import pytest

from sayso.codebook.countries import CountryWord, Role, country_of, list_countries, load_countries, parse_countries
from sayso.model import RuleError


@pytest.mark.parametrize(
    ("text", "code", "role"),
    [
        ("Syria", "SYR", "name"),
        ("Syrian", "SYR", "demonym"),
        ("Syrians", "SYR", "demonym"),
        ("the Syrians’", "SYR", "demonym"),
        ("Israelis", "ISR", "demonym"),
        ("the United States", "USA", "name"),
        ("United States'", "USA", "name"),
        ("US", "USA", "name"),
        ("the US's", "USA", "name"),
        ("U.S.", "USA", "name"),
        ("U.S.’s", "USA", "name"),
        ("U.S.,", "USA", "name"),
        ("Washington, D.C.", "USA", "capital"),
        ("the Pentagon", "USA", "seat"),
        ("The White House’s", "USA", "seat"),
        ("U.K.", "GBR", "name"),
        ("Britons", "GBR", "demonym"),
        ("10 Downing Street", "GBR", "seat"),
        ("Frenchmen", "FRA", "demonym"),
        ("Irishwomen", "IRL", "demonym"),
        ("Germans", "DEU", "demonym"),
        ("Quai d’Orsay", "FRA", "seat"),
        ("Élysée", "FRA", "seat"),
        ("Kiev", "UKR", "capital"),
        ("“Kyiv”", "UKR", "capital"),
        ("the Kremlin's", "RUS", "seat"),
        ("MOSCOW", "RUS", "capital"),
        ("Burma", "MMR", "name"),
        ("DRC", "COD", "name"),
        ("Congo-Brazzaville", "COG", "name"),
        ("Georgia.", "GEO", "name"),
        ("Jordan", "JOR", "name"),
        ("South  Korean", "KOR", "demonym"),
        ("Nigeriens", "NER", "demonym"),
        ("Nigerians", "NGA", "demonym"),
        ("Philippines", "PHL", "name"),
        ("St. George's", "GRD", "capital"),
        ("Sana’a", "YEM", "capital"),
        ("Kuwait", "KWT", "name"),
        ("Kosovars", "XKX", "demonym"),
        ("Palestinians", "PSE", "demonym"),
        ("Czechs", "CZE", "demonym"),
        ("(Türkiye)", "TUR", "name"),
    ],
)
def test_names_a_country(text: str, code: str, role: Role) -> None:
    assert country_of(text) == CountryWord(code, role)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "'s",
        "the",
        "us",
        "Us",
        "car",
        "Car",
        "Congo",
        "Congolese",
        "Korea",
        "Korean",
        "Brussels",
        "male",
        "Syrian army",
        "Frenchs",
        "Britishs",
        "Europe",
    ],
)
def test_names_no_country(text: str) -> None:
    assert country_of(text) is None


def test_lists_the_world() -> None:
    countries = list_countries()
    assert len(countries) >= 195
    assert {"PSE", "XKX", "TWN", "ESH", "VAT"} < set(countries)
    assert all(len(code) == 3 and code.isupper() and code.isalpha() for code in countries)
    assert len({country.name for country in countries.values()}) == len(countries)


def test_every_country_goes_by_its_own_name() -> None:
    for code, country in list_countries().items():
        assert country_of(country.name) == CountryWord(code, "name")


def test_every_word_is_found_as_it_is_kept() -> None:
    for word, meant in load_countries().items():
        assert word == word.casefold()
        assert not word.startswith("the ")
        assert country_of(word.upper()) == meant


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ("[[country", "is not TOML"),
        ('[[country]]\ncode = "AAA"', "country 1: lacks code or name"),
        ('[[country]]\ncode = "AAA"\nname = "A"\n[[country]]\ncode = "AAA"\nname = "B"', "AAA: the code is used twice"),
        (
            '[[country]]\ncode = "AAA"\nname = "A"\ndemonyms = ["Aan"]\n[[country]]\ncode = "BBB"\nname = "The Aans"',
            "The Aans: stands for both AAA and BBB",
        ),
    ],
)
def test_tells_what_is_wrong_with_the_file(toml: str, told: str) -> None:
    with pytest.raises(RuleError, match=told):
        parse_countries(toml, name="countries.toml")
