"""Who appears in a report: its people with their names, offices and countries, its institutions, its short forms."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

import spacy.tokens

from sayso.codebook.countries import country_of
from sayso.codebook.names import load_name_words
from sayso.codebook.people import fold_name, load_people
from sayso.codebook.sources import load_source_words
from sayso.extract.columns import columns_of, keep
from sayso.extract.mentions import bare_name, countries_in
from sayso.extract.offices import Office, find_offices

_FEMALE = frozenset(("mrs", "ms", "miss", "lady", "dame", "madam", "sister", "queen", "princess"))
_MALE = frozenset(("mr", "sir", "lord", "king", "prince", "brother"))
_SUBJECTS = frozenset(("nsubj", "nsubj:pass", "nsubj:outer"))
_ONE_OF_MANY = frozenset("ambassador envoy diplomat consul official lawmaker senator general colonel officer".split())
"""Offices that many hold: of a country's, only who is known to be of that country is meant."""
_MAIN = frozenset(("root", "conj", "parataxis"))


@dataclass(slots=True)
class Person:
    """One person of the report: the fullest name, the offices that are told, a country, a gender, and every mention."""

    name: str
    offices: list[Office] = field(default_factory=list)
    country: str | None = None
    gender: str | None = None
    mentions: list[int] = field(default_factory=list)

    def last_before(self, token: int) -> int:
        """The last mention before a token, -1 where there is none."""
        at = bisect_left(self.mentions, token)
        return self.mentions[at - 1] if at else -1


@dataclass(frozen=True, slots=True)
class Institution:
    """A body that the report names in full: "the Syrian army", "the Harbour Ministry"."""

    token: int
    country: str | None
    text: str


@dataclass(slots=True)
class Cast:
    """Everybody whom a report names. `timeline` holds each mention of a person as (token, person), in order."""

    people: list[Person] = field(default_factory=list)
    by_name: dict[str, Person] = field(default_factory=dict)
    timeline: list[tuple[int, Person]] = field(default_factory=list)
    institutions: dict[str, list[Institution]] = field(default_factory=lambda: defaultdict(list))
    long_forms: dict[str, str] = field(default_factory=dict)
    countries: list[tuple[int, str]] = field(default_factory=list)

    def copy(self) -> Cast:
        """The same, with people of its own."""
        own = {id(p): replace(p, offices=p.offices.copy()) for p in self.people}
        return replace(
            self,
            people=list(own.values()),
            by_name={name: own[id(person)] for name, person in self.by_name.items()},
            timeline=[(at, own[id(person)]) for at, person in self.timeline],
        )

    def person_of(self, name: str) -> Person | None:
        """The person that a full or short name means."""
        words = fold_name(name).split()
        found = self.by_name.get(" ".join(words))
        if found is None and len(words) > 1:
            found = self.by_name.get(words[-1])
            # Another given name: another person, unless only a middle name is more or less.
            if found is not None and " " in found.name and fold_name(found.name).split()[0] != words[0]:
                found = None
        return found

    def person_with(self, asked: Office, before: int) -> Person | None:
        """Who holds an office: the one named last before token `before`, else first after it."""
        fitting = [p for p in self.people if _holds(p, asked)]
        if asked.country and asked.noun in _ONE_OF_MANY:
            fitting = [p for p in fitting if p.country or any(o.country for o in p.offices)]
        exact = [p for p in fitting if any(o.noun == asked.noun for o in p.offices)]
        sure = [p for p in exact or fitting if asked.country and p.country == asked.country]
        known = sure or exact or fitting
        if not known:
            return None
        earlier = [p for p in known if p.last_before(before) >= 0]
        if earlier:
            return max(earlier, key=lambda p: p.last_before(before))
        return min(known, key=lambda p: p.mentions[0])

    def last_country(self, token: int) -> str | None:
        """The country named last before a token."""
        at = bisect_left(self.countries, (token, ""))
        return self.countries[at - 1][1] if at else None


def _holds(person: Person, asked: Office) -> bool:
    if asked.country and person.country and person.country != asked.country:
        return False
    return any(office.may_be(asked) for office in person.offices)


