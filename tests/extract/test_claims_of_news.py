"""Claims of sentences as news agencies, ministries and monitors write them. All of them are invented."""

from functools import cache

import pytest

import sayso
from sayso.model import Claim

Row = tuple[str, str, str, str, str | None, str, str]
"""The sentence, the trigger, the type, how sure, whose word it is (None: the report's), who did it, to whom."""

WEAPONS: list[Row] = [
    ("Nine drones were destroyed over the Deru region.", "destroyed", "interception", "CT+", None, "", "Nine drones"),
    ("Northern forces launched 88 drones overnight, of which 61 were shot down, the air force said on Telegram.",
     "launched", "air_strike", "CT+", "air force", "Northern forces", ""),
    ("A missile slammed into an apartment block in Kassa, killing three people and injuring 17, mayor Oleh Samin said.",
     "injuring", "wounding", "CT+", "Oleh Samin", "", "17"),
    ("The rebels said they had fired a ballistic missile at Kassa and would continue their attacks.",
     "attacks", "attack", "Uu", "rebels", "they", ""),
    ("Militia gunners shelled a displacement camp near Kassa on Saturday, a resistance committee in the city said.",
     "shelled", "shelling", "CT+", "resistance committee in the city", "Militia gunners", "a displacement camp"),
    ("The junta carried out an air strike on a school in Deru, killing 20 pupils and two teachers, residents said.",
     "killing", "killing", "CT+", "residents", "The junta", "20 pupils|two teachers"),
    ("Near Kassa, five strikes destroyed nine pumps and two trucks.",
     "strikes", "air_strike", "CT+", None, "", "nine pumps|two trucks"),
    ("The navy said a drone had struck a tanker off Lomako, setting it on fire.",
     "setting it on fire", "destruction", "CT+", "navy", "", "it"),
    ("Rescue workers pulled 14 bodies from the rubble of a house in Kassa hit by a rocket at dawn.",
     "hit", "shelling", "CT+", None, "", "a house in Kassa"),
    ("The bridge was blown up by retreating troops, according to the mayor.",
     "blown up", "bombing", "CT+", "mayor", "retreating troops", "The bridge"),
    ("Hackers knocked the ministry's website offline on Thursday.",
     "knocked", "cyber_attack", "CT+", None, "", "the ministry's website"),
    ("It is not clear who carried out the bombing.", "bombing", "bombing", "CT+", None, "", ""),
]  # fmt: skip

PEOPLE: list[Row] = [
    ('"They burned everything," said Fatima Sow, who fled with her four children.',
     "fled", "displacement", "CT+", None, "Fatima Sow", ""),
    ("At least 26 villagers were shot dead in Kassa.",
     "shot", "attack_on_civilians", "CT+", None, "", "At least 26 villagers"),
    ("The company commander was kidnapped and later killed by rebels.",
     "kidnapped", "abduction", "CT+", None, "rebels", "The company commander"),
    ("Gunmen shot and wounded two farmers near Kassa.",
     "wounded", "wounding", "CT+", None, "Gunmen", "two farmers"),
    ("The army suffered 39 deaths in the north last year.", "deaths", "killing", "CT+", None, "", "The army"),
    ("Three refugees sustained gunshot wounds.", "gunshot wounds", "wounding", "CT+", None, "", "Three refugees"),
    ("The war has been claiming soldiers' lives.",
     "claiming soldiers' lives", "killing", "CT+", None, "", "soldiers"),
    ("A guard died in the blast and five others were wounded, local media reported.",
     "wounded", "wounding", "CT+", "local media", "", "five others"),
    ("Three children were killed when a shell landed on their home, a doctor said, and 12 more were hurt.",
     "hurt", "wounding", "CT+", "doctor", "", "12 more"),
    ("Villagers said soldiers had beaten them and looted their shops.",
     "looted", "destruction", "CT+", "Villagers", "soldiers", "their shops"),
    ("Guards allegedly hurl prisoners from cliffs.",
     "hurl", "attack_on_civilians", "PS+", None, "Guards", "prisoners"),
    ("The militia handed over three hostages to the Red Cross.",
     "handed over", "release", "CT+", None, "The militia", "three hostages"),
    ("He died within a week of his capture by rebels.", "capture", "detention", "CT+", None, "rebels", "his"),
    ("The raid could lead to thousands of villagers fleeing.",
     "fleeing", "displacement", "PS+", None, "thousands of villagers", ""),
    ("Rebels were among those to have fled the town.", "fled", "displacement", "CT+", None, "those", ""),
    ("The captives are thought to have fled to the hills.", "fled", "displacement", "PR+", None, "The captives", ""),
    ("The transfer of more than 7,000 refugees took a week.",
     "transfer", "displacement", "CT+", None, "", "more than 7,000 refugees"),
    ("Many villagers sought refuge in Lomako.", "sought refuge", "displacement", "CT+", None, "Many villagers", ""),
    ("Thousands of people took to the streets of Lomako for a tenth night.",
     "took to the streets", "protest", "CT+", None, "Thousands of people", ""),
    ("Some 1,500 Norlanders marched in Lomako to protest the killings.",
     "marched", "protest", "CT+", None, "Some 1,500 Norlanders", ""),
]  # fmt: skip

