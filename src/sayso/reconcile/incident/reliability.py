"""The user's own list of sources: how reliable he holds each, as a letter of the Admiralty code."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sayso.model import ADMIRALTY_LETTERS, AdmiraltyLetter, RuleError
from sayso.model.visible import visible_text

CANNOT_BE_JUDGED: AdmiraltyLetter = "F"
_REMEDY = 'write a table [sources] with lines such as "Name of a source" = "B"'


@dataclass(frozen=True, slots=True)
class SourceList:
    """Letters by names of sources or publishers, in lower case without "the"; empty where the user lists none."""

    letters: Mapping[str, AdmiraltyLetter] = field(default_factory=dict)

    def letter_of(self, name: str | None) -> AdmiraltyLetter:
        """The letter of a source; F, "cannot be judged", where it is not listed."""
        return self.letters.get(_key(name or ""), CANNOT_BE_JUDGED) if self.letters else CANNOT_BE_JUDGED


def load_source_list(path: Path) -> SourceList:
    """The list in a TOML file. RuleError names all problems together."""
    try:
        toml = path.read_text("utf-8")
    except OSError as error:
        reason = f"cannot be read: {error.strerror or error}"
        remedy = "give a list of sources that can be read"
        raise RuleError("bad-rule-file", reason, where=str(path), remedy=remedy) from error
    except UnicodeDecodeError as error:
        raise RuleError("bad-rule-file", "is not UTF-8", where=str(path), remedy="save the file as UTF-8") from error
    return parse_source_list(toml, name=str(path))


def parse_source_list(toml: str, *, name: str) -> SourceList:
    """The list in the text of a TOML file called `name`. RuleError names all problems together.

    >>> parse_source_list('[sources]\\n"The Tarn Herald" = "B"', name="mine.toml").letter_of("Tarn Herald")
    'B'
    """
    try:
        table = tomllib.loads(toml)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise RuleError("bad-rule-file", f"is not TOML: {error}", where=name, remedy="mend the file") from error
    problems = [f"unknown table {visible_text(key)!r}" for key in table if key != "sources"]
    listed = table.get("sources")
    if not isinstance(listed, dict):
        problems.append("the table [sources] is missing")
        listed = {}
    letters = _read_letters(listed, problems)
    if problems:
        raise RuleError("bad-rule", "; ".join(problems), where=name, remedy=_REMEDY)
    return SourceList(letters)


def _read_letters(listed: Mapping[str, Any], problems: list[str]) -> dict[str, AdmiraltyLetter]:
    found: dict[str, AdmiraltyLetter] = {}
    for source, value in listed.items():
        letter = next((letter for letter in ADMIRALTY_LETTERS if letter == value), None)
        shown = visible_text(source)
        if letter is None:
            problems.append(f"{shown!r} has {value!r}, which is none of {', '.join(ADMIRALTY_LETTERS)}")
        elif not _key(source):
            problems.append("a source has no name")
        elif found.setdefault(_key(source), letter) != letter:
            problems.append(f"{shown!r} stands twice, with different letters")
    return found


def _key(name: str) -> str:
    return " ".join(name.casefold().replace("’", "'").split()).removeprefix("the ")
