"""All disputes of an incident, slot by slot, and the changes that are none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.codebook.incidents import load_incident_rules
from sayso.model import DISPUTE_SLOTS, Dispute, IncidentPlace, IncidentTime, Update
from sayso.reconcile.incident.disputes.clusters import are_other
from sayso.reconcile.incident.disputes.control import find_control
from sayso.reconcile.incident.disputes.denials import find_denials
from sayso.reconcile.incident.disputes.how_many import find_how_many
from sayso.reconcile.incident.disputes.when import find_when
from sayso.reconcile.incident.disputes.where import find_where
from sayso.reconcile.incident.disputes.who import find_who
from sayso.reconcile.incident.figures import Tally
from sayso.reconcile.incident.ground import is_of_another
from sayso.reconcile.incident.identity import is_same
from sayso.reconcile.incident.particular import is_fine, is_vague
from sayso.reconcile.incident.place import is_near
from sayso.reconcile.incident.sides import MOST_IDENTITIES, Sides
from sayso.reconcile.incident.testimony import Testimony


@dataclass(frozen=True, slots=True)
class Found:
    """The disputes in the order of their slots, and the changes by one source over time."""

    disputes: tuple[Dispute, ...]
    updates: tuple[Update, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """The best values of an incident."""

    type: str
    place: IncidentPlace | None
    span: IncidentTime | None


def find_disputes(testimonies: Sequence[Testimony], tallies: Sequence[Tally], sides: Sides, event: Event) -> Found:
    """Everything in which accounts of different origins differ.

    Of what is vague only numbers are compared, and what somebody is said to have done and not to have done.
    """
    if len(testimonies) < 2:
        return Found((), ())
    own = [one for one in testimonies if not is_of_another(one)]
    denials = find_denials(own, sides)
    core = _list_core(own, event.type, sides)
    rules = load_incident_rules()
    parts = [
        (denials.whether, denials.updates),
        find_who(own, denials, sides, is_mutual=event.type in rules.mutual),
        (find_how_many(tallies, testimonies, sides), []),
        find_where([one for one in core if one.type not in rules.moving], sides),
        find_when([one for one in core if one.type not in rules.lasting], event.span, sides),
        find_control(own, sides, event.type, event.place),
    ]
    disputes = [dispute for found, _ in parts for dispute in found]
    vague = is_vague(event.type, event.place, event.span)
    disputes = [dispute for dispute in disputes if _is_kept(dispute, testimonies, vague=vague)]
    updates = [update for _, changes in parts for update in changes]
    disputes.sort(key=lambda dispute: (DISPUTE_SLOTS.index(dispute.slot), dispute.accounts))
    return Found(tuple(disputes), tuple(updates))


def _is_kept(dispute: Dispute, testimonies: Iterable[Testimony], *, vague: bool) -> bool:
    """Whether it is surely about one thing.

    Of what is vague, a number is, and what one is said to have done who himself denies it or is said not to have done
    it. Of fights, which are many, also what is told of one town.
    """
    if dispute.slot != "whether":
        return not vague or dispute.slot == "how_many"
    known = {one.id: one for one in testimonies}
    ones, others = ([known[claim] for claim in claims][:MOST_IDENTITIES] for claims in dispute.accounts)
    rules = load_incident_rules()
    if not vague and any(one.type not in rules.mutual | rules.lasting for one in (*ones, *others)):
        return True
    return _share_doer(ones, others) or _share_doer(others, ones) or (not vague and _share_town(ones, others))


def _share_town(ones: Iterable[Testimony], others: Iterable[Testimony]) -> bool:
    towns, towns2 = (list(dict.fromkeys(one.place for one in told if is_fine(one.place))) for told in (ones, others))
    return any(one and other and is_near(one, other) for one in towns for other in towns2)


def _share_doer(ones: Sequence[Testimony], others: Sequence[Testimony]) -> bool:
    named = list(dict.fromkeys(who for one in others for who in (*one.doers, one.voice)))[:MOST_IDENTITIES]
    doers = dict.fromkeys(who for one in ones for who in one.doers)
    return any(is_same(doer, who) for doer in doers for who in named)


def _list_core(testimonies: Sequence[Testimony], type: str, sides: Sides) -> list[Testimony]:
    """Accounts of the deed itself as a fact: those who die of it may do so later and elsewhere."""
    rules = load_incident_rules()
    family, beside = rules.family_of(type), rules.traceable - rules.after if type in rules.traceable else frozenset()
    core = [one for one in testimonies if one.stance == "says" and (one.family == family or one.type in beside)]
    if type not in rules.holding:
        return core
    # A town that is taken and retaken is taken on two days; only one of them is this one's.
    return [one for one in core if not are_other(one.doers, sides.party)]
