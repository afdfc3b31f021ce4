"""The actors that are shipped: every entry is sound, the table is made from the files, and it loads in no time."""

from __future__ import annotations

import time
import tomllib
from datetime import date
from importlib.resources import files

import pytest

from sayso.actors import load_actors
from sayso.actors.compiling import compile_texts
from sayso.actors.folding import fold_name
from sayso.actors.shipped import FILES, TABLE, format_table, read_table, read_texts
from sayso.actors.states import load_states
from sayso.actors.words import load_words
from sayso.codebook.people import load_people
from sayso.codebook.sources import load_source_words
from sayso.model import ACTOR_KINDS

LOAD_SECONDS = 0.1
FEWEST = {"forces": 150, "groups": 250, "coalitions": 20, "bodies": 60, "media": 80}


def test_table_is_made_from_the_files() -> None:
    texts = read_texts()
    table = format_table(compile_texts(texts, load_states()), texts)
    written = files("sayso.actors").joinpath(TABLE).read_text(encoding="utf-8")
    assert table == written, "run: python -m sayso.actors"


def test_a_table_of_other_files_is_not_used() -> None:
    assert read_table(read_texts()) is not None
    assert read_table(read_texts() | {"groups.toml": b""}) is None


@pytest.mark.parametrize("name", FILES)
def test_every_entry_of_a_file_is_loaded(name: str) -> None:
    entries = tomllib.loads(files("sayso.actors").joinpath(f"{name}.toml").read_text(encoding="utf-8"))["actor"]
    assert len(entries) >= FEWEST[name]
    registry = load_actors()
    for entry in entries:
        actor = registry.get(entry["id"])
        assert actor is not None
        assert set(entry.get("aliases", [])) - {actor.name} <= set(actor.aliases)


def test_actors_are_sound() -> None:
    registry = load_actors()
    actors = registry.list_actors()
    assert len({actor.id for actor in actors}) == len(actors)
    for actor in actors:
        assert actor.kind in ACTOR_KINDS
        assert actor.until is None or actor.until <= date.today().year
        assert actor.since is None or actor.until is None or actor.since <= actor.until
        assert actor.parent != actor.id
        if actor.parent:
            assert registry.get(actor.parent), actor.id


def test_nobody_is_part_of_himself() -> None:
    registry = load_actors()
    for actor in registry.list_actors():
        above, at = set(), actor
        while at.parent:
            assert at.parent not in above, actor.id
            above.add(at.parent)
            parent = registry.get(at.parent)
            assert parent
            at = parent


def test_every_plain_name_finds_its_actor() -> None:
    registry = load_actors()
    lost = [
        (actor.id, name, found.id if found else None)
        for actor in registry.list_actors()
        for name in (actor.name, *actor.aliases)
        if name not in actor.ambiguous
        for found in [registry.find(name)]
        if found is None or found.id != actor.id
    ]
    assert lost == []


def test_every_ambiguous_name_is_settled_by_its_id() -> None:
    registry = load_actors()
    for actor in registry.list_actors():
        for name in actor.ambiguous:
            found = registry.find(name, seen={actor.id})
            assert found is not None
            plain = found.id != actor.id and name not in found.ambiguous
            assert plain or found.id == actor.id, (actor.id, name, found.id)


def test_no_name_is_a_country_or_a_bare_word_of_ours() -> None:
    states, words, registry = load_states(), load_words(), load_actors()
    for key in registry.names.list_keys():
        names = registry.names.get(key)
        assert key not in states.words, key
        if key in words.heads or key in words.determiners:
            assert all(name.is_ambiguous or name.cased or name.actor.id == "peshmerga" for name in names), key


def test_no_person_is_an_actor() -> None:
    people = load_people()
    registry = load_actors()
    assert [key for key in registry.names.list_keys() if key in people.leaders] == []


@pytest.mark.parametrize("country", ["TUR", "SYR", "USA", "NLD", "FRA", "COD"])
def test_every_state_has_its_branches(country: str) -> None:
    registry = load_actors()
    for branch in ("government", "military", "police", "intelligence", "state-media"):
        actor = registry.get(f"{country.lower()}-{branch}")
        assert actor is not None
        assert actor.country == country


def test_states_without_forces_have_none() -> None:
    registry = load_actors()
    assert registry.get("cri-military") is None
    assert registry.get("cri-police") is not None
    assert registry.get("xyz-government") is None
    assert registry.get("TUR-government") is None


def test_groups_of_the_codebook_are_known_with_their_country() -> None:
    registry, groups = load_actors(), load_source_words().groups
    for name, group in groups.items():
        if group.kind != "armed_group" or group.name == "al-Qaida":  # there its branches are one
            continue
        found = registry.find(group.name) or registry.find(name.upper())
        assert found is not None, group.name
        assert found.country == group.country, group.name


def test_folding_a_folded_name_changes_nothing() -> None:
    for key in load_actors().names.list_keys():
        assert fold_name(key) == key


def test_loading_is_quick() -> None:
    spent = []
    for _ in range(3):
        for load in (load_actors, load_states, load_words):
            load.cache_clear()
        began = time.process_time()
        load_actors()
        spent.append(time.process_time() - began)
    # The best of three, for the machine may have other work: it takes 20 ms where nothing else runs.
    assert min(spent) < LOAD_SECONDS
