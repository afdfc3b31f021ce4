"""Those who are named by the accounts, put together where they may be one and set apart where they cannot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.reconcile.incident.identity import Identity, is_other, is_same
from sayso.reconcile.incident.series import Told
from sayso.reconcile.incident.sides import rank_identities
from sayso.reconcile.incident.testimony import Testimony

Named = tuple[Identity, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """One who is named, by its best known mention, with the accounts that name nobody else."""

    leader: Identity
    told: tuple[Testimony, ...]


def make_clusters(told: Sequence[Told[Named]]) -> list[Cluster]:
    """The accounts by whom they name. Who may be several of those ("the rebels" of two groups) belongs to none."""
    leaders = find_leaders(told)
    members: dict[Identity, list[Testimony]] = {leader: [] for leader in leaders}
    homes: dict[Named, Identity | None] = {}
    for one in told:
        if one.value not in homes:
            homes[one.value] = find_home(one.value, leaders)
        home = homes[one.value]
        if home is not None:
            members[home].append(one.by)
    return [Cluster(leader, tuple(members[leader])) for leader in leaders if members[leader]]


def find_leaders(told: Iterable[Told[Named]]) -> list[Identity]:
    """One of each who cannot be another, the best known first."""
    ranked = rank_identities((one.by.say_so, identity) for one in told for identity in one.value if identity.is_told)
    ranked.sort(key=lambda one: (not one.actors, not one.country, not one.names))
    leaders: list[Identity] = []
    for identity in ranked:
        if all(is_other(identity, leader) for leader in leaders):
            leaders.append(identity)
    return leaders


def find_home(named: Named, leaders: Sequence[Identity]) -> Identity | None:
    """The one leader that all of those named may be, None where they may be several or none."""
    homes = set()
    for identity in named:
        if not identity.is_told:
            continue
        same = [leader for leader in leaders if is_same(identity, leader)]
        fitting = same or [leader for leader in leaders if not is_other(identity, leader)]
        if len(fitting) != 1:
            return None
        homes.add(fitting[0])
    return homes.pop() if len(homes) == 1 else None


def are_other(ones: Named, others: Named) -> bool:
    """Whether nobody of the one may be anybody of the other."""
    return bool(ones) and bool(others) and all(is_other(one, other) for one in ones for other in others)
