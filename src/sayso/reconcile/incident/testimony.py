"""One claim made ready to be set beside others: whose say-so it is, what it says, who is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from sayso.codebook.incidents import load_incident_rules
from sayso.model import IncidentPlace, IncidentTime, OriginKey, StoredClaim
from sayso.reconcile.incident.circumstances import read_place, read_time
from sayso.reconcile.incident.identity import Identifier, Identity, fold_words, is_other, is_same
from sayso.reconcile.incident.settings import IncidentSettings

Origins = Callable[[StoredClaim], OriginKey] | Mapping[str, OriginKey]
"""For each claim its origin, by a function or by the claim's id."""
Stance = Literal["says", "maybe", "denies", "open"]
_STANCES: Mapping[str, Stance] = {"CT+": "says", "PR+": "says", "PS+": "maybe", "CT-": "denies", "PR-": "denies"}
Order = tuple[date, str, int, str]
_BODIES = frozenset(("state", "group"))
MOST_KNOWN = 40
"""With as many of those who are named the owners of means are compared."""


@dataclass(frozen=True, slots=True)
class Testimony:
    """A claim with what was worked out of it.

    `say_so` is shared by all claims of one independent origin, `speaker` by those of them that are one's word, `series`
    by all of one source over time. `order` sorts by publication, reports without a date first, since of them nothing
    can be called later. `doers` are the agents, or where none is told those whose means it was: "an army drone hit the
    school". `is_placed` tells whether the place is sure enough to be set against others.
    """

    claim: StoredClaim
    origin: OriginKey
    speaker: str
    series: str
    order: Order
    stance: Stance
    family: str
    voice: Identity
    agents: tuple[Identity, ...]
    recipients: tuple[Identity, ...]
    doers: tuple[Identity, ...]
    place: IncidentPlace | None
    is_placed: bool
    time: IncidentTime | None

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.claim.id

    @property
    def type(self) -> str:
        """The type of event that it claims."""
        return str(self.claim.record["type"])

    @property
    def say_so(self) -> str:
        """By this independent origins are counted."""
        return self.origin.say_so

    @property
    def teller(self) -> str:
        """The name of who says it: the source, else the publisher, else the report."""
        source = self.claim.record.get("source")
        return str((source and source["name"]) or self.claim.report.publisher or "a report")


def find_own_origin(claim: StoredClaim) -> OriginKey:
    """The origin of a claim as far as its own report tells it: a named source, else the publisher, else the report."""
    source, report = claim.record.get("source"), claim.report
    if source and source["named"]:
        return OriginKey(report.id, source.get("actor") or source["name"].casefold())
    key = report.id if source or not report.publisher else f"publisher:{report.publisher.casefold()}"
    return OriginKey(key)


def read_testimonies(
    claims: Iterable[StoredClaim], origins: Origins, settings: IncidentSettings
) -> tuple[Testimony, ...]:
    """The claims made ready, in the order of publication, each once, whatever order they come in."""
    known = {claim.id: claim for claim in claims}
    ordered = sorted(known.values(), key=order_of)
    find = origins if callable(origins) else _look_up(origins)
    found = {claim.id: find(claim) for claim in ordered}
    speakers = {claim.id: _speaker_of(claim, found[claim.id]) for claim in ordered}
    series: dict[str, str] = {}
    for claim in ordered:
        series.setdefault(speakers[claim.id], _series_of(claim, found[claim.id], speakers[claim.id]))
    identifier = Identifier(settings.actors)
    read = [
        _read(claim, found[claim.id], speakers[claim.id], series[speakers[claim.id]], identifier) for claim in ordered
    ]
    return _name_owners(read, identifier)


def order_of(claim: StoredClaim) -> Order:
    """By this claims are sorted: publication, report, place in the text, id."""
    report = claim.report
    trigger = claim.record.get("trigger") or {}
    return report.published or date.min, report.name, int(trigger.get("start", 0)), claim.id


def _look_up(origins: Mapping[str, OriginKey]) -> Callable[[StoredClaim], OriginKey]:
    def find(claim: StoredClaim) -> OriginKey:
        return origins.get(claim.id) or find_own_origin(claim)

    return find


