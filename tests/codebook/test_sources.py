"""Words for sources, media and groups."""

import pytest

from sayso.codebook.sources import load_source_words, parse_source_words
from sayso.model import RuleError

GOOD_WORDS = """
spokesmen = ["spokesman"]
authored = ["statement"]
vague = ["source"]
institutions = ["army"]
bodies = ["group"]
outlets = ["paper"]
local = ["local"]
hearsay = ["report"]
[kinds]
military = ["army"]
[titles]
military = ["colonel"]
"""


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("ministry", "government"),
        ("police", "government"),
        ("commander", "military"),
        ("rebel", "armed_group"),
        ("resident", "civilian"),
        ("doctor", "civilian"),
        ("footage", "document"),
        ("newspaper", "media"),
        ("charity", "organisation"),
        ("analyst", "person"),
    ],
)
def test_kind_of_a_noun(word: str, kind: str) -> None:
    assert load_source_words().kinds[word] == kind


@pytest.mark.parametrize(
    ("name", "country"), [("reuters", None), ("tass", "RUS"), ("xinhua", "CHN"), ("bbc", None), ("irna", "IRN")]
)
def test_media_speak_for_a_country_only_where_they_are_its_voice(name: str, country: str | None) -> None:
    assert load_source_words().media[name] == country


@pytest.mark.parametrize(
    ("name", "full", "kind", "country"),
    [
        ("ypg", "People's Protection Units", "armed_group", "SYR"),
        ("isis", "Islamic State", "armed_group", None),
        ("un", "United Nations", "organisation", None),
        ("hezbollah", "Hezbollah", "armed_group", "LBN"),
    ],
)
def test_groups_by_any_name(name: str, full: str, kind: str, country: str | None) -> None:
    group = load_source_words().groups[name]
    assert (group.name, group.kind, group.country) == (full, kind, country)


def test_good_tables_load() -> None:
    words = parse_source_words(GOOD_WORDS, 'independent = ["Lake Post"]\n[state]\nKEN = ["Hill Radio"]', "")
    assert words.media == {"lake post": None, "hill radio": "KEN"}
    assert words.kinds == {"army": "military"}


@pytest.mark.parametrize(
    ("words", "outlets", "groups", "told"),
    [
        (GOOD_WORDS.replace("military = [", "heroes = [", 1), "", "", ["unknown kind 'heroes'"]),
        (
            GOOD_WORDS.replace('"army"]\n[titles]', '"army"]\nmedia = ["army", "Army"]\n[titles]'),
            "",
            "",
            ["'army' is military and media", "not in lower case"],
        ),
        ("", "", "", ["lacks spokesmen", "lacks kinds"]),
        (GOOD_WORDS, "[state]\nXYZ = ['A']\nKEN = ['a']", "", ["XYZ is no country", "'a' stands twice"]),
        (GOOD_WORDS, "", '[[group]]\nname = "A"\nkind = "club"', ["'A' lacks a name or a known kind"]),
        (
            GOOD_WORDS,
            "",
            '[[group]]\nname = "A"\nkind = "media"\naliases = ["a"]\ncountry = "XYZ"',
            ["'a' stands twice", "is of XYZ"],
        ),
        (GOOD_WORDS, "[state", "[[group", ["outlets.toml is not TOML", "groups.toml is not TOML"]),
    ],
    ids=["unknown-kind", "two-kinds", "empty", "media", "group-kind", "group-twice", "no-toml"],
)
def test_all_problems_are_told_together(words: str, outlets: str, groups: str, told: list[str]) -> None:
    with pytest.raises(RuleError) as error:
        parse_source_words(words, outlets, groups)
    assert all(part in str(error.value) for part in told), str(error.value)
