"""Where: how far two accounts of a place lie apart, and the one place that stands for an incident."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from sayso.codebook.incidents import load_incident_rules
from sayso.model import PLACE_PRECISIONS, IncidentPlace, Reason
from sayso.reconcile.incident.rules import give_reason
from sayso.reconcile.incident.testimony import Testimony

EARTH_KM = 6371.0
_KM_A_DEGREE = 110.0  # of latitude, rounded down
MOST_PLACES = 200
"""As many different places are compared; the rest are named by fewer origins."""
_HALF = 0.5


def measure_km(one: IncidentPlace, other: IncidentPlace) -> float:
    """The distance between two located places along the globe.

    >>> round(measure_km(IncidentPlace("a", 0.0, 0.0), IncidentPlace("b", 0.0, 1.0)))
    111
    """
    lat, lon, lat2, lon2 = (
        math.radians(degrees or 0.0) for degrees in (one.latitude, one.longitude, other.latitude, other.longitude)
    )
    half = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def is_located(place: IncidentPlace | None) -> bool:
    """Whether a place could be found on the map."""
    return place is not None and place.latitude is not None and place.longitude is not None


def is_near(one: IncidentPlace, other: IncidentPlace) -> bool:
    """Whether two places may be one: not farther apart than what both names may cover. A country is its whole land."""
    if not (is_located(one) and is_located(other)):
        return True
    if "country" in {one.precision, other.precision} and one.country and other.country:
        return one.country == other.country
    if "region" in {one.precision, other.precision} and one.admin1 and one.admin1 == other.admin1:
        return one.country == other.country or not (one.country and other.country)
    reach = load_incident_rules().reach_km
    both = reach[one.precision or "settlement"] + reach[other.precision or "settlement"]
    # Degrees of latitude first: they are quick, and most places are far apart.
    apart = abs((one.latitude or 0.0) - (other.latitude or 0.0)) * _KM_A_DEGREE
    return apart <= both and measure_km(one, other) <= both


def choose_place(testimonies: Sequence[Testimony]) -> tuple[IncidentPlace | None, Reason]:
    """The place of the incident and why: the most precise one that most origins agree on."""
    said = [one for one in testimonies if one.stance in {"says", "maybe"}] or list(testimonies)
    core = [one for one in said if one.type not in load_incident_rules().after] or said
    sure = [one for one in core if one.is_placed]
    told = _origins_by_place(sure) or _origins_by_place(core) or _origins_by_place(said)
    if not told:
        return None, give_reason(no_place)
    located = [place for place in told if is_located(place)]
    if not located:
        return min(told, key=lambda place: (-len(told[place]), place.name)), give_reason(not_located)
    kept = sorted(located, key=lambda place: (-len(told[place]), _fineness(place), _key(place)))[:MOST_PLACES]
    agreeing = {place: _agree(place, kept, told) for place in kept}
    placed = set().union(*(told[place] for place in located))
    agreed = [place for place in kept if len(agreeing[place]) > _HALF * len(placed)]
    best = min(agreed or kept, key=lambda place: _rank(place, agreeing, told, is_agreed=bool(agreed)))
    return best, give_reason(_name_rule(len(kept), is_agreed=bool(agreed)))


def _origins_by_place(testimonies: Iterable[Testimony]) -> dict[IncidentPlace, set[str]]:
    told: dict[IncidentPlace, set[str]] = defaultdict(set)
    for one in testimonies:
        if one.place is not None:
            told[one.place].add(one.say_so)
    return dict(told)


def _agree(place: IncidentPlace, all_places: list[IncidentPlace], told: dict[IncidentPlace, set[str]]) -> set[str]:
    return set().union(*(told[other] for other in all_places if is_near(place, other)))


def _rank(
    place: IncidentPlace,
    agreeing: dict[IncidentPlace, set[str]],
    told: dict[IncidentPlace, set[str]],
    *,
    is_agreed: bool,
) -> tuple[object, ...]:
    support, exact, fine = -len(agreeing[place]), -len(told[place]), _fineness(place)
    return (fine, exact, support, _key(place)) if is_agreed else (support, exact, fine, _key(place))


def _fineness(place: IncidentPlace) -> int:
    return PLACE_PRECISIONS.index(place.precision or "settlement")


def _key(place: IncidentPlace) -> tuple[object, ...]:
    return place.name, place.latitude or 0.0, place.longitude or 0.0, place.gazetteer or "", place.admin1 or ""


def _name_rule(places: int, *, is_agreed: bool) -> Callable[..., None]:
    if places == 1:
        return only_place
    return most_precise_agreed if is_agreed else most_supported_place


def no_place() -> None:
    """No account tells where."""


def not_located() -> None:
    """No account's place could be found on the map; this one is named by most origins."""


def only_place() -> None:
    """All accounts that tell where have this place."""


def most_precise_agreed() -> None:
    """The most precise place that more than half of the origins agree with."""


def most_supported_place() -> None:
    """The origins differ, and most of them agree with this place."""
