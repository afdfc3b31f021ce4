"""Names that the reader model marks in part only, mended by what stands around them: sides and ships."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence

import spacy.tokens

from sayso.codebook.countries import country_of
from sayso.codebook.names import load_name_words

_JOINING = frozenset(("of", "for", "and", "the"))
_ARTICLES = frozenset(("the", "a", "an"))
_LONGEST = 8
Span = spacy.tokens.Span


def mend_names(doc: spacy.tokens.Doc, names: Iterable[Span]) -> list[Span]:
    """The names of a report, in text order: a side's name is one name ("the Front of the Two Rivers"), and its first
    word alone means the side from then on ("the Front"); a ship is no place.
    """
    found = {name.start: name for name in names}
    people = [name for name in found.values() if name.label_ == "PER"]
    words = [token.text for token in doc]
    listed = load_name_words().sides
    for i, word in enumerate(words):
        if not word[:1].isupper() or not _is_listed(word.lower(), listed):
            continue
        side = _side_at(doc[i])
        if side is not None and not any(p.start < side.end and side.start < p.end for p in people):
            _put(found, side)
    for short in _short_forms(doc, words, found.values()):
        _put(found, short)
    _settle_kinds(found)
    ships = {name.text for name in found.values() if name.label_ == "LOC" and _is_ship(name)}
    return [name for _, name in sorted(found.items()) if name.label_ != "LOC" or name.text not in ships]


def _settle_kinds(found: dict[int, Span]) -> None:
    """A word marked as a person here, as a place elsewhere, is the place, unless it stands in a person's full name."""
    single = [name for name in found.values() if len(name) == 1]
    borne = {token.text for name in found.values() if len(name) > 1 and name.label_ == "PER" for token in name}
    count = Counter((name.text, name.label_) for name in single)
    for name in single:
        places, people = count[name.text, "LOC"], count[name.text, "PER"]
        if name.label_ == "PER" and places >= people and places and name.text not in borne:
            found[name.start] = Span(name.doc, name.start, name.end, label="LOC")


def _put(found: dict[int, Span], new: Span) -> None:
    """The new name in place of those that it touches."""
    for start in [s for s, name in found.items() if name.start < new.end and new.start < name.end]:
        del found[start]
    found[new.start] = new


def _side_at(token: spacy.tokens.Token) -> Span | None:
    """The whole name that begins with the word for a side, or with capitalised words before that word."""
    doc, size = token.doc, len(token.doc)
    if not _begins_side(token) or token.i + 2 >= size or doc[token.i + 1].lower_ not in ("of", "for"):
        return None
    joining = _JOINING if doc[token.i + 1].lower_ == "for" else _JOINING - {"and"}
    end = at = token.i + 2
    while at < min(size, token.i + _LONGEST) and (_is_capital(doc[at]) or doc[at].lower_ in joining):
        at += 1
        end = at if _is_capital(doc[at - 1]) else end
    if not _is_capital(doc[end - 1]):
        return None
    start = token.i
    while start > 0 and _is_capital(doc[start - 1]) and doc[start - 1].lower_ not in _ARTICLES:
        start -= 1
    name = Span(doc, start, end, label="ORG")
    return None if country_of(name.text) is not None else name


def _begins_side(token: spacy.tokens.Token) -> bool:
    return _is_capital(token) and token.pos_ == "PROPN" and _is_listed(token.lower_, load_name_words().sides)


def _is_listed(word: str, listed: Container[str]) -> bool:
    return word in listed or word.removesuffix("s") in listed


def _is_capital(token: spacy.tokens.Token) -> bool:
    return token.text[:1].isupper()


def _short_forms(doc: spacy.tokens.Doc, texts: Sequence[str], names: Iterable[Span]) -> list[Span]:
    """ "The Front" by itself, where a name of the report begins or ends with the word."""
    bodies = [name for name in names if name.label_ == "ORG" and len(name) > 1]
    words = {token.text for name in bodies for token in (name[0], name[-1]) if _begins_side(token)}
    inside = {token.i for name in bodies for token in name}
    return [
        Span(doc, i, i + 1, label="ORG")
        for i, text in enumerate(texts)
        if text in words and i not in inside and _stands_alone(doc[i])
    ]


def _stands_alone(token: spacy.tokens.Token) -> bool:
    doc, i = token.doc, token.i
    after = doc[i + 1] if i + 1 < len(doc) else None
    return i > 0 and doc[i - 1].lower_ == "the" and (after is None or not _is_capital(after))


def _is_ship(name: Span) -> bool:
    """ "The patrol ship Marlet", "the ship, the Marlet"."""
    doc, vessels = name.doc, load_name_words().vessels
    at = name.start - 1
    while at >= 0 and (doc[at].lower_ == "the" or doc[at].text in (",", "“", '"', "'", "‘")):
        at -= 1
    apart = name.start - 1 - at
    told = doc[at].lower_ if at >= 0 else ""
    return told in vessels and (apart == 0 or (apart == 2 and doc[name.start - 1].lower_ == "the"))
