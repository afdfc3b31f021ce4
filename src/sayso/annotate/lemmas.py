"""Lemmas by word and part of speech: lemminflect, and a short table of what the tokenizer cuts off."""

from __future__ import annotations

import functools

import lemminflect

_CLIPPED = {
    "n't": "not", "n’t": "not", "'re": "be", "’re": "be", "'m": "be", "’m": "be", "'ll": "will", "’ll": "will",
    "'ve": "have", "’ve": "have", "'d": "would", "’d": "would", "ca": "can", "wo": "will", "sha": "shall",
}  # fmt: skip
_POSSESSIVE = frozenset(("'s", "’s"))
_INFLECTED = {"NOUN": "NOUN", "VERB": "VERB", "AUX": "AUX", "ADJ": "ADJ", "ADV": "ADV", "PROPN": "PROPN"}


@functools.lru_cache(maxsize=200_000)
def lemma_of(word: str, upos: str) -> str:
    """The lemma of a word: lower case but for proper nouns; the word itself where nothing better is known."""
    low = word.lower()
    if upos in ("AUX", "VERB", "PART"):
        if low in _POSSESSIVE:
            return "be" if upos != "PART" else low
        if low in _CLIPPED:
            return _CLIPPED[low]
    if upos == "PROPN":
        return word
    if upos not in _INFLECTED or not low.isalpha():
        return low
    return _lookup(low, upos)


def _lookup(word: str, upos: str) -> str:
    found = lemminflect.getLemma(word, _INFLECTED[upos])
    return str(found[0]) if found else word
