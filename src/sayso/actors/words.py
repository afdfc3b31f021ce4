"""The words around names of actors, from `words.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sayso.model import ACTOR_KINDS, ActorKind

_NONE: frozenset[ActorKind] = frozenset()
_ARMED: frozenset[ActorKind] = frozenset(kind for kind in ACTOR_KINDS if kind not in ("media", "ngo"))
_WITH_MEMBERS: frozenset[ActorKind] = frozenset(k for k in ACTOR_KINDS if k not in ("coalition", "international"))
_IRREGULAR: frozenset[ActorKind] = frozenset(("armed_group", "militia", "political_party"))
_MEDIA: frozenset[ActorKind] = frozenset(("media",))


@dataclass(frozen=True, slots=True)
class Words:
    """Words that may lead a mention, stand before a name, or follow it. `heads` gives what kinds a head may belong to.

    A head without kinds says nothing of the kind. `irregular` heads are seldom a state's: where a name may mean a group
    or an army, they tell that it is the group. `joins` come between heads and a name that follows them. `offices` may
    be followed by the name of who holds them.
    """

    determiners: frozenset[str]
    modifiers: frozenset[str]
    participles: frozenset[str]
    offices: frozenset[str]
    joins: frozenset[str]
    heads: dict[str, frozenset[ActorKind]]
    irregular: frozenset[str]

    def is_unlikely(self, head: str, kind: ActorKind) -> bool:
        """Whether a head makes it unlikely that somebody of this kind is meant."""
        return head in self.irregular and kind not in _IRREGULAR


@cache
def load_words() -> Words:
    """The words that come with sayso."""
    table = tomllib.loads(files("sayso.actors").joinpath("words.toml").read_text(encoding="utf-8"))
    heads: dict[str, frozenset[ActorKind]] = {}
    classes = {
        "armed": _ARMED,
        "belonging": _WITH_MEMBERS,
        "irregular": _ARMED,
        "media": _MEDIA,
        "official": _NONE,
        "sort": _NONE,
    }
    for listed, kinds in classes.items():
        for word in table["heads"][listed]:
            # A word of two classes ("agency", of news or of spies) tells nothing.
            heads[word] = kinds if heads.setdefault(word, kinds) == kinds else _NONE
    return Words(
        determiners=frozenset(table["determiners"]),
        modifiers=frozenset(table["modifiers"]),
        participles=frozenset(table["participles"]),
        offices=frozenset(table["offices"]),
        joins=frozenset(table["joins"]),
        heads=heads,
        irregular=frozenset(table["heads"]["irregular"]),
    )
