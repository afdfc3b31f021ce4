"""The table of words for people: it is well formed, and its own examples hold."""

import pytest

from sayso.export.care.covering import MARK, make_cover
from sayso.export.care.persons import find_names
from sayso.export.care.words import Example, load_people_words, parse_people_words
from sayso.model import RuleError


@pytest.mark.parametrize("example", load_people_words().examples, ids=lambda example: example.text[:40])
def test_example_of_the_table(example: Example) -> None:
    shown = make_cover(find_names([], example.text)).text(example.text)
    assert [name for name in example.named if name not in shown] == []
    assert [word for name in example.withheld for word in name.split() if word in shown.split()] == []
    assert (MARK in shown) == bool(example.withheld)


def test_there_are_examples_of_both_kinds() -> None:
    examples = load_people_words().examples
    assert sum(bool(example.named) for example in examples) >= 8
    assert sum(bool(example.withheld) for example in examples) >= 8


def test_titles_and_spokesmen_come_from_the_codebook() -> None:
    offices = load_people_words().offices
    assert {"minister", "general", "spokeswoman", "col"} <= offices
    assert not {"mr", "mrs", "dr", "driver"} & offices


@pytest.mark.parametrize(
    ("toml", "problem"),
    [
        ("offices = [", "is not TOML"),
        ('offices = ["Judge"]', "it lacks courtesy"),
        ('offices = ["Judge"]', "lower case"),
    ],
)
def test_a_bad_table_tells_all_that_is_wrong(toml: str, problem: str) -> None:
    with pytest.raises(RuleError, match=problem):
        parse_people_words(toml, name="own.toml")
