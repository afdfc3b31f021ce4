"""The types of event: what each covers, and what the other codebooks of the field call it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sayso.model import Codes

SECTIONS = ("violence", "consequences", "territory", "crowds", "relations", "words", "other")


@dataclass(frozen=True, slots=True)
class EventType:
    """One type: its id, its section of the codebook, its definition, and its codes elsewhere."""

    id: str
    section: str
    definition: str
    codes: Codes


def read_event_types(table: Mapping[str, Any], name: str, problems: list[str]) -> dict[str, EventType]:
    """The types in a parsed TOML table, by id; what is wrong is added to `problems`."""
    found = {}
    for id_, entry in table.items():
        if not isinstance(entry, dict) or not entry.get("definition"):
            problems.append(f"{name}: type {id_!r} lacks a definition")
            continue
        if entry.get("section") not in SECTIONS:
            problems.append(
                f"{name}: type {id_!r} is of section {entry.get('section')!r}; known are {', '.join(SECTIONS)}"
            )
            continue
        found[id_] = EventType(
            id_, entry["section"], entry["definition"], _codes(entry, f"{name}: type {id_!r}", problems)
        )
    return found


def _codes(entry: Mapping[str, Any], where: str, problems: list[str]) -> Codes:
    acled, plover = entry.get("acled", ["", ""]), entry.get("plover", ["", ""])
    for field, value in (("acled", acled), ("plover", plover)):
        if not (isinstance(value, list) and len(value) == 2 and all(isinstance(v, str) for v in value)):
            problems.append(f"{where}: {field} must be two strings")
            return Codes()
    return Codes(acled[0] or None, acled[1] or None, plover[0] or None, plover[1] or None, entry.get("cameo") or None)
