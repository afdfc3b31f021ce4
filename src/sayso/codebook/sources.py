"""What the words for a source tell: kinds of head nouns, titles, names of media, armed groups, international bodies."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from sayso.model import SOURCE_KINDS, RuleError, SourceKind

_REMEDY = "mend the entries named"


@dataclass(frozen=True, slots=True)
class SourceWords:
    """Tables by word or name, in lower case.

    `kinds` and `titles` give the kind of source; `spokesmen` and `authored` (statements and their like) speak for
    somebody else; `outlets` gives a medium's country where it is its state's voice; `groups` a body's kind and country.
    """

    kinds: dict[str, SourceKind]
    titles: dict[str, SourceKind]
    spokesmen: frozenset[str]
    authored: frozenset[str]
    outlets: dict[str, str | None]
    groups: dict[str, tuple[SourceKind, str | None]]


@functools.cache
def load_source_words() -> SourceWords:
    """The tables of `source_words.toml`, `outlets.toml` and `groups.toml`. RuleError lists all problems together."""
    problems: list[str] = []
    words = _read("source_words.toml")
    outlets: dict[str, str | None] = {name.casefold(): None for name in _read("outlets.toml")["independent"]}
    for country, names in _read("outlets.toml")["state"].items():
        outlets |= {name.casefold(): country for name in names}
    found = SourceWords(
        kinds=_kinds(words["kinds"], problems),
        titles=_kinds(words["titles"], problems),
        spokesmen=frozenset(words["spokesmen"]),
        authored=frozenset(words["authored"]),
        outlets=outlets,
        groups=_groups(problems),
    )
    if problems:
        raise RuleError("bad-rules", "; ".join(problems), where="sayso.codebook", remedy=_REMEDY)
    return found


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("sayso.codebook").joinpath(name).read_text(encoding="utf-8"))


def _kinds(table: dict[str, list[str]], problems: list[str]) -> dict[str, SourceKind]:
    found: dict[str, SourceKind] = {}
    for kind in SOURCE_KINDS:
        for word in table.get(kind, []):
            if word in found and found[word] != kind:
                problems.append(f"{word!r} is {found[word]} and {kind}")
            found.setdefault(word, kind)
    problems += [f"unknown kind {kind!r}" for kind in table if kind not in SOURCE_KINDS]
    return found


def _groups(problems: list[str]) -> dict[str, tuple[SourceKind, str | None]]:
    found: dict[str, tuple[SourceKind, str | None]] = {}
    for entry in _read("groups.toml")["group"]:
        if entry.get("kind") not in SOURCE_KINDS:
            problems.append(f"{entry.get('name')!r} has no known kind")
            continue
        for name in (entry["name"], *entry.get("aliases", [])):
            if name.casefold() in found:
                problems.append(f"{name!r} stands twice")
            found[name.casefold()] = (entry["kind"], entry.get("country"))
    return found
