"""Mentions and whom they name: dress does not matter, and what may be two is nobody."""

from __future__ import annotations

import time
from datetime import date

import pytest

from sayso.actors import load_actors
from sayso.model import Actor

FIND_SECONDS = 0.0001
MENTIONS = [
    # case, apostrophes, hyphens, accents, determiners, possessives
    ("Islamic State", "islamic-state"),
    ("the Islamic State", "islamic-state"),
    ("THE ISLAMIC STATE", "islamic-state"),
    ("so-called Islamic State", "islamic-state"),
    ("“Islamic State”", "islamic-state"),
    ("Isis", "islamic-state"),
    ("ISIS", "islamic-state"),
    ("Isis’s", "islamic-state"),
    ("IS", "islamic-state"),
    ("Da’esh", "islamic-state"),
    ("Da'esh", "islamic-state"),
    ("Daesh", "islamic-state"),
    ("al-Qaida", "al-qaeda"),
    ("al Qaeda", "al-qaeda"),
    ("Al‑Qaeda", "al-qaeda"),
    ("the Houthis’", "houthis"),
    ("Séléka", "seleka"),
    ("Seleka", "seleka"),
    ("People’s Protection Units", "ypg"),
    ("Peoples Protection Units", "ypg"),
    ("Kata’ib Hezbollah", "kataib-hezbollah"),
    ("UÇK", "kla"),
    ("M23", "m23"),
    ("Nato", "nato"),
    ("NATO", "nato"),
    ("the U.N.", "united-nations"),
    ("UN’s", "united-nations"),
    # heads, modifiers, patrons, numbers, brackets, holders of offices
    ("Isis fighters", "islamic-state"),
    ("hundreds of Isis fighters", "islamic-state"),
    ("10,000 Taliban fighters", "taliban"),
    ("suspected Boko Haram militants", "boko-haram"),
    ("the Islamist rebel group Ahrar al-Sham", "ahrar-al-sham"),
    ("the outlawed PKK", "pkk"),
    ("Taliban officials", "taliban"),
    ("senior Hamas officials", "hamas"),
    ("Iran-backed Houthi rebels", "houthis"),
    ("Lebanon’s Hezbollah", "hezbollah"),
    ("Lebanon-based Hezbollah", "hezbollah"),
    ("Colombia's ELN guerrillas", "eln"),
    ("British Isis fighters", "islamic-state"),
    ("Reuters news agency", "reuters"),
    ("a BBC correspondent", "bbc"),
    ("UN peacekeepers", "un-peacekeepers"),
    ("Syrian Democratic Forces (SDF)", "syrian-democratic-forces"),
    ("the SDF (Syrian Democratic Forces)", "syrian-democratic-forces"),
    ("National Liberation Army (Colombia)", "eln"),
    ("the Kurdish militia (YPG)", "ypg"),
    ("Hamas leader Abu Nobody", "hamas"),
    ("UN spokeswoman Jane Nobody", "united-nations"),
    ("senior members of Islamic State", "islamic-state"),
    ("fighters from the Free Syrian Army", "free-syrian-army"),
    ("a spokesman for the Turkish foreign ministry", "tur-government"),
    ("soldiers of the Syrian army", "syr-military"),
    # ambiguous names that the mention itself settles
    ("SDF fighters", "syrian-democratic-forces"),
    ("RSF fighters", "rapid-support-forces"),
    ("Sudan's RSF", "rapid-support-forces"),
    ("Bolivia's ELN", "eln-bolivia"),
    ("JeM", "jaish-e-mohammed"),
    ("JEM", "jem"),
    # states
    ("Turkish troops", "tur-military"),
    ("Turkish soldiers", "tur-military"),
    ("two Turkish soldiers", "tur-military"),
    ("elite Turkish troops", "tur-military"),
    ("Turkish warplanes", "tur-military"),
    ("the Syrian army", "syr-military"),
    ("Syria’s army", "syr-military"),
    ("the army of Chad", "tcd-military"),
    ("Syrian government forces", "syr-military"),
    ("regime forces of Syria", "syr-military"),
    ("Ukraine’s armed forces", "ukr-military"),
    ("the IDF", "isr-military"),
    ("Israeli military", "isr-military"),
    ("Israeli army spokesman", "isr-military"),
    ("the Pentagon", "usa-military"),
    ("Pentagon officials", "usa-military"),
    ("Russian defence ministry", "rus-military"),
    ("Russia’s Ministry of Defense", "rus-military"),
    ("Ministry of Defence of the Russian Federation", "rus-military"),
    ("Tatmadaw", "mmr-military"),
    ("Kyiv", "ukr-government"),
    ("Kiev", "ukr-government"),
    ("Moscow", "rus-government"),
    ("the Kremlin", "rus-government"),
    ("Kremlin sources", "rus-government"),
    ("the White House", "usa-government"),
    ("US", "usa-government"),
    ("U.S. officials", "usa-government"),
    ("Russian officials", "rus-government"),
    ("Turkish president Nobody Nobodyoğlu", "tur-government"),
    ("the Turkish foreign ministry", "tur-government"),
    ("Turkish foreign ministry officials", "tur-government"),
    ("the authorities in Damascus", "syr-government"),
    ("Myanmar’s junta", "mmr-government"),
    ("Assad’s forces", "syr-military"),
    ("Bashar al-Assad’s forces", "syr-military"),
    ("Kenyan police", "ken-police"),
    ("Iraqi security forces", "irq-police"),
    ("the SBU", "sbu"),
    ("the FSB", "fsb"),
    ("Iranian intelligence", "irn-intelligence"),
    ("Syrian state television", "syr-state-media"),
    ("Russian state media", "rus-state-media"),
    ("the US-led coalition", "coalition-against-isis"),
    ("Revolutionary Guards", "irgc"),
    ("Russia’s Security Council", "rus-government"),
    ("Russian UN envoy", "rus-government"),
    ("the UN Security Council", "un-security-council"),
    ("Eta", "eta"),
    ("ETA", "eta"),
]
NOBODY = [
    "",
    "the",
    "()",
    "residents",
    "fighters",
    "government forces",
    "the army",
    "the coalition",
    "the front",
    "Is",
    "is",
    "us",
    "car",
    "RSF",  # a force in Sudan, a charity in Paris
    "the SDF",  # in Syria, in Japan
    "Red Cross",
    "Congolese army",  # of which Congo
    "Republican Guard",
    "Russians",
    "the Turkish",
    "Turkish sources",
    "Turkish commander",
    "Syrian rebels",
    "Syrian opposition",
    "Syrian Kurdish forces",
    "rebel Syrian forces",
    "Russian-backed Syrian forces",
    "pro-Russian fighters",
    "anti-Taliban forces",
    "former Taliban fighters",
    "ex-Farc",
    "Isis-linked militants",
    "Isis suspects",
    "Isis supporters",
    "families of Isis fighters",
    "followers of Islamic State",
    "Nato members",
    "members of the tribe",
    "leader of",
    "members of",
    "Isis positions",
    "an Isis attack",
    "Syrian Hezbollah",
    "Hezbollah-led coalition",
    "American Red Cross",
    "the Southern Alliance (Syria)",
    "MSF fighters",
    "Costa Rican army",  # there is none
    "Turkish-Syrian border",
    "Russia and Ukraine",
    "an economist",
    "an amnesty",
    "a time",
    "Dawn",
    "Vladimir Putin",
    "Syrian Democratic Forces (YPG)",
    "president of the football club",
]
YEARS = [
    ("Red Army", 1943, "red-army"),
    ("Red Army", 2024, None),
    ("Soviet troops", 1985, "soviet-army"),
    ("Soviet troops", 2024, None),
    ("PDF", 1989, None),
    ("PDF", 2015, "popular-defence-forces-sudan"),
    ("PDF", 2023, "peoples-defence-force"),
    ("SLA", 1985, "south-lebanon-army"),
    ("SLA", 2006, "slm"),
    ("Nusra Front", 2014, "nusra-front"),
    ("Turkish troops", 1974, "tur-military"),
]


