"""Whether accounts can be of one particular event, or only of one war: what is vague or far away disputes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from sayso.codebook.incidents import load_incident_rules
from sayso.model import IncidentPlace, IncidentTime
from sayso.reconcile.incident.place import is_located, measure_km
from sayso.reconcile.incident.span import count_days, count_days_between, is_dated
from sayso.reconcile.incident.testimony import Testimony

_FINE = frozenset(("point", "settlement", "district"))
_MOST = 12
"""As many different places and days of each position are compared; the rest are of fewer accounts."""
Where = tuple[IncidentPlace | None, IncidentTime | None]


def is_fine(place: IncidentPlace | None) -> bool:
    """Whether a place is a town or less, not a region or a country."""
    return place is not None and is_located(place) and (place.precision or "settlement") in _FINE


def is_short(time: IncidentTime | None) -> bool:
    """Whether days are told, and so few that they are those of one event."""
    return time is not None and is_dated(time) and count_days(time) <= load_incident_rules().period_days


def is_vague(type: str, place: IncidentPlace | None, span: IncidentTime | None) -> bool:
    """Whether an incident has neither a town nor days: "the war in the north", of which each means another part.

    One of which nothing is told at all may still be one deed, if its type is that of one: a shelling, not a fight.
    """
    if is_fine(place) or is_short(span):
        return False
    rules = load_incident_rules()
    return place is not None or span is not None or type in (rules.mutual | rules.lasting) - rules.holding


def is_far(one: Where, other: Where) -> bool:
    """Whether two accounts are so far apart in place or time that they are rather of two events."""
    (place, time), (place2, time2) = one, other
    rules = load_incident_rules()
    if time and time2 and is_dated(time) and is_dated(time2) and count_days_between(time, time2) > rules.furthest_days:
        return True
    if place is None or place2 is None or not (is_located(place) and is_located(place2)):
        return False
    if not (is_fine(place) and is_fine(place2)):
        return bool(place.country and place2.country and place.country != place2.country)
    return measure_km(place, place2) > rules.furthest_km


def may_meet(ones: Iterable[Testimony], others: Iterable[Testimony]) -> bool:
    """Whether any account of the one position may be of the same event as one of the other."""
    return any(not is_far(one, other) for one, other in product(_list_wheres(ones), _list_wheres(others)))


def _list_wheres(told: Iterable[Testimony]) -> Sequence[Where]:
    return list(dict.fromkeys((one.place if one.is_placed else None, one.time) for one in told))[:_MOST]
