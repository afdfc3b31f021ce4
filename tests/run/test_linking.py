"""Mentions tied to known actors, from the text to the record."""

from datetime import date
from pathlib import Path

import pytest

import sayso
from sayso.actors import load_actors
from sayso.model import Claim
from sayso.run.linking import link_attributions, link_claims
from tests.make import make_attribution, make_claim, make_participant, make_source


def _claim(text: str, published: str | None = None) -> Claim:
    (claim,) = sayso.read(text, published=published, any_language=True).claims
    return claim


@pytest.mark.parametrize(
    ("text", "agent", "recipient"),
    [
        ("Isis fighters attacked a convoy.", "islamic-state", None),
        ("Daesh attacked Turkish troops.", "islamic-state", "tur-military"),
        ("Russian troops attacked a convoy.", "rus-military", None),
        ("Villagers attacked a convoy.", None, None),
    ],
)
def test_mentions_get_the_id_of_who_they_are(text: str, agent: str | None, recipient: str | None) -> None:
    claim = _claim(text)
    assert claim.agents[0].actor == agent
    assert claim.recipients[0].actor == recipient


def test_sources_get_theirs_but_private_persons_never() -> None:
    text = "Shells fell, Hezbollah said. Shells fell, a farmer said."
    body = make_source(text, "Hezbollah", kind="armed_group", country="LBN")
    farmer = make_source(text, "a farmer", name="Hezbollah", kind="person")
    statements = link_attributions(
        [
            make_attribution(text, body, "said", "Shells fell"),
            make_attribution(text, farmer, "said", "Shells fell", via=[body]),
        ],
        load_actors(),
        None,
    )
    assert [s.source.actor if s.source else "" for s in statements] == ["hezbollah", None]
    assert [via.actor for via in statements[1].via] == ["hezbollah"]


@pytest.mark.parametrize(("published", "expected"), [(date(1943, 7, 5), True), (date(2024, 7, 5), False)])
def test_who_did_not_exist_that_year_is_nobody(published: date, expected: bool) -> None:
    text = "The Red Army attacked a convoy."
    claim = make_claim(text, "attacked", agents=[make_participant(text, "The Red Army", name="Red Army")])
    (linked,) = link_claims([claim], load_actors(), published)
    assert (linked.agents[0].actor is not None) is expected


def test_a_users_actors_are_known_and_stand_in_the_version(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        '[[actor]]\nid = "dune-brigade"\nname = "Dune Brigade"\nkind = "militia"\ninter = 3\nsector = "UAF"\n',
        encoding="utf-8",
    )
    reading = sayso.read("The Dune Brigade attacked a convoy.", actors=path)
    assert reading.claims[0].agents[0].actor == "dune-brigade"
    assert "+actors." in reading.versions.codebook
    assert "+actors." not in sayso.read("The Dune Brigade attacked a convoy.").versions.codebook
