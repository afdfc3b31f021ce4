"""Who a mention means: "he", "the source", "the ministry", "Mr Oduya" are traced to the fullest name in the report."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

import spacy.tokens

from sayso.codebook.countries import country_of, list_countries
from sayso.codebook.people import load_people
from sayso.codebook.sources import load_source_words
from sayso.extract.cast import Cast, Person
from sayso.extract.drafts import Piece, span_of
from sayso.extract.kinds import kind_of_word
from sayso.extract.memory import REACH, RELATIVE, Asked, Known, Memory, is_human, may_be_it
from sayso.extract.mentions import Mention, names_in, read_mention
from sayso.extract.offices import Office, make_office
from sayso.extract.phrases import phrase_of
from sayso.model import Source, Span

AHEAD = 150
"""Tokens within which a report that says "the minister said" must name him, for the name to be taken as his."""
_HE = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
_SPEAKER = frozenset(("i", "we", "me", "us", "my", "our"))
_THEY = frozenset(("they", "them", "their", "those"))
_INTRODUCED_WITHIN = 12
_SAYING = frozenset(
    "say claim deny state insist announce admit acknowledge report repeat add confirm declare maintain believe think"
    " promise warn tell write".split()
)
_CALLED = frozenset(("as", "named", "called", "name"))


class Sources:
    """Resolves the mentions of one report in the order of its text, each in the light of those before it."""

    def __init__(self, doc: spacy.tokens.Doc, text: str, cast: Cast, asked: Sequence[Asked]) -> None:
        self._doc, self._text, self._cast = doc, text, cast
        self._asked = sorted({a.piece: a for a in asked}.values(), key=lambda a: (a.piece.start, a.piece.end))
        self._memory = Memory(doc, cast, asked)
        self._mentions = [read_mention(doc, a.piece) for a in self._asked]

    def resolve_all(self) -> dict[Piece, Source]:
        """The source at every place that was asked for."""
        found: dict[Piece, Source] = {}
        for at, asked in enumerate(self._asked):
            mention = self._mentions[at]
            source, person = self._resolve(at, asked, mention)
            found[asked.piece] = source
            self._memory.add(mention, source, person)
        return found

    def _resolve(self, at: int, asked: Asked, mention: Mention) -> tuple[Source, Person | None]:
        if mention.pronoun is not None and not mention.several:
            return self._of_pronoun(asked, mention)
        if mention.several:
            return self._plain(mention, self._of_several(mention)), None
        if mention.name is not None:
            person = self._person_named(mention)
            if person is not None:
                return self._person(mention, person), person
            return self._plain(mention, self._full_name(mention)), None
        return self._of_description(at, mention)

    def _of_several(self, mention: Mention) -> str:
        """ "Both Oslo and Kyiv": capitals that act bear their states' names."""
        names = [country_of(t.text) for t in self._doc[mention.piece.start : mention.piece.end]]
        text = mention.text
        for token, word in zip(self._doc[mention.piece.start : mention.piece.end], names, strict=True):
            if word is not None and word.role == "capital" and mention.kind == "government":
                text = text.replace(token.text, list_countries()[word.code].name)
        return text

    def _person_named(self, mention: Mention) -> Person | None:
        """The person whose name a mention bears, also where the model took a family name for a body's."""
        if mention.name is None:
            return None
        person = self._cast.person_of(mention.name)
        sure = mention.label in ("PER", None)
        plain = mention.label == "ORG" and " " not in mention.name and mention.kind == "organisation"
        return person if sure or (plain and person is not None and " " in person.name) else None

    def _of_pronoun(self, asked: Asked, mention: Mention) -> tuple[Source, Person | None]:
        pronoun = mention.pronoun or ""
        best: Known | None = None
        if pronoun in _HE:
            known, person = self._memory.best_person(asked, _HE[pronoun])
            if person is not None:
                return self._person(mention, person), person
            best = known
        elif pronoun in _SPEAKER:
            best = self._memory.best_known(asked, lambda k: asked.outer in (None, k.mention.piece))
        elif pronoun in RELATIVE:
            return self._of_relative(mention)
        else:
            speaker = _speaker_over(self._doc[mention.head])
            if speaker is not None and pronoun in ("it", "they"):
                return replace(self._of_noun(speaker), span=self._span(mention.piece)), None
            several = pronoun in _THEY
            barred = _doers_to(self._doc[mention.head])
            names = {k.source.name for k in self._memory.known if k.mention.head in barred}
            named = self._memory.best_noun(asked, several=several, barred=barred)
            if named is not None and self._of_noun(named[1]).name in names:
                named = None
            best = self._memory.best_known(
                asked,
                lambda k: may_be_it(k, several) and k.mention.piece != asked.outer and k.source.name not in names,
            )
            if named is not None and (best is None or self._memory.weigh_known(best, asked) < named[0]):
                return replace(self._of_noun(named[1]), span=self._span(mention.piece)), None
        if best is None:
            return self._plain(mention, mention.text), None
        return replace(best.source, span=self._span(mention.piece)), best.person

    def _of_relative(self, mention: Mention) -> tuple[Source, Person | None]:
        """ "the governor, who said …": whom the clause is about."""
        at, verb = mention.head, self._doc[mention.head].head
        noun = verb.head if verb.dep_ == "acl:relcl" and verb.head.i < at else None
        back = at - 1
        while noun is None and back >= max(0, at - 2):
            if self._doc[back].pos_ in ("NOUN", "PROPN"):
                noun = self._doc[back]
            back -= 1
        if noun is None:
            return self._plain(mention, mention.text), None
        inner = read_mention(self._doc, phrase_of(noun))
        person = self._person_named(inner) or (self._introduced(inner) if inner.name is None else None)
        found = self._person(inner, person) if person else self._plain(inner, self._full_name(inner))
        return replace(found, span=self._span(mention.piece)), person

    def _of_noun(self, token: spacy.tokens.Token) -> Source:
        """The noun phrase that a pronoun points back to, as if it were a source there."""
        left = [t.i for t in token.subtree if t.i <= token.i and t.dep_ not in ("acl:relcl", "punct")]
        mention = read_mention(self._doc, Piece(min(left, default=token.i), token.i + 1))
        return self._plain(mention, self._full_name(mention))

    def _of_description(self, at: int, mention: Mention) -> tuple[Source, Person | None]:
        """A common noun: an office that the report names somebody for, a source told of before, or itself."""
        words = load_source_words()
        if mention.lemma in words.spokesmen and mention.definite and not mention.country:
            spoken = self._of_spokesman(mention)
            if spoken is not None:
                return spoken
        country = mention.country or self._country_around(mention)
        human = not mention.plural and is_human(mention)
        asked = make_office(mention.lemma, mention.modifiers, country)
        person = self._introduced(mention) if human else None
        if person is None and human and mention.definite and mention.lemma not in words.authored:
            person = self._cast.person_with(asked, mention.piece.start) or self._named_ahead(at, asked)
        if person is not None:
            if not any(office.may_be(asked) for office in person.offices):
                person.offices.append(asked)
            person.country = person.country or country
            return self._person(mention, person), person
        if mention.definite:
            for known in reversed(self._memory.known):
                if mention.piece.start - known.token > 4 * REACH:
                    break
                if _is_same(mention, known):
                    return replace(known.source, span=self._span(mention.piece)), known.person
            institution = self._institution(mention)
            if institution is not None:
                return institution, None
        return replace(self._plain(mention, mention.text), country=self._side(mention, country)), None

    def _of_spokesman(self, mention: Mention) -> tuple[Source, Person | None] | None:
        """ "The spokesman" is whom the report names as one; else of the kind and side of the body told of last."""
        person = self._cast.person_with(make_office(mention.lemma, mention.modifiers, None), mention.piece.start)
        if person is not None and not mention.plural:
            return self._person(mention, person), person
        asked = Asked(mention.piece)
        body = self._memory.best_known(asked, lambda k: k.source.kind not in ("person", "civilian", "document"))
        if body is None or mention.modifiers:
            return None
        kind, country = body.source.kind, body.source.country
        return Source(self._span(mention.piece), mention.text, kind, False, country), None

    def _side(self, mention: Mention, country: str | None) -> str | None:
        return mention.country or (country if mention.kind in ("government", "military", "civilian") else None)

    def _country_around(self, mention: Mention) -> str | None:
        """ "the country's army", "the local governor": of the country named last."""
        phrase = {t.lower_ for t in self._doc[mention.piece.start : mention.piece.end]}
        if phrase & load_source_words().local or ("country" in phrase and phrase & {"'s", "’s"}):
            return self._cast.last_country(mention.piece.start)
        return None

    def _introduced(self, mention: Mention) -> Person | None:
        """ "a farmer who gave his name as Musa Keita": the name stands in the mention's own relative clause."""
        reach = Piece(mention.head, min(len(self._doc), mention.head + _INTRODUCED_WITHIN))
        for entity in names_in(self._doc, reach):
            before = self._doc[max(0, entity.start - 1)]
            if before.lower_ in _CALLED and entity.label_ != "LOC" and _is_below(before, mention.head):
                return self._cast.person_of(entity.text)
        return None

    def _named_ahead(self, at: int, asked: Office) -> Person | None:
        """ "The minister said …. Tom Oduya said …": a report may name its source a sentence or two later.

        It is the next source that is a person in full name, first named there, of whom the report tells nothing else.
        """
        start = self._asked[at].piece.start
        for later, mention in zip(self._asked[at + 1 : at + 9], self._mentions[at + 1 : at + 9], strict=True):
            if later.piece.start - start > AHEAD:
                break
            person = self._person_named(mention)
            if person is None or " " not in (mention.name or "") or mention.head == 0:
                continue
            leader = load_people().leader(person.name)
            known = leader.country if leader is not None else person.country
            strange = known is not None and asked.country is not None and known != asked.country
            titled = any(not _is_rank(office) for office in person.offices)
            return None if strange or titled or person.last_before(start) >= 0 else person
        return None

    def _institution(self, mention: Mention) -> Source | None:
        """ "the army", where the report speaks of one country's army; "the ministry", where it names one."""
        found = self._cast.institutions.get(mention.lemma, [])
        if mention.country is not None or not found or mention.modifiers:
            return None
        at = bisect_left(found, mention.piece.start, key=lambda body: body.token)
        body = found[at - 1] if at else found[0]
        return Source(self._span(mention.piece), body.text, mention.kind, True, body.country)

    def _full_name(self, mention: Mention) -> str:
        """The fullest form of a body's name; a capital that acts bears its state's name."""
        name = mention.name or mention.text
        word = country_of(name)
        if word is not None and word.role == "capital" and mention.kind == "government":
            return list_countries()[word.code].name
        # "Russian officials" is more than the name in it.
        if mention.label == "LOC" and word is None:
            return mention.text
        return self._cast.long_forms.get(name.casefold(), name)

    def _person(self, mention: Mention, person: Person) -> Source:
        return Source(self._span(mention.piece), person.name, "person", True, person.country or mention.country)

    def _plain(self, mention: Mention, name: str) -> Source:
        span = self._span(mention.piece)
        return Source(span, name or mention.text or span.text, mention.kind, mention.named, mention.country)

    def _span(self, piece: Piece) -> Span:
        return span_of(self._doc, self._text, piece)


