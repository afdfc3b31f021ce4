"""The words around names of actors, from `words.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sayso.model import ActorKind

_ARMED: frozenset[ActorKind] = frozenset(
    (
        "military",
        "police",
        "intelligence",
        "armed_group",
        "militia",
        "political_party",
        "coalition",
        "international",
        "government",
    )
)
_MEDIA: frozenset[ActorKind] = frozenset(("media",))


@dataclass(frozen=True, slots=True)
class Words:
    """Words that may lead a mention, stand before a name, or follow it. `heads` gives what kinds a head may belong to.

    A head without kinds says nothing of the kind. `offices` may be followed by the name of who holds them.
    """

    determiners: frozenset[str]
    modifiers: frozenset[str]
    participles: frozenset[str]
    offices: frozenset[str]
    heads: dict[str, frozenset[ActorKind]]


@cache
def load_words() -> Words:
    """The words that come with sayso."""
    table = tomllib.loads(files("sayso.actors").joinpath("words.toml").read_text(encoding="utf-8"))
    heads: dict[str, frozenset[ActorKind]] = {}
    for kinds, listed in (
        (_ARMED, "armed"),
        (_MEDIA, "media"),
        (frozenset[ActorKind](), "official"),
        (frozenset(), "sort"),
    ):
        for word in table["heads"][listed]:
            # A word of two classes ("agency", of news or of spies) tells nothing.
            heads[word] = kinds if heads.setdefault(word, kinds) == kinds else frozenset()
    return Words(
        determiners=frozenset(table["determiners"]),
        modifiers=frozenset(table["modifiers"]),
        participles=frozenset(table["participles"]),
        offices=frozenset(table["offices"]),
        heads=heads,
    )
