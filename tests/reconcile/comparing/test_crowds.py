"""Where much is told of one town and day, these two say little."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

from sayso.reconcile.comparing import COMPARISONS, compare, count_crowds
from sayso.reconcile.items import Item
from sayso.reconcile.linking import link_items
from sayso.reconcile.table import make_table
from tests.reconcile.items import make_linked

COMMON = "market school bridge depot convoy house station church factory evening overnight heavy outskirts road".split()
PARTS = "ka lo mir tan ves ora dun bel shi pol gar nem ist ula rov cha zen fir hol wam".split()


def _crowd(count: int, **told: Any) -> list[Item]:
    """So many claims of one town and day, each of other things, in words that are partly the same."""
    chosen = random.Random(3)
    names = ["".join(chosen.choices(PARTS, k=3)) + "k" for _ in range(3 * count)]
    return [
        make_linked(
            f"{n:05}",
            f"Soldiers shelled the {' '.join(chosen.sample(COMMON, 3))} of {' '.join(names[3 * n : 3 * n + 3])}.",
            **told,
        )
        for n in range(count)
    ]


ALIKE = [
    make_linked("a", "Gunners shelled the granary beside the old customs wharf."),
    make_linked("b", "The granary beside the customs wharf was shelled by gunners."),
]
UNLIKE = make_linked("c", "Soldiers shelled a maternity ward."), make_linked("d", "They shelled fishing boats.")


def _level(one: Item, other: Item, others: list[Item]) -> str:
    table = make_table([one, other, *others])
    rows = [np.array([table.ids.index(item.id)], np.int32) for item in (one, other)]
    at = [comparison.name for comparison in COMPARISONS].index("crowd")
    return COMPARISONS[at].levels[int(compare(table, *rows)[0, at])]


@pytest.mark.parametrize(
    ("pair", "others", "level"),
    [
        pytest.param(UNLIKE, _crowd(10), "none", id="few"),
        pytest.param(UNLIKE, _crowd(60), "some_unlike", id="some"),
        pytest.param(UNLIKE, _crowd(200), "many_unlike", id="many"),
        pytest.param(UNLIKE, _crowd(500), "mass_unlike", id="very-many"),
        pytest.param(ALIKE, _crowd(60), "alike", id="some-and-alike"),
        pytest.param(ALIKE, _crowd(200), "alike", id="many-and-alike"),
        pytest.param(UNLIKE, _crowd(200, day=2), "none", id="another-day"),
        pytest.param(UNLIKE, _crowd(200, place="Tarnow"), "none", id="another-town"),
        pytest.param(UNLIKE, _crowd(200, type="talks"), "none", id="another-kind"),
        pytest.param(UNLIKE, _crowd(200, day=None), "none", id="no-day-told"),
    ],
)
def test_level(pair: tuple[Item, Item], others: list[Item], level: str) -> None:
    assert _level(*pair, others) == level


def test_what_is_not_of_one_town_and_day_is_no_crowd() -> None:
    table = make_table(
        [*ALIKE, make_linked("e", "They shelled it.", day=9), make_linked("f", "They shelled it.", place=None)]
    )
    cells, counts = count_crowds(table)
    told = {id: (int(cell), int(count)) for id, cell, count in zip(table.ids, cells, counts, strict=True)}
    assert told["a"] == told["b"] == (0, 2)
    assert told["f"] == (-1, 0)


def test_many_strikes_on_one_town_and_day_stay_many_and_accounts_of_one_stay_one() -> None:
    found = link_items([*_crowd(400), *ALIKE])
    assert len(found) > 250
    assert max(map(len, found)) < 10
    assert ("a", "b") in found
