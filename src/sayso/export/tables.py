"""Statements in rows, grouped by who makes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.model import Attribution, Reading, Source
from sayso.model.visible import visible_text

NO_SOURCE = "source not told"


@dataclass(frozen=True, slots=True)
class Statement:
    """One row: how it is said, and the words. `number` counts the report's statements from 1, in text order."""

    number: int
    attribution: Attribution
    cue: str
    via: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class StatementGroup:
    """One source of a report with everything it says. `source` is its first mention, None where no source is told."""

    number: int
    source: Source | None
    name: str
    kind: str
    statements: tuple[Statement, ...]


def group_statements(reading: Reading) -> tuple[StatementGroup, ...]:
    """The report's statements by source, sources in the order in which they first speak, those without a source last.

    Two mentions are one source when they have the same name and kind.
    """
    first: dict[tuple[str, str], Source] = {}
    found: dict[tuple[str, str] | None, list[Statement]] = {}
    for number, attribution in enumerate(_in_text_order(reading.attributions), start=1):
        source = attribution.source
        key = (source.name.casefold(), source.kind) if source else None
        if source and key:
            first.setdefault(key, source)
        found.setdefault(key, []).append(_statement(number, attribution))
    keys = [key for key in found if key is not None] + [key for key in found if key is None]
    return tuple(_group(number, first[key] if key else None, found[key]) for number, key in enumerate(keys, start=1))


def _in_text_order(attributions: Iterable[Attribution]) -> list[Attribution]:
    return sorted(attributions, key=lambda attribution: (attribution.content[:1], attribution.id))


def _statement(number: int, attribution: Attribution) -> Statement:
    return Statement(
        number=number,
        attribution=attribution,
        cue=visible_text(attribution.cue.text) if attribution.cue else "",
        via=tuple(visible_text(source.name) for source in attribution.via),
        words=" … ".join(visible_text(span.text) for span in attribution.content),
    )


def _group(number: int, source: Source | None, statements: list[Statement]) -> StatementGroup:
    name = visible_text(source.name) if source else NO_SOURCE
    return StatementGroup(number, source, name, source.kind if source else "", tuple(statements))
