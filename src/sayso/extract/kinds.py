"""Which kind of source a mention's words tell of: a person, a government, an army, a newspaper …"""

from __future__ import annotations

from collections.abc import Sequence

import spacy.tokens

from sayso.codebook.countries import country_of
from sayso.codebook.sources import SourceWords
from sayso.model import SourceKind

Token = spacy.tokens.Token
_PERSONAL = frozenset("he she i who him her his you".split())


def find_kind(
    words: SourceWords, head: Token, tokens: Sequence[Token], name: str | None, label: str | None
) -> SourceKind:
    """The kind that the words tell: names before common nouns, modifiers before a head that says little."""
    lemma = head.lemma_.lower()
    if name is not None:
        return _kind_of_name(words, name, label, tokens)
    if lemma in words.spokesmen or lemma in words.authored:
        return _kind_spoken_for(words, head, tokens) or ("government" if lemma in words.authored else "organisation")
    if lemma in words.vague or kind_of_word(words, head) in (None, "document"):
        modified = _kind_of_modifiers(words, head, tokens)
        if modified is not None:
            return modified
    found = kind_of_word(words, head)
    if found is not None:
        return found
    if country_of(head.text) is not None and head.text[:1].isupper():
        return "government"
    return "person" if head.pos_ == "PRON" and head.lower_ in _PERSONAL else "organisation"


def kind_of_word(words: SourceWords, token: Token) -> SourceKind | None:
    """The kind that a noun tells, by itself or by its lemma."""
    return words.kinds.get(token.lower_) or words.kinds.get(token.lemma_.lower())


def _kind_of_name(words: SourceWords, name: str, label: str | None, tokens: Sequence[Token]) -> SourceKind:
    folded = name.casefold()
    if folded in words.groups:
        return words.groups[folded].kind
    if folded in words.media:
        return "media"
    if label == "PER":
        return "person"
    word = country_of(name)
    if word is not None:
        return "civilian" if word.role == "demonym" else "government"
    for token in reversed(name.casefold().split()):
        if token in ("of", "for", "the"):
            continue
        kind = words.kinds.get(token) or words.kinds.get(token.removesuffix("s"))
        if kind is not None:
            return kind
    apposed = [kind_of_word(words, t) for t in tokens if t.pos_ == "NOUN"]
    told = next((kind for kind in apposed if kind is not None and kind != "person"), None)
    return told or ("government" if label == "LOC" else "organisation")


def _kind_of_modifiers(words: SourceWords, head: Token, tokens: Sequence[Token]) -> SourceKind | None:
    """What the words beside a vague head make of it, the nearest before it first, then what follows "of"."""
    only_media = kind_of_word(words, head) == "document"
    inside = {t.i for t in tokens}
    beside = sorted((t for t in head.subtree if t.i in inside and t.i < head.i), key=lambda t: -t.i)
    beside += [t for t in head.children if t.i in inside and t.i > head.i and t.dep_ == "nmod"]
    for token in beside:
        folded = token.lower_
        group = words.groups.get(folded)
        kind = group.kind if group else words.modifiers.get(folded)
        if kind is None and token.pos_ in ("NOUN", "PROPN"):
            kind = kind_of_word(words, token)
        if kind is not None and (not only_media or kind == "media"):
            return kind
    group_before = group_in(words, tokens)
    return group_before if not only_media else None


def group_in(words: SourceWords, tokens: Sequence[Token]) -> SourceKind | None:
    """The kind of the known body that a mention's words name, also in several words ("Islamic State fighters")."""
    texts = [t.lower_ for t in tokens]
    for width in (4, 3, 2, 1):
        for at in range(len(texts) - width + 1):
            group = words.groups.get(" ".join(texts[at : at + width]))
            if group is not None and tokens[at].text[:1].isupper():
                return group.kind
    return None


def _kind_spoken_for(words: SourceWords, head: Token, tokens: Sequence[Token]) -> SourceKind | None:
    """Of whom a spokesman or a statement is: "army spokesman", "a spokeswoman for the ministry"."""
    for token in tokens:
        if token.i == head.i or token.pos_ not in ("NOUN", "PROPN", "ADJ"):
            continue
        folded = token.lower_
        if folded in words.groups:
            return words.groups[folded].kind
        kind = kind_of_word(words, token) or words.modifiers.get(folded)
        if kind is not None:
            return kind
        if country_of(token.text) is not None:
            return "government"
    return None
