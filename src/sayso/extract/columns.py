"""A `Doc`'s words as plain lists, read off it once: each look at one of spaCy's tokens makes an object of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import spacy.tokens
from numpy.typing import NDArray
from spacy.attrs import DEP, ENT_TYPE, HEAD, IS_SPACE, LEMMA, LENGTH, ORTH, POS, SPACY

Made = TypeVar("Made")
_COLUMNS = (ORTH, LEMMA, POS, DEP, HEAD, IS_SPACE, ENT_TYPE, LENGTH, SPACY)


@dataclass(frozen=True, slots=True)
class Columns:
    """All by token number, as the reader model has them; nobody changes them.

    `lemma` is in lower case. `label` is the kind of the name that a word stands in ("" outside names), `start` and
    `end` its first and last (exclusive) character, `blank` the blank behind it, if there is one.
    """

    text: list[str]
    lower: list[str]
    lemma: list[str]
    pos: list[str]
    dep: list[str]
    head: list[int]
    is_space: list[bool]
    label: list[str]
    start: list[int]
    end: list[int]
    blank: list[str]

    def whole(self, start: int, end: int) -> str:
        """The words from `start` to `end` (exclusive) with what stands between them, as a spaCy span's `text`."""
        last = end - 1
        return (
            "".join(w + b for w, b in zip(self.text[start:last], self.blank[start:last], strict=True)) + self.text[last]
        )


def columns_of(doc: spacy.tokens.Doc) -> Columns:
    """The lists of a finished `Doc`: it may not change any more once they have been asked for."""
    return keep(doc, "columns", _read)


def keep(doc: spacy.tokens.Doc, name: str, make: Callable[[spacy.tokens.Doc], Made]) -> Made:
    """What `make` gives for a `Doc`, made once and gone with it; it may hold nothing that holds the `Doc`."""
    known: dict[Any, Any] = doc.user_data
    key = ("sayso", name)
    if key not in known:
        known[key] = make(doc)
    found: Made = known[key]
    return found


def _read(doc: spacy.tokens.Doc) -> Columns:
    table = np.asarray(doc.to_array(list(_COLUMNS)), dtype=np.uint64).reshape(len(doc), len(_COLUMNS))
    orth, lemma, pos, dep, head, space, label, length, blank = table.T
    end = np.cumsum((length + blank).astype(np.int64)) - blank.astype(np.int64)
    return Columns(
        text=_words(doc, orth, str),
        lower=_words(doc, orth, str.lower),
        lemma=_words(doc, lemma, str.lower),
        pos=_words(doc, pos, str),
        dep=_words(doc, dep, str),
        head=(np.arange(len(doc)) + head.astype(np.int64)).tolist(),
        is_space=space.astype(bool).tolist(),
        label=_words(doc, label, str),
        start=(end - length.astype(np.int64)).tolist(),
        end=end.tolist(),
        blank=[" " if blank else "" for blank in blank.tolist()],
    )


def _words(doc: spacy.tokens.Doc, column: NDArray[np.uint64], form: Callable[[str], str]) -> list[str]:
    """The strings of a column, each different one looked up once."""
    strings, codes = doc.vocab.strings, column.tolist()
    known = {code: form(strings[code]) for code in set(codes)}
    return [known[code] for code in codes]
