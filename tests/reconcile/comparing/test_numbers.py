"""Numbers of the same things."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.reconcile.items import find_level, make_linked

Numbers = tuple[tuple[int, float, float], ...]
KILLED, WOUNDED = 1, 2


@pytest.mark.parametrize(
    ("ours", "theirs", "level"),
    [
        pytest.param(((KILLED, 4, 4),), ((KILLED, 4, 4),), "equal", id="equal"),
        pytest.param(((KILLED, 4, 4), (WOUNDED, 9, 9)), ((WOUNDED, 9, 9),), "equal", id="equal-in-second-place"),
        pytest.param(((KILLED, 4, 4),), ((KILLED, 3, 1e9),), "meet", id="at-least"),
        pytest.param(((KILLED, 4, 4),), ((KILLED, 5, 5),), "differ", id="differ"),
        pytest.param(((KILLED, 4, 4), (WOUNDED, 9, 9)), ((KILLED, 5, 5), (WOUNDED, 8, 20)), "meet", id="one-meets"),
        pytest.param(((KILLED, 4, 4),), ((WOUNDED, 4, 4),), "unknown", id="of-other-things"),
        pytest.param((), (), "unknown", id="none"),
    ],
)
def test_numbers(ours: Numbers, theirs: Numbers, level: str) -> None:
    one, other = (make_linked(id, "Rebels shelled the mill.") for id in "ab")
    assert find_level("numbers", replace(one, numbers=ours), replace(other, numbers=theirs)) == level
