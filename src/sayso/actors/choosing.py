"""Which of its bearers a name means: by the words around it, the year, and whom the report names besides."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sayso.actors.names import Name
from sayso.actors.words import Words
from sayso.model import Actor, ActorKind

_EVERYWHERE: tuple[ActorKind, ...] = ("armed_group", "militia", "political_party")


@dataclass(frozen=True, slots=True)
class Mention:
    """The words of a mention without its determiners, folded and as shown, and what helps to tell namesakes apart."""

    words: list[str]
    shown: list[str]
    year: int | None
    seen: Collection[str]

    def until(self, end: int) -> Mention:
        """The mention without the words from `end` on."""
        return Mention(self.words[:end], self.shown[:end], self.year, self.seen)


@dataclass(frozen=True, slots=True)
class Choice:
    """All bearers of the name at words `start` to `end` of a mention, and the country that stands before it."""

    names: tuple[Name, ...]
    country: str | None
    start: int
    end: int
    mention: Mention
    words: Words

    @property
    def shown(self) -> list[str]:
        """The words of the name as written."""
        return self.mention.shown[self.start : self.end]

    def fitting(self) -> list[Name]:
        """The bearers that the mention does not rule out: by spelling, year, country, and the words after it."""
        heads = [kinds for head in self.mention.words[self.end :] if (kinds := self.words.heads[head])]
        return [
            name
            for name in self.names
            if name.fits(self.shown, self.mention.year)
            and (self.country is None or self._is_of_country(name.actor))
            and not (name.is_common and self.start)
            and all(name.actor.kind in kinds for kinds in heads)
        ]

    def _is_of_country(self, actor: Actor) -> bool:
        # "British Isis fighters" are of Isis, but "Russia's Security Council" is not the UN's.
        return actor.country == self.country or (actor.country is None and actor.kind in _EVERYWHERE)

    def choose(self) -> Actor | None:
        """The one that is meant; None where several may be."""
        fitting = self.fitting()
        plain = [name for name in fitting if not name.is_ambiguous]
        if plain:
            return plain[0].actor if len({name.actor.id for name in plain}) == 1 else None
        proper = [name for name in fitting if not name.is_common]
        rings = (
            [name for name in fitting if name.actor.id in self.mention.seen],
            [name for name in proper if name.actor.country in self.mention.seen],
            self._likely(proper) if self._has_evidence(proper) else [],
        )
        return next((ring[0].actor for ring in rings if len(ring) == 1), None)

    def _likely(self, proper: list[Name]) -> list[Name]:
        heads = self.mention.words[self.end :]
        likely = [n for n in proper if not any(self.words.is_unlikely(head, n.actor.kind) for head in heads)]
        return likely or proper

    def _has_evidence(self, proper: list[Name]) -> bool:
        """Whether the mention itself says more than the bare name does."""
        if self.country and all(name.actor.country for name in proper):
            return True
        if any(self.words.heads[head] for head in self.mention.words[self.end :]):
            return True
        # The year tells, where it rules others out that have the name.
        return self.mention.year is not None and len(proper) < sum(not name.is_common for name in self.names)
