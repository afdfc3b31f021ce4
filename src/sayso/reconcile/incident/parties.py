"""Who took part, merged over the accounts: by known actor, else by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sayso.codebook.incidents import load_incident_rules
from sayso.model import Party, PartyRole
from sayso.reconcile.incident.identity import Identity
from sayso.reconcile.incident.testimony import Testimony

_ARTICLES = frozenset(("the", "a", "an"))
_ROLES: tuple[tuple[PartyRole, str], ...] = (("agent", "agents"), ("recipient", "recipients"))


@dataclass(slots=True)
class _Gathered:
    """What is known of one party while the accounts are gone through."""

    names: dict[str, int] = field(default_factory=dict)
    identities: set[Identity] = field(default_factory=set)
    claims: dict[str, None] = field(default_factory=dict)
    say_sos: set[str] = field(default_factory=set)
    affirmed: set[str] = field(default_factory=set)


def find_parties(testimonies: Sequence[Testimony], names: Mapping[str, str]) -> tuple[Party, ...]:
    """Agents, then recipients, those whom most origins name first; `names` are those of known actors."""
    found: list[Party] = []
    for role, slot in _ROLES:
        gathered: dict[str, _Gathered] = defaultdict(_Gathered)
        for one in testimonies:
            for mention, identity in _mentions(one, slot):
                _add(gathered[_key(mention)], one, mention, identity)
        ranked = sorted(gathered.items(), key=lambda item: _rank(item[1], item[0]))
        found += [_make(key, party, role, names, is_best=not at) for at, (key, party) in enumerate(ranked)]
    return tuple(found)


def best_parties(parties: Sequence[Party]) -> Callable[..., None]:
    """The rule that chose the best party of each role."""
    if not any(party.best for party in parties):
        return only_denied_parties
    return only_parties if all(party.best for party in parties) else most_named


def only_parties() -> None:
    """Nobody else is named in these roles."""


def most_named() -> None:
    """Of those named in a role, most independent origins that say so name this one."""


def only_denied_parties() -> None:
    """They are named only where it is denied, planned or feared, so none is the best."""


def list_actors(testimonies: Iterable[Testimony]) -> set[str]:
    """The ids of known actors that take part."""
    return {
        mention["actor"]
        for one in testimonies
        for _, slot in _ROLES
        for mention in one.claim.record.get(slot) or ()
        if mention.get("actor")
    }


def _mentions(one: Testimony, slot: str) -> Iterator[tuple[Mapping[str, Any], Identity]]:
    identities = one.agents if slot == "agents" else one.recipients
    return zip(one.claim.record.get(slot) or (), identities, strict=True)


def _add(party: _Gathered, one: Testimony, mention: Mapping[str, Any], identity: Identity) -> None:
    name = show_name(str(mention["name"]))
    party.names[name] = party.names.get(name, 0) + 1
    party.identities.add(identity)
    party.claims[one.id] = None
    party.say_sos.add(one.say_so)
    if one.stance in {"says", "maybe"}:
        party.affirmed.add(one.say_so)


def _rank(party: _Gathered, key: str) -> tuple[bool, int, int, bool, str]:
    is_told = any(identity.is_told for identity in party.identities)
    return _is_pointed_at(key), -len(party.affirmed), -len(party.say_sos), not is_told, key


def _is_pointed_at(key: str) -> bool:
    """Whether a party is only "we" or "it": another name says more, and where there is none that one says little."""
    rules, words = load_incident_rules(), key.removeprefix("name:").split()
    return len(words) == 1 and (words[0] in rules.own or words[0] in rules.own_of_a_body or words[0] in rules.pointing)


def _make(key: str, party: _Gathered, role: PartyRole, names: Mapping[str, str], *, is_best: bool) -> Party:
    actor = key.removeprefix("actor:") if key.startswith("actor:") else None
    common = max(party.names.items(), key=lambda item: (item[1], len(item[0]), item[0]))[0]
    told = min(party.identities, key=lambda one: (one.kind == "unknown", not one.country, one))
    return Party(
        name=names.get(actor or "", common),
        actor=actor,
        country=told.country or None,
        role=role,
        kind=told.kind,
        claims=tuple(party.claims),
        origins=len(party.say_sos),
        best=is_best and bool(party.affirmed) and not _is_pointed_at(key),
    )


def _key(mention: Mapping[str, Any]) -> str:
    if mention.get("actor"):
        return f"actor:{mention['actor']}"
    return f"name:{_drop_numbers(str(mention['name'])).casefold()}"


@lru_cache(maxsize=4096)
def show_name(name: str) -> str:
    """The name as people read it: with its article, without a number.

    >>> show_name("the Lowland Front"), show_name("at least seven people")
    ('the Lowland Front', 'people')
    """
    bare, words = _drop_numbers(name), name.split()
    return name if words[:1] and words[0].casefold() in _ARTICLES and words[1:] == bare.split() else bare


@lru_cache(maxsize=4096)
def _drop_numbers(name: str) -> str:
    """The name without a determiner or a number before it; the whole where nothing else is left."""
    words, counting = name.split(), load_incident_rules().counting
    start = next((at for at, word in enumerate(words) if not _is_number(word, counting)), 0)
    return " ".join(words[start:])


def _is_number(word: str, counting: frozenset[str]) -> bool:
    return word.casefold() in counting or not any(letter.isalpha() for letter in word)
