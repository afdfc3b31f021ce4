"""The names by which actors go, and which actors a name may mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sayso.actors.entries import REMEDY
from sayso.actors.folding import split_name
from sayso.actors.shipped import Shipped
from sayso.model import Actor, RuleError

_LONGEST_INITIALS = 3
_ARTICLES = ("The", "the")


@dataclass(frozen=True, slots=True)
class Name:
    """One name of one actor.

    `cased` is how it must be written where the same letters are a word of their own ("IS", "JeM"), else None.
    `is_common` marks an ambiguous name that is a common noun ("the coalition"): it means an actor only in a report
    that names it in full elsewhere.
    """

    actor: Actor
    text: str
    is_ambiguous: bool
    is_common: bool
    cased: str | None

    def fits(self, shown: Sequence[str], year: int | None) -> bool:
        """Whether it may be what is `shown`, its own words as written, in a report of that year."""
        return (self.cased is None or " ".join(shown) == self.cased) and (year is None or self.actor.is_of(year))


@dataclass(frozen=True, slots=True)
class Names:
    """All names of all actors. What the user's own file says of a name holds before what the shipped ones say."""

    _shipped: Shipped
    _own: dict[str, list[Name]]
    _replaced: frozenset[str]
    _made: dict[str, tuple[Name, ...]] = field(default_factory=dict)

    def get(self, key: str) -> tuple[Name, ...]:
        """The names with these folded words: a plain one or several ambiguous ones, or none."""
        made = self._made.get(key)
        if made is None:
            if key not in self._shipped.names and key not in self._own:
                return ()
            own = self._own.get(key, [])
            shipped = [name for name in self._of_shipped(key) if not own or name.is_ambiguous]
            made = self._made[key] = (*own, *shipped)
        return made

    def list_keys(self) -> Iterator[str]:
        """The folded words of all names."""
        yield from self._shipped.names
        yield from (key for key in self._own if key not in self._shipped.names)

    def find_shared(self) -> list[tuple[str, tuple[Actor, ...]]]:
        """Names that several actors go by, and who they are."""
        shared = []
        for names in map(self.get, self.list_keys()):
            actors = tuple({name.actor.id: name.actor for name in names}.values())
            if len(actors) > 1:
                shared.append((names[0].text, actors))
        shared = list(dict(shared).items())
        return sorted(shared, key=lambda found: found[0].casefold())

    def find_shadowed(self) -> list[Name]:
        """Shipped names that the user's file gives to another actor."""
        return [name for key in self._own for name in self._of_shipped(key) if not name.is_ambiguous]

    def _of_shipped(self, key: str) -> Iterator[Name]:
        for number, place in self._shipped.names.get(key, ()):
            actor = self._shipped.make_actor(number)
            if actor.id not in self._replaced:
                yield make_name(actor, (actor.name, *actor.aliases)[place])


def make_names(shipped: Shipped, own: Sequence[Actor], is_actor: Callable[[str], bool], *, where: str) -> Names:
    """The names of the shipped actors and of the user's own.

    RuleError tells of parents that are no actors, and of names that two of the user's actors have without being marked
    as ambiguous.
    """
    problems = [f"{a.id}: its parent {a.parent!r} is no actor" for a in own if a.parent and not is_actor(a.parent)]
    found = collect_names(own, problems)
    if problems:
        raise RuleError("bad-rule", "; ".join(problems), where=where, remedy=REMEDY)
    return Names(shipped, found, frozenset(actor.id for actor in own))


def collect_names(actors: Iterable[Actor], problems: list[str]) -> dict[str, list[Name]]:
    """The names of actors by their folded words; a name that two have, not marked as ambiguous, is a problem."""
    found: dict[str, list[Name]] = {}
    for actor in actors:
        for text in dict.fromkeys((actor.name, *actor.aliases)):
            name = make_name(actor, text)
            for key in fold_keys(text):
                known = found.setdefault(key, [])
                if any(other.actor is actor and other.cased in (None, name.cased) for other in known):
                    continue
                problems += [_tell(name, other) for other in known if _clash(name, other)]
                known.append(name)
    return found


def make_name(actor: Actor, text: str) -> Name:
    """The name of an actor as it is listed."""
    is_ambiguous = text in actor.ambiguous
    shown = split_name(text)[1]
    if len(shown) > 1 and shown[0] in _ARTICLES:
        shown = shown[1:]
    is_initials = len(shown) == 1 and len(shown[0]) <= _LONGEST_INITIALS and shown[0].isalpha()
    cased = " ".join(shown) if is_initials or text in actor.cased else None
    return Name(actor, text, is_ambiguous, is_ambiguous and text.islower(), cased)


def fold_keys(text: str) -> list[str]:
    """The folded words under which a name is kept.

    >>> fold_keys("The People's Protection Units")
    ['people protection units', 'peoples protection units']
    """
    keys = [" ".join(split_name(text)[0])]
    plain = text.replace("’", "'")
    if "'s " in plain:
        keys.append(" ".join(split_name(plain.replace("'s ", "s "))[0]))
    return [key.removeprefix("the ") for key in keys]


def _clash(name: Name, other: Name) -> bool:
    if name.actor is other.actor or name.is_ambiguous or other.is_ambiguous:
        return False
    return name.cased is None or other.cased is None or name.cased == other.cased


def _tell(name: Name, other: Name) -> str:
    return f"{name.actor.id}: {name.text!r} is a name of {other.actor.id}, too; put it under ambiguous in one of them"
