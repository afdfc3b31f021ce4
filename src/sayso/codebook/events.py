"""The codebook of events put together: types, classes of nouns, triggers, light verbs, degrees of certainty."""

from __future__ import annotations

import functools
import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from sayso.codebook.certainty import Certainty, read_certainty
from sayso.codebook.classes import Classes, read_classes
from sayso.codebook.event_types import EventType, read_event_types
from sayso.codebook.triggers import Trigger, read_trigger
from sayso.model import RuleError

TRIGGER_FILES = ("violence", "consequences", "territory", "crowds", "relations", "words", "other")
_RESERVED = ("trigger", "context", "classes", "groups", "type", "drop")


@dataclass(frozen=True, slots=True)
class Codebook:
    """Everything by which events are found. `verb_heads` are the first words of all verbs and idioms.

    `by_verb`, `by_noun`, `by_adjective` and `by_idiom` give the rules of a word (by the lemma of its head word; for
    particle verbs, idioms and names of two words by their whole), in the order of the files. `noun_types` gives
    the types that a
    noun may name. `version` is empty for the codebook that is shipped, else a digest of the user's file.
    """

    types: dict[str, EventType]
    classes: Classes
    triggers: tuple[Trigger, ...]
    certainty: Certainty
    forward: frozenset[str]
    reverse: frozenset[str]
    happening: frozenset[str]
    by_verb: dict[str, tuple[Trigger, ...]]
    by_noun: dict[str, tuple[Trigger, ...]]
    by_adjective: dict[str, tuple[Trigger, ...]]
    by_idiom: dict[str, tuple[tuple[str, Trigger], ...]]
    noun_types: dict[str, frozenset[str]]
    verb_heads: frozenset[str]
    version: str = ""


@functools.cache
def load_codebook(extra: Path | None = None) -> Codebook:
    """The codebook that is shipped, with what a TOML file of the user adds or overrides.

    A user's file may hold `[[trigger]]` tables (one with the id of a shipped trigger replaces it), `[type.ID]` tables,
    `[classes]` (words added to classes), and `drop = [ids of triggers]`. RuleError lists all problems together.
    """
    problems: list[str] = []
    types = read_event_types(_shipped("types"), "types.toml", problems)
    classes_table = _shipped("classes")
    entries = [(f"{name}.toml", entry) for name in TRIGGER_FILES for entry in _shipped(name).get("trigger", [])]
    version, where = "", "sayso.codebook"
    if extra is not None:
        table, version, where = _of_user(extra)
        problems += [f"{extra.name}: unknown table {key!r}" for key in table if key not in _RESERVED]
        types |= read_event_types(table.get("type", {}), extra.name, problems)
        classes_table = _joined(classes_table, table)
        added = table.get("trigger", [])
        gone = {entry.get("id") for entry in added} | set(table.get("drop", []))
        entries = [(extra.name, e) for e in added] + [(n, e) for n, e in entries if e.get("id") not in gone]
    classes = read_classes(classes_table, "classes.toml", problems)
    triggers = _read_triggers(entries, types, classes, problems)
    certainty = read_certainty(_shipped("factuality"), "factuality.toml", problems)
    if problems:
        remedy = "mend the entries told; `sayso codebook show TYPE` prints good ones"
        raise RuleError("bad-rule", "; ".join(problems), where=where, remedy=remedy)
    return _indexed(types, classes, triggers, certainty, version)


def _shipped(name: str) -> dict[str, Any]:
    return tomllib.loads(files("sayso.codebook").joinpath("events", f"{name}.toml").read_text(encoding="utf-8"))


def _of_user(path: Path) -> tuple[dict[str, Any], str, str]:
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = f"cannot be read: {error.strerror or error}"
        raise RuleError(
            "bad-rule-file", reason, where=str(path), remedy="give a codebook file that can be read"
        ) from error
    try:
        table = tomllib.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RuleError("bad-rule-file", f"is not TOML: {error}", where=str(path), remedy="mend the file") from error
    return table, hashlib.sha256(content).hexdigest()[:8], str(path)


def _joined(shipped: Mapping[str, Any], table: Mapping[str, Any]) -> dict[str, Any]:
    classes = {name: list(words) for name, words in shipped["classes"].items()}
    for name, words in table.get("classes", {}).items():
        classes.setdefault(name, []).extend(words)
    return {"classes": classes, "groups": shipped["groups"] | table.get("groups", {})}


def _read_triggers(
    entries: Iterable[tuple[str, Mapping[str, Any]]],
    types: Mapping[str, EventType],
    classes: Classes,
    problems: list[str],
) -> tuple[Trigger, ...]:
    found: dict[str, Trigger] = {}
    for name, entry in entries:
        trigger = read_trigger(entry, name, classes, problems)
        if trigger is None:
            continue
        if trigger.id in found:
            problems.append(f"{name}: two triggers have the id {trigger.id!r}")
        if trigger.type not in types:
            problems.append(f"{name}: trigger {trigger.id!r} is of type {trigger.type!r}, which is none")
        found[trigger.id] = trigger
    return tuple(found.values())


def _indexed(
    types: dict[str, EventType],
    classes: Classes,
    triggers: tuple[Trigger, ...],
    certainty: Certainty,
    version: str,
) -> Codebook:
    verbs: dict[str, list[Trigger]] = {}
    nouns: dict[str, list[Trigger]] = {}
    adjectives: dict[str, list[Trigger]] = {}
    idioms: dict[str, list[tuple[str, Trigger]]] = {}
    noun_types: dict[str, set[str]] = {}
    plain = {noun for trigger in triggers for noun in trigger.nouns if " " not in noun}
    for trigger in triggers:
        for index, words in ((verbs, trigger.verbs), (nouns, trigger.nouns), (adjectives, trigger.adjectives)):
            for word in dict.fromkeys(words):
                index.setdefault(word, []).append(trigger)
        for idiom in trigger.idioms:
            idioms.setdefault(idiom.split()[0], []).append((idiom, trigger))
        for noun in trigger.nouns:
            if noun.split()[-1] in plain:
                noun_types.setdefault(noun.split()[-1], set()).add(trigger.type)
    light = _shipped("light")
    return Codebook(
        types=types,
        classes=classes,
        triggers=triggers,
        certainty=certainty,
        forward=frozenset(light["forward"]),
        reverse=frozenset(light["reverse"]),
        happening=frozenset(light["happening"]),
        by_verb={word: tuple(found) for word, found in verbs.items()},
        by_noun={word: tuple(found) for word, found in nouns.items()},
        by_adjective={word: tuple(found) for word, found in adjectives.items()},
        by_idiom={word: tuple(found) for word, found in idioms.items()},
        noun_types={word: frozenset(found) for word, found in noun_types.items()},
        verb_heads=frozenset(word.split()[0] for word in (*verbs, *idioms)),
        version=version,
    )
