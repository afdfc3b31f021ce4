"""Events joined into incidents: what came of a deed joins the deed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, TypeVar

_Claim = TypeVar("_Claim", bound=Hashable)

OTHERS = 1.5
"""A vote for another event counts so much: a report that tells of a part alone can only vote for that."""
LEAST_SHARE = 0.3
"""So much of all its votes an event needs to join another: one whose claims are told with ever other deeds, as on a day
of many strikes on one town, joins none of them."""


def join_events(
    events: Mapping[_Claim, int],
    anchors: Mapping[_Claim, _Claim],
    order: Callable[[_Claim], Any],
    *,
    apart: Iterable[tuple[_Claim, _Claim]] = (),
) -> dict[int, int]:
    """Which event each event joins: that in which most of the claims stand with which its own are told.

    `events` is the event of each claim, `anchors` the claim that each is told with (`find_anchors`): for a consequence
    its deed, for a deed an earlier one of which it is a part, or itself. Claims that stand nowhere in `events` are left
    out. Where an event's own claims are told with each other more often than with those of any other, it stays, and so
    it does where they are told with ever others. Of others with as many votes that one wins whose first claim comes
    first by `order`, which gives each claim's place.
    Events of which a person said that they differ (`apart`, by claims) are not joined.

    What an event joins depends on its own claims, their anchors and the events of these, and on nothing else.
    """
    votes: dict[int, dict[int, list[_Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim, deed in anchors.items():
        if claim in events and deed in events:
            votes[events[claim]][events[deed]].append(deed)
    kept_apart = {(events[a], events[b]) for a, b in apart if a in events and b in events}
    kept_apart |= {(b, a) for a, b in kept_apart}
    found = {}
    for event, others in votes.items():
        own = len(others.get(event, ()))
        allowed = [other for other in others if other != event and (event, other) not in kept_apart]
        best = min(allowed, key=lambda other: (-len(others[other]), min(map(order, others[other]))), default=None)
        least = LEAST_SHARE * sum(map(len, others.values()))
        if best is not None and len(others[best]) * OTHERS >= own and len(others[best]) >= least:
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
