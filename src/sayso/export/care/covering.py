"""Covers names in texts and in addresses, wherever and in whichever case they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from sayso.codebook.countries import country_of
from sayso.codebook.people import fold_name
from sayso.export.care.names import is_no_name, is_title
from sayso.export.care.persons import Names
from sayso.export.care.words import load_people_words

MARK = "[name withheld]"
_REPEATED = re.compile(rf"{re.escape(MARK)}(?:[ \-]{re.escape(MARK)})+")
_SHORTEST_PART = 2
_PART = re.compile(r"[\s\-]+")
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Cover:
    """Replaces the names of private persons, and the parts of these names, by a mark; the names of others stand.

    `_whole` finds full names only, for the names of places, which may share a word with a person's.
    """

    _all: re.Pattern[str] | None
    _whole: re.Pattern[str] | None
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
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.netloc}/" if parts.netloc and not self._has_slug(parts.netloc) else MARK

    def _has_slug(self, words: str) -> bool:
        slug = f"-{_NOT_LETTERS.sub('-', fold_name(words))}-"
        return any(f"-{own}-" in slug for own in self._slugs)


def make_cover(names: Names) -> Cover:
    """What covers the private ones of these names."""
    full = sorted(names.private, key=lambda name: (-len(name), name))
    whole = [name for name in full if len(_PART.split(name)) > 1]
    kept = sorted((name for name in names.public if " " in name), key=lambda name: (-len(name), name))
    parts = sorted({part for name in full for part in _parts(name)}, key=lambda part: (-len(part), part))
    slugs = tuple(slug for name in whole if (slug := _NOT_LETTERS.sub("-", fold_name(name)).strip("-")))
    return Cover(_pattern(kept, full, parts), _pattern(kept, whole, ()), slugs)


def _parts(name: str) -> Iterable[str]:
    """The words of a name that stand for the person by themselves."""
    particles = load_people_words().particles
    for word in name.split():
        for part in {word, *word.split("-")}:
            folded = part.casefold()
            if len(part) < _SHORTEST_PART or folded in particles or is_no_name(folded) or is_title(folded):
                continue
            if (part[0].isupper() or "-" in part) and country_of(part) is None:
                yield part


def _pattern(kept: Iterable[str], full: Iterable[str], parts: Iterable[str]) -> re.Pattern[str] | None:
    hidden = [_words(name) for name in (*full, *parts)]
    if not hidden:
        return None
    shown = "|".join(_words(name) for name in kept)
    either = (f"(?P<kept>{shown})|" if shown else "(?P<kept>(?!))|") + f"(?P<hidden>{'|'.join(hidden)})"
    return re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])", re.IGNORECASE)


def _words(name: str) -> str:
    return r"\s+".join(re.escape(_plain(word)) for word in name.split())


def _replace(pattern: re.Pattern[str] | None, text: str) -> str:
    if pattern is None or not text:
        return text
    pieces: list[str] = []
    at = 0
    for found in pattern.finditer(_plain(text)):
        words = text[found.start() : found.end()]
        # A word in lower case is a word of the language ("rose"), unless the name begins with a particle ("al-Amin").
        if found["kept"] is not None or not any(letter.isupper() for letter in words):
            continue
        pieces += [text[at : found.start()], MARK]
        at = found.end()
    return _REPEATED.sub(MARK, "".join((*pieces, text[at:])))


def _plain(text: str) -> str:
    """The text with the bare letter for each that has accents: as many characters as before."""
    return text if text.isascii() else "".join(_bare(letter) for letter in text)


def _bare(letter: str) -> str:
    return letter if letter.isascii() else {"’": "'", "ı": "i"}.get(letter) or unicodedata.normalize("NFD", letter)[0]
