"""Who a mention stands for, as far as it can be told: kind, country, known actor, and the words that tell it apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sayso.codebook.countries import country_of
from sayso.codebook.incidents import load_incident_rules
from sayso.codebook.sources import load_source_words
from sayso.model import Actor, PartyKind, StoredReport
from sayso.reconcile.incident.settings import ActorBook

_KINDS: Mapping[str, PartyKind] = {
    "government": "state",
    "military": "state",
    "police": "state",
    "intelligence": "state",
    "armed_group": "group",
    "militia": "group",
    "political_party": "group",
    "coalition": "coalition",
}
_SOURCE_KINDS: Mapping[str, PartyKind] = {
    "government": "state",
    "military": "state",
    "armed_group": "group",
    "civilian": "civilian",
    "media": "body",
    "organisation": "body",
    "document": "body",
}
_OF_A_STATE = frozenset(("state", "civilian", "object", "unknown", "body"))
"""Kinds of which two of one country stand on one side; its armed groups may not."""
_ANY_KIND = frozenset(("unknown", "body"))
_WORD = re.compile(r"[^\W_]+")
_MADE_BY = re.compile(r"[-‑ ](?:made|built|supplied|designed|era|type|style)\b")
"""Who made a weapon is seldom who used it."""
_DEEPEST = 8  # steps from an actor to what it is a part of; a user's file may hold a circle


@dataclass(frozen=True, slots=True, order=True)
class Identity:
    """One who is mentioned. `names` are the words that tell it from others of its kind; `actors` the known actor and
    all that it is a part of. `anyone` marks words that may stand for either side ("gunmen").
    """

    name: str
    kind: PartyKind = "unknown"
    country: str = ""
    actors: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    anyone: bool = False
    militia: bool = False

    def __hash__(self) -> int:
        # Millions of comparisons look one up; the other fields seldom tell two apart that these do not.
        return hash((self.name, self.country, self.kind))

    @property
    def is_told(self) -> bool:
        """Whether it is known well enough to be set against another."""
        return not self.anyone and (bool(self.actors) or bool(self.country) or self.kind in {"state", "group"})


class Identifier:
    """Tells identities, each mention once."""

    def __init__(self, actors: ActorBook) -> None:
        self._actors = actors
        self._known: dict[tuple[Any, ...], Identity] = {}

    def identify(self, mention: Mapping[str, Any]) -> Identity:
        """Who an agent, a recipient or a source is."""
        get = mention.get
        key = (get("name"), get("text"), get("country"), get("actor"), get("role"), get("kind"))
        if key not in self._known:
            self._known[key] = self._identify(mention)
        return self._known[key]

    def identify_owners(self, record: Mapping[str, Any]) -> tuple[Identity, ...]:
        """Whose the means are, as far as their words tell: "an army drone", "Russian missiles"."""
        found = []
        for means in record.get("instruments") or ():
            key = ("means", means["text"])
            if key not in self._known:
                self._known[key] = self._identify_owner(means["text"])
            if self._known[key].is_told:
                found.append(self._known[key])
        return tuple(found)

    def identify_publisher(self, report: StoredReport) -> Identity:
        """Who speaks where a report speaks in its own voice: a paper, a state's voice, a party to the war."""
        name = report.publisher or ""
        key = ("publisher", name, report.published)
        if key not in self._known:
            self._known[key] = self._identify_publisher(name, report)
        return self._known[key]

    def _identify_publisher(self, name: str, report: StoredReport) -> Identity:
        if not name:
            return Identity("")
        actor = self._actors.find(name, published=report.published)
        if actor:
            return self._of_actor(actor, name)
        media, words = load_source_words().media, _read_words(name)
        country = media.get(name.casefold())
        kind: PartyKind = "state" if country else "body" if name.casefold() in media else words.kind
        if kind == "state" and not country:
            country = _find_country(name)
        return Identity(name, kind, country or "", names=words.names)

    def _identify(self, mention: Mapping[str, Any]) -> Identity:
        name, id = str(mention.get("name") or mention.get("text") or ""), mention.get("actor")
        actor = self._actors.get(id) if id else None
        if actor:
            return self._of_actor(actor, name)
        words = _read_words(f"{name} {mention.get('text') or ''}")
        kind, country = _find_kind(mention, words), mention.get("country") or ""
        if kind == "unknown" and country:
            kind = "state"
        anyone = words.is_anyone and not country and not id
        return Identity(name, kind, country, (id,) if id else (), words.names, anyone)

    def _identify_owner(self, text: str) -> Identity:
        owner, _, _ = text.rpartition(" ")
        if not owner or _MADE_BY.search(owner):
            return Identity(text)
        actor = self._actors.find(owner)
        if actor:
            return self._of_actor(actor, owner)
        words, country = _read_words(owner), _find_country(owner)
        kind = "state" if country and words.kind == "unknown" else words.kind
        return Identity(owner, kind, country, names=words.names)

    def _of_actor(self, actor: Actor, name: str) -> Identity:
        chain, at = [actor.id], actor
        while at.parent and len(chain) < _DEEPEST and (above := self._actors.get(at.parent)):
            chain.append(above.id)
            at = above
        kind = _KINDS.get(actor.kind, "body")
        names, is_militia = _read_words(actor.name).names, actor.kind == "militia"
        return Identity(name, kind, actor.country or "", tuple(chain), names, militia=is_militia)