def _is_below(token: spacy.tokens.Token, head: int) -> bool:
    """Whether a word hangs on a head, over however many others."""
    at = token
    while at.head.i != at.i:
        at = at.head
        if at.i == head:
            return True
    return False


def _doers_to(token: spacy.tokens.Token) -> frozenset[int]:
    """The subjects of the clause whose object this is: whoever "took them" took somebody else."""
    if token.dep_ not in ("obj", "iobj", "obl") or token.lower_ in ("their", "its"):
        return frozenset()
    verb = token.head
    for _ in range(3):
        found = frozenset(t.i for t in verb.children if t.dep_ in ("nsubj", "nsubj:outer"))
        if found or verb.dep_ not in ("conj", "xcomp") or verb.head.i == verb.i:
            return found
        verb = verb.head
    return frozenset()


def _speaker_over(token: spacy.tokens.Token) -> spacy.tokens.Token | None:
    """ "The army says that it holds the town": the body whose saying holds the clause of which this is the subject."""
    verb = token.head
    if token.dep_ not in ("nsubj", "nsubj:pass") or verb.dep_ != "ccomp" or verb.head.lemma_ not in _SAYING:
        return None
    for subject in verb.head.children:
        if subject.dep_ == "nsubj" and subject.pos_ in ("NOUN", "PROPN") and not _is_in_full_name(subject):
            plural = subject.pos_ == "NOUN" and subject.lower_ != subject.lemma_.lower()
            several = any(child.dep_ == "conj" for child in subject.children)
            human = kind_of_word(load_source_words(), subject) in ("person", "civilian") and not plural
            fits = token.lower_ == ("they" if plural else "it") and not several and not human
            return subject if fits and subject.i < verb.i else None
    return None


def _is_in_full_name(token: spacy.tokens.Token) -> bool:
    """Whether the word is part of a person's name of two words or more; one word may be a state that looks like one."""
    beside = [t for t in (*token.children, token.head) if t.dep_ == "flat" or token.dep_ == "flat"]
    return token.ent_type_ == "PER" and bool(beside)


def _is_rank(office: Office) -> bool:
    return load_source_words().titles.get(office.noun) == "military"


def _is_same(mention: Mention, known: Known) -> bool:
    """Whether a definite description may mean a source told of before."""
    if mention.country is not None and known.source.country not in (mention.country, None):
        return False
    if known.mention.lemma == mention.lemma and known.mention.plural == mention.plural:
        return mention.modifiers <= known.mention.modifiers and len(known.source.name) >= len(mention.text)
    words = load_source_words()
    if mention.plural or mention.modifiers or not known.source.named:
        return False
    if mention.lemma in words.bodies and known.source.kind in ("organisation", "armed_group"):
        return True
    return mention.lemma in words.outlets and known.source.kind == "media"
