"""The gate: what is worth reading passes, what is not is set aside with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.run.archive.gate import PART_CHARACTERS, Gate, cut_sentences, load_gate
from sayso.run.archive.job import Job, Piece, Shard
from sayso.run.archive.taking import Taker
from tests.make import make_report

GATE = load_gate()
RECIPE = (
    "Peel the apples and cut them into thin slices. Melt the butter in a wide pan, add the sugar, and stir until it is "
    "golden. Lay the apples in, cover them with the pastry, and bake for half an hour. Serve with cream."
)
COUNCIL = (
    "The town council approved a new library on Tuesday. It will open next spring beside the swimming pool, and it "
    "will have a room for children. Residents welcomed the plan, which costs two million."
)
STRIKE = (
    "Two missiles struck a market in Orlivka on Monday, killing nine people, regional governor Olena Hrytsak said. "
    "Rescuers pulled survivors from the rubble. The army denied that it had fired on the town."
)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (STRIKE, None),
        ("Two drones hit Kupiansk, police said.", None),
        ("Rebels shelled the town of Belmor, wounding four people, residents said.", None),
        ("Gunmen abducted two aid workers near Kessen, police said.", None),
        (STRIKE.upper(), None),
        (RECIPE, "off-topic"),
        (COUNCIL, "off-topic"),
        ("Hello there", "too-short"),
        ("One of these days we may be there again.", "no-trigger"),
    ],
)
def test_what_passes(text: str, reason: str | None) -> None:
    judged = GATE.judge(make_report(text))
    assert judged == reason or (reason == "off-topic" and judged == "no-trigger")


OF_WAR_WITHOUT_FIGHTING = {
    "truce": (
        "The ceasefire around Sarvena entered its second week on Thursday. Observers heard no shots, and the bakery in "
        "the lower town was open. Both armies say that they will keep to it as long as the other does."
    ),
    "prisoner exchange": (
        "Forty-two captured soldiers of each side were exchanged at the Drenova crossing at noon. Buses took them to "
        "hospitals, where their families waited. The ombudsman thanked the mediators."
    ),
    "siege": (
        "Nothing has come into Halmut since the road was cut in March. The town is encircled, flour is sold by the "
        "cup, and the rebels at the gates have turned back two convoys, its mayor said by telephone."
    ),
    "talks": (
        "Negotiators of the government and the insurgents met for the first time in Port Elmin on Monday to talk about "
        "a ceasefire. They differ over prisoners and over who is to hold the eastern districts."
    ),
    "displacement": (
        "Nine thousand people have fled the villages along the front since Sunday, the relief committee in Tarn said. "
        "Most sleep in schools, and some have walked for three days."
    ),
    "territory": (
        "The army has lost the heights above Veskov and holds only the railway station, a brigade commander said. "
        "Insurgents raised their flag over the town hall in the evening."
    ),
    "abduction": "A surveyor was abducted by gunmen on the road to Ormala, and no ransom has been demanded yet.",
}
ONLY_SOUNDS_LIKE_WAR = {
    "sports": (
        "The Falcons won their third match in a row on Saturday. It was a battle to the end: both goals fell in the "
        "last ten minutes. Their coach was pleased with the young players and spoke of a good week of training. The "
        "next match is at home, and tickets can be bought at the stadium or in the club's shop."
    ),
    "business": (
        "The brewery will launch a lager that is an attack on the prices of its rivals. It will be sold in cans from "
        "April. The company earned a little less than last year because barley was dear. Analysts had expected more "
        "and doubt that the plan will pay for itself. The brewery employs four hundred people, and none of them need "
        "fear for his job, the director said. He has worked there since he left school. Two of the copper kettles are "
        "older than he is and will be shown in a small museum beside the gate. Visitors may taste three beers and a "
        "lemonade. The dividend is paid in May. Asked about wine, he said that it was not for him to judge, but that "
        "it went well with cheese. The meeting closed at noon with a lunch for all."
    ),
    "house fire": (
        "A fire in a bakery kept crews busy until dawn. An oven had been left on, the fire chief said. The baker lives "
        "upstairs and smelled the smoke in time. Nobody was hurt, the street was opened again at eight, and the shop "
        "means to sell bread from a van until its new oven comes."
    ),
    "accident": (
        "A lorry driver was killed when his vehicle overturned on the ring road on Wednesday. Two people in a second "
        "car were taken to hospital with slight injuries. The road was closed for three hours, and traffic was led "
        "through the suburbs. Why the lorry left its lane is not known."
    ),
    "history": (
        "The castle above the vineyard was besieged twice in the fourteenth century. Today it holds a small museum and "
        "a garden with roses. A guide in costume shows the kitchen and the chapel. It is open daily in summer, and the "
        "bus from the station stops below the gate."
    ),
}


@pytest.mark.parametrize("text", OF_WAR_WITHOUT_FIGHTING.values(), ids=OF_WAR_WITHOUT_FIGHTING.keys())
def test_what_tells_of_a_war_without_fighting_passes(text: str) -> None:
    assert GATE.judge(make_report(text)) is None


@pytest.mark.parametrize("text", ONLY_SOUNDS_LIKE_WAR.values(), ids=ONLY_SOUNDS_LIKE_WAR.keys())
def test_what_only_sounds_like_war_is_set_aside(text: str) -> None:
    assert GATE.judge(make_report(text)) in ("off-topic", "no-trigger")


def test_a_truce_passes_though_no_word_of_it_triggers_violence() -> None:
    gate = Gate(GATE.lexicon, {"truce": 9.0}, GATE.numbers)
    assert gate.judge(make_report("The truce holds, both of them say.")) is None
    assert gate.judge(make_report("The ladder is here, both of them say.")) == "no-trigger"


def test_a_strike_among_recipes_passes() -> None:
    assert GATE.judge(make_report("\n".join([RECIPE, STRIKE, RECIPE]))) is None


def test_a_text_without_ends_of_sentences_is_cut() -> None:
    ends = list(cut_sentences("x" * 10_000))
    assert all(end - start <= PART_CHARACTERS for start, end in ends)
    assert "".join("x" * (end - start) for start, end in ends) == "x" * 10_000


def test_the_score_is_the_same_again() -> None:
    again: Gate = load_gate()
    assert again.score(STRIKE) == GATE.score(STRIKE) > GATE.score(COUNCIL)


def test_what_stays_outside_is_counted(tmp_path: Path) -> None:
    german = "Am Montag wurde der Markt in Orlivka von zwei Raketen getroffen, sagte der Gouverneur. " * 6
    for name, text in (("a", STRIKE), ("b", RECIPE), ("c", german), ("d", "")):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    shard = Shard(tuple(Piece(str(tmp_path / f"{name}.txt")) for name in "abcd"))
    job = Job(out="x")
    taken = list(Taker(job, GATE).take(shard))
    told = [(one.gated, one.refusal.slug if one.refusal else None, one.report is not None) for one in taken]
    assert told[0] == (None, None, True)
    assert told[1][0] in ("off-topic", "no-trigger")
    assert told[2] == ("wrong-language", None, False)
    assert told[3] == (None, "empty-file", False)
    ungated = list(Taker(job, None).take(shard))
    assert [one.report is not None for one in ungated] == [True, True, False, False]
    assert ungated[2].refusal is not None
