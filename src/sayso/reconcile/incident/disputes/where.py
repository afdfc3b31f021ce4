"""Where: places farther apart than their precision allows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sayso.model import PLACE_PRECISIONS, Dispute, IncidentPlace, Update
from sayso.reconcile.incident.disputes.positions import make_dispute, make_update
from sayso.reconcile.incident.particular import is_fine
from sayso.reconcile.incident.place import MOST_PLACES, is_near
from sayso.reconcile.incident.series import Told, settle
from sayso.reconcile.incident.sides import MOST_IDENTITIES, Sides
from sayso.reconcile.incident.testimony import Testimony


def find_where(told_of: Sequence[Testimony], sides: Sides) -> tuple[list[Dispute], list[Update]]:
    """The dispute about the place, if there is one, among accounts of the deed itself.

    Regions, countries and places that are as likely wrong as right are left out.
    """
    told = [Told(one, one.place) for one in told_of if one.place is not None and one.is_placed and is_fine(one.place)]
    settled = settle(told, is_near)
    by_place: dict[IncidentPlace, list[Testimony]] = defaultdict(list)
    for one in settled.standing:
        by_place[one.value].append(one.by)
    leaders = _find_leaders(by_place)
    groups: dict[IncidentPlace, list[Testimony]] = {leader: [] for leader in leaders}
    for place in sorted(by_place, key=lambda place: _rank(place, by_place[place]))[:MOST_PLACES]:
        homes = [leader for leader in leaders if is_near(place, leader)]
        if len(homes) == 1:
            groups[homes[0]] += by_place[place]
    positions = [(group, f"said that it was at {place.name}") for place, group in groups.items()]
    dispute = make_dispute("where", positions, sides)
    updates = [make_update("where", e.by, f.by, f"named {e.value.name} first, then {f.value.name}")
               for e, f in settled.changes]  # fmt: skip
    return ([dispute] if dispute else []), updates


def _find_leaders(by_place: dict[IncidentPlace, list[Testimony]]) -> list[IncidentPlace]:
    """Places of which no two are near each other, those of most origins first."""
    ranked = sorted(by_place, key=lambda place: _rank(place, by_place[place]))[:MOST_IDENTITIES]
    leaders: list[IncidentPlace] = []
    for place in ranked:
        if not any(is_near(place, leader) for leader in leaders):
            leaders.append(place)
    return leaders


def _rank(place: IncidentPlace, tellers: Sequence[Testimony]) -> tuple[object, ...]:
    fineness = PLACE_PRECISIONS.index(place.precision or "settlement")
    return -len({one.say_so for one in tellers}), fineness, place.name, place.latitude or 0.0, place.longitude or 0.0