def _id(actor: Actor | None) -> str | None:
    return actor.id if actor else None


@pytest.mark.parametrize(("text", "id_"), MENTIONS)
def test_mention_names_an_actor(text: str, id_: str) -> None:
    assert _id(load_actors().find(text)) == id_


@pytest.mark.parametrize("text", NOBODY)
def test_mention_names_nobody_or_several(text: str) -> None:
    assert _id(load_actors().find(text)) is None


@pytest.mark.parametrize(("text", "year", "id_"), YEARS)
def test_names_hold_in_their_years(text: str, year: int, id_: str | None) -> None:
    assert _id(load_actors().find(text, published=date(year, 6, 1))) == id_


@pytest.mark.parametrize(
    ("text", "seen", "id_"),
    [
        ("SDF", {"SYR"}, "syrian-democratic-forces"),
        ("SDF", {"JPN"}, "jpn-military"),
        ("SDF", {"SYR", "JPN"}, None),
        ("RSF", {"rapid-support-forces"}, "rapid-support-forces"),
        ("the coalition", {"saudi-led-coalition"}, "saudi-led-coalition"),
        ("the coalition", {"SAU"}, None),
        ("Congolese troops", {"COD"}, "cod-military"),
        ("pro-Russian separatists", {"UKR"}, "donbas-separatists"),
        ("Isis", {"JPN"}, "islamic-state"),
    ],
)
def test_what_the_report_names_elsewhere_settles_it(text: str, seen: set[str], id_: str | None) -> None:
    assert _id(load_actors().find(text, seen=seen)) == id_


@pytest.mark.parametrize(
    ("text", "first", "others"),
    [
        ("Hezbollah", "hezbollah", {"kataib-hezbollah", "turkish-hezbollah"}),
        ("RSF", "rapid-support-forces", {"rsf-reporters"}),
        ("Turkey", "tur-government", {"tur-military", "tur-police", "turkish-gendarmerie"}),
        ("us", "usa-government", {"usa-military", "centcom"}),
        ("Hezbolah", "hezbollah", set()),
        ("coalition", "coalition-against-isis", {"saudi-led-coalition", "isaf"}),
    ],
)
def test_candidates_come_best_first(text: str, first: str, others: set[str]) -> None:
    found = [actor.id for actor in load_actors().candidates(text)]
    assert found[0] == first
    assert others <= set(found)
    assert len(found) == len(set(found))


def test_candidates_are_of_the_year_asked_for() -> None:
    assert "isaf" not in {actor.id for actor in load_actors().candidates("coalition", published=date(2020, 1, 1))}


def test_nothing_is_a_candidate_for_nonsense() -> None:
    assert load_actors().candidates("Qwzxvb Plmokn") == []
    assert load_actors().candidates("") == []


def test_long_text_is_nobody_and_costs_nothing() -> None:
    assert load_actors().find("Isis and " * 10_000) is None


def test_finding_is_quick() -> None:
    registry = load_actors()
    mentions = [text for text, _ in MENTIONS] + NOBODY

    def seconds() -> float:
        began = time.process_time()
        for text in mentions:
            registry.find(text, seen={"XXX"})  # with which nothing is kept from the time before
        return (time.process_time() - began) / len(mentions)

    assert min(seconds() for _ in range(3)) < FIND_SECONDS
