"""Actors out of TOML files, with all that is wrong in them told together."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from sayso.codebook import list_countries
from sayso.model import ACTOR_KINDS, SECTORS, Actor, RuleError

REMEDY = "mend the entries told; docs/actors.md shows the form of a good one"
_TEXTS = ("id", "name", "kind", "sector", "country", "parent")
_LISTS = ("aliases", "ambiguous", "cased")
_KNOWN = frozenset((*_TEXTS, *_LISTS, "inter", "years"))
_NEEDED = ("id", "name", "kind", "inter", "sector")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FIRST_YEAR, _LAST_YEAR = 1500, 2100

Base = Callable[[str], Actor | None]


@dataclass(frozen=True, slots=True)
class Listed:
    """The actors of a user's file, in their order, and eight digits of its digest."""

    actors: tuple[Actor, ...]
    version: str = ""


def parse_files(texts: Mapping[str, bytes], base: Base) -> list[Actor]:
    """The actors in the texts of TOML files by name. `base` gives what every state has: entries may add names to it.

    RuleError lists all problems together.
    """
    problems: list[str] = []
    actors: list[Actor] = []
    for name, text in texts.items():
        actors += read_entries(_parse(text, name), name, base, problems)
    _check_ids(actors, "sayso.actors", problems)
    raise_problems(problems, "sayso.actors")
    return actors


def load_own(path: Path, base: Base) -> Listed:
    """The actors of a user's file. RuleError lists all problems together."""
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = f"cannot be read: {error.strerror or error}"
        remedy = "give a file of actors that can be read"
        raise RuleError("bad-rule-file", reason, where=str(path), remedy=remedy) from error
    problems: list[str] = []
    actors = read_entries(_parse(content, str(path)), path.name, base, problems)
    _check_ids(actors, path.name, problems)
    raise_problems(problems, str(path))
    return Listed(tuple(actors), hashlib.sha256(content).hexdigest()[:8])


def _parse(content: bytes, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RuleError("bad-rule-file", f"is not TOML: {error}", where=where, remedy="mend the file") from error


def read_entries(table: Mapping[str, Any], name: str, base: Base, problems: list[str]) -> list[Actor]:
    """The good entries of a file called `name`; what is wrong with the others is added to `problems`."""
    problems += [
        f"{name}: unknown table {key!r}; use [default] and [[actor]]"
        for key in table
        if key not in ("default", "actor")
    ]
    default, entries = table.get("default", {}), table.get("actor", [])
    if not isinstance(default, dict) or not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        problems.append(f"{name}: needs [default] as a table and each [[actor]] in double brackets")
        return []
    found = []
    for number, entry in enumerate(entries, 1):
        actor = _read_entry(default, entry, f"{name}: actor {entry.get('id') or number}", base, problems)
        if actor:
            found.append(actor)
    if not entries:
        problems.append(f"{name}: holds no [[actor]]")
    return found


def _read_entry(
    default: Mapping[str, Any], entry: Mapping[str, Any], where: str, base: Base, problems: list[str]
) -> Actor | None:
    known = base(str(entry.get("id", "")))
    fields = {**(_fields_of(known) if known else default), **entry}
    if known and _is_names(entry.get("aliases", [])):
        fields["aliases"] = [*known.aliases, *entry.get("aliases", ())]
    faults = _faults_of_form(fields) or _faults_of_values(fields)
    if faults:
        problems += [f"{where}: {fault}" for fault in faults]
        return None
    listed = [name for key in _LISTS for name in fields.get(key, ())]
    since, until = [year or None for year in (*fields.get("years", ()), 0, 0)][:2]
    return Actor(
        id=fields["id"],
        name=fields["name"],
        kind=fields["kind"],
        inter=fields["inter"],
        sector=fields["sector"],
        country=fields.get("country"),
        aliases=tuple(name for name in dict.fromkeys(listed) if name != fields["name"]),
        ambiguous=tuple(fields.get("ambiguous", ())),
        cased=tuple(fields.get("cased", ())),
        since=since,
        until=until,
        parent=fields.get("parent"),
    )


def _fields_of(actor: Actor) -> dict[str, Any]:
    """What an entry takes over that only adds names to an actor which every state has."""
    fields = {"kind": actor.kind, "inter": actor.inter, "sector": actor.sector, "country": actor.country}
    return fields | ({"parent": actor.parent} if actor.parent else {}) | {"name": actor.name}


def _faults_of_form(fields: Mapping[str, Any]) -> list[str]:
    faults = [f"unknown field {key!r}" for key in fields.keys() - _KNOWN]
    faults += [f"lacks {key}" for key in _NEEDED if key not in fields]
    faults += [f"{key} must be text" for key in _TEXTS if key in fields and not _is_text(fields[key])]
    faults += [f"{key} must be a list of names" for key in _LISTS if key in fields and not _is_names(fields[key])]
    return faults


def _faults_of_values(fields: Mapping[str, Any]) -> list[str]:
    faults = []
    if not _ID.fullmatch(fields["id"]):
        faults.append("the id may hold small letters, digits and single hyphens only")
    if fields["kind"] not in ACTOR_KINDS:
        faults.append(f"kind is {fields['kind']!r}, not one of {', '.join(ACTOR_KINDS)}")
    if fields["sector"] not in SECTORS:
        faults.append(f"sector is {fields['sector']!r}, not one of {', '.join(SECTORS)}")
    if type(fields["inter"]) is not int or not 1 <= fields["inter"] <= 8:
        faults.append(f"inter is {fields['inter']!r}, not a number from 1 to 8")
    if "country" in fields and fields["country"] not in list_countries():
        faults.append(f"country is {fields['country']!r}, no code of a country (ISO 3166 alpha-3)")
    if "years" in fields and not _is_years(fields["years"]):
        faults.append("years must be [from], [from, to] or, with 0 for an open beginning, [0, to]")
    return faults


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_names(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_years(value: object) -> bool:
    if not isinstance(value, list) or len(value) > 2 or not all(type(year) is int for year in value):
        return False
    years = [year for year in cast(list[int], value) if year]
    return all(_FIRST_YEAR <= year <= _LAST_YEAR for year in years) and years == sorted(years)


def _check_ids(actors: Iterable[Actor], name: str, problems: list[str]) -> None:
    seen: set[str] = set()
    for actor in actors:
        if actor.id in seen:
            problems.append(f"{name}: two actors have the id {actor.id!r}")
        seen.add(actor.id)


def raise_problems(problems: list[str], where: str) -> None:
    """RuleError with all problems, if there are any."""
    if problems:
        raise RuleError("bad-rule", "; ".join(problems), where=where, remedy=REMEDY)
