"""A user's own file of actors: it adds, it overrides, and all that is wrong with it is told together."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sayso.actors import load_actors
from sayso.model import ACTOR_KINDS, SECTORS, RuleError

LAKE = """
[[actor]]
id = "lake-front"
name = "Lake Liberation Front"
aliases = ["LLF", "Lake Front"]
ambiguous = ["the front", "RSF"]
kind = "armed_group"
inter = 2
sector = "REB"
country = "TCD"
years = [1999, 2011]
parent = "tcd-military"
"""
BARE = '[[actor]]\nid = "a"\nname = "Aa Bb"\nkind = "ngo"\ninter = 7\nsector = "NGO"\n'


def _write(folder: Path, text: str) -> Path:
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_example_in_the_documents_loads(tmp_path: Path, project: Path) -> None:
    page = (project / "docs" / "actors.md").read_text(encoding="utf-8")
    examples = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    assert len(examples) == 1
    registry = load_actors(_write(tmp_path, examples[0]))
    actor = registry.find("LLF rebels")
    assert actor is not None
    assert actor.id == "lake-liberation-front"
    assert registry.find("Liberation Front") is None
    assert registry.find("the front", seen={"lake-liberation-front"}) == actor


def test_every_field_is_documented(project: Path) -> None:
    page = (project / "docs" / "actors.md").read_text(encoding="utf-8")
    for field in (
        "id",
        "name",
        "aliases",
        "ambiguous",
        "cased",
        "kind",
        "inter",
        "sector",
        "country",
        "years",
        "parent",
    ):
        assert f"| `{field}` |" in page
    for value in (*ACTOR_KINDS, *SECTORS):
        assert f"`{value}`" in page


def test_own_actors_are_added(tmp_path: Path) -> None:
    registry = load_actors(_write(tmp_path, LAKE))
    actor = registry.get("lake-front")
    assert actor is not None
    assert registry.find("Lake Liberation Front fighters") == actor
    assert registry.find("the LLF") == actor
    assert (actor.since, actor.until, actor.country, actor.parent) == (1999, 2011, "TCD", "tcd-military")
    assert actor.aliases == ("LLF", "Lake Front", "the front", "RSF")
    assert registry.find("Isis") == load_actors().find("Isis")
    assert registry.find("RSF") is None
    assert registry.find("RSF", seen={"lake-front"}) == actor
    assert len(registry.version) == 8
    assert load_actors().version == ""


def test_an_own_entry_takes_the_place_of_the_one_with_its_id(tmp_path: Path) -> None:
    text = 'actor = [{ id = "houthis", name = "Ansar Allah", kind = "government", inter = 1, sector = "GOV" }]'
    registry = load_actors(_write(tmp_path, text))
    found = registry.find("Ansar Allah")
    assert found is not None
    assert (found.id, found.kind, found.country) == ("houthis", "government", None)
    assert registry.find("the Houthis") is None


def test_an_own_name_goes_before_a_shipped_one(tmp_path: Path) -> None:
    registry = load_actors(_write(tmp_path, BARE + 'aliases = ["Isis"]\n'))
    found = registry.find("Isis")
    assert found is not None
    assert found.id == "a"
    assert [(name.text, name.actor.id) for name in registry.names.find_shadowed()] == [("Isis", "islamic-state")]


def test_names_can_be_added_to_what_a_state_has(tmp_path: Path) -> None:
    registry = load_actors(_write(tmp_path, '[[actor]]\nid = "tcd-police"\naliases = ["Blue Caps"]'))
    found = registry.find("Blue Caps")
    assert found is not None
    assert (found.id, found.kind, found.country) == ("tcd-police", "police", "TCD")
    assert registry.find("Chadian police") == found


def test_defaults_hold_for_all_entries(tmp_path: Path) -> None:
    text = '[default]\nkind = "media"\ninter = 7\nsector = "MED"\n[[actor]]\nid = "hill"\nname = "Hill Radio"'
    actor = load_actors(_write(tmp_path, text)).get("hill")
    assert actor is not None
    assert (actor.kind, actor.inter, actor.sector) == ("media", 7, "MED")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[actor]", ["is not TOML"]),
        ("", ["holds no [[actor]]"]),
        ("[[actors]]\nid = 'a'", ["unknown table 'actors'", "holds no [[actor]]"]),
        ("actor = ['a']", ["[[actor]] in double brackets"]),
        ("[[actor]]\nname = 'A'", ["actor 1: lacks id", "lacks kind", "lacks inter", "lacks sector"]),
        (BARE.replace('"a"', '"A b"'), ["the id may hold small letters, digits and single hyphens only"]),
        (BARE.replace('"ngo"', '"club"'), ["actor a: kind is 'club', not one of government, military"]),
        (BARE.replace('"NGO"', '"XXX"'), ["sector is 'XXX', not one of GOV"]),
        (BARE.replace("7", "9"), ["inter is 9, not a number from 1 to 8"]),
        (BARE.replace("7", "true"), ["inter is True, not a number"]),
        (BARE + 'country = "Chad"', ["country is 'Chad', no code of a country"]),
        (BARE + "years = [2011, 1999]", ["years must be"]),
        (BARE + "years = 1999", ["years must be"]),
        (BARE + 'parent = "nobody"', ["a: its parent 'nobody' is no actor"]),
        (BARE + 'nick = "A"', ["unknown field 'nick'"]),
        (BARE + 'aliases = "A"', ["aliases must be a list of names"]),
        (BARE + 'ambiguous = [" "]', ["ambiguous must be a list of names"]),
        (BARE + BARE, ["two actors have the id 'a'"]),
        (BARE + BARE.replace('"a"', '"b"'), ["b: 'Aa Bb' is a name of a, too; put it under ambiguous in one of them"]),
        (BARE + 'nick = "A"\n' + BARE.replace("7", "9"), ["unknown field 'nick'", "inter is 9"]),
    ],
)
def test_tells_all_that_is_wrong(text: str, told: list[str], tmp_path: Path) -> None:
    path = _write(tmp_path, text)
    with pytest.raises(RuleError) as error:
        load_actors(path)
    assert str(path) in str(error.value)
    for words in told:
        assert words in str(error.value)
    assert error.value.remedy


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="cannot be read"):
        load_actors(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b"name = '\xff'")
    with pytest.raises(RuleError, match="is not TOML"):
        load_actors(tmp_path / "latin.toml")
