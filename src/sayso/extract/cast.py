"""Who appears in a report: its people with their names, titles and countries, and its institutions and short forms."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

import spacy.tokens

from sayso.codebook.countries import country_of
from sayso.codebook.sources import load_source_words
from sayso.extract.mentions import bare_name

_FEMALE = frozenset(("mrs", "ms", "miss", "lady", "dame", "madam", "sister", "queen", "princess"))
_MALE = frozenset(("mr", "sir", "lord", "king", "prince", "brother"))
_TITLE_DEPS = frozenset(("compound", "amod", "nmod:desc", "appos", "nmod:poss", "flat", "nmod"))
_SUBJECTS = frozenset(("nsubj", "nsubj:pass", "nsubj:outer"))


@dataclass(slots=True)
class Person:
    """One person of the report: the fullest name, the offices that are told, a country, a gender, and every mention."""

    name: str
    titles: set[str] = field(default_factory=set)
    country: str | None = None
    gender: str | None = None
    mentions: list[int] = field(default_factory=list)
    subjects: list[int] = field(default_factory=list)

    def last_before(self, token: int, *, as_subject: bool) -> int:
        """The last mention before a token, -1 where there is none."""
        places = self.subjects if as_subject else self.mentions
        at = bisect_left(places, token)
        return places[at - 1] if at else -1


@dataclass(frozen=True, slots=True)
class Institution:
    """A body that the report names with its country: "the Syrian army"."""

    token: int
    country: str
    text: str


@dataclass(slots=True)
class Cast:
    """Everybody whom a report names."""

    people: list[Person]
    by_name: dict[str, Person]
    institutions: dict[str, list[Institution]]
    long_forms: dict[str, str]

    def person_of(self, name: str) -> Person | None:
        """The person that a full or short name means, by its last word, else by its first."""
        words = name.casefold().split()
        if not words:
            return None
        return self.by_name.get(" ".join(words)) or self.by_name.get(words[-1])

    def person_with(self, title: str, country: str | None, before: int) -> Person | None:
        """Who holds an office: the one named last before (else first after) token `before`, countries agreeing."""
        fitting = [p for p in self.people if title in p.titles and (not country or p.country in (country, None))]
        if country and any(p.country == country for p in fitting):
            fitting = [p for p in fitting if p.country == country]
        if not fitting:
            return None
        known = [p for p in fitting if p.last_before(before, as_subject=False) >= 0]
        if known:
            return max(known, key=lambda p: p.last_before(before, as_subject=False))
        return min(fitting, key=lambda p: p.mentions[0])


def find_cast(doc: spacy.tokens.Doc) -> Cast:
    """The people, institutions and short forms of a report, in one pass over its names and one over its words."""
    cast = Cast([], {}, {}, _long_forms(doc))
    for entity in doc.ents:
        if entity.label_ == "PER":
            _add_person(cast, entity)
    words = load_source_words()
    for token in doc:
        lemma = token.lemma_.lower()
        if token.pos_ in ("NOUN", "PROPN") and words.kinds.get(lemma) in ("military", "government"):
            for child in token.children:
                found = country_of(child.text) if child.dep_ in ("amod", "nmod:poss", "compound") else None
                if found is not None and child.i < token.i:
                    text = " ".join(doc[child.i : token.i + 1].text.replace("’s ", " ").replace("'s ", " ").split())
                    cast.institutions.setdefault(lemma, []).append(Institution(token.i, found.code, text))
                    break
    return cast


def _add_person(cast: Cast, entity: spacy.tokens.Span) -> None:
    name = bare_name(entity)
    words = name.casefold().split()
    if not words:
        return
    person = cast.by_name.get(words[-1]) or (cast.by_name.get(words[0]) if len(words) == 1 else None)
    if person is not None and len(words) > 1 and len(person.name.split()) > 1:
        # Two full names that share a family name are two people.
        person = person if person.name.casefold().split()[0] == words[0] else None
    if person is None:
        person = Person(name)
        cast.people.append(person)
    elif len(words) > len(person.name.split()):
        person.name = name
    cast.by_name[name.casefold()] = person
    cast.by_name[words[-1]] = person
    if len(words) > 1:
        cast.by_name.setdefault(words[0], person)
    person.mentions.append(entity.start)
    if entity.root.dep_ in _SUBJECTS:
        person.subjects.append(entity.start)
    _describe(person, entity)


def _describe(person: Person, entity: spacy.tokens.Span) -> None:
    """Titles, country and gender from the words around a name: "Russian lawmaker", "the minister, …", "Mr"."""
    root, doc = entity.root, entity.doc
    around = [t for t in root.children if t.dep_ in _TITLE_DEPS]
    if root.dep_ in ("appos", "flat", "compound", "nmod:desc") and root.head.pos_ in ("NOUN", "PROPN"):
        around += [root.head, *(t for t in root.head.children if t.dep_ in _TITLE_DEPS)]
    around += [t for t in doc[max(0, entity.start - 3) : entity.start] if t.pos_ == "PROPN" or t.head.i == root.i]
    around += list(entity)
    around += _words_before(entity)
    kinds, titles = load_source_words().kinds, load_source_words().titles
    for token in around:
        folded = token.lower_.rstrip(".")
        lemma = token.lemma_.lower()
        if folded in _FEMALE | _MALE:
            person.gender = "f" if folded in _FEMALE else "m"
        elif kinds.get(lemma) in ("government", "military", "person") or folded in titles:
            person.titles.add(lemma)
            for child in (*token.children, *around):
                found = country_of(child.text) if child.text[:1].isupper() else None
                if found is not None and person.country is None and not entity.start <= child.i < entity.end:
                    person.country = found.code


def _words_before(entity: spacy.tokens.Span) -> list[spacy.tokens.Token]:
    """The words that lead up to a name without a mark or a verb between, whatever the tree made of them."""
    found: list[spacy.tokens.Token] = []
    for token in reversed(entity.doc[max(0, entity.start - 4) : entity.start]):
        if token.is_space or token.pos_ not in ("NOUN", "PROPN", "ADJ"):
            break
        found.append(token)
    return found


def _long_forms(doc: spacy.tokens.Doc) -> dict[str, str]:
    """Short forms with the names they were introduced for: "Lake Protection Units (LPU)"."""
    found: dict[str, str] = {}
    for entity in doc.ents:
        after = doc[entity.end : entity.end + 3]
        if entity.label_ == "ORG" and len(after) == 3 and after[0].text == "(" and after[2].text == ")":
            short = after[1].text
            if short.isupper() and len(short) > 1:
                found[short.casefold()] = bare_name(entity)
    return found
