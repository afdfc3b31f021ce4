"""What a reader of a report keeps in mind: who has spoken or been named so far, and how present each still is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import spacy.tokens

from sayso.codebook.sources import load_source_words
from sayso.extract.cast import Cast, Person, is_main_subject, is_subject
from sayso.extract.drafts import Piece
from sayso.extract.kinds import kind_of_word
from sayso.extract.mentions import Mention
from sayso.model import Source, SourceKind

REACH = 250
"""Tokens that a pronoun or a short description may look back over: some six paragraphs of a news report."""
_PEOPLE_KINDS: frozenset[SourceKind] = frozenset(("person", "government", "military", "armed_group", "civilian"))
RELATIVE = frozenset(("who", "which", "that", "whom", "whose"))
# How a candidate for a pronoun is weighed; a sentence further off costs one.
_WAS_SOURCE, _MAIN, _SUBJECT, _OWNER, _WITHIN_CONTENT = 0.6, 0.5, 0.7, 0.4, 0.5


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who has been a source already: as which mention, who it was, and how prominent the mention was."""

    mention: Mention
    source: Source
    person: Person | None
    weight: float

    @property
    def token(self) -> int:
        """Where it was mentioned."""
        return self.mention.piece.start


@dataclass(frozen=True, slots=True)
class Asked:
    """A source to be resolved: where it stands, what it is said to have said, and whose words it stands in."""

    piece: Piece
    content: tuple[Piece, ...] = ()
    outer: Piece | None = None


class Memory:
    """The sources resolved so far and the people named, weighed from any place of one report."""

    def __init__(self, doc: spacy.tokens.Doc, cast: Cast, asked: Sequence[Asked]) -> None:
        self._doc, self._cast = doc, cast
        self.known: list[Known] = []
        self._sentence = _sentence_numbers(doc)
        self._quoted = bytearray(len(doc))
        for one in asked:
            for piece in one.content:
                self._quoted[piece.start : piece.end] = b"\1" * (piece.end - piece.start)

    def add(self, mention: Mention, source: Source, person: Person | None) -> None:
        """Keep a source for the mentions that follow."""
        head = self._doc[mention.head]
        weight = _WAS_SOURCE + (_MAIN if is_main_subject(head) else 0) + (_SUBJECT if is_subject(head) else 0)
        self.known.append(Known(mention, source, person, weight - (_SUBJECT if mention.pronoun in RELATIVE else 0)))

    def _weigh(self, token: int, asked: Asked) -> float:
        """How near a place is: a sentence costs one, and what somebody is quoted as saying is heard less."""
        apart = self._sentence[asked.piece.start] - self._sentence[token]
        return token / 1e7 - apart - (_WITHIN_CONTENT if self._quoted[token] and asked.outer is None else 0)

    def weigh_known(self, known: Known, asked: Asked) -> float:
        """How present a source still is at a place."""
        return self._weigh(known.token, asked) + known.weight

    def best_known(self, asked: Asked, fits: Callable[[Known], bool]) -> Known | None:
        """The most present source before a place, among those that fit."""
        best: Known | None = None
        for known in reversed(self.known):
            if known.token >= asked.piece.start:
                continue
            if asked.piece.start - known.token > REACH:
                break
            if fits(known) and (best is None or self.weigh_known(known, asked) > self.weigh_known(best, asked)):
                best = known
        return best

    def best_person(self, asked: Asked, gender: str) -> tuple[Known | None, Person | None]:
        """Who "he" or "she" is: the most prominent of the persons named and of the sources told of before."""
        known = self.best_known(asked, lambda k: _may_be_he(k, gender))
        best = known.person if known is not None else None
        weight = self.weigh_known(known, asked) if known is not None else float("-inf")
        timeline = self._cast.timeline
        at = bisect_left(timeline, asked.piece.start, key=lambda pair: pair[0]) - 1
        while at >= 0 and asked.piece.start - timeline[at][0] <= REACH:
            token, person = timeline[at]
            at -= 1
            if person.gender not in (gender, None) or any(p.start <= token < p.end for p in asked.content):
                continue
            root = self._doc[token]
            owns = root.dep_ == "nmod:poss" and is_subject(root.head)
            new = self._weigh(token, asked) + (_SUBJECT if is_subject(root) else _OWNER if owns else 0)
            new += _MAIN if is_main_subject(root) else 0
            if new > weight:
                best, weight, known = person, new, None
        return known, best

    def best_noun(
        self, asked: Asked, *, several: bool, barred: frozenset[int] = frozenset()
    ) -> tuple[float, spacy.tokens.Token] | None:
        """The noun before "they" or "it" that may speak: a people-word in the plural, a name of a body or a state.

        `barred` are words that it cannot be.
        """
        words = load_source_words()
        best: tuple[float, spacy.tokens.Token] | None = None
        for token in self._doc[max(0, asked.piece.start - REACH // 2) : asked.piece.start]:
            if token.i in barred or not is_subject(token) or token.pos_ not in ("NOUN", "PROPN"):
                continue
            plural = token.pos_ == "NOUN" and token.lower_ != token.lemma_.lower()
            names_body = token.ent_type_ in ("ORG", "LOC")
            fits = plural and kind_of_word(words, token) in _PEOPLE_KINDS if several else names_body
            if fits and not any(p.start <= token.i < p.end for p in asked.content):
                weight = self._weigh(token.i, asked) + _SUBJECT + (_MAIN if is_main_subject(token) else 0)
                if best is None or weight > best[0]:
                    best = (weight, token)
        return best


def is_human(mention: Mention) -> bool:
    """Whether a common noun is of one human being: a minister, not a ministry."""
    words = load_source_words()
    bodies = words.institutions | words.bodies | words.outlets
    human = mention.kind in _PEOPLE_KINDS or mention.lemma in words.spokesmen or mention.lemma in words.vague
    return human and mention.lemma not in bodies and mention.lemma not in words.authored


def _may_be_he(known: Known, gender: str) -> bool:
    if known.person is not None:
        return known.person.gender in (gender, None)
    return not known.mention.plural and known.mention.name is None and is_human(known.mention)


def may_be_it(known: Known, several: bool) -> bool:
    """Whether "they" or "it" may mean a source told of before."""
    if several:
        return known.mention.plural or (known.person is None and known.source.kind not in ("document", "person"))
    return not known.mention.plural and known.person is None and known.source.kind != "person"


def _sentence_numbers(doc: spacy.tokens.Doc) -> list[int]:
    found: list[int] = []
    for number, sentence in enumerate(doc.sents):
        found += [number] * len(sentence)
    return found
