"""Words that tell how sure a source is: "planned to", "failed to", "probably", "no"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sayso.model import FACTUALITIES


@dataclass(frozen=True, slots=True)
class Context:
    """One class of words that govern an event and what they make of it."""

    id: str
    value: str
    verbs: tuple[str, ...]
    adjectives: tuple[str, ...]
    nouns: tuple[str, ...]
    match: tuple[str, ...]
    no_match: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Certainty:
    """What governing verbs, adjectives and nouns, words beside the event, modals and conjunctions make of an event.

    Values are FactBank's; `hearsay` words pass something on without naming who vouches for it; cues made of
    `intentions` alone (verbs and
    adjectives) tell what somebody wants, not what he says; cues that
    are `performing` do what their object names. `aims` govern what somebody sets out to do, `plain` verbs say too
    little to be that. Verbs that are `silent` back or let be without a word; what verbs that are `bringing` govern
    comes about only if they do what they say.
    """

    contexts: tuple[Context, ...]
    verbs: dict[str, Context]
    adjectives: dict[str, Context]
    nouns: dict[str, Context]
    beside_verb: dict[str, str]
    beside_noun: dict[str, str]
    modals: dict[str, str]
    hearsay: frozenset[str]
    conditions: frozenset[str]
    intentions: frozenset[str]
    performing: frozenset[str]
    aims: frozenset[str]
    plain: frozenset[str]
    silent: frozenset[str]
    bringing: frozenset[str]


def read_certainty(table: Mapping[str, Any], name: str, problems: list[str]) -> Certainty:
    """The tables of `factuality.toml`; the first context that lists a word wins; what is wrong is added to
    `problems`.
    """
    contexts = []
    index: dict[str, dict[str, Context]] = {"verbs": {}, "adjectives": {}, "nouns": {}}
    for entry in table.get("context", []):
        problems += [
            f"{name}: context {entry.get('id')!r}: {f} is missing"
            for f in ("id", "match", "no_match")
            if not entry.get(f)
        ]
        if entry.get("value") not in FACTUALITIES:
            problems.append(f"{name}: context {entry.get('id')!r}: {entry.get('value')!r} is no value")
            continue
        words = {field: tuple(entry.get(field, ())) for field in (*index, "match", "no_match")}
        context = Context(id=str(entry.get("id")), value=entry["value"], **words)
        contexts.append(context)
        for field, found in index.items():
            for word in words[field]:
                found.setdefault(word, context)
    beside = table.get("beside", {})
    return Certainty(
        contexts=tuple(contexts),
        **index,
        beside_verb=_turned(beside.get("verb", {}), name, problems),
        beside_noun=_turned(beside.get("noun", {}), name, problems),
        modals=_turned(table.get("modals", {}), name, problems),
        hearsay=frozenset(table.get("hearsay", {}).get("words", ())),
        conditions=frozenset(table.get("conditions", {}).get("marks", ())),
        performing=frozenset(table.get("performing", {}).get("verbs", ())),
        aims=frozenset(table.get("aims", {}).get("words", ())),
        plain=frozenset(table.get("aims", {}).get("plain", ())),
        silent=frozenset(table.get("silent", {}).get("verbs", ())),
        bringing=frozenset(table.get("bringing", {}).get("verbs", ())),
        intentions=frozenset(word for words in table.get("intentions", {}).values() for word in words),
    )


def _turned(table: Mapping[str, list[str]], name: str, problems: list[str]) -> dict[str, str]:
    problems += [f"{name}: {value!r} is no value of factuality" for value in table if value not in FACTUALITIES]
    return {word: value for value, words in table.items() for word in words}
