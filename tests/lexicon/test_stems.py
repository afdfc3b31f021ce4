"""Stems of words, and how telling each is."""

import pytest

from sayso.lexicon.stems import find_stems, load_commonness, stem_of, weigh_stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("strikes", "struck"),
        ("shelling", "shelled"),
        ("men", "man"),
        ("Kupiansk’s", "kupiansk"),
        ("fought", "fighting"),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem_of(one) == stem_of(other)


def test_stems_in_the_order_of_the_text() -> None:
    assert find_stems("Rebels struck the mill.") == ["rebel", "strike", "the", "mill"]


def test_rare_words_tell_more() -> None:
    weights = [weigh_stem(stem_of(word)) for word in ("the", "said", "killed", "shelled", "Sartana")]
    assert weights == sorted(weights)
    assert (weights[0] <= 0.05, weights[-1]) == (True, 1.0)


def test_table_is_of_stems_that_are_not_rare() -> None:
    documents, counts = load_commonness()
    assert 0 < min(counts.values()) < max(counts.values()) <= documents
