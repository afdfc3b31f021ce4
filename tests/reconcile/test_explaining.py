"""Why two claims are one event or two."""

from __future__ import annotations

import pytest

from sayso.reconcile.comparing import COMPARISONS
from sayso.reconcile.explaining import explain_pair
from tests.reconcile.items import make_linked

MILL = make_linked("1", "Rebels shelled the old mill at Orlivka.", agents=["Rebels"])
AGAIN = make_linked("2", "The mill was shelled by rebels.", agents=["rebels"])
LATER = make_linked("3", "The mill was shelled by rebels.", agents=["rebels"], day=30, out=30)
UNDATED = make_linked("4", "The mill was shelled by rebels.", agents=["rebels"], day=None, out=None)
TALKS = make_linked("5", "Envoys met at Orlivka.", trigger="met", type="talks")


def test_each_comparison_is_told_and_they_add_up() -> None:
    found = explain_pair(MILL, AGAIN)
    assert [one.name for one in found.comparisons] == [one.name for one in COMPARISONS]
    assert found.total == pytest.approx(found.start + sum(one.weight for one in found.comparisons), abs=0.01)
    assert found.total > found.least
    assert found.is_compared
    told = {one.name: (one.level, one.says) for one in found.comparisons}
    assert told["time"] == ("same_day", "it happened on the same day")


def test_the_order_of_the_two_does_not_matter_but_to_their_buckets() -> None:
    one, other = explain_pair(MILL, LATER), explain_pair(LATER, MILL)
    assert one.comparisons == other.comparisons
    assert one.buckets == other.buckets[::-1]


@pytest.mark.parametrize(
    ("other", "shares_block", "in_reach"),
    [
        pytest.param(AGAIN, True, True, id="compared"),
        pytest.param(TALKS, False, True, id="another-kind"),
        pytest.param(LATER, False, False, id="a-month-later"),
        pytest.param(UNDATED, True, False, id="no-day-at-all"),
    ],
)
def test_whether_two_are_compared_at_all(other, shares_block: bool, in_reach: bool) -> None:  # type: ignore[no-untyped-def]
    found = explain_pair(MILL, other)
    assert (found.shares_block, found.in_reach, found.is_compared) == (
        shares_block,
        in_reach,
        shares_block and in_reach,
    )
