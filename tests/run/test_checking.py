"""Every rule of the shipped codebook finds what its examples say, and a rule that does not is told."""

import itertools
from pathlib import Path

import pytest

from sayso.run import load_annotator, load_rules
from sayso.run.checking import check_examples


@pytest.mark.thorough
def test_every_example_of_the_codebook_holds() -> None:
    wrong = [f"{e.rule}: {e.text} ({e.found})" for e in check_examples(load_rules(), load_annotator()) if not e.right]
    assert wrong == []


@pytest.mark.parametrize(
    ("match", "no_match", "wrong"),
    [
        ("Rebels zapped the town.", "Rebels slept in the town.", []),
        ("Rebels slept in the town.", "Rebels ate in the town.", [True]),
        ("Rebels zapped the town.", "Rebels zapped the village.", [False]),
    ],
)
def test_a_rule_that_fails_its_examples_is_told(tmp_path: Path, match: str, no_match: str, wrong: list[bool]) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        '[[trigger]]\nid = "own.zap"\ntype = "attack"\nverbs = ["zap"]\n'
        f'match = ["{match}"]\nno_match = ["{no_match}"]\n',
        encoding="utf-8",
    )
    # A user's rules come first; there is no need to read the examples of all others.
    found = list(itertools.islice(check_examples(load_rules(path), load_annotator()), 2))
    assert [e.rule for e in found] == ["own.zap"] * 2
    assert [e.wanted for e in found if not e.right] == wrong