LAND: list[Row] = [
    ("The defence ministry claimed its troops had taken control of the village of Nova Deru.",
     "taken control", "territory_gain", "CT+", "defence ministry", "its troops", ""),
    ("The Northern Front has seized most of Deru province.",
     "seized", "territory_gain", "CT+", None, "The Northern Front", ""),
    ("Rebels entered Kassa on Friday after government troops withdrew without a fight.",
     "withdrew", "retreat", "CT+", None, "government troops", ""),
    ("The 900 soldiers stationed in the valley will be withdrawn.",
     "withdrawn", "retreat", "Uu", None, "The 900 soldiers", ""),
    ("The president promised to withdraw from the valley.",
     "withdraw", "retreat", "Uu", "president", "The president", ""),
    ("The siege ended with the capitulation of the garrison.",
     "capitulation", "retreat", "CT+", None, "the garrison", ""),
    ("With the rebels ousted from the town, families returned.",
     "ousted", "retreat", "CT+", None, "", "the rebels"),
    ("The army said it had taken the town, driving out the rebels.",
     "driving out", "retreat", "CT+", "army", "it", "the rebels"),
    ("A shell hit the market in Deru on Tuesday, wounding six people, hospital staff said.",
     "wounding", "wounding", "CT+", "hospital staff", "", "six people"),
    ("Foreign-backed fighters captured the village after fierce clashes with the militia, the monitor reported.",
     "clashes", "armed_clash", "CT+", "monitor", "Foreign-backed fighters", "the militia"),
    ("Police officers exchanged fire with gunmen for several hours.",
     "exchanged fire", "armed_clash", "CT+", None, "Police officers", "gunmen"),
    ("Officials say as many as 5,000 militia members remain in the area.",
     "remain", "deployment", "CT+", "Officials", "5,000 militia members", ""),
    ("Troops were not sent to the valley until the following year.",
     "sent", "deployment", "CT+", None, "", "Troops"),
    ("The rebels began the operation to isolate the capital.",
     "isolate", "blockade", "Uu", None, "The rebels", "the capital"),
    ("Foreign fighters held by the militia could go free.",
     "held", "detention", "CT+", None, "the militia", "Foreign fighters"),
]  # fmt: skip