def is_main_subject(token: spacy.tokens.Token) -> bool:
    """Whether a word is the subject of its sentence's main clause."""
    return token.dep_ in _SUBJECTS and token.head.dep_ in _MAIN


def is_subject(token: spacy.tokens.Token) -> bool:
    """Whether a word is the subject of any clause."""
    return token.dep_ in _SUBJECTS


def find_cast(doc: spacy.tokens.Doc) -> Cast:
    """The people, institutions and short forms of a report, in one pass over its names and one over its words.

    Each call gives people of its own, to whom what is learnt of them may be added.
    """
    return keep(doc, "cast", _find).copy()


def _find(doc: spacy.tokens.Doc) -> Cast:
    cast = Cast()
    names = sorted([*_people_marked(doc), *_people_by_title(doc)], key=lambda e: e.start)
    # Full names first, so that a family name finds its bearer also where it stands before the full name.
    for entity in sorted(names, key=lambda e: len(bare_name(e).split()) < 2):
        _add_person(cast, entity)
    _add_unmarked(cast, doc, {t.i for e in names for t in e})
    for person in cast.people:
        person.mentions = sorted(set(person.mentions))
        leader = load_people().leader(person.name)
        told = next((o.country for o in person.offices if o.country), None)
        person.country = leader.country if leader is not None and " " in person.name else told
        if person.country is None and leader is not None:
            person.country = leader.country
        person.gender = person.gender or load_people().gender(person.name)
    cast.timeline = sorted(((at, p) for p in cast.people for at in p.mentions), key=lambda pair: pair[0])
    _add_bodies(cast, doc)
    cast.countries = list(_countries_told(doc))
    return cast


def _people_marked(doc: spacy.tokens.Doc) -> Iterable[spacy.tokens.Span]:
    """The names that the model marked as a person's, without those known, or mostly marked, as something else."""
    words = load_source_words()
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    for entity in doc.ents:
        labels[bare_name(entity).casefold()][entity.label_] += 1
    for entity in doc.ents:
        name = bare_name(entity)
        folded = name.casefold()
        if entity.label_ != "PER" or not name[:1].isupper() or country_of(name) is not None:
            continue
        if folded in words.groups or folded in words.media:
            continue
        marked = labels[folded]
        titled = entity.start > 0 and doc[entity.start - 1].lower_.rstrip(".") in words.titles
        if titled or " " in name or marked["PER"] >= marked["LOC"] + marked["ORG"]:
            yield entity


def _people_by_title(doc: spacy.tokens.Doc) -> Iterable[spacy.tokens.Span]:
    """Capitalised names after a title ("Mr Oduya", "Gen Amara Keita") that the model did not mark."""
    titles, words = load_source_words().titles, columns_of(doc)
    for i in range(len(doc) - 1):
        if words.lower[i].rstrip(".") not in titles or words.label[i] == "PER" or words.text[i][:1].islower():
            continue
        after = end = i + 1
        while end < len(doc) and words.pos[end] == "PROPN" and words.text[end][:1].isupper() and not words.label[end]:
            end += 1
        if end == after or words.lower[after].rstrip(".") in titles:
            continue
        if country_of(words.whole(after, end)) is None:
            yield spacy.tokens.Span(doc, after, end, label="PER")


def _add_unmarked(cast: Cast, doc: spacy.tokens.Doc, marked: set[int]) -> None:
    """Single capitalised words that are the family name of somebody whom the report names in full."""
    words = columns_of(doc)
    for i, (text, pos) in enumerate(zip(words.text, words.pos, strict=True)):
        if pos != "PROPN" or i in marked or not text[:1].isupper() or len(text) < 3:
            continue
        folded = fold_name(text)
        person = cast.by_name.get(folded)
        if person is None or " " not in person.name or fold_name(person.name).split()[-1] != folded:
            continue
        before, after = max(0, i - 1), min(len(doc) - 1, i + 1)
        if words.pos[after] == "PROPN" or (words.pos[before] == "PROPN" and before < i) or country_of(text):
            continue
        person.mentions.append(i)


