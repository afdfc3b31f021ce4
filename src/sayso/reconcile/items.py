"""A claim as linking sees it: what tells events apart, as numbers."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sayso.lexicon.stems import find_stems, stem_of, weigh_stem
from sayso.model import StoredClaim
from sayso.reconcile.families import families_of

MOST_WORDS, MOST_NAME_WORDS, MOST_NUMBERS, MOST_REPORT_WORDS = 12, 6, 2, 40
MOST_HEADS = 3
_LEAST_WEIGHT = 0.15
"""Words as common as this one ("week", "told") say nothing about which event it is."""
_RARE = 0.6
_RADIUS_KM = {"point": 2.0, "settlement": 6.0, "district": 15.0, "region": 120.0, "country": 600.0}
_GENERIC = frozenset(stem_of(word) for word in "people person man woman child civilian resident one other".split())
_WORD_IN_TEXT = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_BEGINNINGS = frozenset(("", ".", "!", "?", "”", '"', "“", ":"))
_TRIGGER = re.compile(r"\w+")

Weighted = tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place: where, and how far off the words allow it to be."""

    key: int
    latitude: float
    longitude: float
    radius_km: float
    country: int
    is_country: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One claim. Days are counted from 0001-01-01; words, names and countries are numbers made of their letters."""

    id: str
    report: str
    start: int
    published: int | None
    type: str
    families: tuple[int, ...]
    trigger: int
    rule: int
    first: int | None
    last: int | None
    spot: Spot | None
    agents: Weighted
    agent_heads: tuple[int, ...]
    agent_countries: tuple[int, ...]
    recipients: Weighted
    recipient_heads: tuple[int, ...]
    recipient_countries: tuple[int, ...]
    numbers: tuple[tuple[int, float, float], ...]
    instruments: tuple[int, ...]
    words: Weighted
    report_words: Weighted
    source: int


def make_item(claim: StoredClaim, report_words: Weighted) -> Item:
    """The claim's features, from its record and the words of its report (`weigh_report`)."""
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
    time = record.get("time") or {}
    source = record.get("source")
    return Item(
        id=id,
        report=report,
        start=int(record["trigger"]["start"]),
        published=published.toordinal() if published else None,
        type=str(record["type"]),
        families=tuple(sorted(number_of(f"family:{name}") for name in families_of(str(record["type"])))),
        trigger=number_of(_main_stem(str(record["trigger"]["text"]))),
        rule=number_of(str((record.get("rules") or [""])[0])),
        first=_day(time.get("from")),
        last=_day(time.get("to")),
        spot=_spot(record.get("places") or ()),
        agents=_names(record.get("agents") or ()),
        agent_heads=_heads(record.get("agents") or ()),
        agent_countries=_countries(record.get("agents") or ()),
        recipients=_names(record.get("recipients") or ()),
        recipient_heads=_heads(record.get("recipients") or ()),
        recipient_countries=_countries(record.get("recipients") or ()),
        numbers=tuple(_numbers(record.get("quantities") or ()))[:MOST_NUMBERS],
        instruments=tuple(
            sorted({number_of(_main_stem(str(span["text"]))) for span in record.get("instruments") or ()})
        )[:2],
        words=weigh_words(sentence, most=MOST_WORDS, but=_main_stem(str(record["trigger"]["text"]))),
        report_words=report_words,
        source=number_of(str(source.get("actor") or source["name"]).casefold()) if source else 0,
    )


def number_of(word: str) -> int:
    """A number for a word, the same everywhere: its CRC-32, above zero."""
    return (zlib.crc32(word.encode("utf-8", "surrogatepass")) & 0x7FFFFFFF) or 1


def weigh_words(text: str, *, most: int, but: str = "") -> Weighted:
    """The most telling stems of a text with their weights, the most telling first; `but` is left out."""
    weighed = {stem: weigh_stem(stem) for stem in find_stems(text) if stem != but}
    told = sorted(((stem, weight) for stem, weight in weighed.items() if weight >= _LEAST_WEIGHT), key=_telling)
    return tuple((number_of(stem), weight) for stem, weight in told[:most])


