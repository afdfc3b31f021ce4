"""Triggers: the words that name an event, and under which circumstances they do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sayso.codebook.classes import ASKED_OF_THE_TREE, Classes

_WORDS = ("verbs", "nouns", "adjectives", "idioms")
_LISTS = (
    *_WORDS, "match", "no_match", "subject", "object", "modifier", "not_subject", "not_object", "not_modifier",
    "needs_any", "needs", "agent", "recipient", "agent_classes", "class_any", "class_any_unless_light",
    "modifier_unless_light", "place_for", "prep_or_particle", "content_for", "with_for",
    "not_particle", "case", "not_bare_case",
)  # fmt: skip
_TABLES = ("prep", "not_prep", "only_with")
_FLAGS = (
    "bare",
    "light",
    "place_object",
    "no_clause",
    "infinitive",
    "any_condition",
    "negated",
    "asked",
    "refused",
    "modal",
    "aimed",
)
_TEXTS = ("id", "type", "of", "trigger_word", "type_from", "content")
_KNOWN = frozenset((*_LISTS, *_TABLES, *_FLAGS, *_TEXTS))
_CLASSED = (
    "subject", "object", "modifier", "not_subject", "not_object", "not_modifier", "agent_classes", "class_any",
    "class_any_unless_light", "modifier_unless_light",
)  # fmt: skip

Condition = frozenset[str]
"""Classes of nouns, words (`=word`), events (`event:any`, `event:SECTION`, `event:TYPE`), `none` (nothing stands
there), `*`.
"""


@dataclass(frozen=True, slots=True)
class Trigger:
    """One rule: words that name an event of a type, and what must or must not stand around them.

    `conditions` are classes asked of `subject`, `object`, `modifier` and their negatives; `prep`, `not_prep` ask by
    preposition, `only_with` asks the object of single verbs. `agent` and `recipient` list the slots that fill these
    roles (None: the usual ones). Rules with the flags `asked` and `aimed` have no words: they hold for what is asked or
    promised, and what is aimed at, where no other rule names it. `content` is the value of what a speech act says, None
    for other events.
    """

    id: str
    type: str
    verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    adjectives: tuple[str, ...]
    idioms: tuple[str, ...]
    match: tuple[str, ...]
    no_match: tuple[str, ...]
    conditions: dict[str, Condition] = field(default_factory=dict)
    prep: dict[str, Condition] = field(default_factory=dict)
    not_prep: dict[str, Condition] = field(default_factory=dict)
    only_with: dict[str, Condition] = field(default_factory=dict)
    needs_any: frozenset[str] = frozenset()
    agent: tuple[str, ...] | None = None
    recipient: tuple[str, ...] | None = None
    place_for: frozenset[str] = frozenset()
    content_for: frozenset[str] = frozenset()
    with_for: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    not_particles: frozenset[str] = frozenset()
    cases: frozenset[str] = frozenset()
    not_bare_cases: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    of: str = "object"
    trigger_word: str = "whole"
    type_from: str | None = None
    content: str | None = None


def read_trigger(entry: Mapping[str, Any], name: str, classes: Classes, problems: list[str]) -> Trigger | None:
    """The rule in one `[[trigger]]` table; what is wrong is added to `problems`."""
    id_ = entry.get("id")
    where = f"{name}: trigger {id_!r}"
    count = len(problems)
    problems += [f"{where}: {text} is missing" for text in ("id", "type", "match", "no_match") if not entry.get(text)]
    problems += [f"{where}: unknown field {key!r}" for key in entry if key not in _KNOWN]
    problems += [f"{where}: {key} must be a list of strings" for key in _LISTS if not _is_words(entry.get(key, []))]
    if not (entry.get("asked") or entry.get("aimed")) and not any(entry.get(words) for words in _WORDS):
        problems.append(f"{where}: no verbs, nouns, adjectives or idioms")
    if len(problems) > count:
        return None

    def condition(values: list[str]) -> Condition:
        for value in values:
            if not _is_known(value, classes):
                problems.append(f"{where}: {value!r} is no class")
        return classes.expand(tuple(values))

    def lists(key: str) -> tuple[str, ...]:
        return tuple(entry.get(key, ()))

    def table(key: str) -> dict[str, Condition]:
        return {word: condition(values) for word, values in entry.get(key, {}).items()}

    return Trigger(
        id=str(id_),
        type=entry["type"],
        verbs=lists("verbs"),
        nouns=lists("nouns"),
        adjectives=lists("adjectives"),
        idioms=lists("idioms"),
        match=lists("match"),
        no_match=lists("no_match"),
        conditions={key: condition(entry[key]) for key in _CLASSED if key in entry},
        prep=table("prep"),
        not_prep=table("not_prep"),
        only_with=table("only_with"),
        needs_any=frozenset((*lists("needs_any"), *lists("needs"))),
        agent=tuple(entry["agent"]) if "agent" in entry else None,
        recipient=tuple(entry["recipient"]) if "recipient" in entry else None,
        place_for=frozenset(lists("place_for")),
        content_for=frozenset(lists("content_for")),
        with_for=frozenset(lists("with_for")),
        particles=frozenset(lists("prep_or_particle")),
        not_particles=frozenset(lists("not_particle")),
        cases=frozenset(lists("case")),
        not_bare_cases=frozenset(lists("not_bare_case")),
        flags=frozenset(flag for flag in _FLAGS if entry.get(flag)),
        of=entry.get("of", "object"),
        trigger_word=entry.get("trigger_word", "whole"),
        type_from=entry.get("type_from"),
        content=entry.get("content"),
    )


def _is_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(v, str) and v for v in value)


def _is_known(value: str, classes: Classes) -> bool:
    if value in ("none", "*") or value in ASKED_OF_THE_TREE or value.startswith(("=", "event:")):
        return True
    return value in classes.groups or any(value in found for found in classes.of.values())
