"""What a mention of a source says by itself: its head, the name in it, its kind, the country it speaks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import spacy.tokens

from sayso.codebook.countries import country_of, list_countries
from sayso.codebook.sources import SourceWords, load_source_words
from sayso.extract.columns import columns_of
from sayso.extract.drafts import Piece
from sayso.extract.kinds import find_kind, group_in
from sayso.model import SourceKind

Token = spacy.tokens.Token
_NAME_DEPS = frozenset(("appos", "flat", "compound", "nmod:desc", "nsubj"))
_CLAUSES = frozenset(("acl:relcl", "acl", "parataxis", "advcl"))
_DETERMINERS = re.compile(r"^(?:the|a|an|some|many|several|both|this|that|these|those)\s+", re.I)
_DEFINITE = frozenset("the this that these those his her their its my our".split())
_INDEFINITE = frozenset("a an some another one many several".split())
_GENITIVES = frozenset(("'s", "’s", "'", "’"))
_HE_LIKE = frozenset("he she i who him her his you".split())
_POINTING = _HE_LIKE | frozenset(
    "we us me it they them its their my our your himself herself itself themselves this that these those"
    " which whom whose what".split()
)
"""Pronouns that mean somebody told of; "nobody", "none" and "one" mean nobody in particular."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention.

    `head` is its head word and `lemma` that word's lemma; `name` the proper name it is of, `label` that name's kind
    (PER, ORG, LOC), both None for common nouns; `modifiers` the words that tell which ("foreign" minister); `definite`
    is None where no determiner says so; `several` is set for "the army and the police"; `text` is the whole without
    determiner.
    """

    piece: Piece
    head: int
    lemma: str
    name: str | None
    label: str | None
    kind: SourceKind
    named: bool
    country: str | None
    pronoun: str | None
    plural: bool
    several: bool
    definite: bool | None
    modifiers: frozenset[str]
    text: str


def read_mention(doc: spacy.tokens.Doc, piece: Piece) -> Mention:
    """Everything that the words of a mention tell."""
    words = load_source_words()
    head = head_of(doc, piece)
    tokens = _core(doc, piece, head)
    entity = _entity_at(doc, head, piece)
    several = any(t.dep_ == "conj" and t.head.i == head.i and t.pos_ in ("NOUN", "PROPN") for t in tokens)
    name = bare_name(entity) if entity is not None else _capitals_at(head, piece)
    label = _label(words, entity, name)
    kind = find_kind(words, head, tokens, name, label)
    country = _country_in(tokens, head, entity if label == "PER" else None)
    lemma = head.lemma_.lower()
    institution = bool(words.institutions & {lemma, head.lower_}) and not (_is_plural(head) and head.lower_ != "forces")
    named = name is not None or (institution and country is not None) or (group_in(words, tokens) is not None)
    return Mention(
        piece=piece,
        head=head.i,
        lemma=lemma,
        name=name,
        label=label,
        kind=kind,
        named=named,
        country=_country_of_source(words, kind, name, country) if not several else None,
        pronoun=head.lower_ if head.lower_ in _POINTING and _is_pointing(head) else None,
        plural=several or _is_plural(head),
        several=several,
        definite=_is_definite(doc[piece.start], tokens),
        modifiers=frozenset(t.lower_ for t in _modifiers(head, tokens) if country_of(t.text) is None),
        text=_plain(doc, tokens),
    )


def head_of(doc: spacy.tokens.Doc, piece: Piece) -> Token:
    """The word of a mention that hangs on a word outside it; the first noun among several."""
    words, inside = columns_of(doc), range(piece.start, piece.end)
    tokens = [i for i in inside if not words.is_space[i] and words.pos[i] != "PUNCT"] or [piece.start]
    outside = [i for i in tokens if words.head[i] not in inside or words.head[i] == i]
    nominal = [i for i in outside if words.pos[i] in ("NOUN", "PROPN", "PRON")]
    return doc[(nominal or outside or tokens)[0]]


def bare_name(entity: spacy.tokens.Span) -> str:
    """A name without article, titles, genitive and line breaks."""
    titles, doc = load_source_words().titles, entity.doc
    words = columns_of(doc)
    tokens = [i for i in range(entity.start, entity.end) if not words.is_space[i]]
    while len(tokens) > 1 and (
        words.lower[tokens[-1]] in _GENITIVES or (words.pos[tokens[-1]] == "PUNCT" and len(words.text[tokens[-1]]) == 1)
    ):
        tokens.pop()
    while len(tokens) > 1 and (words.lower[tokens[0]] == "the" or words.lower[tokens[0]].rstrip(".") in titles):
        tokens.pop(0)
    name = " ".join(words.whole(tokens[0], tokens[-1] + 1).split()) if tokens else ""
    return _known_part(name)


def _known_part(name: str) -> str:
    """A name without the words that the model took into it behind a body that the codebook knows."""
    groups = load_source_words().groups
    words = name.split()
    for dropped in (1, 2):
        short = " ".join(words[:-dropped])
        if len(words) > dropped + 1 and name.casefold() not in groups and short.casefold() in groups:
            return short
    return name


def names_in(doc: spacy.tokens.Doc, piece: Piece) -> Iterator[spacy.tokens.Span]:
    """The names that lie in a mention, read off its tokens: a span's own `ents` goes through all of the `Doc`."""
    at = piece.start
    while at < piece.end:
        end = at + 1
        if doc[at].ent_iob_ == "B":
            while end < len(doc) and doc[end].ent_iob_ == "I":
                end += 1
            if end <= piece.end:
                yield spacy.tokens.Span(doc, at, end, label=doc[at].ent_type_)
        at = end


