"""When: whether two accounts of time meet, and the days that stand for an incident."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date

from sayso.codebook.incidents import load_incident_rules
from sayso.model import IncidentTime, Reason
from sayso.reconcile.incident.rules import give_reason
from sayso.reconcile.incident.testimony import Testimony

MOST_TIMES = 200
"""As many different spans are compared; the rest are named by fewer origins."""
_HALF = 0.5


def meets(one: IncidentTime, other: IncidentTime) -> bool:
    """Whether the days of two accounts may be the same ones; an open end meets everything."""
    first = max(one.first or date.min, other.first or date.min)
    return first <= min(one.last or date.max, other.last or date.max)


def count_days_between(one: IncidentTime, other: IncidentTime) -> int:
    """How many days lie between two spans that do not meet, else 0."""
    if meets(one, other):
        return 0
    early, late = sorted((one, other), key=lambda time: time.first or date.min)
    return ((late.first or date.max) - (early.last or date.min)).days


def is_dated(time: IncidentTime | None) -> bool:
    """Whether days are told, not only "recently"."""
    return time is not None and time.precision != "unknown" and (time.first is not None or time.last is not None)


def choose_span(testimonies: Sequence[Testimony]) -> tuple[IncidentTime | None, Reason]:
    """The days of the incident and why: the most precise ones that most origins agree on."""
    said = [one for one in testimonies if one.stance in {"says", "maybe"}] or list(testimonies)
    core = [one for one in said if one.type not in load_incident_rules().after] or said
    told = _origins_by_time(core) or _origins_by_time(said)
    if not told:
        return None, give_reason(no_time)
    kept = sorted(told, key=lambda time: (-len(told[time]), count_days(time), _key(time)))[:MOST_TIMES]
    agreeing = {time: set().union(*(told[other] for other in kept if meets(time, other))) for time in kept}
    dated = set().union(*told.values())
    agreed = [time for time in kept if len(agreeing[time]) > _HALF * len(dated)]
    best = min(agreed or kept, key=lambda time: _rank(time, agreeing, told, is_agreed=bool(agreed)))
    return best, give_reason(_name_rule(len(kept), is_agreed=bool(agreed)))


def count_days(time: IncidentTime) -> int:
    """How many days a span covers; very many where it is open."""
    return (time.last - time.first).days + 1 if time.first and time.last else 10**6


def _origins_by_time(testimonies: Sequence[Testimony]) -> dict[IncidentTime, set[str]]:
    told: dict[IncidentTime, set[str]] = defaultdict(set)
    for one in testimonies:
        if one.time is not None and is_dated(one.time):
            told[one.time].add(one.say_so)
    return dict(told)


def _rank(
    time: IncidentTime, agreeing: dict[IncidentTime, set[str]], told: dict[IncidentTime, set[str]], *, is_agreed: bool
) -> tuple[object, ...]:
    support, exact, days = -len(agreeing[time]), -len(told[time]), count_days(time)
    return (days, exact, support, _key(time)) if is_agreed else (support, exact, days, _key(time))


def _key(time: IncidentTime) -> tuple[object, ...]:
    return time.first or date.min, time.last or date.max, time.precision


def _name_rule(spans: int, *, is_agreed: bool) -> Callable[..., None]:
    if spans == 1:
        return only_time
    return shortest_agreed if is_agreed else most_supported_time


def no_time() -> None:
    """No account tells when."""


def only_time() -> None:
    """All accounts that tell when have these days."""


def shortest_agreed() -> None:
    """The fewest days that more than half of the origins agree with."""


def most_supported_time() -> None:
    """The origins differ, and most of them agree with these days."""