WORDS: list[Row] = [
    ("Two presidents spoke by phone on Thursday.", "spoke by phone", "talks", "CT+", None, "Two presidents", ""),
    ("Ministers agreed on Monday to sanction the general and his brother.",
     "sanction", "sanction", "Uu", None, "Ministers", "the general|his brother"),
    ("The army blamed the rebels for the massacre.",
     "massacre", "attack_on_civilians", "CT+", "army", "the rebels", ""),
    ("Nobody has claimed responsibility for the ambush, in which 15 soldiers died.",
     "ambush", "ground_attack", "CT+", None, "", ""),
    ("The Front accused the army of using civilians as human shields.",
     "using", "attack_on_civilians", "CT+", "Front", "the army", "civilians"),
    ("The president vowed to avenge the raid on Kassa.",
     "raid", "ground_attack", "CT+", "president", "", "Kassa"),
    ("The envoy demanded that he force the withdrawal of the militia from the valley.",
     "withdrawal", "retreat", "Uu", "envoy", "the militia", ""),
    ("The bishop's recent call that all parties respect the truce was ignored.",
     "respect", "agreement", "Uu", "bishop's", "all parties", ""),
    ("It is understood that the rebels have surrendered.",
     "surrendered", "retreat", "PR+", None, "the rebels", ""),
    ("The mayor, in a speech while rebels were in the town, said that the army had fled.",
     "fled", "retreat", "CT+", "mayor", "the army", ""),
    ("The ministry said its guns had fired on the port, adding that debris had damaged two houses.",
     "damaged", "destruction", "CT+", "ministry", "debris", "two houses"),
    ("They were aided by gunmen from Kassa, who have formed an alliance with the clan.",
     "formed an alliance", "agreement", "CT+", None, "gunmen from Kassa", "the clan"),
    ("The kingdom has armed and supported the rebels.",
     "supported", "support", "CT+", None, "The kingdom", "the rebels"),
    ("The garrison received 60 missiles from the kingdom last month.",
     "received", "military_support", "CT+", None, "the kingdom", "The garrison"),
    ("Aid trucks carrying flour reached the besieged camp on Sunday, the agency said.",
     "reached", "aid", "CT+", "agency", "", "the besieged camp"),
    ('A spokeswoman said: "We do not comment on individual cases."',
     "comment", "rejection", "CT+", "spokeswoman", "We", ""),
]  # fmt: skip


@cache
def _claims(text: str) -> tuple[Claim, ...]:
    return sayso.read(text, any_language=True).claims


@pytest.mark.parametrize("row", [*WEAPONS, *PEOPLE, *LAND, *WORDS], ids=lambda row: f"{row[1]}: {row[0][:40]}")
def test_claims_of_news(row: Row) -> None:
    text, trigger, type_, factuality, source, agents, recipients = row
    found = [claim for claim in _claims(text) if claim.trigger.text == trigger]
    assert len(found) == 1, [(c.trigger.text, c.type) for c in _claims(text)]
    claim = found[0]
    told = claim.source.name if claim.source is not None else None
    assert (claim.type, claim.factuality, told) == (type_, factuality, source)
    assert "|".join(part.span.text for part in claim.agents) == agents
    assert "|".join(part.span.text for part in claim.recipients) == recipients


@pytest.mark.parametrize(
    ("text", "triggers"),
    [
        ("Weapons of mass destruction worried the envoy.", []),
        ("The two ministers discussed co-operation on trade.", ["discussed"]),
        ("The claim could not be independently verified.", []),
        ("The kingdom spoke of sieges as a weapon of war.", ["sieges"]),
        ("At least 26 villagers were shot dead in Kassa.", ["shot"]),
        ("The blast that targeted the convoy took place near Kassa.", ["blast"]),
        ("A clerk spoke with customary anonymity on Monday.", []),
        ("The group began to fall apart in mid-1996.", []),
        ("The ministry left a request for comment unanswered.", []),
        ("The captain took part in the raid of 7 October.", ["raid"]),
        ("Soldiers opened fire on a crowd, leaving five dead.", ["opened fire", "dead"]),
    ],
)
def test_no_more_claims_than_are_told(text: str, triggers: list[str]) -> None:
    assert [claim.trigger.text for claim in _claims(text)] == triggers


def test_a_source_bears_no_clause() -> None:
    text = "The army, backed by fighters from the north, said it had shelled the town."
    (shelled,) = (claim for claim in _claims(text) if claim.type == "shelling")
    assert shelled.source is not None
    assert (shelled.source.span.text, shelled.source.name) == ("The army", "army")