def _speaker_of(claim: StoredClaim, origin: OriginKey) -> str:
    """Whose word it is. The police and the organisers of one text have no names and are two all the same."""
    source = claim.record.get("source")
    if not source or source["named"] or origin.root:
        return origin.say_so
    return f"{origin.say_so}/{' '.join(fold_words(source['name']))}"


def _series_of(first: StoredClaim, origin: OriginKey, speaker: str) -> str:
    """What claims of one source over time share. That of an origin is its first claim's, so that a paper that carries
    the texts of two agencies does not make them one source.
    """
    source, report = first.record.get("source"), first.report
    if source and source["named"]:
        return f"source:{source.get('actor') or source['name'].casefold()}"
    if source or not report.publisher or origin.root:
        return speaker
    return f"publisher:{report.publisher.casefold()}"


def _read(claim: StoredClaim, origin: OriginKey, speaker: str, series: str, identifier: Identifier) -> Testimony:
    record = claim.record
    source = record.get("source")
    voice = identifier.identify(source) if source else identifier.identify_publisher(claim.report)
    first_person = voice
    if source and record.get("quotation") == "indirect":  # in "the army says that we did it" the paper speaks of itself
        first_person = identifier.identify_publisher(claim.report)
    agents, recipients = (
        _identify_all(record.get(slot), voice, first_person, identifier) for slot in ("agents", "recipients")
    )
    place, is_placed = read_place(claim)
    return Testimony(
        claim=claim,
        origin=origin,
        speaker=speaker,
        series=series,
        order=order_of(claim),
        stance=_read_stance(record),
        family=load_incident_rules().family_of(record["type"]),
        voice=voice,
        agents=agents,
        recipients=recipients,
        doers=agents,
        place=place,
        is_placed=is_placed,
        time=read_time(claim),
    )


def _read_stance(record: Mapping[str, Any]) -> Stance:
    """How the source stands to the event. What "an earlier version of this report said" nobody says any more."""
    source = record.get("source")
    if source and source["kind"] == "document":
        words = " ".join(fold_words(source["name"]))
        if any(taken_back in words for taken_back in load_incident_rules().taken_back):
            return "open"
    return _STANCES.get(record["factuality"], "open")


def _name_owners(read: Sequence[Testimony], identifier: Identifier) -> tuple[Testimony, ...]:
    """The claims, with the owners of the means as doers where no agent is told.

    An owner counts only where an account names him as an agent or a speaker, too: a drone may be of a make
    ("Iranian") that others fly.
    """
    owned = {
        one.id: owners for one in read if not one.agents and (owners := identifier.identify_owners(one.claim.record))
    }
    if not owned:
        return tuple(read)
    known = list(dict.fromkeys(who for one in read for who in (*one.agents, one.voice) if who.is_told))[:MOST_KNOWN]
    met = {owner: any(_may_be(owner, one) for one in known) for owners in owned.values() for owner in owners}
    return tuple(
        replace(one, doers=tuple(owner for owner in owned[one.id] if met[owner])) if one.id in owned else one
        for one in read
    )


def _may_be(owner: Identity, other: Identity) -> bool:
    return is_same(owner, other) or (owner.kind == other.kind and not is_other(owner, other))


def _identify_all(
    mentions: Sequence[Mapping[str, Any]] | None, voice: Identity, first_person: Identity, identifier: Identifier
) -> tuple[Identity, ...]:
    """Who is mentioned; "our men" are those of the first person, and "its men" those of a speaker that is a body."""
    return tuple(_name_own(mention, identifier.identify(mention), voice, first_person) for mention in mentions or ())


def _name_own(mention: Mapping[str, Any], one: Identity, voice: Identity, first_person: Identity) -> Identity:
    if one.actors or one.country:
        return one
    rules, words = load_incident_rules(), fold_words(one.name)
    if not rules.own.isdisjoint(words):
        # Nobody is meant who could be told: not just any "troops".
        return replace(first_person if first_person.is_told else Identity(""), name=one.name)
    if voice.kind not in _BODIES:
        return one
    if mention.get("text") in rules.own_of_a_body:
        return voice  # whoever "it" was taken for: "the army says that it holds the town" is about the army
    # "Its jets" in the words of a group without any are the other side's.
    is_own = one.kind in {voice.kind, "unknown"} and not rules.own_of_a_body.isdisjoint(words[:1])
    return replace(voice, name=one.name) if is_own else one
