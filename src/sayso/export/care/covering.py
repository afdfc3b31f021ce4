"""Covers names in texts and in addresses, wherever and in whichever case they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import unquote, urlsplit

from sayso.codebook.countries import country_of
from sayso.codebook.people import fold_name
from sayso.export.care.names import is_no_name, is_title
from sayso.export.care.persons import Names
from sayso.export.care.words import load_people_words

MARK = "[name withheld]"
_REPEATED = re.compile(rf"{re.escape(MARK)}(?:[ \-]{re.escape(MARK)})+")
_SHORTEST_PART = 2
_TOKEN = re.compile(r"[^\W_]+")
_GAP = re.compile(r"[\s\-_'’.]+")
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")

_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """Names by their folded words: whether each is hidden. `firsts` are their first words, `longest` the most words."""

    hidden: dict[_Key, bool]
    firsts: frozenset[str]
    longest: int


@dataclass(frozen=True, slots=True)
class Cover:
    """Replaces the names of private persons, and the parts of these names, by a mark; the names of others stand.

    `_whole` finds full names only, for the names of places, which may share a word with a person's.
    """

    _all: _Table
    _whole: _Table
    _slugs: tuple[str, ...]

    def text(self, text: str) -> str:
        """The text without the names and their parts."""
        return _replace(self._all, text)

    def place(self, text: str) -> str:
        """The name of a place without full names of people."""
        return _replace(self._whole, text)

    def label(self, label: str) -> str:
        """A name of a file or record without full names: a mark in place of all of it where it holds one."""
        return MARK if self._has_slug(label) else self.text(label)

    def url(self, url: str) -> str:
        """An address without full names: cut down to its site where it holds one."""
        if not self._has_slug(unquote(url)):
            return url
        try:
            parts = urlsplit(url)
        except ValueError:
            return MARK
        return f"{parts.scheme}://{parts.netloc}/" if parts.netloc and not self._has_slug(parts.netloc) else MARK

    def _has_slug(self, words: str) -> bool:
        slug = f"-{_NOT_LETTERS.sub('-', fold_name(words))}-"
        return any(f"-{own}-" in slug for own in self._slugs)


def make_cover(names: Names) -> Cover:
    """What covers the private ones of these names."""
    whole = [name for name in names.private if len(_key(name)) > 1]
    kept = [name for name in names.public if len(_key(name)) > 1]
    parts = {part for name in names.private for part in _parts(name)}
    slugs = {_NOT_LETTERS.sub("-", fold_name(name)).strip("-") for name in whole}
    return Cover(
        _make_table(kept, (*names.private, *parts)),
        _make_table(kept, whole),
        tuple(sorted(slug for slug in slugs if slug)),
    )


def _make_table(kept: Iterable[str], hidden: Iterable[str]) -> _Table:
    table = {_key(name): False for name in kept} | {_key(name): True for name in hidden}
    table.pop((), None)
    return _Table(table, frozenset(key[0] for key in table), max(map(len, table), default=0))


def _key(name: str) -> _Key:
    return tuple(token.casefold() for token in _TOKEN.findall(_plain(name)))


def _parts(name: str) -> Iterator[str]:
    """The words of a name that stand for the person by themselves."""
    particles = load_people_words().particles
    for word in name.split():
        for part in {word, *word.split("-")}:
            folded = part.casefold()
            if len(part) < _SHORTEST_PART or folded in particles or is_no_name(folded) or is_title(folded):
                continue
            if (part[0].isupper() or "-" in part) and country_of(part) is None:
                yield part


def _replace(table: _Table, text: str) -> str:
    if not table.hidden or not text:
        return text
    plain = _plain(text)
    tokens = [(found.start(), found.end(), found[0].casefold()) for found in _TOKEN.finditer(plain)]
    pieces: list[str] = []
    done = at = 0
    while at < len(tokens):
        words = _match(table, tokens, at, plain)
        start, end = tokens[at][0], tokens[at + max(words, 1) - 1][1]
        hidden = words > 0 and table.hidden[tuple(token[2] for token in tokens[at : at + words])]
        # A word in lower case is a word of the language ("rose"), unless the name begins with a particle ("al-Amin").
        if hidden and any(letter.isupper() for letter in text[start:end]):
            pieces += [text[done:start], MARK]
            done = end
        at += 1 if hidden and done != end else max(words, 1)
    return _REPEATED.sub(MARK, "".join((*pieces, text[done:])))


def _match(table: _Table, tokens: list[tuple[int, int, str]], at: int, plain: str) -> int:
    """How many words the longest name has that begins at this one; 0 where none does."""
    if tokens[at][2] not in table.firsts:
        return 0
    for words in range(min(table.longest, len(tokens) - at), 0, -1):
        group = tokens[at : at + words]
        if tuple(token[2] for token in group) in table.hidden and all(
            _GAP.fullmatch(plain, one[1], other[0]) for one, other in pairwise(group)
        ):
            return words
    return 0


def _plain(text: str) -> str:
    """The text with the bare letter for each that has accents: as many characters as before."""
    return text if text.isascii() else "".join(_bare(letter) for letter in text)


def _bare(letter: str) -> str:
    return letter if letter.isascii() else {"’": "'", "ı": "i"}.get(letter) or unicodedata.normalize("NFD", letter)[0]
