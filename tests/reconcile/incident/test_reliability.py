"""The user's list of sources, and what is wrong with one."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.model import RuleError
from sayso.reconcile.incident import SourceList, load_source_list, parse_source_list

GOOD = '[sources]\n"The Tarn Herald" = "B"\n"Voice of the Front" = "E"\n'


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("The Tarn Herald", "B"),
        ("tarn  herald", "B"),
        ("Voice of the Front", "E"),
        ("the hospital", "F"),
        ("", "F"),
        (None, "F"),
    ],
)
def test_letter_of_a_source(tmp_path: Path, name: str | None, letter: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(GOOD, encoding="utf-8")
    assert load_source_list(path).letter_of(name) == letter


def test_no_list_judges_nobody() -> None:
    assert SourceList().letter_of("The Tarn Herald") == "F"


@pytest.mark.parametrize(
    ("toml", "slug", "problems"),
    [
        ("[sources", "bad-rule-file", ["is not TOML"]),
        ("", "bad-rule", ["[sources] is missing"]),
        ("sources = 3", "bad-rule", ["[sources] is missing"]),
        ('[sources]\na = "G"\nb = 2\n[more]', "bad-rule", ["'a' has 'G'", "'b' has 2", "unknown table 'more'"]),
        ('[sources]\n"The Herald" = "A"\nherald = "B"', "bad-rule", ["'herald' stands twice"]),
        ('[sources]\n" " = "A"', "bad-rule", ["a source has no name"]),
        ('[sources]\n"a\\u001b" = "b"', "bad-rule", ["'a\ufffd' has 'b'"]),
    ],
)
def test_problems_are_told_together(toml: str, slug: str, problems: list[str]) -> None:
    with pytest.raises(RuleError) as caught:
        parse_source_list(toml, name="mine.toml")
    assert (caught.value.slug, caught.value.where) == (slug, "mine.toml")
    assert all(problem in caught.value.reason for problem in problems)
    assert caught.value.remedy


@pytest.mark.parametrize("content", [None, b"\xff\xfe"], ids=["missing", "not UTF-8"])
def test_file_that_cannot_be_read(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "mine.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(RuleError) as caught:
        load_source_list(path)
    assert (caught.value.slug, caught.value.where) == ("bad-rule-file", str(path))