def is_same(one: Identity, other: Identity) -> bool:
    """Whether two mentions surely stand on one side: one actor, one state, or names of which one shortens the other."""
    if one.actors and other.actors and _are_one_actor(one, other):
        return True
    if one.anyone or other.anyone:
        return False
    if one.country and other.country:
        if one.country != other.country:
            return False
        if one.kind in _OF_A_STATE and other.kind in _OF_A_STATE:
            return True
    return bool(one.names) and bool(other.names) and _are_one_name(one, other)


def _are_one_name(one: Identity, other: Identity) -> bool:
    """Whether the one name shortens the other, as "the Front" does "the Front of the Two Rivers"."""
    if one.kind != other.kind and not (one.kind in _ANY_KIND or other.kind in _ANY_KIND):
        return False
    short, long = (one.names, other.names) if len(one.names) <= len(other.names) else (other.names, one.names)
    return all(name in long for name in short)


def _are_one_actor(one: Identity, other: Identity) -> bool:
    """Whether one is the other or a part of it; the forces of one state are one even where neither leads the other."""
    if one.actors[0] in other.actors or other.actors[0] in one.actors:
        return True
    return one.kind == other.kind == "state" and not set(one.actors).isdisjoint(other.actors)


def is_other(one: Identity, other: Identity) -> bool:
    """Whether two mentions cannot be one side: a state and an armed group, two states, two named groups.

    "The rebels" may be any named group, "the army" any state's; several states may be with each of them.
    """
    if not (one.is_told and other.is_told) or is_same(one, other):
        return False
    kinds = {one.kind, other.kind}
    if kinds == {"state", "group"}:
        # A militia may fight for the state that it is at home in.
        return not ((one.militia or other.militia) and one.country == other.country)
    if kinds == {"state"}:
        return bool(one.country and other.country)
    if kinds == {"group"}:
        return bool(one.actors and other.actors) or _are_two_names(one, other)
    return kinds == {"coalition", "group"}


def _are_two_names(one: Identity, other: Identity) -> bool:
    """Whether both have names without a word in common, of which none is the other's initials."""
    if not one.names or not other.names or set(one.names) & set(other.names):
        return False
    return not (_is_initials(one, other) or _is_initials(other, one))


def _is_initials(short: Identity, long: Identity) -> bool:
    """Whether a name of one word is made of the other's initials, with or without its small words: "FTR"."""
    words = _WORD.findall(long.name)
    initials = {"".join(w[0] for w in words).casefold(), "".join(w[0] for w in words if w[0].isupper()).casefold()}
    return len(short.names) == 1 and short.names[0] in initials


@dataclass(frozen=True, slots=True)
class _Words:
    """What the words of a mention tell: the kind of one that they name, and the names among them."""

    kind: PartyKind
    names: tuple[str, ...]
    is_anyone: bool


@lru_cache(maxsize=16_384)
def _read_words(text: str) -> _Words:
    rules, folded = load_incident_rules(), set(fold_words(text))
    folded |= {word[:-1] for word in folded if word.endswith("s")}
    capital = set(fold_words(" ".join(word for word in _WORD.findall(text) if word[:1].isupper())))
    names = capital - rules.nameless
    kind: PartyKind = "unknown"
    if not folded.isdisjoint(rules.group):
        kind = "group"
    elif not folded.isdisjoint(rules.state):
        kind = "state"
    elif not folded.isdisjoint(rules.civilian):
        kind = "civilian"
    return _Words(kind, tuple(sorted(names)), not names and not folded.isdisjoint(rules.anyone))


def _find_kind(mention: Mapping[str, Any], words: _Words) -> PartyKind:
    if mention.get("role") == "object":
        return "object"
    if mention.get("role") == "civilian":
        return "civilian"
    told = _SOURCE_KINDS.get(mention.get("kind") or "")
    if told == "state":  # "officials of the Front" speak for the Front
        return "group" if words.kind == "group" else "state"
    return told or words.kind


def _find_country(name: str) -> str:
    """The country in a publisher's name: "Ministry of Defence of Ukraine", "Russian Defence Ministry"."""
    found = {word.code for part in name.split() if part[:1].isupper() and (word := country_of(part))}
    return found.pop() if len(found) == 1 else ""


def fold_words(words: str) -> list[str]:
    """The words without capitals and accents."""
    if words.isascii():
        return _WORD.findall(words.lower())
    plain = unicodedata.normalize("NFKD", words.casefold())
    return _WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter)))
