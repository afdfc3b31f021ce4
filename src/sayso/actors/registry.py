"""Which actor a mention's words name, and which actors a person may mean who looks for one."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from sayso.actors.choosing import Choice, Mention
from sayso.actors.compiling import compile_texts
from sayso.actors.entries import Listed, load_own
from sayso.actors.folding import split_name
from sayso.actors.names import Names, make_names
from sayso.actors.shipped import Shipped, read_table, read_texts
from sayso.actors.states import States, load_states
from sayso.actors.words import Words, load_words
from sayso.model import Actor

_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
_LONGEST_WORDS = 16
_PATRON_WORDS = 4
_AS_CLOSE_AS = 0.8
_MOST_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class ActorRegistry:
    """All known actors: the user's own, those that are shipped, and what every state has.

    `version` is empty for those that are shipped, else a digest of the user's file.
    """

    names: Names
    version: str
    _own: dict[str, Actor]
    _shipped: Shipped
    _states: States
    _words: Words
    _found: dict[tuple[str, int | None], Actor | None] = field(default_factory=dict)

    def get(self, id: str) -> Actor | None:
        """The actor with this id."""
        return self._own.get(id) or self._shipped.get(id) or self._states.make_actor(id)

    def list_actors(self) -> list[Actor]:
        """All actors: those of the states, the shipped ones, the user's own."""
        ids = dict.fromkeys((*self._states.list_ids(), *self._shipped.numbers, *self._own))
        return [actor for id_ in ids if (actor := self.get(id_))]

    def find(self, text: str, *, published: date | None = None, seen: Collection[str] = ()) -> Actor | None:
        """The actor that a mention names as a whole, or None where it names none or may name several.

        Determiners, possessives, words such as "fighters" and "officials" and an office holder's name do not matter:
        "the Houthis’", "Islamic State militants" and "Turkish president Recep Tayyip Erdoğan" are found. With
        `published`, an actor counts only in the years in which it went by its names. `seen` may hold ids of actors and
        codes of countries that the same report names in full; they settle what an ambiguous name means in it.
        """
        year = published.year if published else None
        if seen:
            return self._find_any(text, year, seen)
        # A report names the same few actors again and again.
        if (text, year) not in self._found:
            if len(self._found) >= _MOST_KEPT:
                self._found.clear()
            self._found[text, year] = self._find_any(text, year, seen)
        return self._found[text, year]

    def _find_any(self, text: str, year: int | None, seen: Collection[str]) -> Actor | None:
        if "(" in text or "[" in text:
            return self._find_with_brackets(text, year, seen)
        return self._find(text, year, seen)

    def candidates(self, text: str, *, published: date | None = None) -> list[Actor]:
        """All actors that `text` may mean, the best first: by name, by part of a name, at last by close spelling."""
        best = self.find(text, published=published)
        words, shown = split_name(text)
        while len(words) > 1 and words[0] in self._words.determiners:
            words, shown = words[1:], shown[1:]
        found = {best.id: best} if best else {}
        for ring in (self._named(words), self._of_country(words, shown), self._with_words(words)):
            found |= {actor.id: actor for actor in ring if actor.id not in found}
        if not found:
            found = {actor.id: actor for actor in self._spelt_like(" ".join(words))}
        return [actor for actor in found.values() if published is None or actor.is_of(published.year)]

    def _find_with_brackets(self, text: str, year: int | None, seen: Collection[str]) -> Actor | None:
        """ "Syrian Democratic Forces (SDF)": what stands in brackets may add to the name, not contradict it."""
        whole = self._find(text, year, seen)
        if whole:
            return whole
        inside = [split_name(part) for part in _BRACKETS.findall(text)]
        countries = [self._states.find_country(*part) for part in inside]
        hints = {country.code for country, part in zip(countries, inside, strict=True) if country and part[0]}
        outside = self._find(_BRACKETS.sub(" ", text), year, {*seen, *hints})
        within = [self._find_name(Mention(*part, year, seen))[1] for part in inside if part[0]]
        named = {actor.id: actor for actor in (outside, *within) if actor}
        return next(iter(named.values())) if len(named) == 1 else None

    def _find(self, text: str, year: int | None, seen: Collection[str]) -> Actor | None:
        words, shown = split_name(text)
        whole = self.names.get(" ".join(words))
        if whole and len(whole) == 1 and not whole[0].is_ambiguous and whole[0].fits(shown, year):
            return whole[0].actor  # the usual case, out of the way
        if not words or len(words) > _LONGEST_WORDS:
            return None
        start = 0
        while start < len(words) - 1 and (words[start] in self._words.determiners or words[start].isdigit()):
            start += 1
        mention = Mention(words[start:], shown[start:], year, seen)
        return self._resolve(mention) or self._resolve_holder(mention) or self._resolve_members(mention)

    def _resolve(self, mention: Mention) -> Actor | None:
        is_name, actor = self._find_name(mention)
        return actor if is_name else self._find_state(mention)

    def _resolve_holder(self, mention: Mention) -> Actor | None:
        """ "Hamas leader Ismail Haniyeh" and "US general Mark Milley" stand for what they are of."""
        for at in range(1, len(mention.words) - 1):
            if mention.words[at] in self._words.offices and all(w[0].isupper() for w in mention.shown[at + 1 :]):
                found = self._resolve(mention.until(at + 1))
                if found:
                    return found
        return None

    def _resolve_members(self, mention: Mention) -> Actor | None:
        """ "Senior members of Islamic State", "fighters from the Free Syrian Army": as if their words came last."""
        words = mention.words
        at = next((place for place, word in enumerate(words) if word in self._words.joins), 0)
        if not at or not all(word in self._words.heads or word in self._words.modifiers for word in words[:at]):
            return None
        start = at + 2 if words[at + 1 : at + 2] == ["the"] else at + 1
        heads = [place for place in range(at) if words[place] in self._words.heads]
        order = [*range(start, len(words)), *heads]
        if start == len(words) or not heads:
            return None
        turned = Mention([words[i] for i in order], [mention.shown[i] for i in order], mention.year, mention.seen)
        return self._resolve(turned)

    def _find_name(self, mention: Mention) -> tuple[bool, Actor | None]:
        """Whether the words hold a listed name in a place where a mention has it, and the one actor that it means."""
        words, start, country = mention.words, 0, None
        while start < len(words):
            for end in range(len(words), start, -1):
                names = self.names.get(" ".join(words[start:end]))
                if names:
                    choice = Choice(names, country, start, end, mention, self._words)
                    if choice.fitting():
                        return True, choice.choose()
                if words[end - 1] not in self._words.heads:
                    break
            step, code = self._step(mention, start)
            if not step:
                break
            country = code or country
            start += step
        return False, None

    def _find_state(self, mention: Mention) -> Actor | None:
        words, start, is_proxy = mention.words, 0, False
        while start < len(words):
            id_ = self._states.find(words[start:], mention.shown[start:], only_firm=is_proxy)
            if id_:
                actor = self.get(id_)
                return actor if actor and (mention.year is None or actor.is_of(mention.year)) else None
            # Not every word before a name may be passed over here: "rebel Syrian forces" are not Syria's.
            step = 1 if words[start] in self._states.inner else self._step_patron(words, start)
            if not step:
                return None
            is_proxy = is_proxy or step > 1
            start += step
        return None

    def _step(self, mention: Mention, start: int) -> tuple[int, str | None]:
        """How many words may be passed over in search of a name, and the country that they name."""
        if mention.words[start] in self._words.modifiers:
            return 1, None
        patron = self._step_patron(mention.words, start)
        if patron:
            return patron, None
        country = self._states.find_country(mention.words[start:], mention.shown[start:])
        return (country.length, country.code) if country else (0, None)

    def _step_patron(self, words: list[str], start: int) -> int:
        """How many words lead up to "-backed" and its like, and it; 0 where there is none."""
        for at in range(start + 1, min(start + _PATRON_WORDS, len(words) - 1)):
            if words[at] in self._words.participles:
                return at + 1 - start
        return 0

    def _named(self, words: list[str]) -> Iterator[Actor]:
        for name in self.names.get(" ".join(words)):
            yield name.actor

    def _of_country(self, words: list[str], shown: list[str]) -> Iterator[Actor]:
        country = self._states.find_country(words, [word.upper() for word in shown])
        if country and country.length == len(words):
            yield from (actor for actor in self.list_actors() if actor.country == country.code)

    def _with_words(self, words: list[str]) -> Iterator[Actor]:
        keys = {key: set(key.split()) for key in self.names.list_keys()}
        # "Lashkar fighters" need not be a part of any name as a whole.
        for wanted in (set(words), set(words) - self._words.heads.keys()):
            found = [key for key, parts in keys.items() if wanted and wanted <= parts]
            for key in found:
                yield from (name.actor for name in self.names.get(key))
            if found:
                return

    def _spelt_like(self, key: str) -> Iterator[Actor]:
        for close in difflib.get_close_matches(key, list(self.names.list_keys()), n=5, cutoff=_AS_CLOSE_AS):
            yield from (name.actor for name in self.names.get(close))


@cache
def load_actors(extra: Path | None = None) -> ActorRegistry:
    """The actors that are shipped, with what a TOML file of the user adds; an entry with a known id replaces that one.

    RuleError lists all problems together.
    """
    states, texts = load_states(), read_texts()
    shipped = read_table(texts) or compile_texts(texts, states)
    own = load_own(extra, states.make_actor) if extra else Listed(())
    by_id = {actor.id: actor for actor in own.actors}

    def is_actor(id: str) -> bool:
        return id in by_id or id in shipped.numbers or states.make_actor(id) is not None

    names = make_names(shipped, own.actors, is_actor, where=str(extra or ""))
    return ActorRegistry(names, own.version, by_id, shipped, states, load_words())
