"""The table of words by which private persons are told from others, `people.toml`."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from sayso.codebook.sources import load_source_words
from sayso.model import RuleError

_LISTS = (
    "offices",
    "short",
    "courtesy",
    "particles",
    "people",
    "speech",
    "addressing",
    "witnesses",
    "harms",
    "bodies",
    "others",
)
_PEOPLE = frozenset(("person", "civilian"))


@dataclass(frozen=True, slots=True)
class Example:
    """A text, and who of the people in it is named in exports and who is not."""

    text: str
    named: tuple[str, ...]
    withheld: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PeopleWords:
    """Words in lower case.

    `offices` are offices, ranks, titles and spokesmen's roles, `courtesy` forms of address that anybody bears, `people`
    nouns for people, `speech` verbs of saying, `addressing` those with a listener as object. A name with one of
    `bodies` is no person's; `others` are no names. Whoever suffered one of the types `harms` is a victim, whoever is
    told of by one of `witnesses` a victim or witness.
    """

    offices: frozenset[str]
    courtesy: frozenset[str]
    particles: frozenset[str]
    speech: frozenset[str]
    addressing: frozenset[str]
    people: frozenset[str]
    witnesses: frozenset[str]
    harms: frozenset[str]
    bodies: frozenset[str]
    others: frozenset[str]
    examples: tuple[Example, ...]


@functools.cache
def load_people_words() -> PeopleWords:
    """The shipped table, with the titles and spokesmen of the codebook. RuleError lists all problems together."""
    text = files("sayso.export.care").joinpath("people.toml").read_text(encoding="utf-8")
    return parse_people_words(text, name="people.toml")


def parse_people_words(toml: str, *, name: str) -> PeopleWords:
    """The table in the text of a TOML file called `name`. RuleError lists all problems together."""
    try:
        table = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise RuleError("bad-rule-file", f"is not TOML: {error}", where=name, remedy="mend the file") from error
    problems = [f"it lacks {key}" for key in _LISTS if not table.get(key)]
    problems += [f"{w!r} is not in lower case" for key in _LISTS for w in table.get(key, []) if w != w.casefold()]
    if problems:
        raise RuleError("bad-rule", "; ".join(problems), where=name, remedy="mend the entries told")
    return _joined(table)


def _joined(table: dict[str, Any]) -> PeopleWords:
    known = load_source_words()
    titles = {word for title, kind in known.titles.items() if kind != "person" for word in title.split()}
    offices = {*table["offices"], *table["short"], *titles, *known.spokesmen}
    bodies = {*table["bodies"], *known.institutions, *known.bodies, *known.outlets}
    return PeopleWords(
        offices=frozenset(offices),
        courtesy=frozenset(table["courtesy"]),
        particles=frozenset(table["particles"]),
        speech=frozenset(table["speech"]),
        addressing=frozenset(table["addressing"]),
        people=frozenset((*table["people"], *(word for word, kind in known.kinds.items() if kind in _PEOPLE))),
        witnesses=frozenset(table["witnesses"]),
        harms=frozenset(table["harms"]),
        bodies=frozenset(bodies),
        others=frozenset(table["others"]),
        examples=tuple(
            Example(entry["text"], tuple(entry.get("named", ())), tuple(entry.get("withheld", ())))
            for entry in table.get("example", ())
        ),
    )
