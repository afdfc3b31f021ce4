"""What happened, whether it is said or denied, and the deed that it came of."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sayso.reconcile.comparing import COMPARISONS, compare
from sayso.reconcile.items import DENIED, OPEN, Item
from sayso.reconcile.table import make_table
from tests.reconcile.items import find_level, make_linked

SHELLED = replace(make_linked("a", "Rebels shelled the mill."), rule=1, senses=())


def _other(**told: object) -> Item:
    return replace(SHELLED, id="b", report="another", **told)  # type: ignore[arg-type]


DIED = replace(SHELLED, type="killing", trigger=8)


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        pytest.param(SHELLED, _other(), "same_word", id="word-and-type"),
        pytest.param(SHELLED, _other(type="air_strike"), "same_word_other_type", id="word-of-another-type"),
        pytest.param(
            replace(SHELLED, senses=(3,)), _other(trigger=5, senses=(4, 3)), "same_sense", id="a-word-of-the-sense"
        ),
        pytest.param(
            replace(SHELLED, senses=(3,)), _other(trigger=5, senses=(3,), type="air_strike"), "same_sense_other_type",
            id="a-word-of-the-sense-for-another-type",
        ),
        pytest.param(SHELLED, _other(trigger=5), "same_rule", id="another-word-of-the-rule"),
        pytest.param(DIED, _other(type="killing", trigger=5, rule=2), "same_harm", id="the-same-harm"),
        pytest.param(SHELLED, _other(trigger=5, rule=2), "same_type", id="the-type-alone"),
        pytest.param(SHELLED, _other(trigger=5, type="air_strike"), "akin", id="nothing"),
        pytest.param(
            replace(SHELLED, type="other"), _other(type="other"), "same_word_other_type", id="other-is-no-type"
        ),
    ],
)  # fmt: skip
def test_event(one: Item, other: Item, level: str) -> None:
    assert find_level("event", one, other) == level


BY_ARMY = make_linked("a", "The army shelled the mill.", agents=["the army"], report="r", source="the mayor")


def _army(**told: object) -> Item:
    """The same of the same doer, as another source of the report denies it a little farther on."""
    item = make_linked("b", "The army shelled the mill.", agents=["the army"], report="r", source="the army")
    return replace(item, **{"mode": DENIED, "start": 300, **told})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("other", "level"),
    [
        pytest.param(_army(mode=0), "same", id="both-say"),
        pytest.param(_army(), "answered", id="charged-and-denied"),
        pytest.param(_army(report="s"), "denied", id="in-another-report"),
        pytest.param(_army(start=3000), "denied", id="far-from-the-charge"),
        pytest.param(_army(source=BY_ARMY.source), "denied", id="by-who-charged"),
        pytest.param(_army(type="killing"), "denied", id="of-another-type"),
        pytest.param(_army(agents=(), agent_heads=()), "denied", id="of-another-doer"),
        pytest.param(_army(mode=OPEN), "open", id="one-left-open"),
    ],
)
def test_mode(other: Item, level: str) -> None:
    assert find_level("mode", BY_ARMY, other) == level


def test_what_both_leave_open() -> None:
    assert find_level("mode", replace(BY_ARMY, mode=OPEN), _army(mode=OPEN)) == "both_open"


@pytest.mark.parametrize(
    ("deeds", "level"),
    [
        pytest.param((0, 0), "same", id="one-deed"),
        pytest.param((0, 1), "different", id="two-deeds"),
        pytest.param((0, -1), "unknown", id="one-not-known"),
    ],
)
def test_deeds(deeds: tuple[int, int], level: str) -> None:
    table = replace(make_table([SHELLED, _other()]), deed=np.array(deeds, np.int32))
    found = compare(table, np.array([0], np.int32), np.array([1], np.int32))[0]
    told = {one.name: one.levels[at] for one, at in zip(COMPARISONS, found.tolist(), strict=True)}
    assert told["deeds"] == level
