"""A claim as linking sees it: what tells events apart, as numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sayso.model import StoredClaim
from sayso.reconcile.senses import senses_of
from sayso.reconcile.wording import (
    MOST_WORDS,
    Weighted,
    find_heads,
    find_serial,
    main_stem,
    number_countries,
    number_of,
    number_of_country,
    weigh_names,
    weigh_words,
)

MOST_NUMBERS, MOST_INSTRUMENTS = 2, 2
SAID, DENIED, OPEN = 0, 1, 2
"""Of a claim's event: its source says that it happened, that it did not, or leaves it open (planned, asked for)."""
_MODES = {"CT+": SAID, "PR+": SAID, "PS+": SAID, "CT-": DENIED, "PR-": DENIED, "PS-": DENIED}
_RADIUS_KM = {"point": 2.0, "settlement": 6.0, "district": 15.0, "region": 120.0, "country": 600.0}
_ANOTHER = re.compile(
    r"\b(?:another|separate|different|unrelated|second|third|further|fresh|new)(?:\s+(?!were\b|was\b)[a-z'’-]+)?\s*$",
    re.I,
)
_ELSEWHERE = re.compile(r"\b(?:elsewhere|separately|in (?:a |an )?(?:another|separate|different|unrelated)\b)", re.I)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place: where, and how far off the words allow it to be."""

    key: int
    latitude: float
    longitude: float
    radius_km: float
    country: int


@dataclass(frozen=True, slots=True)
class Item:
    """One claim. Days are counted from 0001-01-01; words, names and countries are numbers made of their letters.

    `sentence` is where its sentence starts in the report. `anchor` is where the claim starts with which it is told (the
    deed that it came of). `is_another`: the report tells it apart from what it told
    before. `time_carried`, `spot_carried`: not told beside the event itself but carried over from its context.
    """

    id: str
    report: str
    start: int
    sentence: int
    published: int | None
    type: str
    mode: int
    is_another: bool
    trigger: int
    senses: tuple[int, ...]
    rule: int
    first: int | None
    last: int | None
    spot: Spot | None
    agents: Weighted
    agent_heads: tuple[int, ...]
    agent_serial: int
    agent_countries: tuple[int, ...]
    recipients: Weighted
    recipient_heads: tuple[int, ...]
    recipient_serial: int
    recipient_countries: tuple[int, ...]
    numbers: tuple[tuple[int, float, float], ...]
    instruments: tuple[int, ...]
    words: Weighted
    report_words: Weighted
    source: int
    anchor: int | None = None
    time_carried: bool = False
    spot_carried: bool = False


def make_item(claim: StoredClaim, report_words: Weighted) -> Item:
    """What a claim tells of itself; `make_items` adds what its report tells around it."""
    return read_item(
        claim.record,
        id=claim.id,
        report=claim.report.id,
        published=claim.report.published,
        sentence=claim.sentence,
        report_words=report_words,
    )


def read_item(  # noqa: PLR0913 - what is known of a claim, all by name
    record: Mapping[str, Any],
    *,
    id: str,
    report: str,
    published: date | None,
    sentence: str,
    report_words: Weighted,
) -> Item:
    """The features of a claim's record (`docs/record.md`)."""
    time, source, trigger = record.get("time") or {}, record.get("source"), record["trigger"]
    agents, recipients = record.get("agents") or (), record.get("recipients") or ()
    start = int((record.get("sentence") or trigger)["start"])
    return Item(
        id=id,
        report=report,
        start=int(trigger["start"]),
        sentence=start,
        published=published.toordinal() if published else None,
        type=str(record["type"]),
        mode=_MODES.get(str(record.get("factuality", "CT+")), OPEN),
        is_another=_is_another(sentence[: max(int(trigger["start"]) - start, 0)]),
        trigger=number_of(main_stem(str(trigger["text"]))),
        senses=senses_of(main_stem(str(trigger["text"]))),
        rule=number_of(str((record.get("rules") or [""])[0])),
        first=_day(time.get("from")),
        last=_day(time.get("to")),
        spot=_spot(record.get("places") or ()),
        agents=weigh_names(agents),
        agent_heads=find_heads(agents),
        agent_serial=find_serial(agents),
        agent_countries=number_countries(agents),
        recipients=weigh_names(recipients),
        recipient_heads=find_heads(recipients),
        recipient_serial=find_serial(recipients),
        recipient_countries=number_countries(recipients),
        numbers=tuple(_numbers(record.get("quantities") or ()))[:MOST_NUMBERS],
        instruments=_instruments(record.get("instruments") or ()),
        words=weigh_words(sentence, most=MOST_WORDS, but=main_stem(str(trigger["text"]))),
        report_words=report_words,
        source=number_of(str(source.get("actor") or source["name"]).casefold()) if source else 0,
    )


def _is_another(before: str) -> bool:
    """Whether the words before the trigger tell the event apart ("in a separate attack", "a second strike")."""
    return bool(_ANOTHER.search(before) or _ELSEWHERE.search(before))


def _day(value: str | None) -> int | None:
    return date.fromisoformat(value).toordinal() if value else None


def _instruments(spans: Iterable[Mapping[str, Any]]) -> tuple[int, ...]:
    return tuple(sorted({number_of(main_stem(str(span["text"]))) for span in spans})[:MOST_INSTRUMENTS])


def _spot(places: Iterable[Mapping[str, Any]]) -> Spot | None:
    """The most exact of the claim's places; of equals the first."""
    placed = [place for place in places if place.get("latitude") is not None]
    if not placed:
        return None
    best = min(placed, key=lambda place: _RADIUS_KM.get(str(place.get("precision")), 50.0))
    return Spot(
        key=number_of(str(best.get("gazetteer") or best["name"])),
        latitude=float(best["latitude"]),
        longitude=float(best["longitude"]),
        radius_km=_RADIUS_KM.get(str(best.get("precision")), 50.0),
        country=number_of_country(best.get("country")),
    )


def _numbers(quantities: Iterable[Mapping[str, Any]]) -> Iterable[tuple[int, float, float]]:
    for quantity in quantities:
        low, high = quantity.get("low"), quantity.get("high")
        if quantity.get("role") in ("duration", "distance") or (low is None and high is None):
            continue
        key = number_of(f"{quantity.get('role')}:{quantity.get('unit')}")
        yield key, float(low) if low is not None else 0.0, float(high) if high is not None else float("inf")
