"""Words to word pieces: the reader model's vocabulary, and the shape of a word that an uncased vocabulary forgets.

The rules are those of BERT's uncased WordPiece (Devlin and others, 2019): lower case, accents off, every punctuation
mark a piece, then the longest known piece first. A word is cut after `MAX_PIECES` pieces, so that a web address of 300
characters costs no more than a long name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

MAX_PIECES = 8
MAX_WORD_CHARACTERS = 100
_CACHE_WORDS = 200_000
_CACHE_SHAPES = 50_000

SHAPES = ("lower", "title", "capitals", "initial", "mixed", "digits", "digits-letters", "mark-spaced", "mark-joined")
POSITIONS = ("inside", "after-stop", "line-start")
SHAPE_COUNT = len(SHAPES) * len(POSITIONS) + 1
_STOPS = frozenset(".!?:…")
_CLOSERS = frozenset("\"'”’»)]}")


class WordPieces:
    """Cuts words into pieces of a vocabulary; keeps what it has cut, since words come again and again."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.ids = {piece: number for number, piece in enumerate(vocabulary)}
        self.unknown, self.first, self.last = self.ids["[UNK]"], self.ids["[CLS]"], self.ids["[SEP]"]
        self._known: dict[str, tuple[int, ...]] = {}

    @classmethod
    def load(cls, path: Path) -> WordPieces:
        """The vocabulary of a file with one piece a line."""
        return cls(path.read_text(encoding="utf-8").split("\n")[:-1])

    def cut(self, word: str) -> tuple[int, ...]:
        """The ids of the pieces of one word; never empty."""
        pieces = self._known.get(word)
        if pieces is None:
            pieces = tuple(self._cut(word))[:MAX_PIECES] or (self.unknown,)
            if len(self._known) < _CACHE_WORDS:
                self._known[word] = pieces
        return pieces

    def _cut(self, word: str) -> Iterable[int]:
        for part in _basic_parts(word[: 4 * MAX_WORD_CHARACTERS]):
            yield from self._longest_first(part)

    def _longest_first(self, part: str) -> list[int]:
        if len(part) > MAX_WORD_CHARACTERS:
            return [self.unknown]
        found: list[int] = []
        start = 0
        while start < len(part):
            for end in range(len(part), start, -1):
                number = self.ids.get(("##" if start else "") + part[start:end])
                if number is not None:
                    break
            else:
                return [self.unknown]
            found.append(number)
            start = end
        return found


def _basic_parts(word: str) -> list[str]:
    """Lower case without accents, cut at punctuation and around Chinese characters."""
    bare = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
    parts: list[str] = []
    inside = False
    for c in bare:
        if c.isspace() or unicodedata.category(c)[0] == "C":
            inside = inside and not c.isspace()
        elif _is_mark(c) or "\u4e00" <= c <= "\u9fff":
            parts.append(c)
            inside = False
        elif inside:
            parts[-1] += c
        else:
            parts.append(c)
            inside = True
    return parts


def _is_mark(c: str) -> bool:
    return unicodedata.category(c)[0] == "P" or (c < "\x7f" and not c.isalnum())


@lru_cache(maxsize=_CACHE_SHAPES)
def shape_of(word: str, *, spaced: bool) -> int:
    """The number in `SHAPES` of a word; `spaced` tells whether white space stands before it."""
    if not any(c.isalnum() for c in word):
        return 7 if spaced else 8
    if any(c.isdigit() for c in word):
        return 6 if any(c.isalpha() for c in word) else 5
    if word.islower() or not any(c.isupper() for c in word):
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 3
    return 1 if word[0].isupper() and word[1:].islower() else 4


def shapes_of(words: Sequence[str], spaced: Sequence[bool], line_starts: Sequence[bool]) -> list[int]:
    """For each word the id of its shape and position: 1 to `SHAPE_COUNT` - 1 (0 is kept for padding)."""
    ids: list[int] = []
    after_stop = False
    for word, space, line in zip(words, spaced, line_starts, strict=True):
        position = 2 if line else 1 if after_stop else 0
        ids.append(1 + shape_of(word, spaced=space) * len(POSITIONS) + position)
        if word[-1] in _STOPS:
            after_stop = True
        elif not (after_stop and all(c in _CLOSERS for c in word)):
            after_stop = False
    return ids
