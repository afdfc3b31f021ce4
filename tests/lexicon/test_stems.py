"""Stems of words, and how telling each is."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

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


@pytest.fixture
def turns_often() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("turns_often")
def test_threads_do_not_mix_their_words() -> None:
    words = [
        f"{begins}{ends}" for begins in ("organ", "national", "relat", "gener") for ends in ("ization", "s", "ing")
    ]
    alone = [stem_of.__wrapped__(word) for word in words]
    with ThreadPoolExecutor(4) as threads:
        told = list(threads.map(lambda _: [stem_of.__wrapped__(word) for word in words], range(60)))
    assert told == [alone] * 60
