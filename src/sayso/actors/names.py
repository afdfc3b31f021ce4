"""All names by which actors go, and which of them several share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sayso.actors.entries import REMEDY
from sayso.actors.folding import split_name
from sayso.model import Actor, RuleError

_LONGEST_INITIALS = 3


@dataclass(frozen=True, slots=True)
class Name:
    """One name of one actor.

    `cased` is how it must be written where the same letters are a word of their own ("IS", "JeM"), else None.
    `common` marks an ambiguous name that is a common noun ("the coalition"), and means an actor only in a report that
    names it in full elsewhere.
    """

    actor: Actor
    text: str
    ambiguous: bool
    common: bool
    cased: str | None
    length: int

    def fits(self, shown: Sequence[str], start: int, year: int | None) -> bool:
        """Whether it may be what is `shown` from word `start` on, in a report of that year."""
        if self.cased is not None and " ".join(shown[start : start + self.length]) != self.cased:
            return False
        return year is None or self.actor.is_of(year)


@dataclass(frozen=True, slots=True)
class Names:
    """Names by their folded words; `shadowed` lists shipped names that the user's file gives to another actor."""

    by_key: dict[str, tuple[Name, ...]]
    shadowed: tuple[Name, ...]

    def find_shared(self) -> list[tuple[str, tuple[Actor, ...]]]:
        """Names that several actors go by, and who they are."""
        shared = []
        for names in self.by_key.values():
            actors = tuple({name.actor.id: name.actor for name in names}.values())
            if len(actors) > 1:
                shared.append((names[0].text, actors))
        return sorted(shared, key=lambda found: found[0].casefold())


def make_names(shipped: Iterable[Actor], own: Sequence[Actor], is_actor: Callable[[str], bool], *, where: str) -> Names:
    """The names of all actors. What the user's `own` file says of a name holds before what the shipped files say.

    RuleError names the parents that are no actors, and names that two actors have without being marked as ambiguous.
    """
    problems: list[str] = []
    mine = _collect(own, problems)
    replaced = {actor.id for actor in own}
    others = _collect((actor for actor in shipped if actor.id not in replaced), problems)
    shadowed: list[Name] = []
    for key, names in mine.items():
        kept = [name for name in others.pop(key, ()) if name.ambiguous]
        shadowed += [name for name in others.get(key, ()) if not name.ambiguous]
        others[key] = (*names, *kept)
    for actor in (*shipped, *own):
        if actor.parent and not is_actor(actor.parent):
            problems.append(f"{actor.id}: its parent {actor.parent!r} is no actor")
    if problems:
        raise RuleError("bad-rule", "; ".join(problems), where=where, remedy=REMEDY)
    return Names(others, tuple(shadowed))


def _collect(actors: Iterable[Actor], problems: list[str]) -> dict[str, tuple[Name, ...]]:
    found: dict[str, tuple[Name, ...]] = {}
    for actor in actors:
        unsure = set(actor.ambiguous)
        for text in dict.fromkeys((actor.name, *actor.aliases)):
            ambiguous = text in unsure
            for key, shown in _keys(text, cased=text in actor.cased):
                name = Name(actor, text, ambiguous, ambiguous and text.islower(), shown, key.count(" ") + 1)
                known = found.get(key)
                if known is None:
                    found[key] = (name,)
                    continue
                if any(other.actor is actor for other in known):
                    continue
                for other in known:
                    if not (ambiguous or other.ambiguous) and (shown is None or shown == other.cased):
                        problems.append(_told(actor, text, other.actor))
                found[key] = (*known, name)
    return found


def _keys(text: str, *, cased: bool) -> Iterable[tuple[str, str | None]]:
    """The keys of a name, and the letters that it must be written in."""
    words, shown = split_name(text)
    if words and words[0] == "the" and len(words) > 1:
        words, shown = words[1:], shown[1:]
    key = " ".join(words)
    if cased or (len(words) == 1 and len(key) <= _LONGEST_INITIALS and key.isalpha()):
        yield key, " ".join(shown)
        return
    yield key, None
    if "'s " in text or "’s " in text:  # "Peoples Protection Units"
        yield " ".join(split_name(text.replace("’", "'").replace("'s ", "s "))[0]).removeprefix("the "), None


def _told(actor: Actor, text: str, other: Actor) -> str:
    return f"{actor.id}: {text!r} is a name of {other.id}, too; put it under ambiguous in one of them"
