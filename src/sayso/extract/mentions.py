"""What a mention of a source says by itself: its head, the name in it, its kind, the country it speaks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import spacy.tokens

from sayso.codebook.countries import country_of
from sayso.codebook.sources import SourceWords, load_source_words
from sayso.extract.drafts import Piece
from sayso.model import SourceKind

Token = spacy.tokens.Token
_NAME_DEPS = frozenset(("appos", "flat", "compound", "nmod:desc", "nsubj"))
_DETERMINERS = re.compile(r"^(?:the|a|an|some|many|several|both)\s+", re.I)
_INSTITUTIONS = frozenset(
    """
    ministry government army military navy parliament embassy court kremlin administration cabinet regime congress
    senate command staff police council union agency forces force television tv radio
    """.split()
)


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention: `head` is its head word, `name` the proper name at its head (or None), `people` whether plural."""

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
    text: str


def read_mention(doc: spacy.tokens.Doc, piece: Piece) -> Mention:
    """Everything that the words of a mention tell."""
    words = load_source_words()
    head = head_of(doc, piece)
    tokens = _core(doc, piece, head)
    entity = _entity_at(doc, head, piece)
    lemma = head.lemma_.lower()
    plural = _is_plural(head)
    text = _plain(doc, tokens)
    pronoun = head.text.lower() if head.pos_ == "PRON" else None
    country = _country_in(tokens, head, entity)
    label = entity.label_ if entity is not None else None
    name = bare_name(entity) if entity is not None else None
    kind = _kind(words, head, tokens, entity)
    institution = lemma in _INSTITUTIONS or head.text.lower() in _INSTITUTIONS
    # "Israeli government" names one; "Russian officials" and "Syrian state media" do not.
    named = name is not None or (institution and country is not None and not (plural and lemma in ("force", "council")))
    if name is None and lemma == "force" and country is not None:
        named = True
    country = _country_of_source(words, kind, name, country)
    return Mention(piece, head.i, lemma, name, label, kind, named, country, pronoun, plural, text)


def head_of(doc: spacy.tokens.Doc, piece: Piece) -> Token:
    """The word of a mention that hangs on a word outside it; the first noun among several."""
    tokens = [t for t in doc[piece.start : piece.end] if not t.is_space and t.pos_ != "PUNCT"] or [doc[piece.start]]
    outside = [t for t in tokens if not piece.start <= t.head.i < piece.end or t.head.i == t.i]
    nominal = [t for t in outside if t.pos_ in ("NOUN", "PROPN", "PRON")]
    return (nominal or outside or tokens)[0]


def _core(doc: spacy.tokens.Doc, piece: Piece, head: Token) -> list[Token]:
    """The words of the mention without its relative clauses."""
    skipped: set[int] = set()
    for token in doc[piece.start : piece.end]:
        if token.dep_ in ("acl:relcl", "acl", "parataxis") and token.i > head.i:
            skipped.update(t.i for t in token.subtree)
    return [t for t in doc[piece.start : piece.end] if t.i not in skipped and not t.is_space]


def _entity_at(doc: spacy.tokens.Doc, head: Token, piece: Piece) -> spacy.tokens.Span | None:
    """The name that the mention is of: at its head, or standing beside it ("the minister, Tom Oduya")."""
    inside = list(_entities_in(doc, piece))
    for entity in inside:
        if entity.start <= head.i < entity.end:
            return entity
    for entity in inside:
        root = entity.root
        if root.dep_ in _NAME_DEPS and root.head.i == head.i and entity.label_ != "LOC" and not _is_genitive(entity):
            return entity
    for entity in inside:
        if entity.label_ == "PER" and _follows_comma(doc, head, entity):
            return entity
    return None


def _entities_in(doc: spacy.tokens.Doc, piece: Piece) -> Iterator[spacy.tokens.Span]:
    """The names in a mention, read off its tokens: a span's own `ents` goes through those of the whole `Doc`."""
    at = piece.start
    while at < piece.end:
        end = at + 1
        if doc[at].ent_iob_ == "B":
            while end < len(doc) and doc[end].ent_iob_ == "I":
                end += 1
            if end <= piece.end:
                yield spacy.tokens.Span(doc, at, end, label=doc[at].ent_type_)
        at = end


def _follows_comma(doc: spacy.tokens.Doc, head: Token, entity: spacy.tokens.Span) -> bool:
    """Whether only a comma and titles part a name from the head: "its founder, Mr Oduya", however it was parsed."""
    between = [t for t in doc[head.i + 1 : entity.start] if not t.is_space]
    titles = load_source_words().titles
    return bool(between) and between[0].text == "," and all(t.lower_.rstrip(".") in titles for t in between[1:])


def _is_genitive(entity: spacy.tokens.Span) -> bool:
    return any(t.dep_ == "case" for t in entity.root.children if t.i >= entity.end)


def bare_name(entity: spacy.tokens.Span) -> str:
    """A name without article, titles, genitive and line breaks."""
    titles = load_source_words().titles
    tokens = [t for t in entity if not t.is_space]
    while len(tokens) > 1 and tokens[-1].text.lower() in ("'s", "’s", "'", "’"):
        tokens.pop()
    while len(tokens) > 1 and (tokens[0].lower_ == "the" or tokens[0].lower_.rstrip(".") in titles):
        tokens.pop(0)
    return " ".join(tokens[0].doc[tokens[0].i : tokens[-1].i + 1].text.split())


