"""From sentence to claims: events, how sure, on whose say-so, who did it to whom. All sentences are invented."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sayso
from sayso.model import FACTUALITIES, Claim


def _claims(text: str) -> list[Claim]:
    return list(sayso.read(text, any_language=True).claims)


def _one(text: str, trigger: str) -> Claim:
    found = [claim for claim in _claims(text) if claim.trigger.text == trigger]
    assert len(found) == 1, [(c.trigger.text, c.type) for c in _claims(text)]
    return found[0]


@pytest.mark.parametrize(
    ("text", "trigger", "type_"),
    [
        ("Rebels fired a rocket at the mill.", "fired", "shelling"),
        ("The president fired his defence minister.", "fired", "other"),
        ("Aircraft carried out a strike on the base.", "strike", "air_strike"),
        ("A strike by teachers shut the schools.", "strike", "protest"),
        ("The army captured the town of Lomako.", "captured", "territory_gain"),
        ("The army captured 20 fighters.", "captured", "detention"),
        ("Gunmen killed four people in Lomako.", "killed", "killing"),
        ("The army launched a drone and missile barrage at the port.", "drone and missile barrage", "air_strike"),
        ("A suicide bomber attacked the gate.", "attacked", "suicide_bombing"),
        ("Clashes erupted in Lomako.", "Clashes", "armed_clash"),
        ("The town is under rebel control.", "control", "territory_control"),
        ("Thousands of families fled to the hills.", "fled", "displacement"),
        ("Police arrested nine suspects in Lomako.", "arrested", "detention"),
        ("The governor called for a ceasefire.", "called for", "request"),
        ("The junta cracked down on smugglers.", "cracked down", "restriction"),
        ("The two armies traded artillery fire.", "artillery fire", "shelling"),
        ("Students staged a sit-in in Lomako.", "sit-in", "protest"),
        ("Two strikes destroyed nine fuel pumps.", "destroyed", "destruction"),
        ("The mission handed over its last base in June.", "handed over", "retreat"),
        ("The mayor was overpowered by rebels.", "overpowered", "armed_clash"),
        ("The navy shelled the ridge in support of the militia.", "support", "military_support"),
        ("Weapons will be withdrawn from the zone by 10 October.", "withdrawn", "retreat"),
        ("At 15:40 today rebels fired four rockets at Lomako.", "fired", "shelling"),
        ("The army did not lay any mines there.", "lay", "bombing"),
        ("The army denies firing on the village and says that rebels did.", "firing", "attack"),
        ("Nobody was hurt. Four rockets were fired. One hit a clinic.", "hit", "shelling"),
        ("Nine drones flew in from the east. All nine were shot down.", "shot down", "interception"),
        ("A man had been killed and his wife wounded.", "wounded", "wounding"),
        ("The airport was closed until noon.", "closed", "restriction"),
        ("Men of the militia took ten tonnes of it at the quay.", "took", "destruction"),
        ("Rebels have fired mortar rounds at Lomako and killed a man.", "fired", "shelling"),
        ("The director said three nurses and a guard had been killed.", "killed", "killing"),
    ],
)
def test_types_by_what_stands_around(text: str, trigger: str, type_: str) -> None:
    assert _one(text, trigger).type == type_


@pytest.mark.parametrize(
    "text",
    [
        "Senators killed the bill in March.",
        "Cooks shelled peas for the soup.",
        "The photographer captured the mood of the town.",
        "A heart attack felled the general.",
        "The choir struck a chord in the hall.",
        "The mayor opened a bakery in the square.",
        "Two buyers have backed out.",
        "The editor told a friend that it rained.",
    ],
)
def test_no_claim_where_the_words_mean_something_else(text: str) -> None:
    assert _claims(text) == []


@pytest.mark.parametrize(
    ("text", "trigger", "value"),
    [
        ("The army captured the town.", "captured", "CT+"),
        ("The army did not capture the town.", "capture", "CT-"),
        ("The army failed to capture the town.", "capture", "CT-"),
        ("The army will capture the town.", "capture", "Uu"),
        ("The army planned to capture the town.", "capture", "Uu"),
        ("The army continued to shell the town.", "shell", "CT+"),
        ("The army may have captured the town.", "captured", "PS+"),
        ("The army probably captured the town.", "captured", "PR+"),
        ("The army allegedly captured the town.", "captured", "PS+"),
        ("The army is believed to have captured the town.", "captured", "PR+"),
        ("If the army captures the town, the road will close.", "captures", "Uu"),
        ("Nobody was killed in the raid.", "killed", "CT-"),
        ("The rebels denied that they shelled the market.", "shelled", "CT-"),
        ("The rebels could not capture the town.", "capture", "CT-"),
    ],
)
def test_how_sure(text: str, trigger: str, value: str) -> None:
    assert _one(text, trigger).factuality == value


@pytest.mark.parametrize(
    ("text", "trigger", "source"),
    [
        ("Nine people were killed in Lomako, the mayor said.", "killed", "the mayor"),
        ("Nine people were killed in Lomako.", "killed", None),
        ("The governor accused the militia of burning the clinic.", "burning", "The governor"),
        ("The governor accused the militia of burning the clinic.", "accused", None),
        ("The envoy urged the rebels to free the hostages.", "free", "The envoy"),
        ("The army plans to capture the town.", "capture", None),
    ],
)
def test_on_whose_say_so(text: str, trigger: str, source: str | None) -> None:
    claim = _one(text, trigger)
    assert (claim.source.span.text if claim.source else None) == source


@pytest.mark.parametrize(
    ("text", "trigger", "agents", "recipients"),
    [
        ("Rebels shelled the airport.", "shelled", ["Rebels"], [("the airport", "object")]),
        ("The airport was shelled by rebels.", "shelled", ["rebels"], [("The airport", "object")]),
        (
            "Turkish troops and rebels attacked two convoys.",
            "attacked",
            ["Turkish troops", "rebels"],
            [("two convoys", "object")],
        ),
        ("Gunmen who raided the camp killed six villagers.", "killed", ["Gunmen"], [("six villagers", "civilian")]),
        ("The army's offensive against the militia began.", "offensive", ["The army"], [("the militia", "combatant")]),
        ("Soldiers captured the town of Lomako.", "captured", ["Soldiers"], []),
        ("The kingdom carried out a strike on a depot.", "strike", ["The kingdom"], [("a depot", "object")]),
        ("Clashes between the army and rebels spread.", "Clashes", ["the army", "rebels"], []),
        ("The general ordered his men to storm the bridge.", "storm", ["his men"], [("the bridge", "object")]),
        ("Nine civilians died in the raid.", "died", [], [("Nine civilians", "civilian")]),
    ],
)
def test_who_did_it_to_whom(text: str, trigger: str, agents: list[str], recipients: list[tuple[str, str]]) -> None:
    claim = _one(text, trigger)
    assert [a.span.text for a in claim.agents] == agents
    assert [(r.span.text, r.role) for r in claim.recipients] == recipients


@pytest.mark.parametrize(
    ("text", "trigger", "recipients"),
    [
        ("Jets bombed a camp of the Liberation Front. Nobody was hurt.", "hurt", ["Nobody"]),
        ("Four teachers are missing. The army denies that it took them.", "took", ["Four teachers"]),
        ("At 15:40 today rebels fired four rockets at Lomako.", "fired", ["Lomako"]),
    ],
)
def test_whom_a_pronoun_means(text: str, trigger: str, recipients: list[str]) -> None:
    assert [part.name for part in _one(text, trigger).recipients] == recipients


def test_it_is_the_body_that_says_so() -> None:
    claim = _one("Rebels took Deru on Monday. The army says that it holds the town.", "holds")
    assert [part.name for part in claim.agents] == ["army"]


@pytest.mark.parametrize(
    ("text", "trigger", "agents"),
    [
        ("An army drone hit the clinic.", "hit", ["army"]),
        ("Nine drones came. Gunners shot down all nine of them, Colonel Musa Keita said.", "shot down", ["Gunners"]),
        ("A drone of the army hit the clinic.", "hit", ["army"]),
        ("A drone hit the clinic.", "hit", []),
        ("Nine villagers died today. We did not shell the town.", "shell", ["We"]),
    ],
)
def test_whose_weapon_it_was_and_who_we_are(text: str, trigger: str, agents: list[str]) -> None:
    assert [part.name for part in _one(text, trigger).agents] == agents


def test_a_number_alone_counts_people_where_people_are_lost() -> None:
    claim = _one("The rebels lost three.", "lost")
    assert [(quantity.low, quantity.unit, quantity.role) for quantity in claim.quantities] == [(3, "person", "killed")]


def test_what_a_toll_is_put_at() -> None:
    claim = _one("The governor put the death toll at 900.", "death toll")
    assert [(quantity.low, quantity.unit, quantity.role) for quantity in claim.quantities] == [
        (900, "person", "killed")
    ]


def test_a_number_in_a_name_counts_nothing() -> None:
    claim = _one("The Front of the Two Rivers fired four rockets at Lomako.", "fired")
    assert [part.name for part in claim.agents] == ["Front of the Two Rivers"]
    assert [quantity.low for quantity in claim.quantities] == [4]
    assert not [place for place in claim.places if place.name == "Two Rivers"]


@pytest.mark.parametrize(
    ("text", "trigger", "instruments"),
    [
        ("Rebels fired mortars at the airport.", "fired", ["mortars"]),
        ("The army launched a drone strike on a depot.", "drone strike", ["drone"]),
        ("A car bomb exploded in the square.", "exploded", ["car bomb"]),
    ],
)
def test_with_what(text: str, trigger: str, instruments: list[str]) -> None:
    assert [span.text for span in _one(text, trigger).instruments] == instruments


def test_a_claim_names_its_statement_and_its_rules() -> None:
    text = "Rebels shelled the airport, the governor said."
    reading = sayso.read(text)
    (claim,) = reading.claims
    (statement,) = reading.attributions
    assert claim.attribution == statement.id
    assert (claim.cue, claim.quotation, claim.content) == (statement.cue, "indirect", statement.content[0])
    assert claim.rules[0] == "shelling.shell"
    assert claim.codes.plover_event == "ASSAULT"
    assert claim.sentence.text == text
    assert 0 < claim.confidence < 1


def test_ids_are_made_from_text_place_and_type() -> None:
    text = "Rebels shelled the airport."
    digest = hashlib.sha256(text.encode()).hexdigest()
    expected = hashlib.sha256(f"{digest}:claim:7-14:shelling".encode()).hexdigest()[:16]
    assert [claim.id for claim in _claims(text)] == [expected] == [claim.id for claim in _claims(text)]


WORDS = (
    "the army rebels town shelled killed said that if not by and of , . people will claims to denied strike on".split()
)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(" ".join))
def test_any_words_give_claims_that_hold_together(text: str) -> None:
    for claim in _claims(text):
        spans = [
            claim.trigger,
            claim.sentence,
            *claim.instruments,
            *(p.span for p in (*claim.agents, *claim.recipients)),
        ]
        assert all(text[s.start : s.end] == s.text for s in spans)
        assert claim.factuality in FACTUALITIES
        assert claim.sentence.start <= claim.trigger.start < claim.trigger.end <= claim.sentence.end
        assert not any(p.span.overlaps(claim.trigger) and p.span == claim.trigger for p in claim.agents)
        if claim.source is None:
            assert (claim.cue, claim.quotation, claim.content, claim.attribution) == (None, None, None, None)


@pytest.mark.parametrize(
    ("text", "trigger", "agents"),
    [
        ("A US-led operation in the hills began.", "operation", ["US"]),
        ("The rebels began an operation to isolate the town.", "isolate", ["The rebels"]),
        ("Three towns surrendered to the rebels.", "surrendered", ["Three towns"]),
    ],
)
def test_who_does_it_where_that_is_only_understood(text: str, trigger: str, agents: list[str]) -> None:
    assert [agent.span.text for agent in _one(text, trigger).agents] == agents


def test_what_is_asked_for_is_not_committed_to_also_where_the_asking_attributes() -> None:
    assert _one("She called for the release of all prisoners.", "release").factuality == "Uu"


def test_a_report_that_says_we_condemns_in_its_own_voice() -> None:
    attack = _one("We condemn the attack on the mill in Lomako.", "attack")
    assert attack.source is None


def test_land_that_somebody_holds_without_a_that() -> None:
    held = _one("The rebels lost most of the land they once held.", "held")
    assert (held.type, [agent.name for agent in held.agents]) == ("territory_control", ["rebels"])
