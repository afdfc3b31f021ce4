"""Who did it: accounts that name others, and denials of those who are named."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.codebook.incidents import load_incident_rules
from sayso.model import Dispute, Update
from sayso.reconcile.incident.disputes.clusters import Cluster, Named, are_other, find_home, make_clusters
from sayso.reconcile.incident.disputes.denials import Denials
from sayso.reconcile.incident.disputes.positions import make_dispute, make_update
from sayso.reconcile.incident.ground import has_ground
from sayso.reconcile.incident.identity import Identity
from sayso.reconcile.incident.series import Told, settle
from sayso.reconcile.incident.sides import MOST_IDENTITIES, Sides
from sayso.reconcile.incident.testimony import Testimony

Group = tuple[list[Testimony], str]
_ATTACKS = "violence"
_FIGHTING = frozenset(("state", "group", "coalition"))


def find_who(
    testimonies: Sequence[Testimony], denials: Denials, sides: Sides, *, is_mutual: bool
) -> tuple[list[Dispute], list[Update]]:
    """The dispute about who did it, if there is one."""
    mutual = load_incident_rules().mutual
    told = [Told(one, one.doers) for one in testimonies if _names_doer(one, is_mutual=is_mutual or one.type in mutual)]
    settled = settle(told, lambda one, other: not are_other(one, other))
    clusters = _drop_other_deeds(make_clusters(settled.standing))
    clusters = [one for one in clusters if has_ground(one.told, _list_others(one, testimonies))]
    groups: list[Group] = [(list(cluster.told), f"said that {cluster.leader.name} did it") for cluster in clusters]
    _add_denials(groups, [cluster.leader for cluster in clusters], denials, testimonies)
    dispute = make_dispute("who", groups, sides)
    updates = [
        make_update("who", earlier.by, later.by, f"named {_name(earlier.value)} first, then {_name(later.value)}")
        for earlier, later in settled.changes
    ]
    return ([dispute] if dispute else []), updates


def _names_doer(one: Testimony, *, is_mutual: bool) -> bool:
    """Whether it says who did it. Where both sides fight, only what was done to others is one deed."""
    rules = load_incident_rules()
    is_deed = one.family == _ATTACKS or one.type in rules.losses
    if one.stance != "says" or not is_deed or not any(agent.is_told for agent in one.doers):
        return False
    return not is_mutual or (bool(one.recipients) and not any(who.kind in _FIGHTING for who in one.recipients))


def _list_others(cluster: Cluster, testimonies: Sequence[Testimony]) -> list[Testimony]:
    own = {one.id for one in cluster.told}
    return [one for one in testimonies if one.id not in own]


def _drop_other_deeds(clusters: list[Cluster]) -> list[Cluster]:
    """Without those whose deed was done to others than the first one's: shots that were returned."""
    if len(clusters) < 2:
        return clusters
    first = max(clusters, key=lambda cluster: (len({one.say_so for one in cluster.told}), cluster.leader))
    suffered = _recipients(first)
    return [
        one for one in clusters if one is first or any(not are_other(a, b) for a in suffered for b in _recipients(one))
    ]


def _recipients(cluster: Cluster) -> list[Named]:
    return list(dict.fromkeys(one.recipients for one in cluster.told))[:MOST_IDENTITIES]


def _add_denials(
    groups: list[Group], leaders: Sequence[Identity], denials: Denials, testimonies: Sequence[Testimony]
) -> None:
    """Each denial goes to those who name somebody else, or makes a position of its own."""
    own: dict[str, list[Testimony]] = {}
    for denial, accusers in denials.of_who:
        home = find_home(denial.agents, leaders)
        others = [at for at, leader in enumerate(leaders) if leader != home]
        if home is not None and len(others) == 1:
            groups[others[0]][0].append(denial)
            continue
        is_told = home is not None or any(who.is_told for who in denial.doers)
        if not (has_ground(accusers, testimonies) or has_ground([denial], testimonies)):
            continue
        if home is None and accusers and is_told:
            groups.append((list(accusers), f"said that {_name(denial.agents)} did it"))
        if is_told and (home is not None or accusers):
            own.setdefault(_name((home,) if home else denial.agents), []).append(denial)
    groups += [(told, f"said that {name} did not do it") for name, told in sorted(own.items())]


def _name(named: Named) -> str:
    return " and ".join(dict.fromkeys(identity.name for identity in named)) or "nobody"