def _plain(doc: spacy.tokens.Doc, tokens: list[Token]) -> str:
    """The words of a mention without its article and closing marks; line breaks become spaces."""
    if not tokens:
        return ""
    text = " ".join(doc[tokens[0].i : tokens[-1].i + 1].text.split()).strip(" ,;:.\"“”'")
    return _DETERMINERS.sub("", text)


def _is_plural(head: Token) -> bool:
    if head.pos_ == "PRON":
        return head.lower_ in ("they", "we", "them", "those", "these")
    has_and = any(t.dep_ == "conj" for t in head.children)
    return has_and or (head.pos_ == "NOUN" and head.lower_ != head.lemma_.lower() and head.lower_.endswith(("s", "en")))


def _modifiers(head: Token, tokens: list[Token]) -> Iterator[Token]:
    inside = {t.i for t in tokens}
    for token in head.subtree:
        if token.i in inside and token.i != head.i:
            yield token


def _country_in(tokens: list[Token], head: Token, entity: spacy.tokens.Span | None) -> str | None:
    """The country that a mention's own words name: "Russian officials", "Ukraine's top commander", "the Kremlin".

    Behind the head only what it is "of" or speaks "for" counts: analysts in London do not speak for the United Kingdom.
    """
    usable = [t for t in tokens if t.i <= head.i or _is_of(t, head)]
    for width in (3, 2, 1):
        for at in range(len(usable) - width + 1):
            run = usable[at : at + width]
            if not run[0].text[:1].isupper() or run[-1].i - run[0].i != width - 1:
                continue
            inside_name = entity is not None and entity.label_ == "PER" and entity.start <= run[0].i < entity.end
            found = None if inside_name else country_of(" ".join(t.text for t in run))
            if found is not None:
                return found.code
    return None


def _is_of(token: Token, head: Token) -> bool:
    """Whether a word stands in a phrase with "of" or "for" that hangs on the head."""
    at = token
    while at.head.i not in (at.i, head.i):
        at = at.head
    cases = [c.lower_ for c in at.children if c.dep_ == "case"]
    return at.head.i == head.i and (cases[:1] in (["of"], ["for"]) or at.dep_ in ("appos", "flat"))


def _country_of_source(words: SourceWords, kind: SourceKind, name: str | None, country: str | None) -> str | None:
    folded = (name or "").casefold()
    if folded in words.groups:
        return words.groups[folded][1]
    if kind == "media":
        return words.outlets.get(folded) or country
    if kind in ("organisation", "document"):
        return None
    return country


def _kind(words: SourceWords, head: Token, tokens: list[Token], entity: spacy.tokens.Span | None) -> SourceKind:
    """The kind that the words tell, names before common nouns, modifiers before the head where the head is vague."""
    if entity is not None:
        known = _kind_of_name(words, bare_name(entity), entity)
        if known is not None:
            return known
    lemma = head.lemma_.lower()
    if lemma in words.spokesmen or lemma in words.authored:
        return _kind_spoken_for(words, head, tokens) or ("government" if lemma in words.authored else "organisation")
    vague = lemma in ("source", "official", "leader", "chief", "adviser", "commander", "force")
    if vague or lemma not in words.kinds:
        modified = _kind_of_modifiers(words, head, tokens)
        if modified is not None:
            return modified
    if lemma in words.kinds:
        return words.kinds[lemma]
    if country_of(head.text) is not None:
        return "government"
    return "person" if head.pos_ == "PRON" and head.lower_ in ("he", "she", "i", "who") else "organisation"


def _kind_of_name(words: SourceWords, name: str, entity: spacy.tokens.Span) -> SourceKind | None:
    folded = name.casefold()
    if folded in words.groups:
        return words.groups[folded][0]
    if folded in words.outlets:
        return "media"
    if entity.label_ == "PER":
        return "person"
    if country_of(name) is not None:
        return "government"
    for token in reversed(list(entity)):
        kind = words.kinds.get(token.lower_) or words.kinds.get(token.lower_.rstrip("s"))
        if kind is not None and token.dep_ not in ("nmod", "conj"):
            return kind
    return "government" if entity.label_ == "LOC" else "organisation"


_VAGUE_KINDS: dict[str, SourceKind] = {
    "security": "government", "intelligence": "government", "diplomatic": "government", "government": "government",
    "official": "government", "state": "government", "military": "military", "army": "military", "defence": "military",
    "defense": "military", "naval": "military", "rebel": "armed_group", "opposition": "armed_group",
    "militant": "armed_group", "jihadist": "armed_group", "militia": "armed_group", "local": "civilian",
    "medical": "civilian", "hospital": "civilian", "village": "civilian", "tribal": "civilian",
}  # fmt: skip


def _kind_of_modifiers(words: SourceWords, head: Token, tokens: list[Token]) -> SourceKind | None:
    for token in _modifiers(head, tokens):
        if token.dep_ in ("amod", "compound", "nmod:poss", "nmod") and token.head.i == head.i:
            kind = _VAGUE_KINDS.get(token.lower_)
            if kind is not None:
                return kind
            if token.dep_ == "compound" and token.lower_ in words.kinds:
                return words.kinds[token.lower_]
    return None


def _kind_spoken_for(words: SourceWords, head: Token, tokens: list[Token]) -> SourceKind | None:
    """Of whom a spokesman or a statement is: "army spokesman", "a spokeswoman for the ministry"."""
    for token in _modifiers(head, tokens):
        folded = token.lower_
        if folded in words.groups:
            return words.groups[folded][0]
        kind = words.kinds.get(token.lemma_.lower()) or _VAGUE_KINDS.get(folded)
        if kind is not None:
            return kind
        if country_of(token.text) is not None:
            return "government"
    return None
