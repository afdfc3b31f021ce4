"""Which patterns are tried on a sentence."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.extract.times import grammar

NUMBERS = range(len(grammar._PATTERNS))


@pytest.mark.parametrize("number", NUMBERS)
def test_what_a_pattern_matches_is_never_held_back_from_it(number: int) -> None:
    pattern = grammar.pattern(number)

    @settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    @given(st.from_regex(pattern))
    def check(text: str) -> None:
        if pattern.search(text):
            assert number in {found for found, _ in grammar.possible(text)}

    check()


@pytest.mark.parametrize("number", NUMBERS)
def test_a_sentence_without_a_word_of_time_is_hardly_tried(number: int) -> None:
    assert number not in {found for found, _ in grammar.possible("Gunmen shot at a bus.")}


def test_letters_that_only_look_like_others_hold_nothing_back() -> None:
    assert len(list(grammar.possible("on Fr\u0131day"))) == len(NUMBERS)
