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
