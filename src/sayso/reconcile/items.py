"""A claim as linking sees it: what tells events apart, as numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sayso.model import StoredClaim
from sayso.reconcile.backward import find_own
from sayso.reconcile.general import LONGEST_DAYS, is_definite, is_general
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
FINE_KM = 15
"""A place that is known so well is a town or less."""
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
    deed that it came of). `is_another`: the report tells it apart from what it told before. `is_bare`: told without a
    day, a town or a number; `is_general`: so, and in general; `is_definite`: told as known ("the attack").
    `time_carried`, `spot_carried`: not told beside the event itself but carried over from its context.
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
    is_bare: bool = False
    is_general: bool = False
    is_definite: bool = False
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
    stem, before = main_stem(str(trigger["text"])), sentence[: max(int(trigger["start"]) - start, 0)]
    own = find_own(before)
    time, places = (time, record.get("places") or ()) if own < 0 else _list_own(record, start + own)
    first, last = _day(time.get("from")), _day(time.get("to"))
    spot, numbers = _spot(places), tuple(_numbers(record.get("quantities") or ()))[:MOST_NUMBERS]
    is_bare = not (numbers or is_short(first, last) or (spot is not None and spot.radius_km <= FINE_KM))
    return Item(
        id=id,
        report=report,
        start=int(trigger["start"]),
        sentence=start,
        published=published.toordinal() if published else None,
        type=str(record["type"]),
        mode=_MODES.get(str(record.get("factuality", "CT+")), OPEN),
        is_another=own >= 0 or _is_another(before),
        trigger=number_of(stem),
        senses=senses_of(stem),
        rule=number_of(str((record.get("rules") or [""])[0])),
        first=first,
        last=last,
        spot=spot,
        agents=weigh_names(agents),
        agent_heads=find_heads(agents),
        agent_serial=find_serial(agents),
        agent_countries=number_countries(agents),
        recipients=weigh_names(recipients),
        recipient_heads=find_heads(recipients),
        recipient_serial=find_serial(recipients),
        recipient_countries=number_countries(recipients),
        numbers=numbers,
        instruments=_instruments(record.get("instruments") or ()),
        words=weigh_words(sentence, most=MOST_WORDS, but=stem),
        report_words=report_words,
        source=number_of(str(source.get("actor") or source["name"]).casefold()) if source else 0,
        is_bare=is_bare,
        is_general=is_bare
        and is_general(str(record["type"]), str(trigger["text"]), stem, has_recipients=bool(recipients)),
        is_definite=is_definite(before),
    )


def is_short(first: int | None, last: int | None) -> bool:
    """Whether days are told, and fewer than a month."""
    return first is not None and last is not None and last - first < LONGEST_DAYS


def _list_own(record: Mapping[str, Any], own: int) -> tuple[Mapping[str, Any], Sequence[Mapping[str, Any]]]:
    """The time and the places of a claim that stand at or behind this character."""
    time = record.get("time") or {}
    places = [place for place in record.get("places") or () if place.get("start", own) >= own]
    return time if (time.get("span") or {}).get("start", own) >= own else {}, places


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
        if (
            quantity.get("role") in ("duration", "distance")
            or quantity.get("unit") == "percent"
            or (low is None and high is None)
        ):
            continue
        key = number_of(f"{quantity.get('role')}:{quantity.get('unit')}")
        yield key, float(low) if low is not None else 0.0, float(high) if high is not None else float("inf")
