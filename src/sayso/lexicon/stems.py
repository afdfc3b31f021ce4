"""Stems of words, and how telling each is: to share "Kupiansk" is to have more in common than to share "said"."""

from __future__ import annotations

import csv
import functools
import math
import re
import threading
from pathlib import Path

from snowballstemmer import stemmer

from sayso.lexicon.lemmas import lemma_of

TABLE_FILE = Path(__file__).with_name("common.csv")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_POSSESSIVE = re.compile(r"['’]s?$")
_stemmer = stemmer("english")
_stemming = threading.Lock()
"""A stemmer keeps the word that it is at: of two threads at once one would get a piece of the other's word."""


@functools.lru_cache(maxsize=200_000)
def stem_of(word: str) -> str:
    """What a word has in common with its forms: "strikes", "struck" and "striking" give "strike".

    Snowball's English stemmer over the lemma, so that irregular forms meet, too.
    """
    low = _POSSESSIVE.sub("", word.lower())
    for upos in ("VERB", "NOUN"):
        lemma = lemma_of(low, upos)
        if lemma != low:
            return _stem(lemma)
    return _stem(low)


def _stem(word: str) -> str:
    with _stemming:
        return str(_stemmer.stemWord(word))


def find_stems(text: str) -> list[str]:
    """The stems of all words of a text, in its order."""
    return [stem_of(word) for word in _WORD.findall(text)]


@functools.cache
def load_commonness() -> tuple[int, dict[str, int]]:
    """How many documents were counted, and in how many of them each stem stood; rarer ones are not listed.

    `training.commonness` makes the table from public corpora.
    """
    with TABLE_FILE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    return int(rows[0][1]), {stem: int(count) for stem, count in rows[1:]}


@functools.lru_cache(maxsize=200_000)
def weigh_stem(stem: str) -> float:
    """How telling a stem is, 0 to 1: the logarithm of how many documents there are for each that has it (IDF).

    The same in every ledger and at all times, so that what is alike does not depend on what else was read.
    """
    documents, counts = load_commonness()
    return math.log(documents / (counts.get(stem, 1) + 1)) / math.log(documents / 2)