def _add_person(cast: Cast, entity: spacy.tokens.Span) -> None:
    name = bare_name(entity)
    words = fold_name(name).split()
    if not words:
        return
    person = cast.person_of(name)
    if person is None:
        person = Person(name)
        cast.people.append(person)
    elif len(words) > len(person.name.split()):
        person.name = name
    cast.by_name[" ".join(words)] = person
    person.mentions.append(entity.start)
    # Of two with one family name, the one whom the report names in full more often bears it alone.
    bearer = cast.by_name.setdefault(words[-1], person)
    if len(words) > 1:
        cast.by_name.setdefault(words[0], person)
        if len(person.mentions) > len(bearer.mentions):
            cast.by_name[words[-1]] = person
    person.offices += find_offices(entity)
    for token in entity.doc[max(0, entity.start - 1) : entity.end]:
        folded = token.lower_.rstrip(".")
        if folded in _FEMALE | _MALE and (token.i < entity.start or len(entity) > 1):
            person.gender = "f" if folded in _FEMALE else "m"


def _add_bodies(cast: Cast, doc: spacy.tokens.Doc) -> None:
    """Institutions by their noun, and short forms by the names they stand for."""
    words = load_source_words()
    longest: dict[str, str] = {}
    for entity in doc.ents:
        name = bare_name(entity)
        group = words.groups.get(name.casefold())
        if group is not None and len(name) > len(longest.get(group.name, "")):
            longest[group.name] = name
        last = entity[-1].lower_.removesuffix("s")
        if entity.label_ == "ORG" and len(name.split()) > 1 and (last in words.institutions or last in words.bodies):
            country = next((code for _, code in countries_in(list(entity))), None)
            cast.institutions[last].append(Institution(entity.start, country, name))
        after = doc[entity.end : entity.end + 3]
        if entity.label_ == "ORG" and len(after) == 3 and after[0].text == "(" and after[2].text == ")":
            short = after[1].text
            if short.isupper() and len(short) > 1:
                cast.long_forms[short.casefold()] = name
    for folded, group in words.groups.items():
        if group.name in longest:
            cast.long_forms.setdefault(folded, longest[group.name])
    _add_sides(cast, doc)
    tokens = columns_of(doc)
    for i, (lower, lemma) in enumerate(zip(tokens.lower, tokens.lemma, strict=True)):
        if (lemma in words.institutions or lower in words.institutions) and tokens.pos[i] in ("NOUN", "PROPN"):
            _add_institution(cast, doc[i], lemma)
    for bodies in cast.institutions.values():
        bodies.sort(key=lambda body: body.token)


def _countries_told(doc: spacy.tokens.Doc) -> Iterator[tuple[int, str]]:
    """Every mention of a country by its name, as (token, code)."""
    for i, text in enumerate(columns_of(doc).text):
        if text[:1].isupper():
            word = country_of(text)
            if word is not None and word.role == "name":
                yield i, word.code


def _add_sides(cast: Cast, doc: spacy.tokens.Doc) -> None:
    """ "The Front", where the report names one front in full."""
    full: dict[str, set[str]] = defaultdict(set)
    for entity in doc.ents:
        if entity.label_ == "ORG" and len(entity) > 1:
            name = bare_name(entity)
            first, *_, last = name.split() if " " in name else (name, name)
            for word in {first, last} if first != last else ():
                if word.lower().removesuffix("s") in load_name_words().sides:
                    full[word.casefold()].add(name)
    for word, names in full.items():
        longest = max(names, key=len)
        if all(name.casefold() in longest.casefold() for name in names):
            cast.long_forms.setdefault(word, longest)


def _add_institution(cast: Cast, token: spacy.tokens.Token, lemma: str) -> None:
    """A country's body: "the Syrian army", "Ukraine's defence ministry"."""
    doc, at = token.doc, token.i - 1
    while at >= 0 and token.i - at < 5 and (doc[at].pos_ in ("NOUN", "PROPN", "ADJ") or doc[at].lower_ in ("'s", "’s")):
        found = country_of(doc[at].text) if doc[at].text[:1].isupper() else None
        if found is not None:
            text = doc[at : token.i + 1].text.replace("’s ", " ").replace("'s ", " ")
            cast.institutions[lemma].append(Institution(token.i, found.code, " ".join(text.split())))
            return
        at -= 1