def countries_in(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """The countries that these words name, as (place among them, code), the widest names first."""
    texts = [t.text for t in tokens]
    for width in (3, 2, 1):
        for at in range(len(texts) - width + 1):
            if texts[at][:1].isupper():
                found = country_of(" ".join(texts[at : at + width]))
                if found is not None:
                    yield at, found.code


def _core(doc: spacy.tokens.Doc, piece: Piece, head: Token) -> list[Token]:
    """The words of the mention without its relative clauses."""
    skipped: set[int] = set()
    for token in doc[piece.start : piece.end]:
        if token.dep_ in _CLAUSES and token.i > head.i:
            skipped.update(t.i for t in token.subtree)
    return [t for t in doc[piece.start : piece.end] if t.i not in skipped and not t.is_space] or [head]


def _entity_at(doc: spacy.tokens.Doc, head: Token, piece: Piece) -> spacy.tokens.Span | None:
    """The name that the mention is of: at its head, or standing beside it ("the minister, Tom Oduya")."""
    inside = list(names_in(doc, piece))
    for entity in inside:
        if entity.start <= head.i < entity.end:
            return entity
    words = load_source_words()
    for entity in inside:
        # "Harbour News agency", "the Red Cross organisation": the noun behind a known name only says what it is.
        known = bare_name(entity).casefold()
        beside = entity.end <= head.i <= entity.end + 1 and head.lemma_.lower() in words.outlets | words.bodies
        if beside and (known in words.media or known in words.groups):
            return entity
    people = [e for e in inside if e.label_ == "PER" and not _is_genitive(e) and not _governed(e, head)]
    if people:
        return people[-1]
    for entity in inside:
        root = entity.root
        if root.dep_ in _NAME_DEPS and root.head.i == head.i and entity.label_ != "LOC" and not _is_genitive(entity):
            return entity if root.i > head.i else None
    return None


def _governed(entity: spacy.tokens.Span, head: Token) -> bool:
    """Whether a name stands behind a preposition or before the head: "the brother of Ali", "the Obama campaign"."""
    if any(t.dep_ == "case" and t.i < entity.start for t in entity.root.children):
        return True
    before = head.doc[entity.start - 1] if entity.start else None
    return entity.end <= head.i or (before is not None and before.pos_ == "ADP")


def _is_genitive(entity: spacy.tokens.Span) -> bool:
    after = entity.doc[entity.end : entity.end + 1]
    return entity[-1].lower_ in _GENITIVES or (len(after) == 1 and after[0].lower_ in _GENITIVES)


def _capitals_at(head: Token, piece: Piece) -> str | None:
    """The run of capitalised proper nouns at the head, where the model marked no name."""
    if head.pos_ != "PROPN" or not head.text[:1].isupper():
        return None
    doc, low, high = head.doc, head.i, head.i + 1
    while low > piece.start and doc[low - 1].pos_ == "PROPN" and doc[low - 1].text[:1].isupper():
        low -= 1
    while high < piece.end and doc[high].pos_ == "PROPN" and doc[high].text[:1].isupper():
        high += 1
    return bare_name(doc[low:high])


def _label(words: SourceWords, entity: spacy.tokens.Span | None, name: str | None) -> str | None:
    """The label of a name, mended where the codebook knows the name."""
    if name is None:
        return None
    folded = name.casefold()
    if folded in words.groups or folded in words.media:
        return "ORG"
    if country_of(name) is not None:
        return "LOC"
    return entity.label_ if entity is not None else None


def _plain(doc: spacy.tokens.Doc, tokens: Sequence[Token]) -> str:
    """The words of a mention without its article and closing marks; line breaks become spaces.

    What is a country's by genitive is written as its adjective, so that "Kenya's army" and "the Kenyan army" are one.
    """
    text = " ".join(doc[tokens[0].i : tokens[-1].i + 1].text.split()).strip(" ,;:.\"“”'")
    text = _DETERMINERS.sub("", text)
    first, sign, rest = text.partition("’s ") if "’s " in text else text.partition("'s ")
    owner = country_of(first) if sign else None
    demonym = list_countries()[owner.code].demonym if owner is not None and owner.role == "name" else ""
    return f"{demonym} {rest}" if demonym else text


def _is_plural(head: Token) -> bool:
    if head.pos_ == "PRON":
        return head.lower_ in ("they", "we", "them", "those", "these", "us")
    if head.lower_ in ("people", "police", "media"):
        return True
    return head.pos_ == "NOUN" and head.lower_ != head.lemma_.lower() and head.lower_.endswith(("s", "en"))


def _is_pointing(head: Token) -> bool:
    return head.pos_ == "PRON" or head.lower_ in _HE_LIKE


def _is_definite(first: Token, tokens: Sequence[Token]) -> bool | None:
    if first.lower_ in _DEFINITE:
        return True
    if first.lower_ in _INDEFINITE:
        return False
    return True if any(t.lower_ in _GENITIVES for t in tokens[:4]) else None


def _modifiers(head: Token, tokens: Sequence[Token]) -> Iterator[Token]:
    inside = {t.i for t in tokens}
    for token in head.subtree:
        if token.i in inside and token.i != head.i and token.pos_ in ("NOUN", "PROPN", "ADJ") and token.i < head.i:
            yield token


def _country_in(tokens: Sequence[Token], head: Token, person: spacy.tokens.Span | None) -> str | None:
    """The country that a mention's own words name: "Russian officials", "Ukraine's top commander", "the Kremlin".

    Behind the head only what it is "of" or speaks "for" counts: analysts in London do not speak for the United Kingdom.
    """
    usable = [t for t in tokens if t.i <= head.i or _is_of(t, head)]
    for at, code in countries_in(usable):
        if person is None or not person.start <= usable[at].i < person.end:
            return code
    return None


def _is_of(token: Token, head: Token) -> bool:
    """Whether a word stands in a phrase with "of" or "for" that hangs on the head, or beside the head."""
    at = token
    while at.head.i not in (at.i, head.i):
        at = at.head
    cases = [c.lower_ for c in at.children if c.dep_ == "case"]
    return at.head.i == head.i and (cases[:1] in (["of"], ["for"]) or at.dep_ in ("appos", "flat"))


def _country_of_source(words: SourceWords, kind: SourceKind, name: str | None, country: str | None) -> str | None:
    folded = (name or "").casefold()
    if folded in words.groups:
        return words.groups[folded].country
    if kind == "media":
        return words.media.get(folded) or country
    return None if kind in ("organisation", "document") else country
