"""What was found out about pairs is kept, and goes with a part of them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sayso.reconcile.comparing import Pairs
from sayso.reconcile.table import Ints, make_table
from tests.reconcile.items import make_linked

TABLE = make_table(make_linked(str(n), "Rebels shelled the mill.", day=n) for n in range(4))


def _pairs() -> Pairs:
    return Pairs(TABLE, np.array([0, 0, 1], np.int32), np.array([1, 2, 3], np.int32))


def _count_asked() -> tuple[list[int], Callable[[Pairs], Ints]]:
    asked: list[int] = []

    def find_gaps(pairs: Pairs) -> Ints:
        asked.append(len(pairs))
        return np.abs(np.subtract(*pairs.both(pairs.table.first)))

    return asked, find_gaps


def test_what_was_found_is_not_worked_out_again() -> None:
    asked, find_gaps = _count_asked()
    pairs = _pairs()
    assert pairs.once(find_gaps).tolist() == pairs.once(find_gaps).tolist() == [1, 2, 2]
    assert asked == [3]


def test_a_part_knows_what_all_know() -> None:
    asked, find_gaps = _count_asked()
    pairs = _pairs()
    pairs.once(find_gaps)
    some = pairs.part(np.array([True, False, True]))
    assert (some.a.tolist(), some.b.tolist()) == ([0, 1], [1, 3])
    assert some.once(find_gaps).tolist() == [1, 2]
    assert pairs.part(slice(2, 9)).once(find_gaps).tolist() == [2]
    assert asked == [3]


def test_a_part_of_what_nothing_is_known_of_asks_for_itself() -> None:
    asked, find_gaps = _count_asked()
    assert _pairs().part(slice(1, 3)).once(find_gaps).tolist() == [2, 2]
    assert asked == [2]
