"""Within a report: which deed a consequence came of, so that a strike and those it killed are one incident."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.reconcile.items import OPEN, Item, Spot
from sayso.reconcile.measuring import distance_km
from sayso.reconcile.roles import load_roles

LATEST_DAYS = 7
"""What came of a deed may be told of so many days after it: people die of wounds, houses are counted later."""
_APART_KM = 50.0
_FARTHEST = 1500
"""Characters. What stands farther from a deed is hardly told of it."""
_BEHIND = 2.0
"""A deed that follows counts as so much farther away: reports tell what was done before what came of it."""


def find_anchors(items: Sequence[Item]) -> dict[str, str]:
    """For the claims of one report: the deed (by its claim's id) of each consequence that has one.

    The nearest deed that the consequence can have come of: of its own sentence before any other, and the one told
    before it rather than the one told after it.
    """
    roles = load_roles()
    deeds = [item for item in items if item.type in roles.deeds]
    found = {}
    for item in items:
        if item.type not in roles.consequences:
            continue
        able = [deed for deed in deeds if _can_come_of(item, deed)]
        if able:
            found[item.id] = min(able, key=lambda deed: (_distance(item, deed), deed.start, deed.id)).id
    return found


def _can_come_of(item: Item, deed: Item) -> bool:
    if item.type not in load_roles().consequences_of(deed.type) or (item.mode == OPEN) != (deed.mode == OPEN):
        return False
    own = item.sentence == deed.sentence
    if not own and abs(item.start - deed.start) > _FARTHEST:
        return False
    return own or not (_is_apart_in_time(item, deed) or _is_apart_in_place(item.spot, deed.spot))


def _is_apart_in_time(item: Item, deed: Item) -> bool:
    if item.first is None or item.last is None or deed.first is None or deed.last is None:
        return False
    return item.last < deed.first - 1 or item.first > deed.last + LATEST_DAYS


def _is_apart_in_place(one: Spot | None, other: Spot | None) -> bool:
    if one is None or other is None:
        return False
    km = distance_km(one.latitude, one.longitude, other.latitude, other.longitude)
    return bool(km > max(_APART_KM, one.radius_km + other.radius_km))


def _distance(item: Item, deed: Item) -> tuple[bool, float]:
    gap = item.start - deed.start
    return (item.sentence != deed.sentence, gap if gap >= 0 else -gap * _BEHIND)
