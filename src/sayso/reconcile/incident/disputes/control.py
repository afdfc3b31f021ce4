"""Who held the place: sides that are each said to hold it or to have taken it, at the same time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import product

from sayso.codebook.incidents import load_incident_rules
from sayso.model import Dispute, IncidentPlace, IncidentTime, Update
from sayso.reconcile.incident.disputes.clusters import Named, are_other, find_home, make_clusters
from sayso.reconcile.incident.disputes.positions import make_dispute, make_update
from sayso.reconcile.incident.particular import is_fine
from sayso.reconcile.incident.place import is_near
from sayso.reconcile.incident.series import Told, settle
from sayso.reconcile.incident.sides import MOST_IDENTITIES, Sides
from sayso.reconcile.incident.span import meets
from sayso.reconcile.incident.testimony import Testimony


def find_control(
    testimonies: Sequence[Testimony], sides: Sides, type: str, place: IncidentPlace | None
) -> tuple[list[Dispute], list[Update]]:
    """The dispute about who held the place, if there is one. Who takes it later is no dispute.

    Of a region or a country each side holds a part; so may it where no place is told and all is about something else.
    A position counts where an account tells the place.
    """
    if not (is_fine(place) if place else type in load_incident_rules().holding):
        return [], []
    here = [one for one in testimonies if one.place is None or place is None or is_near(one.place, place)]
    accounts = [(one, holds) for one in here if (holds := _tells_of_holding(one)) is not None]
    told = [Told(one, one.doers) for one, holds in accounts if holds and any(who.is_told for who in one.doers)]
    settled = settle(told, lambda one, other: not are_other(one, other))
    clusters = make_clusters(settled.standing)
    leaders = [cluster.leader for cluster in clusters]
    groups = [(list(cluster.told), f"said that {cluster.leader.name} held the place") for cluster in clusters]
    denied: list[tuple[list[Testimony], str]] = []
    for one, holds in accounts:
        home = find_home(one.doers, leaders) if not holds and one.doers else None
        others = [at for at, leader in enumerate(leaders) if leader != home]
        if home is None:
            continue
        if len(others) == 1:
            groups[others[0]][0].append(one)
        else:
            denied.append(([one], f"said that {home.name} did not hold it"))
    groups += _join(denied)
    if place:
        groups = [(group, value) for group, value in groups if any(is_fine(one.place) for one in group)]
    dispute = make_dispute("control", groups, sides) if _is_at_once([group for group, _ in groups]) else None
    updates = [make_update("control", e.by, f.by, f"named {_name(e.value)} first, then {_name(f.value)}")
               for e, f in settled.changes]  # fmt: skip
    return ([dispute] if dispute else []), updates


def _tells_of_holding(one: Testimony) -> bool | None:
    """Whether it says that its doers held the place, or that they did not, as who left it; None where neither."""
    rules = load_incident_rules()
    if one.stance not in {"says", "denies"} or one.type not in rules.holding | rules.leaving:
        return None
    return (one.stance == "says") == (one.type in rules.holding)


def _join(denied: Sequence[tuple[list[Testimony], str]]) -> list[tuple[list[Testimony], str]]:
    joined: dict[str, list[Testimony]] = {}
    for told, value in denied:
        joined.setdefault(value, []).extend(told)
    return [(told, value) for value, told in sorted(joined.items())]


def _is_at_once(groups: Sequence[Sequence[Testimony]]) -> bool:
    """Whether some accounts of two positions may be about the same days."""
    times = [list(dict.fromkeys(_time_of(one) for one in group))[:MOST_IDENTITIES] for group in groups]
    return any(
        one is None or other is None or meets(one, other)
        for at, ones in enumerate(times)
        for others in times[at + 1 :]
        for one, other in product(ones, others)
    )


def _time_of(one: Testimony) -> IncidentTime | None:
    """The days that are told, else the last ones before it was published: who holds a town is news."""
    published = one.claim.report.published
    if one.time is not None or published is None:
        return one.time
    return IncidentTime(published - timedelta(days=load_incident_rules().told_of_days), published, "week")


def _name(named: Named) -> str:
    return " and ".join(dict.fromkeys(identity.name for identity in named))
