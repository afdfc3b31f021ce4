"""Who a mention means: "he", "the source", "the ministry", "Mr Oduya" are traced to the fullest name in the report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import spacy.tokens

from sayso.codebook.countries import country_of, list_countries
from sayso.codebook.sources import load_source_words
from sayso.extract.cast import Cast, Person
from sayso.extract.clauses import phrase_of
from sayso.extract.drafts import Piece
from sayso.extract.mentions import Mention, read_mention
from sayso.model import Source, SourceKind, Span

REACH = 250
"""Tokens that a pronoun or a short description may look back over: some six paragraphs of a news report."""
_HE = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
_SPEAKER = frozenset(("i", "we", "me", "us", "my", "our"))
_GROUPS = frozenset(
    "group organisation organization movement party faction body agency monitor alliance coalition".split()
)
_OUTLETS = frozenset("newspaper paper agency channel broadcaster station outlet website magazine daily network".split())
_SHARED_KINDS: dict[str, frozenset[SourceKind]] = {
    **dict.fromkeys(_GROUPS, frozenset(("organisation", "armed_group"))),
    **dict.fromkeys(_OUTLETS, frozenset(("media",))),
}


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who has been a source already: at which token, as which mention, and who it was."""

    token: int
    mention: Mention
    source: Source


class Sources:
    """Resolves the mentions of one report in the order of its text, each in the light of those before it."""

    def __init__(self, doc: spacy.tokens.Doc, text: str, cast: Cast) -> None:
        self._doc, self._text, self._cast = doc, text, cast
        self._known: list[Known] = []

    def resolve(self, piece: Piece) -> Source:
        """The source at `piece`, which is remembered for the mentions that follow."""
        mention = read_mention(self._doc, piece)
        source = self._resolve(mention)
        self._known.append(Known(piece.start, mention, source))
        return source

    def last(self) -> Source | None:
        """The source that was resolved last."""
        return self._known[-1].source if self._known else None

    def _resolve(self, mention: Mention) -> Source:
        if mention.pronoun is not None:
            return self._of_pronoun(mention)
        if mention.label == "PER" and mention.name is not None:
            person = self._cast.person_of(mention.name)
            return self._person(mention, person) if person else self._plain(mention, mention.name)
        if mention.name is not None:
            return self._plain(mention, self._full_name(mention))
        return self._of_description(mention)

    def _of_pronoun(self, mention: Mention) -> Source:
        pronoun = mention.pronoun or ""
        at = mention.piece.start
        if pronoun in _HE:
            person = self._person_before(at, _HE[pronoun])
            if person is not None:
                return self._person(mention, person)
            known = self._last_known(at, lambda k: k.source.kind == "person" or not k.mention.plural)
        elif pronoun in _SPEAKER:
            known = self._last_known(at, lambda _: True)
        elif pronoun in ("they", "them", "their"):
            known = self._last_known(at, lambda k: k.mention.plural or k.source.kind not in ("person", "document"))
        elif pronoun in ("who", "which", "that"):
            return self._of_relative(mention)
        else:
            known = self._last_known(at, lambda k: not k.mention.plural and k.source.kind != "person")
        if known is None:
            return self._plain(mention, mention.text)
        return replace(known.source, span=self._span(mention.piece))

    def _of_relative(self, mention: Mention) -> Source:
        """ "the governor, who said …": whom the clause is about."""
        verb = self._doc[mention.head].head
        if verb.dep_ != "acl:relcl":
            return self._plain(mention, mention.text)
        noun = verb.head
        found = self._resolve(read_mention(self._doc, phrase_of(noun)))
        return replace(found, span=self._span(mention.piece))

    def _person_before(self, token: int, gender: str) -> Person | None:
        """The person last named as a subject or as a source; else the one last named at all."""
        fitting = [p for p in self._cast.people if p.gender in (gender, None)]
        sourced = {k.source.name: k.token for k in self._known if token - REACH <= k.token < token}

        def salience(person: Person) -> int:
            return max(person.last_before(token, as_subject=True), sourced.get(person.name, -1))

        best = max(fitting, key=salience, default=None)
        if best is not None and salience(best) >= max(0, token - REACH):
            return best
        near = [p for p in fitting if p.last_before(token, as_subject=False) >= max(0, token - REACH)]
        return max(near, key=lambda p: p.last_before(token, as_subject=False), default=None)

    def _last_known(self, token: int, fits: Callable[[Known], bool]) -> Known | None:
        for known in reversed(self._known):
            if known.token < token and token - known.token <= REACH and fits(known):
                return known
            if token - known.token > REACH:
                break
        return None

    def _of_description(self, mention: Mention) -> Source:
        """A common noun: an office that the report names somebody for, a source told of before, or itself."""
        doc, words = self._doc, load_source_words()
        first = doc[mention.piece.start]
        if mention.lemma in words.spokesmen and first.lower_ in ("the", "its", "their", "another"):
            return self._spokesman(mention)
        definite = first.lower_ in ("the", "this", "that", "his", "her", "their", "its") or mention.country is not None
        if not definite or first.lower_ in ("a", "an"):
            return self._plain(mention, mention.text)
        if not mention.plural and mention.lemma in words.kinds | words.titles:
            person = self._cast.person_with(mention.lemma, mention.country, mention.piece.start)
            if person is not None and mention.lemma not in words.spokesmen:
                return self._person(mention, person)
        for known in reversed(self._known):
            if mention.piece.start - known.token > 4 * REACH:
                break
            if self._same(mention, known):
                return replace(known.source, span=self._span(mention.piece))
        institution = self._institution(mention)
        if institution is not None:
            return institution
        return self._plain(mention, mention.text)

    def _spokesman(self, mention: Mention) -> Source:
        """ "its spokesman": of the kind and the side of the body that was a source last."""
        body = self._last_known(mention.piece.start, lambda k: k.source.kind not in ("person", "civilian", "document"))
        if body is None or mention.country is not None:
            return self._plain(mention, mention.text)
        return Source(self._span(mention.piece), mention.text, body.source.kind, False, body.source.country)

    def _same(self, mention: Mention, known: Known) -> bool:
        if mention.country is not None and known.source.country not in (mention.country, None):
            return False
        if known.mention.lemma == mention.lemma and known.mention.plural == mention.plural:
            return len(known.source.name) >= len(mention.text)
        shared = _SHARED_KINDS.get(mention.lemma)
        return shared is not None and not mention.plural and known.source.kind in shared and known.source.named

    def _institution(self, mention: Mention) -> Source | None:
        """ "the army", where the report speaks of one country's army."""
        found = self._cast.institutions.get(mention.lemma, [])
        if mention.country is not None or not found or mention.plural:
            return None
        before = [i for i in found if i.token < mention.piece.start] or found[:1]
        last = before[-1]
        return Source(self._span(mention.piece), last.text, mention.kind, True, last.country)

    def _full_name(self, mention: Mention) -> str:
        """The fullest form of a body's name; a capital that acts bears its state's name."""
        name = mention.name or mention.text
        if mention.kind == "government":
            word = country_of(name)
            if word is not None and word.role == "capital":
                return list_countries()[word.code].name
        return self._cast.long_forms.get(name.casefold(), name)

    def _person(self, mention: Mention, person: Person) -> Source:
        country = person.country or mention.country
        return Source(self._span(mention.piece), person.name, "person", True, country)

    def _plain(self, mention: Mention, name: str) -> Source:
        return Source(self._span(mention.piece), name or mention.text, mention.kind, mention.named, mention.country)

    def _span(self, piece: Piece) -> Span:
        return span_of(self._doc, self._text, piece)


def span_of(doc: spacy.tokens.Doc, text: str, piece: Piece) -> Span:
    """The characters of a run of tokens, white space at its ends left out.

    They are taken from the report's text: `doc.text` is put together anew each time, and cannot hold half surrogates.
    """
    start, end = piece.start, piece.end
    while end - 1 > start and doc[end - 1].is_space:
        end -= 1
    while start < end - 1 and doc[start].is_space:
        start += 1
    return Span.of(text, doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
