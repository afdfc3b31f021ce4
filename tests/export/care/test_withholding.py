"""Names of private persons in claims: who keeps a name and who does not. All people here are invented."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from sayso.export.care.covering import MARK
from sayso.export.care.withholding import Dossier, Withholder
from sayso.model import StoredClaim
from tests.make import (
    make_attribution,
    make_claim,
    make_participant,
    make_place,
    make_reading,
    make_report,
    make_source,
    make_stored_claims,
)


def _claims(text: str, *claims: object, title: str | None = None, url: str | None = None) -> list[StoredClaim]:
    report = make_report(text, title=title, url=url, published=date(2026, 3, 1))
    return make_stored_claims(make_reading(report, claims=claims))  # type: ignore[arg-type]


def _withhold(claims: list[StoredClaim], text: str) -> list[StoredClaim]:
    withholder = Withholder(lambda _report: Dossier(tuple(claims), text))
    return [withholder.withhold(claim) for claim in claims]


def _of_source(text: str, words: str, name: str, kind: str = "person") -> list[StoredClaim]:
    source = make_source(text, words, name=name, kind=kind)  # type: ignore[arg-type]
    statement = make_attribution(text, source, "said", "The bridge fell")
    return _claims(text, make_claim(text, "fell", "destruction", attribution=statement))


@pytest.mark.parametrize(
    ("words", "name", "kind", "named"),
    [
        ("Governor Ida Voss", "Ida Voss", "person", True),
        ("Gen. Ida Voss", "Ida Voss", "military", True),
        ("Ida Voss, a spokeswoman for the ferries,", "Ida Voss", "person", True),
        ("Angela Merkel", "Angela Merkel", "person", True),
        ("Ida Voss", "Ida Voss", "person", False),
        ("Mrs Ida Voss", "Ida Voss", "person", False),
        ("Ida Voss, a nurse,", "Ida Voss", "civilian", False),
        ("Mayor Ida Voss, a survivor,", "Ida Voss", "person", False),
        ("the Tarn Gazette", "Tarn Gazette", "media", True),
        ("residents", "residents", "civilian", True),
    ],
)
def test_source(words: str, name: str, kind: str, named: bool) -> None:
    text = f"The bridge fell, {words} said."
    (claim,) = _withhold(_of_source(text, words, name, kind), text)
    assert (claim.record["source"]["name"] == name) is named
    assert (name in claim.record["source"]["text"]) is named


@pytest.mark.parametrize(
    ("text", "trigger", "type", "who", "role", "named"),
    [
        ("Shells killed Vaho Leskin at noon.", "killed", "killing", "Vaho Leskin", "civilian", False),
        ("Shells killed Vaho Leskin at noon.", "killed", "killing", "Vaho Leskin", None, False),
        ("Police held Leskin at noon.", "held", "detention", "Leskin", None, False),
        ("Police held Governor Vaho Leskin at noon.", "held", "detention", "Governor Vaho Leskin", None, False),
        ("They freed Col. Vaho Leskin at noon.", "freed", "release", "Col. Vaho Leskin", "combatant", False),
        ("They met Governor Vaho Leskin at noon.", "met", "talks", "Governor Vaho Leskin", None, True),
        ("They met Vaho Leskin at noon.", "met", "talks", "Vaho Leskin", None, False),
        ("Shells killed two people at noon.", "killed", "killing", "two people", None, True),
        ("Shells hit Tarn Hospital at noon.", "hit", "attack", "Tarn Hospital", "object", True),
        ("Shells hit Leskin at noon.", "hit", "attack", "Leskin", "object", True),
    ],
)
def test_recipient(text: str, trigger: str, type: str, who: str, role: str, named: bool) -> None:
    person = make_participant(text, who, role=role)  # type: ignore[arg-type]
    (claim,) = _withhold(_claims(text, make_claim(text, trigger, type, recipients=[person])), text)
    last = who.rsplit(maxsplit=1)[-1]
    assert (last in json.dumps(claim.record)) is named
    assert (last in claim.sentence) is named


def test_a_known_actor_is_nobody_private() -> None:
    text = "Amber Front shelled the town."
    front = make_participant(text, "Amber Front", actor="amber-front")
    bare = make_participant(text, "Amber Front")
    for mention in (front, bare):
        (claim,) = _withhold(_claims(text, make_claim(text, "shelled", "shelling", agents=[mention])), text)
        assert claim.record["agents"][0]["name"] == "Amber Front"


def test_several_names_in_one_mention() -> None:
    text = "Shells killed Vaho Leskin and Lastane Brill at noon."
    both = make_participant(text, "Vaho Leskin and Lastane Brill")
    (claim,) = _withhold(_claims(text, make_claim(text, "killed", "killing", recipients=[both])), text)
    assert claim.record["recipients"][0]["name"] == f"{MARK} and {MARK}"


def test_a_victim_of_one_claim_is_named_in_none() -> None:
    text = "Shells killed Vaho Leskin there. Leskin had called it safe, Mayor Ida Voss said."
    victim = make_participant(text, "Vaho Leskin")
    mayor = make_source(text, "Mayor Ida Voss", name="Ida Voss")
    statement = make_attribution(text, mayor, "said", "Leskin had called it safe")
    claims = _claims(
        text,
        make_claim(text, "killed", "killing", recipients=[victim]),
        make_claim(text, "called", "other", attribution=statement),
        title="Leskin is dead",
        url="https://tarn.example/vaho-leskin",
    )
    other = _withhold(claims, text)[1]
    assert other.sentence == f"{MARK} had called it safe, Mayor Ida Voss said."
    assert other.record["content"]["text"] == f"{MARK} had called it safe"
    assert (other.report.title, other.report.url) == (f"{MARK} is dead", "https://tarn.example/")


def test_an_office_told_once_counts_for_the_whole_report() -> None:
    text = "Mayor Ida Voss came. The bridge fell, Voss said. It burned, Ida Voss said."
    first = make_attribution(
        text, make_source(text, "Voss", name="Ida Voss", after="fell, "), "said", "The bridge fell"
    )
    second = make_attribution(text, make_source(text, "Ida Voss", after="burned, "), "said", "It burned", after="fell")
    claims = _claims(
        text,
        make_claim(text, "fell", "destruction", attribution=first),
        make_claim(text, "burned", "destruction", attribution=second),
    )
    assert [claim.record["source"]["name"] for claim in _withhold(claims, text)] == ["Ida Voss", "Ida Voss"]


def test_people_whom_no_claim_names_are_withheld_from_sentences() -> None:
    text = "Shells hit the house of Anna Brill, 34, on Monday."
    (claim,) = _withhold(_claims(text, make_claim(text, "hit", "shelling")), text)
    assert claim.sentence == f"Shells hit the house of {MARK}, 34, on Monday."


def test_offsets_and_codes_stay() -> None:
    text = "Shells killed Vaho Leskin near Tarn at noon."
    person = make_participant(text, "Vaho Leskin", role="civilian", country="NOR")
    claims = _claims(
        text,
        make_claim(text, "killed", "killing", recipients=[person], places=[make_place(text, "Tarn", 60.5, 5.25)]),
    )
    (claim,) = _withhold(claims, text)
    before, after = claims[0].record, claim.record
    assert list(before) == list(after)
    recipient = after["recipients"][0]
    assert text[recipient["start"] : recipient["end"]] == "Vaho Leskin"
    assert recipient | {"text": "", "name": ""} == before["recipients"][0] | {"text": "", "name": ""}
    assert after["places"] == before["places"]
    assert claims[0].record["recipients"][0]["name"] == "Vaho Leskin", "the claim itself stays as it was"


def test_each_claim_by_itself_without_the_report() -> None:
    text = "The bridge fell, Ida Voss said."
    claims = _of_source(text, "Ida Voss", "Ida Voss")
    assert Withholder().withhold(claims[0]).record["source"]["name"] == MARK


def test_reports_are_looked_up_once() -> None:
    text = "The bridge fell, Ida Voss said."
    claims = _of_source(text, "Ida Voss", "Ida Voss")
    asked: list[str] = []

    def look_up(report: object) -> Dossier:
        asked.append(str(report))
        return Dossier(tuple(claims), text)

    withholder = Withholder(look_up)
    for _ in range(3):
        withholder.withhold(claims[0])
    withholder.withhold(replace(claims[0], report=replace(claims[0].report, id="other")))
    assert len(asked) == 2
