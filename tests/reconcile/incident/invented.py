"""Invented claims about one event, each in its own report, told in few words."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sayso.model import Actor, OriginKey, Source, Span, StoredClaim
from sayso.model.attribution import SourceKind
from sayso.model.claim import Factuality, RecipientRole
from sayso.model.place import PlacePrecision
from sayso.model.quantity import QuantityRole
from tests.make import (
    make_attribution,
    make_participant,
    make_place,
    make_quantity,
    make_report,
    make_span,
    make_stored_claim,
    make_time,
)

MONTH = (2031, 4)
ARMY, REBELS = "the Tarnish army", "the Lowland Front"
TOWNS = {
    "Tarn": (60.0, 5.0),
    "Brek": (60.5, 7.0),
    "Tarn harbour": (60.01, 5.01),
    "the north": (60.3, 5.2),
    "Farholt": (66.0, 14.0),
}

Who = tuple[str, str | None]
"""A name and a country."""


def by(name: str, kind: SourceKind = "person", country: str | None = None, *, named: bool = True) -> Source:
    """A source, to be placed in the text."""
    return Source(Span(0, 0, ""), name, kind, named, country)


ARMY_SPEAKER = by("General Aske", "military", "NOR")
REBEL_SPEAKER = by("the Lowland Front", "armed_group")
HOSPITAL = by("the hospital of Tarn", "organisation")
RESIDENTS = by("residents", "civilian", named=False)

_numbers = itertools.count()


def day(number: int | None) -> date | None:
    """A day of the invented month."""
    return date(*MONTH, number) if number else None


def tell(
    type: str = "shelling",
    source: Source | None = None,
    *,
    sure: Factuality = "CT+",
    published: int | date | None = 3,
    paper: str | None = None,
    report: str = "",
    agent: Who | None = None,
    actor: str | None = None,
    victim: Who | None = None,
    role: RecipientRole | None = None,
    town: str | None = None,
    precision: PlacePrecision = "settlement",
    when: tuple[int, int] | date | None = None,
    when_words: str = "then",
    killed: tuple[int | None, int | None] | None = None,
    unit: str = "person",
    counted: QuantityRole = "killed",
    share: tuple[int, str] | None = None,
    cumulative: bool = False,
) -> StoredClaim:
    """One claim. `share` is a part of the number, with its unit; a name with a country belongs to its side."""
    number = next(_numbers)
    names = [who[0] for who in (agent, victim) if who]
    quantity = "as many as that" if killed else ""
    part = "so many of them" if share else ""
    parts = [
        "Event",
        *names,
        town or "",
        when_words if when else "",
        quantity,
        part,
        source.name if source else "",
        "said",
    ]
    text = " | ".join(part for part in parts if part) + f" | {report} {number}"
    days = (when, when) if isinstance(when, date) else (day(when[0]), day(when[1])) if when else (None, None)
    recipients = [make_participant(text, victim[0], country=victim[1], role=role)] if victim else []
    quantities = [make_quantity(text, quantity, *killed, unit=unit, role=counted)] if killed else []
    claim = make_stored_claim(
        text,
        "Event",
        type,
        report=make_report(
            text,
            id=report or f"report-{number:06}",
            published=published if isinstance(published, date) else day(published),
            publisher=paper,
        ),
        factuality=sure,
        attribution=make_attribution(text, _placed(text, source), "said", "Event") if source else None,
        agents=[make_participant(text, agent[0], country=agent[1], actor=actor)] if agent else [],
        recipients=recipients,
        places=[make_place(text, town, *TOWNS[town], precision=precision, country="NOR")] if town else [],
        time=make_time(text, when_words, *days) if when else None,
        quantities=quantities + ([make_quantity(text, part, share[0], share[0], unit=share[1])] if share else []),
    )
    return _with_counts(claim, cumulative=cumulative, is_split=share is not None)


def origins_of(groups: Sequence[Sequence[StoredClaim]]) -> dict[str, OriginKey]:
    """Each group of claims as copies of one text."""
    return {claim.id: OriginKey(f"text-{at}") for at, group in enumerate(groups) for claim in group}


class Book:
    """A book of invented actors."""

    def __init__(self, *actors: Actor) -> None:
        self._actors = {actor.id: actor for actor in actors}

    def get(self, id: str, /) -> Actor | None:
        """The actor with this id."""
        return self._actors.get(id)

    def find(self, text: str, /, *, published: date | None = None) -> Actor | None:  # noqa: ARG002
        """The actor of this name."""
        return next((actor for actor in self._actors.values() if actor.name == text), None)


def with_record(claim: StoredClaim, words: str | None = None, **parts: Any) -> StoredClaim:
    """The claim with other parts of its record, and other words of its sentence."""
    return replace(claim, record={**claim.record, **parts}, sentence=claim.sentence if words is None else words)


def by_means(claim: StoredClaim, words: str) -> StoredClaim:
    """The claim with the means that it was done by."""
    return with_record(claim, instruments=[{"start": 0, "end": len(words), "text": words}])


def _placed(text: str, source: Source) -> Source:
    return Source(make_span(text, source.name), source.name, source.kind, source.named, source.country)


def _with_counts(claim: StoredClaim, *, cumulative: bool, is_split: bool) -> StoredClaim:
    """The marks of numbers that no builder sets: the running toll, and the whole that a share is a part of."""
    quantities: list[dict[str, Any]] = [dict(quantity) for quantity in claim.record["quantities"]]
    for quantity in quantities:
        quantity["cumulative"] = cumulative
    if is_split:
        quantities[1]["part_of"] = {key: quantities[0][key] for key in ("start", "end", "text")}
    object.__setattr__(claim, "record", {**claim.record, "quantities": quantities})
    return claim
