"""How much of the telling words of sentences and reports is the same."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reconcile.comparing import Pairs, find_report_cosines
from sayso.reconcile.items import Item
from sayso.reconcile.table import make_table
from tests.reconcile.items import find_level, make_linked


def _saying(id: str, words: dict[int, float], *, report: str = "", **told: object) -> Item:
    """A claim whose sentence has these words, and whose report has them, too."""
    item = make_linked(id, "They shelled it.", report=report)
    return replace(item, words=tuple(words.items()), report_words=tuple(words.items()), **told)  # type: ignore[arg-type]


TEN = dict.fromkeys(range(1, 11), 1.0)


@pytest.mark.parametrize(
    ("shared", "level"),
    [
        pytest.param(10, "most", id="all"),
        pytest.param(6, "most", id="six-of-ten"),
        pytest.param(5, "many", id="five-of-ten"),
        pytest.param(3, "some", id="three-of-ten"),
        pytest.param(2, "few", id="two-of-ten"),
        pytest.param(1, "none", id="one-of-ten"),
    ],
)
def test_words(shared: int, level: str) -> None:
    others = {word + 10 - shared: 1.0 for word in TEN}
    assert find_level("words", _saying("a", TEN), _saying("b", others)) == level


def test_of_a_short_sentence_all_words_are_most() -> None:
    assert find_level("words", _saying("a", TEN), _saying("b", {3: 1.0})) == "most"
    assert find_level("words", _saying("a", TEN), _saying("b", {})) == "none"


@pytest.mark.parametrize(
    ("theirs", "level"),
    [
        pytest.param({1: 4.0, 11: 3.0}, "over_23", id="0.25"),
        pytest.param({1: 1.0}, "over_30", id="0.32"),
        pytest.param({1: 1.0, 2: 1.0}, "over_40", id="0.45"),
        pytest.param({1: 1.0, 11: 1.0}, "over_17", id="0.22"),
        pytest.param({1: 1.0, 11: 2.0}, "over_12", id="0.14"),
        pytest.param({1: 1.0, 11: 4.0}, "over_7", id="0.077"),
        pytest.param({11: 1.0}, "less", id="nothing"),
    ],
)
def test_reports(theirs: dict[int, float], level: str) -> None:
    assert find_level("reports", _saying("a", TEN), _saying("b", theirs)) == level


FOUR, FIVE = (((1, dead, dead),) for dead in (4.0, 5.0))


@pytest.mark.parametrize(
    ("later", "level"),
    [
        pytest.param({}, "one", id="nothing-said"),
        pytest.param({"is_another": True}, "one_apart", id="another"),
        pytest.param({"numbers": FIVE}, "one_apart", id="another-count"),
        pytest.param({"numbers": FOUR}, "one", id="the-same-count"),
        pytest.param({"numbers": FIVE, "source": 77}, "one", id="another-count-of-another-source"),
        pytest.param({"numbers": FIVE, "mode": 1}, "one", id="a-count-denied"),
    ],
)
def test_two_claims_of_one_report(later: dict[str, object], level: str) -> None:
    one = _saying("a", TEN, report="r", numbers=FOUR)
    assert find_level("reports", one, _saying("b", TEN, report="r", start=200, **later)) == level


def test_a_report_tells_the_later_apart_and_not_the_earlier() -> None:
    one, other = (_saying(id, TEN, report="r", start=start) for id, start in (("a", 0), ("b", 200)))
    assert find_level("reports", replace(one, is_another=True), other) == "one"


_BAGS = st.dictionaries(st.integers(1, 12), st.sampled_from([0.25, 0.5, 1.0, 2.0]), max_size=8)


@given(st.lists(_BAGS, min_size=2, max_size=6))
def test_cosines_are_those_of_the_reports(bags: list[dict[int, float]]) -> None:
    table = make_table(_saying(str(at), words) for at, words in enumerate(bags))
    a, b = (side.astype(np.int32) for side in np.triu_indices(len(bags), 1))
    rows = [bags[int(id)] for id in table.ids]
    dense = np.array([[words.get(word, 0.0) for word in range(13)] for words in rows])
    lengths = np.maximum(np.sqrt((dense**2).sum(1)), 1e-9)
    expected = (dense[a] * dense[b]).sum(1) / (lengths[a] * lengths[b])
    assert Pairs(table, a, b).once(find_report_cosines) == pytest.approx(expected, abs=1e-5)