def weigh_report(text: str) -> Weighted:
    """The most telling stems of a report with their weights. Names and numbers count double: they tell events apart.

    A name is a word with a capital that does not begin its line or sentence.
    """
    weighed: dict[str, float] = {}
    for found in _WORD_IN_TEXT.finditer(text):
        word = found[0]
        stem = stem_of(word)
        weight = weigh_stem(stem)
        if weight < _LEAST_WEIGHT or len(stem) < 2:
            continue
        before = text[max(found.start() - 2, 0) : found.start()].strip()
        if word[0].isdigit() or (word[0].isupper() and before not in _BEGINNINGS and found.start() > 0):
            weight *= 2
        weighed[stem] = max(weighed.get(stem, 0.0), weight)
    told = sorted(weighed.items(), key=_telling)
    return tuple((number_of(stem), weight) for stem, weight in told[:MOST_REPORT_WORDS])


def _telling(word: tuple[str, float]) -> tuple[float, str]:
    return (-word[1], word[0])


def _main_stem(text: str) -> str:
    words = _TRIGGER.findall(text)
    return stem_of(words[0]) if words else ""


def _day(value: str | None) -> int | None:
    return date.fromisoformat(value).toordinal() if value else None


def _names(mentions: Sequence[Mapping[str, Any]]) -> Weighted:
    """The words of all names, and who they are known as; what everybody is called ("people") counts little."""
    found: dict[str, float] = {}
    for mention in mentions:
        if mention.get("actor"):
            found[f"actor:{mention['actor']}"] = 1.5
        for stem in find_stems(str(mention["name"])):
            weight = weigh_stem(stem) * (0.2 if stem in _GENERIC else 1.0)
            if weight > 0.05:
                found[stem] = weight
    told = sorted(found.items(), key=_telling)
    return tuple((number_of(stem), weight) for stem, weight in told[:MOST_NAME_WORDS])


def _heads(mentions: Sequence[Mapping[str, Any]]) -> tuple[int, ...]:
    """The last word of each name that is a name: of a person the family's. Those who differ in it are others.

    It has a capital and is rare, since a headline gives every word a capital ("Driver", "Star"); or it is a number.
    """
    found = []
    for mention in mentions:
        words = _WORD_IN_TEXT.findall(str(mention["name"]))
        if words and (words[-1].isdigit() or (words[-1][0].isupper() and weigh_stem(stem_of(words[-1])) >= _RARE)):
            found.append(number_of(stem_of(words[-1])))
    return tuple(sorted(set(found)))[:MOST_HEADS]


def _countries(mentions: Iterable[Mapping[str, Any]]) -> tuple[int, ...]:
    return tuple(sorted({number_of(str(mention["country"])) for mention in mentions if mention.get("country")}))[:2]


def _spot(places: Iterable[Mapping[str, Any]]) -> Spot | None:
    """The most exact of the claim's places; of equals the first."""
    placed = [place for place in places if place.get("latitude") is not None]
    if not placed:
        return None
    best = min(placed, key=lambda place: _RADIUS_KM.get(str(place.get("precision")), 50.0))
    precision = str(best.get("precision"))
    return Spot(
        key=number_of(str(best.get("gazetteer") or best["name"])),
        latitude=float(best["latitude"]),
        longitude=float(best["longitude"]),
        radius_km=_RADIUS_KM.get(precision, 50.0),
        country=number_of(str(best["country"])) if best.get("country") else 0,
        is_country=precision == "country",
    )


def _numbers(quantities: Iterable[Mapping[str, Any]]) -> Iterable[tuple[int, float, float]]:
    for quantity in quantities:
        low, high = quantity.get("low"), quantity.get("high")
        if quantity.get("role") in ("duration", "distance") or (low is None and high is None):
            continue
        key = number_of(f"{quantity.get('role')}:{quantity.get('unit')}")
        yield key, float(low) if low is not None else 0.0, float(high) if high is not None else float("inf")
