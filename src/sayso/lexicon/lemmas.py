"""Lemmas by word and part of speech: rules for regular endings, and a table of the words that they do not fit.

`lemmas.csv` is made by `training.lemmas` from lemminflect's dictionary, with which the two together agree word for
word. That library itself takes a quarter of a second to load its tables, a sixth of a short report's time.
"""

from __future__ import annotations

import functools
from pathlib import Path

TABLE_FILE = Path(__file__).with_name("lemmas.csv")
_CLIPPED = {
    "n't": "not", "n’t": "not", "'re": "be", "’re": "be", "'m": "be", "’m": "be", "'ll": "will", "’ll": "will",
    "'ve": "have", "’ve": "have", "'d": "would", "’d": "would", "ca": "can", "wo": "will",
    "sha": "shall",
}  # fmt: skip
_POSSESSIVE = frozenset(("'s", "’s"))
_VOWELS = frozenset("aeiouy")
_HISSING = ("ches", "shes", "sses", "xes", "zzes")
_SINGULAR = ("ss", "us", "is")
# Stems that lost an e before -ing and -ed ("noted", "fired"), and the longer ones that never had one ("shouted").
_LOST_E = (
    "at", "ir", "or", "ur", "ar", "bl", "pl", "tl", "dl", "gl", "kl", "id", "od", "ud", "ut", "ot", "in", "ib", "ip",
    "as", "is", "us", "c", "g", "s", "u", "v", "z",
)  # fmt: skip
_KEPT = (
    "ain", "ein", "oin", "ear", "air", "oor", "eet", "eat", "oat", "oot", "eed", "ood", "ead", "aid", "oud", "out",
    "ort",
)  # fmt: skip


@functools.lru_cache(maxsize=200_000)
def lemma_of(word: str, upos: str) -> str:
    """The lemma of a word: lower case but for proper nouns; the word itself where nothing better is known."""
    if upos == "PROPN":
        return word
    low = word.lower()
    if upos in ("AUX", "VERB", "PART") and low in _CLIPPED:
        return _CLIPPED[low]
    if low in _POSSESSIVE:
        return "be" if upos in ("AUX", "VERB") else low
    if upos not in ("NOUN", "VERB", "AUX", "ADJ", "ADV") or not low.isalpha():
        return low
    known = load_exceptions().get((low, upos))
    return known if known is not None else regular_lemma(low, upos)


@functools.cache
def load_exceptions() -> dict[tuple[str, str], str]:
    """The words that the rules get wrong, by word and part of speech."""
    rows = (line.split(",") for line in TABLE_FILE.read_text(encoding="utf-8").split("\n") if line)
    return {(word, upos): lemma for word, upos, lemma in rows}


def regular_lemma(word: str, upos: str) -> str:
    """The lemma of a word in lower case by its ending alone."""
    if upos == "NOUN":
        return _without_s(word)
    if upos in ("VERB", "AUX"):
        return _infinitive(word)
    return word


def _without_s(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(_HISSING):
        return word[:-2]
    if word.endswith("s") and not word.endswith(_SINGULAR) and len(word) > 2:
        return word[:-1]
    return word


def _infinitive(word: str) -> str:
    ending = "ing" if word.endswith("ing") else "ed" if word.endswith("ed") else ""
    stem = word[: len(word) - len(ending)]
    if not ending or len(stem) < 3 or not _VOWELS.intersection(stem):
        return _without_s(word)
    if word.endswith("ied"):
        return word[:-3] + "y"
    if stem[-1] == stem[-2] and stem[-1] not in "lsz":
        return stem[:-1]
    return stem + "e" if stem.endswith(_LOST_E) and not stem.endswith(_KEPT) else stem
