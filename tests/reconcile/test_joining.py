"""Events of consequences join the events of their deeds."""

from __future__ import annotations

import pytest

from sayso.reconcile.joining import find_roots, join_events

# Strikes s1, s2, s3 and s4 (events 1, 2, 4 and 5), deaths d1 to d4 (event 3).
EVENTS = {"s1": 1, "s2": 2, "d1": 3, "d2": 3, "d3": 3, "d4": 3, "s3": 4, "s4": 5}


@pytest.mark.parametrize(
    ("anchors", "expected"),
    [
        pytest.param({"d1": "s1"}, {3: 1}, id="one-deed"),
        pytest.param({"d1": "s2", "d2": "s2", "d3": "s1"}, {3: 2}, id="most-votes"),
        pytest.param({"d1": "s2", "d2": "s1"}, {3: 1}, id="a-tie-goes-to-the-first"),
        pytest.param({"d1": "gone", "gone": "s1"}, {}, id="claims-that-are-gone"),
        pytest.param({"d1": "d2"}, {}, id="within-one-event"),
        pytest.param({"d1": "d2", "d2": "d2", "d3": "s1"}, {}, id="an-event-with-deeds-of-its-own"),
        pytest.param({}, {}, id="no-anchor"),
        pytest.param({"d1": "s1", "d2": "s2", "d3": "s3", "d4": "s4"}, {}, id="told-with-ever-others"),
        pytest.param({"d1": "s1", "d2": "s2", "d3": "s3"}, {3: 1}, id="a-third-of-the-votes"),
    ],
)
def test_join(anchors: dict[str, str], expected: dict[int, int]) -> None:
    assert join_events(EVENTS, anchors, list(EVENTS).index) == expected


def test_what_a_person_said_is_two_is_not_joined() -> None:
    anchors = {"d1": "s2", "d2": "s2", "d3": "s1"}
    assert join_events(EVENTS, anchors, list(EVENTS).index, apart=[("s2", "d3"), ("s1", "gone")]) == {3: 1}


def test_chains_and_rings_end_in_one_event() -> None:
    assert find_roots({3: 2, 2: 1}) == {3: 1, 2: 1}
    assert find_roots({4: 5, 5: 6, 6: 5}) == {4: 5, 5: 5, 6: 5}
