"""Who a mention stands for, as far as it can be told: kind, country, known actor, and the words that tell it apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
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
_WORD = re.compile(r"[^\W_]+")
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
        key = tuple(mention.get(field) for field in ("name", "text", "country", "actor", "role", "kind"))
        if key not in self._known:
            self._known[key] = self._identify(mention)
        return self._known[key]

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
        media = load_source_words().media
        country = media.get(name.casefold())
        kind: PartyKind = "state" if country else "body" if name.casefold() in media else _kind_of_words(name)
        return Identity(name, kind, country or _country_of_words(name), names=_names_in(name))

    def _identify(self, mention: Mapping[str, Any]) -> Identity:
        name, id = str(mention.get("name") or mention.get("text") or ""), mention.get("actor")
        actor = self._actors.get(id) if id else None
        if actor:
            return self._of_actor(actor, name)
        words = f"{name} {mention.get('text') or ''}"
        kind = _kind_of(mention, words)
        anyone = _is_anyone(words) and not mention.get("country") and not id
        country = mention.get("country") or ""
        if kind == "unknown" and country:
            kind = "state"
        return Identity(name, kind, country, (id,) if id else (), _names_in(words), anyone)

    def _of_actor(self, actor: Actor, name: str) -> Identity:
        chain, at = [actor.id], actor
        while at.parent and len(chain) < _DEEPEST and (above := self._actors.get(at.parent)):
            chain.append(above.id)
            at = above
        kind = _KINDS.get(actor.kind, "body")
        return Identity(
            name, kind, actor.country or "", tuple(chain), _names_in(actor.name), militia=actor.kind == "militia"
        )


def is_same(one: Identity, other: Identity) -> bool:
    """Whether two mentions surely stand on one side: one actor, one state, or names of which one shortens the other."""
    if set(one.actors) & set(other.actors):
        return True
    if one.anyone or other.anyone:
        return False
    if one.country and other.country and one.country != other.country:
        return False
    stately = {"state", "civilian", "object", "unknown", "body"}
    if one.country and one.country == other.country and one.kind in stately and other.kind in stately:
        return True
    if one.kind != other.kind and "unknown" not in {one.kind, other.kind} and "body" not in {one.kind, other.kind}:
        return False
    ours, theirs = set(one.names), set(other.names)
    return bool(ours) and bool(theirs) and (ours <= theirs or theirs <= ours)


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
    letters = "".join(word[0] for word in _WORD.findall(long.name.casefold()) if word not in {"the", "a"})
    word = "".join(short.names)
    return len(short.names) == 1 and (word == letters or set(word) == {w[0] for w in long.names} | set(letters))


def _kind_of(mention: Mapping[str, Any], words: str) -> PartyKind:
    if mention.get("role") == "object":
        return "object"
    if mention.get("role") == "civilian":
        return "civilian"
    told = _SOURCE_KINDS.get(mention.get("kind") or "")
    if told in {"state", "group", "civilian"}:
        # "Officials of the Front" speak for the Front.
        return "group" if told == "state" and _kind_of_words(words) == "group" else told
    return _kind_of_words(words) if told is None or _kind_of_words(words) in {"state", "group"} else told


def _kind_of_words(words: str) -> PartyKind:
    rules = load_incident_rules()
    found = set(_fold(words))
    if found & rules.group:
        return "group"
    if found & rules.state:
        return "state"
    return "civilian" if found & rules.civilian else "unknown"


def _is_anyone(words: str) -> bool:
    return bool(set(_fold(words)) & load_incident_rules().anyone) and not _names_in(words)


def _country_of_words(name: str) -> str:
    """The country in a publisher's name: "Ministry of Defence of Ukraine", "Russian Defence Ministry"."""
    if _kind_of_words(name) != "state":
        return ""
    found = {word.code for part in name.split() if part[:1].isupper() and (word := country_of(part))}
    return found.pop() if len(found) == 1 else ""


def _names_in(words: str) -> tuple[str, ...]:
    """The words with a capital that are neither of a kind nor empty, folded: "the Front of the Two Rivers"."""
    rules = load_incident_rules()
    capital = [word for word in _WORD.findall(words) if word[:1].isupper()]
    folded = dict.fromkeys(_fold(" ".join(capital)))
    proper = [word for word in folded if word not in rules.empty and word not in rules.state]
    # "Front" tells a group that is called so as long as nothing better does.
    return tuple(sorted(word for word in proper if word not in rules.anyone))


def _fold(words: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", words.casefold())
    return _WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter)))
