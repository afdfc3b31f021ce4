"""Lemmas by part of speech."""

import pytest

from sayso.lexicon.lemmas import lemma_of


@pytest.mark.parametrize(
    ("word", "upos", "lemma"),
    [
        ("struck", "VERB", "strike"), ("fled", "VERB", "flee"), ("Forces", "NOUN", "force"), ("was", "AUX", "be"),
        ("n't", "PART", "not"), ("’s", "AUX", "be"), ("'s", "PART", "'s"), ("Port", "PROPN", "Port"),
        ("the", "DET", "the"), ("said", "VERB", "say"), ("shelled", "VERB", "shell"), ("1,200", "NUM", "1,200"),
    ],
)  # fmt: skip
def test_lemma(word: str, upos: str, lemma: str) -> None:
    assert lemma_of(word, upos) == lemma
