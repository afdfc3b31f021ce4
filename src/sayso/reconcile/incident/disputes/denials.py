"""What is denied: that it happened, or only that one did it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from sayso.codebook.incidents import load_incident_rules
from sayso.model import Dispute, Update
from sayso.reconcile.incident.counting import is_nought
from sayso.reconcile.incident.disputes.clusters import Named, are_other
from sayso.reconcile.incident.disputes.positions import make_dispute, make_update
from sayso.reconcile.incident.ground import has_ground
from sayso.reconcile.incident.identity import is_same
from sayso.reconcile.incident.series import Told, settle
from sayso.reconcile.incident.sides import MOST_IDENTITIES, Sides
from sayso.reconcile.incident.testimony import Testimony

Relation = Literal["same", "unnamed", "other", "none"]


@dataclass(frozen=True, slots=True)
class _Deed:
    """What a claim says or denies: by whom and to whom."""

    said: bool
    agents: Named
    recipients: Named


@dataclass(slots=True)
class Denials:
    """Disputes about whether it happened, and denials that are only about who did it, as (denial, accusers)."""

    whether: list[Dispute] = field(default_factory=list)
    of_who: list[tuple[Testimony, tuple[Testimony, ...]]] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)


def find_denials(testimonies: Sequence[Testimony], sides: Sides) -> Denials:
    """What is said by some and denied by others, each family of types by itself.

    "We did not do it" is about who did it where others are named, or where the deed left traces that are told without
    naming anybody. Else it denies that it happened.
    """
    found = Denials()
    families: dict[str, list[Testimony]] = defaultdict(list)
    rules = load_incident_rules()
    is_held = any(one.type in rules.holding for one in testimonies)
    left_out = rules.often | rules.holding | (rules.leaving if is_held else frozenset())
    for one in testimonies:
        if one.stance in {"says", "denies"} and one.type not in left_out and not is_nought(one):
            families[one.family].append(one)
    refused = [one for one in testimonies if one.type in rules.refusing and one.stance == "says"][:MOST_IDENTITIES]
    for family in sorted(families):
        told = [Told(one, _read_deed(one)) for one in families[family]]
        _find_in_family([*told, *_read_refusals(refused, told)], sides, found)
    return found


def _read_refusals(refused: Iterable[Testimony], told: Sequence[Told[_Deed]]) -> list[Told[_Deed]]:
    """Charges that are rejected by those who are charged: "the army rejected the accusation" denies the deed."""
    charged = list(
        dict.fromkeys(agent for one in told if one.value.said for agent in one.value.agents if agent.is_told)
    )
    found = []
    for one in refused:
        who = next((who for who in (*one.doers, one.voice) if who.is_told), None)
        if who and any(is_same(who, other) for other in charged[:MOST_IDENTITIES]):
            found.append(Told(one, _Deed(said=False, agents=(who,), recipients=())))
    return found


def _find_in_family(told: Sequence[Told[_Deed]], sides: Sides, found: Denials) -> None:
    settled = settle(told, lambda one, other: not _is_denial(one, other))
    for earlier, later in settled.changes:
        was, is_now = ("said so", "denied it") if earlier.value.said else ("denied it", "said so")
        found.updates.append(make_update("whether", earlier.by, later.by, f"{was} first, then {is_now}"))
    said, denied = (_group(one for one in settled.standing if one.value.said is side) for side in (True, False))
    affirmed: list[Testimony] = []
    against: list[Testimony] = []
    for deed, deniers in denied:
        related = _relate(deed, said)
        if not _is_grounded(deed, deniers, said):
            continue
        if _is_about_who(deed, related):
            found.of_who += [(one, tuple(related["same"])) for one in deniers]
        elif related["same"] or related["unnamed"]:
            affirmed += related["same"] + related["unnamed"]
            against += deniers
    dispute = make_dispute("whether", [(affirmed, "said that it happened"), (against, "said that it did not")], sides)
    if dispute:
        found.whether.append(dispute)


def _is_grounded(deed: _Deed, deniers: Sequence[Testimony], said: Sequence[tuple[_Deed, list[Testimony]]]) -> bool:
    """Whether the denial, or what is said of those whom it is about, is tied to this event."""
    tellers = [one for _, ones in said for one in ones]
    accusers = [
        one
        for other, ones in said
        if deed.agents and other.agents and not are_other(deed.agents, other.agents)
        for one in ones
    ]
    return has_ground(deniers, tellers) or (bool(accusers) and has_ground(accusers, [*deniers, *tellers]))


def _is_about_who(deed: _Deed, related: dict[Relation, list[Testimony]]) -> bool:
    if not deed.agents:
        return False
    if related["other"]:
        return True
    traces = [one for one in related["unnamed"] if one.type in load_incident_rules().traceable]
    return bool(related["same"] and traces)


def _relate(deed: _Deed, said: Sequence[tuple[_Deed, list[Testimony]]]) -> dict[Relation, list[Testimony]]:
    related: dict[Relation, list[Testimony]] = {"same": [], "unnamed": [], "other": [], "none": []}
    for other, tellers in said:
        related[_compare(deed, other)] += tellers
    return related


def _compare(denied: _Deed, said: _Deed) -> Relation:
    if are_other(denied.recipients, said.recipients) or _are_named_otherwise(denied.recipients, said.recipients):
        return "none"
    if not denied.agents:
        return "same"
    if not any(agent.is_told for agent in said.agents):
        return "unnamed"
    return "other" if are_other(denied.agents, said.agents) else "same"


def _are_named_otherwise(ones: Named, others: Named) -> bool:
    """Whether people of both have names, and no name stands in both: who refused to meet one may meet another."""
    names, names2 = ({name for one in named if one.kind != "object" for name in one.names} for named in (ones, others))
    return bool(names and names2) and names.isdisjoint(names2)


def _is_denial(one: _Deed, other: _Deed) -> bool:
    return one.said != other.said and not are_other(one.agents, other.agents)


def _read_deed(one: Testimony) -> _Deed:
    return _Deed(one.stance == "says", one.doers, one.recipients)


def _group(told: Iterable[Told[_Deed]]) -> list[tuple[_Deed, list[Testimony]]]:
    """The accounts by what they say, what most origins say first, cut where it is too rare."""
    groups: dict[_Deed, list[Testimony]] = defaultdict(list)
    for one in told:
        groups[one.value].append(one.by)
    ranked = sorted(groups.items(), key=lambda item: (-len({one.say_so for one in item[1]}), item[1][0].order))
    return ranked[:MOST_IDENTITIES]
