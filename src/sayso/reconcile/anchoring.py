"""Within a report: which claims tell of one incident, a deed, its parts and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sayso.reconcile.items import FINE_KM, OPEN, Item, Spot, is_short
from sayso.reconcile.measuring import distance_km
from sayso.reconcile.roles import comes_of, is_deed, is_part_of, list_destroying

LATEST_DAYS = 7
"""What came of a deed may be told of so many days after it: people die of wounds, houses are counted later."""
_APART_KM = 50.0
_FARTHEST = 1500
"""Characters. What stands farther from a deed is hardly told of it."""
_NEAR = 300
"""Characters. So near each other deeds are told of together, though nothing else says so."""
_TELLING = 0.09
"""Two words that are one, each weighing 0.3 at least, say something."""
_BEHIND = 2.0
"""In one sentence a deed that follows counts as so much farther away: what was done is told before what came of it."""


def find_anchors(items: Sequence[Item]) -> dict[str, str]:
    """For the claims of one report: the deed (by its claim's id) that each is told with.

    For a consequence it is the nearest deed that it can have come of: of its own sentence, else told before it, else
    told after it. For a deed it is the nearest before it at the same place and day, else the nearest after it, else
    the deed itself. Other claims have none. Somebody's destruction is a deed where its report tells
    of no other that it came of.
    """
    found: dict[str, str] = {}
    for item in sorted(items, key=lambda item: (item.type not in list_destroying(), item.start, item.id)):
        deed = _find_cause(item, items, found)
        if deed is None and is_deed(item.type):
            deed = _find_whole(item, items)
        if deed is not None:
            found[item.id] = deed.id
    return found


def _find_cause(item: Item, items: Sequence[Item], found: Mapping[str, str]) -> Item | None:
    able = [deed for deed in items if comes_of(item.type, deed.type) and _can_come_of(item, deed)]
    able = [deed for deed in able if deed.type not in list_destroying() or _is_deed_itself(deed, found)]
    return min(able, key=lambda deed: (*_distance(item, deed), deed.start, deed.id), default=None)


def _is_deed_itself(item: Item, found: Mapping[str, str]) -> bool:
    """Whether somebody is told to have destroyed, and no other deed of which that came."""
    return bool(item.agents) and found.get(item.id) == item.id


def _can_come_of(item: Item, deed: Item) -> bool:
    if (item.mode == OPEN) != (deed.mode == OPEN):
        return False
    if item.sentence == deed.sentence:
        return True
    if deed.is_general or (item.is_general and not item.is_definite):
        return False
    farthest = _NEAR if item.is_bare and not _share_names(item, deed) else _FARTHEST
    return abs(item.start - deed.start) <= farthest and not _is_apart(item, deed, latest=LATEST_DAYS)


def _find_whole(item: Item, items: Sequence[Item]) -> Item:
    able = [deed for deed in items if is_part_of(item.type, deed.type) and deed is not item and _may_meet(item, deed)]
    before = [deed for deed in able if deed.start < item.start and _can_be_part_of(item, deed)]
    if before:
        return max(before, key=lambda deed: (deed.start, deed.id))
    after = [deed for deed in able if deed.start > item.start and _can_be_part_of(deed, item)]
    return min(after, key=lambda deed: (deed.start, deed.id), default=item)


def _may_meet(item: Item, deed: Item) -> bool:
    """What is told in general is part of a deed only where it points back at one of its kind; nothing is part of it."""
    if deed.is_general:
        return False
    if item.sentence == deed.sentence and not item.is_general:
        return True
    if item.is_general:
        return item.is_definite and _are_alike(item, deed)
    return _have_in_common(item, deed)


def _have_in_common(item: Item, deed: Item) -> bool:
    """Whether something tells that a deed is told with another: the sentences are near, or they share something."""
    if abs(item.start - deed.start) <= _NEAR and not (item.is_bare and deed.is_bare):
        return True
    return _are_alike(item, deed) or _share_names(item, deed) or _share_setting(item, deed)


def _share_names(item: Item, deed: Item) -> bool:
    """Whether both are done to one, by what they are called."""
    ours, theirs = dict(item.recipients), dict(deed.recipients)
    return any(theirs.get(word, 0.0) * weight >= _TELLING for word, weight in ours.items())


def _share_setting(item: Item, deed: Item) -> bool:
    """Whether both tell the same town or the same few days."""
    towns = [one.spot.key for one in (item, deed) if one.spot is not None and one.spot.radius_km <= FINE_KM]
    days = [(one.first, one.last) for one in (item, deed) if is_short(one.first, one.last)]
    return (len(towns) == 2 and towns[0] == towns[1]) or (len(days) == 2 and days[0] == days[1])


def _are_alike(item: Item, deed: Item) -> bool:
    """Whether the words for both are one, or of one sense."""
    return item.trigger == deed.trigger or not set(item.senses).isdisjoint(deed.senses)


def _differ_in_mode(item: Item, deed: Item) -> bool:
    """Whether one is told of and the other only planned; what is agreed on always is still to come."""
    return (item.mode == OPEN) != (deed.mode == OPEN) and not item.type == deed.type == "agreement"


def _can_be_part_of(item: Item, deed: Item) -> bool:
    """Where both are told of one place and day, as far as anything is told of them."""
    if item.is_another or _differ_in_mode(item, deed) or item.start - deed.start > _FARTHEST:
        return False
    if _is_apart_in_place(item.spot, deed.spot):
        return False
    return OPEN in (item.mode, deed.mode) or not _is_apart_in_time(item, deed, 0) or _is_night_between(item, deed)


def _is_night_between(item: Item, deed: Item) -> bool:
    """Whether the days are next to each other, and nothing else tells the two apart: a mine is laid the night before,
    and two sides tell of one strike in two ways.
    """
    if item.first is None or item.last is None or deed.first is None or deed.last is None:
        return False
    gap = max(item.first - deed.last, deed.first - item.last)
    return gap <= 1 and (_share_names(item, deed) or not (item.recipients and deed.recipients))


def _is_apart(item: Item, deed: Item, *, latest: int) -> bool:
    return _is_apart_in_time(item, deed, latest) or _is_apart_in_place(item.spot, deed.spot)


def _is_apart_in_time(item: Item, deed: Item, latest: int) -> bool:
    if item.first is None or item.last is None or deed.first is None or deed.last is None:
        return False
    return item.last < deed.first or item.first > deed.last + latest


def _is_apart_in_place(one: Spot | None, other: Spot | None) -> bool:
    if one is None or other is None:
        return False
    km = distance_km(one.latitude, one.longitude, other.latitude, other.longitude)
    return bool(km > max(_APART_KM, one.radius_km + other.radius_km))


def _distance(item: Item, deed: Item) -> tuple[bool, bool, bool, float]:
    gap = item.start - deed.start
    other = item.sentence != deed.sentence
    apart = _is_apart(item, deed, latest=LATEST_DAYS)
    return (other, other and gap < 0, apart, gap if gap >= 0 else -gap * _BEHIND)
