"""Offices: "Ukraine's top commander", "the foreign minister", and who in a report may hold them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import spacy.tokens

from sayso.codebook.sources import load_source_words
from sayso.extract.kinds import kind_of_word
from sayso.extract.mentions import countries_in

Token = spacy.tokens.Token
_OFFICE_KINDS = frozenset(("government", "military", "person", "armed_group", "civilian"))
_TITLE_WORDS = 8
_AROUND_NAME = frozenset(("NOUN", "PROPN", "ADJ"))
# "Former" and the like tell of the same person; "vice" and "deputy" of another.
_EMPTY = frozenset("former then late top senior current new acting veteran newly old longtime outgoing".split())


@dataclass(frozen=True, slots=True)
class Office:
    """An office: its noun ("minister"), the words that tell which ("foreign"), and whose it is, if told."""

    noun: str
    modifiers: frozenset[str]
    country: str | None

    def may_be(self, asked: Office) -> bool:
        """Whether a mention of `asked` may mean the holder of this one."""
        if asked.country and self.country and asked.country != self.country:
            return False
        if asked.noun != self.noun:
            return self.noun in load_source_words().offices.get(asked.noun, frozenset())
        return asked.modifiers <= self.modifiers or (not self.modifiers and not asked.modifiers)


def make_office(noun: str, modifiers: frozenset[str], country: str | None) -> Office:
    """An office without the modifiers that do not tell it from others."""
    return Office(noun, modifiers - _EMPTY, country)


def find_offices(entity: spacy.tokens.Span) -> list[Office]:
    """The offices that the words around a name give: "Kenyan minister X", "the minister, X", "X, the minister"."""
    return [*_read(_before(entity)), *_read(_after(entity))]


def _read(tokens: Sequence[Token]) -> Iterator[Office]:
    words = load_source_words()
    codes = dict(countries_in(tokens))
    country = codes[min(codes)] if codes else None
    skipped = set(codes)
    for at, token in enumerate(tokens):
        lemma = token.lemma_.lower().rstrip(".")
        known = kind_of_word(words, token) in _OFFICE_KINDS or lemma in words.titles or lemma in words.spokesmen
        if not known or at in skipped or token.pos_ not in ("NOUN", "PROPN") or words.titles.get(lemma) == "person":
            continue
        follows = tokens[at + 1] if at + 1 < len(tokens) else None
        if follows is not None and follows.i == token.i + 1 and kind_of_word(words, follows) in _OFFICE_KINDS:
            continue  # "prime minister", "defence secretary": the last noun is the office
        modifiers = set()
        back = at - 1
        while back >= 0 and tokens[back].pos_ in _AROUND_NAME and back not in skipped:
            modifiers.add(tokens[back].lower_)
            back -= 1
        yield make_office(lemma, frozenset(modifiers), country)


def _before(entity: spacy.tokens.Span) -> list[Token]:
    """The words that run up to a name, over one comma where the tree joins the two."""
    doc, at = entity.doc, entity.start - 1
    start = max(0, entity.start - 3 * _TITLE_WORDS)
    crossed = False
    found: list[Token] = []
    while at >= start and len(found) < _TITLE_WORDS:
        token = doc[at]
        if token.is_space:
            break
        inside = token.pos_ in _AROUND_NAME or token.lower_ in ("'s", "’s") or token.dep_ in ("amod", "nmod:poss")
        if token.ent_type_ == "PER" and not crossed and token.lower_.rstrip(".") not in load_source_words().titles:
            break
        if inside or (crossed and token.pos_ in ("ADP", "DET", "CCONJ")) or token.text == "-":
            found.append(token)
        elif token.text == "," and not found and at - 1 >= start and _joined(entity, doc[at - 1]):
            crossed = True
        else:
            break
        at -= 1
    return found[::-1]


def _joined(entity: spacy.tokens.Span, token: Token) -> bool:
    """Whether the word before a comma belongs to the phrase that the name after it is set beside."""
    head = entity.root.head
    return entity.root.dep_ in ("appos", "flat", "nmod:desc") and head.i <= token.i and head.i < entity.start


def _after(entity: spacy.tokens.Span) -> list[Token]:
    """The words set beside a name after a comma: ", the head of the clinic,"."""
    doc = entity.doc
    if entity.end + 1 >= len(doc) or doc[entity.end].text != ",":
        return []
    found: list[Token] = []
    apposed = False
    for token in doc[entity.end + 1 : entity.end + 2 + _TITLE_WORDS]:
        if token.text in (",", ".", "–", "—") or token.pos_ in ("VERB", "AUX", "PRON"):
            break
        found.append(token)
        apposed = apposed or (token.dep_ == "appos" and entity.start <= token.head.i < entity.end)
    return found if apposed else []
