"""What the words for a source tell: kinds of head nouns, titles, offices, and media, groups and bodies by name."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from sayso.codebook.countries import list_countries
from sayso.model import SOURCE_KINDS, RuleError, SourceKind

_SETS = ("spokesmen", "authored", "vague", "institutions", "bodies", "outlets", "local", "hearsay")


@dataclass(frozen=True, slots=True)
class Group:
    """A body known by name: its usual name, its kind, and the country where it belongs, if to one."""

    name: str
    kind: SourceKind
    country: str | None = None


@dataclass(frozen=True, slots=True)
class SourceWords:
    """Tables by word or name, in lower case.

    `kinds` and `titles` give the kind of source, `modifiers` what a word before a vague head (`vague`) makes of it;
    `spokesmen` and `authored` (statements and their like) speak for somebody else. `offices` gives other words for an
    office. `media` gives a medium's country where it is its state's voice, `groups` bodies by every name they have.
    """

    kinds: dict[str, SourceKind]
    titles: dict[str, SourceKind]
    modifiers: dict[str, SourceKind]
    offices: dict[str, frozenset[str]]
    spokesmen: frozenset[str]
    authored: frozenset[str]
    vague: frozenset[str]
    institutions: frozenset[str]
    bodies: frozenset[str]
    outlets: frozenset[str]
    local: frozenset[str]
    hearsay: frozenset[str]
    media: dict[str, str | None]
    groups: dict[str, Group]


@functools.cache
def load_source_words() -> SourceWords:
    """The tables of `source_words.toml`, `outlets.toml` and `groups.toml`. RuleError lists all problems together."""
    return parse_source_words(*(_text(name) for name in ("source_words.toml", "outlets.toml", "groups.toml")))


def parse_source_words(words: str, outlets: str, groups: str) -> SourceWords:
    """The tables in the texts of the three TOML files. RuleError lists all problems together."""
    problems: list[str] = []
    table = _parsed(words, "source_words.toml", problems)
    found = SourceWords(
        kinds=_kinds(table, "kinds", problems),
        titles=_kinds(table, "titles", problems),
        modifiers=_kinds(table, "modifiers", problems),
        offices={word: frozenset(others) for word, others in table.get("offices", {}).items()},
        media=_media(_parsed(outlets, "outlets.toml", problems), problems),
        groups=_groups(_parsed(groups, "groups.toml", problems), problems),
        **{name: frozenset(table.get(name, [])) for name in _SETS},
    )
    problems += [f"source_words.toml: lacks {name}" for name in (*_SETS, "kinds", "titles") if not table.get(name)]
    if problems:
        raise RuleError("bad-rule", "; ".join(problems), where="sayso.codebook", remedy="mend the entries told")
    return found


def _text(name: str) -> str:
    return files("sayso.codebook").joinpath(name).read_text(encoding="utf-8")


def _parsed(toml: str, name: str, problems: list[str]) -> dict[str, Any]:
    try:
        return tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        problems.append(f"{name} is not TOML: {error}")
        return {}


def _kinds(table: dict[str, Any], field: str, problems: list[str]) -> dict[str, SourceKind]:
    """Words by kind turned round; no word may be of two kinds."""
    listed: dict[str, list[str]] = table.get(field, {})
    found: dict[str, SourceKind] = {}
    for kind in SOURCE_KINDS:
        for word in listed.get(kind, []):
            if found.setdefault(word, kind) != kind:
                problems.append(f"{field}: {word!r} is {found[word]} and {kind}")
            if word != word.casefold():
                problems.append(f"{field}: {word!r} is not in lower case")
    problems += [f"{field}: unknown kind {kind!r}" for kind in listed if kind not in SOURCE_KINDS]
    return found


def _media(table: dict[str, Any], problems: list[str]) -> dict[str, str | None]:
    found: dict[str, str | None] = {name.casefold(): None for name in table.get("independent", [])}
    for country, names in table.get("state", {}).items():
        if country not in list_countries():
            problems.append(f"outlets.toml: {country} is no country")
        for name in names:
            if name.casefold() in found:
                problems.append(f"outlets.toml: {name!r} stands twice")
            found[name.casefold()] = country
    return found


def _groups(table: dict[str, Any], problems: list[str]) -> dict[str, Group]:
    found: dict[str, Group] = {}
    for entry in table.get("group", []):
        name, kind, country = entry.get("name"), entry.get("kind"), entry.get("country")
        if not name or kind not in SOURCE_KINDS:
            problems.append(f"groups.toml: {name!r} lacks a name or a known kind")
            continue
        if country is not None and country not in list_countries():
            problems.append(f"groups.toml: {name!r} is of {country}, which is no country")
        group = Group(name, kind, country)
        for alias in (name, *entry.get("aliases", [])):
            if alias.casefold() in found:
                problems.append(f"groups.toml: {alias!r} stands twice")
            found[alias.casefold()] = group
    return found
