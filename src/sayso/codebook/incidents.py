"""What claims of one event are put together by: orders of types, units that are one, words for sides."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from sayso.codebook.events import load_codebook
from sayso.codebook.sources import load_source_words
from sayso.model import DISPUTE_SLOTS, PLACE_PRECISIONS, QUANTITY_ROLES, RuleError

_TYPE_LISTS = (
    "general",
    "mutual",
    "traceable",
    "holding",
    "leaving",
    "losses",
    "after",
    "moving",
    "sized",
    "lasting",
    "refusing",
    "often",
)


@dataclass(frozen=True, slots=True)
class IncidentRules:
    """The tables of `incidents.toml`.

    `order` gives a type's place among those that may name an incident, the first 0; `families` the family of a type,
    `roles` the role of a loss; `reach_km` how far what a place names may lie from it. `units` gives the unit of a
    word, `people` the units that count people, `among` those of them that are seldom all. `nameless` are words that
    tell nobody from others of his kind.
    """

    order: Mapping[str, int]
    general: frozenset[str]
    mutual: frozenset[str]
    traceable: frozenset[str]
    holding: frozenset[str]
    leaving: frozenset[str]
    losses: frozenset[str]
    after: frozenset[str]
    moving: frozenset[str]
    sized: frozenset[str]
    lasting: frozenset[str]
    refusing: frozenset[str]
    often: frozenset[str]
    families: Mapping[str, str]
    roles: Mapping[str, str]
    reach_km: Mapping[str, float]
    furthest_days: int
    period_days: int
    told_of_days: int
    furthest_km: float
    share_units: frozenset[str]
    units: Mapping[str, str]
    people: frozenset[str]
    among: frozenset[str]
    anyone: frozenset[str]
    state: frozenset[str]
    group: frozenset[str]
    civilian: frozenset[str]
    counting: frozenset[str]
    night: frozenset[str]
    own: frozenset[str]
    own_of_a_body: frozenset[str]
    pointing: frozenset[str]
    hurt: frozenset[str]
    taken_back: frozenset[str]
    nameless: frozenset[str]
    sharpness: Mapping[str, float]

    def family_of(self, type: str) -> str:
        """The deed that a type names, whatever its means."""
        return self.families.get(type, type)

    def unit_of(self, word: str | None) -> str:
        """The unit that a word counts.

        >>> load_incident_rules().unit_of("militant"), load_incident_rules().unit_of(None)
        ('fighter', 'person')
        """
        word = (word or "").casefold()
        return self.units.get(word, word)


@functools.cache
def load_incident_rules() -> IncidentRules:
    """The tables that are shipped. RuleError lists all problems together."""
    return parse_incident_rules((files("sayso.codebook") / "incidents.toml").read_text("utf-8"))


def parse_incident_rules(toml: str) -> IncidentRules:
    """The tables in the text of a TOML file. RuleError lists all problems together."""
    table = tomllib.loads(toml)
    problems = _find_problems(table)
    if problems:
        raise RuleError("bad-rule", "; ".join(problems), where="incidents.toml", remedy="mend the entries told")
    types, sources = table["types"], load_source_words()
    units = {word: unit for unit, words in table["units"].items() for word in words}
    words = table["words"]
    group = set(words["group"]) | {word for word, kind in sources.kinds.items() if kind == "armed_group"}
    empty = {word for name in ("empty", "counting", "anyone", "state", "own") for word in words[name]}
    empty |= {word for word in (*sources.kinds, *sources.titles) if word not in group}
    classes = load_codebook().classes.of
    people = {word for word, of in classes.items() if of & {"civilian", "combatant", "person"}}
    return IncidentRules(
        order=_order(types["sections"]),
        **{name: frozenset(types[name]) for name in _TYPE_LISTS},
        families={type: family for family, members in types["families"].items() for type in members},
        roles=types["roles"],
        reach_km={name: float(km) for name, km in table["precision_km"].items()},
        furthest_days=table["days"]["furthest"],
        period_days=table["days"]["period"],
        told_of_days=table["days"]["told_of"],
        furthest_km=float(table["distance_km"]["furthest"]),
        share_units=frozenset(table["shares"]["units"]),
        units=units,
        people=frozenset(people | set(table["units"]) | set(table["people"]["also"])),
        among=frozenset(table["people"]["among"]),
        anyone=frozenset(words["anyone"]),
        state=frozenset(words["state"]),
        group=frozenset(group),
        civilian=frozenset(word for word, of in classes.items() if "civilian" in of),
        counting=frozenset(words["counting"]),
        night=frozenset(words["night"]),
        own=frozenset(words["own"]),
        own_of_a_body=frozenset(words["own_of_a_body"]),
        pointing=frozenset(words["pointing"]),
        hurt=frozenset(words["hurt"]),
        taken_back=frozenset(words["taken_back"]),
        nameless=frozenset(empty | (group - set(words["called"]))),
        sharpness={name: float(weight) for name, weight in table["sharpness"].items()},
    )


def _order(sections: list[list[str]]) -> dict[str, int]:
    """Each type's place: that of its own name where it stands in the list, else that of its section."""
    found = {name: place for place, names in enumerate(sections) for name in names}
    types = load_codebook().types.values()
    return {type.id: found.get(type.id, found.get(type.section, len(sections))) for type in types}


def _find_problems(table: Mapping[str, Any]) -> list[str]:
    known = load_codebook().types
    types = table["types"]
    named = [name for key in _TYPE_LISTS for name in types[key]]
    named += [name for members in types["families"].values() for name in members] + list(types["roles"])
    problems = [f"{name!r} is no type of event" for name in dict.fromkeys(named) if name not in known]
    problems += [f"{role!r} is no role" for role in types["roles"].values() if role not in QUANTITY_ROLES]
    if set(table["precision_km"]) != set(PLACE_PRECISIONS):
        problems.append("precision_km must name each precision of places once")
    missing = {*DISPUTE_SLOTS, "doubling", "origin", "opposed", "most"} ^ set(table["sharpness"])
    problems += [f"sharpness must have {name!r} and nothing else" for name in sorted(missing)]
    words = [word for members in table["units"].values() for word in members]
    problems += [f"{word!r} stands for two units" for word in dict.fromkeys(words) if words.count(word) > 1]
    return problems
