"""Events joined into incidents: what came of a deed joins the deed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any


def join_events(
    events: Mapping[str, int],
    anchors: Mapping[str, str],
    order: Callable[[str], Any],
    *,
    apart: Iterable[tuple[str, str]] = (),
) -> dict[int, int]:
    """Which event each event of consequences joins: that in which most of its claims' deeds stand.

    `events` is the event of each claim, `anchors` the deed's claim of each consequence's claim (`find_anchors`); claims
    that stand nowhere in `events` are left out. Of deeds with as many votes that one wins whose first claim comes first
    by `order`, which gives each claim's place among all. An event that holds deeds itself stays where more votes are
    for it than for any other. Events of which a person said that they differ (`apart`, by claims) are not joined.

    What an event joins depends on its own claims, their deeds and the events of these, and on nothing else.
    """
    votes: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for claim, deed in anchors.items():
        if claim in events and deed in events:
            votes[events[claim]][events[deed]].append(deed)
    kept_apart = {(events[a], events[b]) for a, b in apart if a in events and b in events}
    kept_apart |= {(b, a) for a, b in kept_apart}
    own = Counter(events[deed] for deed in set(anchors.values()) if deed in events)
    found = {}
    for event, others in votes.items():
        allowed = [other for other in others if other != event and (event, other) not in kept_apart]
        best = min(allowed, key=lambda other: (-len(others[other]), min(map(order, others[other]))), default=None)
        if best is not None and len(others[best]) > own[event]:
            found[event] = best
    return found


def find_roots(joins: Mapping[int, int]) -> dict[int, int]:
    """For each event that joins another, the event at the end of the chain; in a ring, its lowest number.

    >>> find_roots({3: 2, 2: 1, 5: 6, 6: 5})
    {3: 1, 2: 1, 5: 5, 6: 5}
    """
    return {event: _end(event, joins) for event in joins}


def _end(event: int, joins: Mapping[int, int]) -> int:
    seen: dict[int, None] = {}
    while event in joins and event not in seen:
        seen[event] = None
        event = joins[event]
    if event not in seen:
        return event
    ring = list(seen)
    return min(ring[ring.index(event) :])
