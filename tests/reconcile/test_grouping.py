"""Groups are merged from the nearest down, as long as the mean of all their pairs is high enough."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reconcile.grouping import LEAST, UNSEEN, group

Odds = dict[tuple[int, int], float]


def _group(count: int, odds: Odds, *, earlier: int = 0, **decided: list[tuple[int, int]]) -> list[list[int]]:
    """The groups of so many rows, of which the first `earlier` are events of days before."""
    a, b = (np.array([pair[side] for pair in odds], np.int32) for side in (0, 1))
    rows = np.arange(count, dtype=np.int32)
    found = group(
        rows, [row < earlier for row in range(count)], a, b, np.array([*odds.values()], np.float32), **decided
    )
    return [[row for row in range(count) if found[row] == first] for first in sorted(set(found.tolist()))]


def _group_slowly(count: int, odds: Odds) -> list[list[int]]:
    """The same by the letter: of all groups the two nearest, again and again."""

    def nearness(one: list[int], other: list[int]) -> float:
        return float(np.mean([odds.get((min(pair), max(pair)), UNSEEN) for pair in product(one, other)]))

    groups = [[row] for row in range(count)]
    while len(groups) > 1:
        best, a, b = max((nearness(groups[a], groups[b]), a, b) for b in range(len(groups)) for a in range(b))
        if best < LEAST:
            break
        groups[a] = sorted(groups[a] + groups.pop(b))
    return sorted(groups)


@st.composite
def _some_odds(draw: st.DrawFn) -> tuple[int, Odds]:
    """Rows and the log-odds of some pairs, no two of which are the same."""
    count = draw(st.integers(1, 9))
    pairs = draw(st.lists(st.sampled_from([(a, b) for b in range(10) for a in range(b)]), unique=True, max_size=30))
    pairs = [pair for pair in pairs if max(pair) < count]
    odds = draw(st.lists(st.integers(-3000, 3000), min_size=len(pairs), max_size=len(pairs), unique=True))
    return count, {pair: value / 1000 + at * 1e-5 for at, (pair, value) in enumerate(zip(pairs, odds, strict=True))}


@given(_some_odds())
def test_the_outcome_is_that_of_merging_the_nearest_of_all(given: tuple[int, Odds]) -> None:
    assert _group(*given) == _group_slowly(*given)


@pytest.mark.parametrize(
    ("odds", "told", "expected"),
    [
        pytest.param({}, {}, [[0], [1], [2], [3]], id="nothing-compared"),
        pytest.param({(0, 1): 2.0, (2, 3): LEAST}, {}, [[0, 1], [2, 3]], id="just-enough"),
        pytest.param({(0, 1): 2.0, (2, 3): LEAST - 0.01}, {}, [[0, 1], [2], [3]], id="not-enough"),
        pytest.param({(0, 1): 2.0, (1, 2): 0.9, (2, 3): 2.0}, {}, [[0, 1], [2, 3]], id="a-chain-does-not-hold"),
        pytest.param({(0, 1): 2.0}, {"earlier": 2}, [[0], [1], [2], [3]], id="earlier-events-stay-two"),
        pytest.param({(0, 2): 2.0, (1, 2): 1.0}, {"earlier": 2}, [[0, 2], [1], [3]], id="the-nearer-event-gets-it"),
        pytest.param({(0, 1): 2.0}, {"apart": [(1, 0)]}, [[0], [1], [2], [3]], id="said-to-be-two"),
        pytest.param({(0, 1): -9.0}, {"together": [(0, 1)]}, [[0, 1], [2], [3]], id="said-to-be-one"),
    ],
)
def test_groups(odds: Odds, told: dict[str, int], expected: list[list[int]]) -> None:
    assert _group(4, odds, **told) == expected  # type: ignore[arg-type]
