"""Windows answer for every word once and never grow too long."""

from hypothesis import given
from hypothesis import strategies as st

from sayso.annotate.windows import BEFORE, LIMIT, cut_windows


@given(st.lists(st.tuples(st.integers(1, 8), st.booleans()), max_size=900))
def test_every_word_is_answered_for_once_within_the_limit(words: list[tuple[int, bool]]) -> None:
    sizes, stops = [size for size, _ in words], [stop for _, stop in words]
    windows = cut_windows(sizes, stops)
    answered = [n for w in windows for n in range(w.first, w.last)]
    assert answered == list(range(len(words)))
    for w in windows:
        assert w.start <= w.first < w.last <= w.end
        assert sum(sizes[w.start : w.end]) <= LIMIT
        assert sum(sizes[w.start : w.first]) <= BEFORE


def test_a_window_ends_where_a_sentence_begins() -> None:
    stops = [n % 50 == 0 for n in range(400)]
    windows = cut_windows([1] * 400, stops)
    assert all(stops[w.last] for w in windows[:-1])
    assert len(windows) > 2


def test_a_short_report_is_one_window() -> None:
    assert len(cut_windows([1] * LIMIT, [False] * LIMIT)) == 1
