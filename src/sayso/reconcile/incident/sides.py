"""Who stands where: the sides of an incident, the side of each source, and what a party says of itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sayso.codebook.incidents import load_incident_rules
from sayso.model import Side
from sayso.reconcile.incident.identity import Identity, is_other, is_same
from sayso.reconcile.incident.testimony import Testimony

_FIGHTING = frozenset(("state", "group"))
MOST_IDENTITIES = 40
"""As many of those who are named take part in comparisons, those whom most origins name; the rest are too rare."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The two sides of an incident: those who are said to have done it, and those opposite."""

    party: tuple[Identity, ...]
    opponent: tuple[Identity, ...]
    _known: dict[Identity, Side] = field(default_factory=dict, compare=False, repr=False)
    _marks: dict[bool, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)
    _of_itself: dict[str, bool] = field(default_factory=dict, compare=False, repr=False)

    def side_of(self, voice: Identity) -> Side:
        """Where one stands: with the one who did it, opposite, with neither, or not known."""
        if voice not in self._known:
            self._known[voice] = self._find_side(voice)
        return self._known[voice]

    def is_of_itself(self, one: Testimony) -> bool:
        """Whether a party speaks of what it did or suffered itself."""
        if one.id not in self._of_itself:
            self._of_itself[one.id] = speaks_of(one, one.doers, self) or speaks_of(one, one.recipients, self)
        return self._of_itself[one.id]

    def _find_side(self, voice: Identity) -> Side:
        with_party, with_opponent = self._is_among(voice, self.party), self._is_among(voice, self.opponent)
        if with_party != with_opponent:
            return "party" if with_party else "opponent"
        if with_party:
            return "unknown"
        generic = self._side_of_kind(voice) or self._side_across(voice)
        if generic:
            return generic
        if voice.kind in {"civilian", "body", "coalition"} or voice.actors or voice.country:
            return "third"
        return "unknown"

    def _is_among(self, voice: Identity, side: tuple[Identity, ...]) -> bool:
        marks = self._marks.get(side is self.party)
        if marks is None:
            marks = self._marks[side is self.party] = frozenset(mark for one in side for mark in _list_marks(one))
        # Who shares neither name nor country nor actor with any of them is none of them: thousands are told so at once.
        return not marks.isdisjoint(_list_marks(voice)) and any(is_same(voice, one) for one in side)

    def _side_of_kind(self, voice: Identity) -> Side | None:
        """ "The army" without a country is the only state's that takes part; "the rebels" are the only group."""
        if voice.kind not in {"state", "group"} or voice.actors or voice.country:
            return None
        here = any(one.kind == voice.kind and not is_other(one, voice) for one in self.party)
        there = any(one.kind == voice.kind and not is_other(one, voice) for one in self.opponent)
        return None if here == there else "party" if here else "opponent"

    def _side_across(self, voice: Identity) -> Side | None:
        """The state that an armed group fights, or the group that a state fights at home, where only one is named."""
        if voice.kind not in {"state", "group"} or not self.party or self._has_kind(voice.kind):
            return None
        at_home = {one.country for one in self.party if one.country}
        return "opponent" if not voice.country or voice.country in at_home else None

    def _has_kind(self, kind: str) -> bool:
        return any(one.kind == kind for one in self.party) or not any(one.kind in _FIGHTING for one in self.party)


def find_sides(testimonies: Sequence[Testimony]) -> Sides:
    """The sides, from whom the accounts name: who did it by most origins, against those who suffered it or who are
    said to have done it by others.
    """
    agents = rank_identities((one.say_so, agent) for one in _committed(testimonies) for agent in one.doers)
    if not agents:
        agents = rank_identities((one.say_so, agent) for one in testimonies for agent in one.doers)
    party = [agent for agent in agents[:1] if agent.is_told] or [agent for agent in agents if agent.is_told][:1]
    party += [agent for agent in agents if agent not in party and any(is_same(agent, one) for one in party)]
    suffered = rank_identities(
        (one.say_so, recipient)
        for one in _committed(testimonies)
        for recipient in one.recipients
        if recipient.kind != "object" or recipient.country
    )
    against = [agent for agent in agents if any(is_other(agent, one) for one in party)]
    opponent = [
        one for one in (*suffered, *against) if one not in party and not any(is_same(one, own) for own in party)
    ]
    opponent = [one for one in dict.fromkeys(opponent) if one.is_told or one.names]
    if any(is_other(one, own) for one in opponent for own in party):
        opponent = [one for one in opponent if not _may_be_of(one, party)]
    return Sides(tuple(party), tuple(opponent))


def _may_be_of(one: Identity, party: Iterable[Identity]) -> bool:
    """Whether "soldiers" may be those of the party, which has some, while others are named against it."""
    if one.kind not in _FIGHTING or one.actors or one.country or one.names:
        return False
    return any(own.kind == one.kind and not is_other(own, one) for own in party)


def rank_identities(named: Iterable[tuple[str, Identity]]) -> list[Identity]:
    """Those who are named, those whom most origins name first, the best known before others, cut where too rare."""
    origins: dict[Identity, set[str]] = defaultdict(set)
    for say_so, identity in named:
        origins[identity].add(say_so)
    ranked = sorted(origins, key=lambda one: (-len(origins[one]), not one.is_told, one))
    return ranked[:MOST_IDENTITIES]


def speaks_of(one: Testimony, named: Iterable[Identity], sides: Sides) -> bool:
    """Whether who speaks is among those named, by name or as the only one of his kind on that side."""
    own = sides.side_of(one.voice)
    if one.voice.kind == "civilian" or own not in {"party", "opponent"}:
        return False
    return any(sides.side_of(other) == own and not is_other(one.voice, other) for other in named)


def is_conceded(one: Testimony, sides: Sides) -> bool:
    """Whether a party says something against itself: own losses, retreat, harm done to civilians."""
    if one.stance not in {"says", "maybe"} or not sides.is_of_itself(one):
        return False
    rules = load_incident_rules()
    if one.type in rules.leaving:
        return speaks_of(one, one.doers, sides)
    if one.type in rules.losses and speaks_of(one, one.recipients, sides):
        return True
    own_deed = speaks_of(one, one.doers, sides)
    return own_deed and any(recipient.kind == "civilian" for recipient in one.recipients)


def _list_marks(one: Identity) -> tuple[str, ...]:
    return (*one.names, *one.actors, one.country) if one.country else (*one.names, *one.actors)


def _committed(testimonies: Iterable[Testimony]) -> list[Testimony]:
    return [one for one in testimonies if one.stance in {"says", "maybe"}]
