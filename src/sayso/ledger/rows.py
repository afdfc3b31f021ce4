"""A reading as the rows that the ledger keeps of it; made where it was read: the one writer has enough to do."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sayso.ledger.keys import claim_id, clean, report_id, report_key
from sayso.model import Claim, Reading

LONGEST_NAME = 400
"""So many letters of a name are kept where it is looked for."""
_OF_PLACES = ("latitude", "longitude", "country", "admin1", "precision")


@dataclass(frozen=True, slots=True)
class Mention:
    """Who says or does it, or to whom, by name."""

    role: str
    number: int
    name: str
    kind: str | None
    country: str | None
    actor: str | None


@dataclass(frozen=True, slots=True)
class ClaimRows:
    """One claim: the columns of `claims`, and its rows in the other tables (their columns without the claim's)."""

    columns: dict[str, Any]
    sentence: str
    record: str
    mentions: tuple[Mention, ...]
    places: tuple[dict[str, Any], ...]
    numbers: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A reading, ready to be written."""

    id: str
    key: str
    digest: str
    report: dict[str, Any]
    versions: dict[str, str]
    record: str
    claims: tuple[ClaimRows, ...]


def prepare(reading: Reading, record: dict[str, Any]) -> Prepared:
    """The rows of a reading that was not refused, with its record (`sayso.export.make_record`)."""
    report, key = reading.report, report_key(reading.report)
    id = report_id(key, report.sha256)
    rest = {name: part for name, part in record.items() if name not in {"document", "claims", "refusal", "reader"}}
    rest["furniture"] = [
        {"start": found.span.start, "end": found.span.end, "text": found.span.text, "kind": found.kind}
        for found in report.furniture
    ]
    columns = {
        "id": id,
        "key": key,
        "digest": report.sha256,
        "name": _name(report.id),
        "title": _cleaned(report.title),
        "published": report.published,
        "published_from": report.published_from,
        "publisher": _name(report.publisher) if report.publisher else None,
        "url": _cleaned(report.url),
        "language": report.language,
        "text": report.text,
    }
    claims = tuple(
        _claim_rows(id, claim, made, report.text, report.published)
        for claim, made in zip(reading.claims, record["claims"], strict=True)
    )
    return Prepared(id, key, report.sha256, columns, record["reader"], dump_record(rest), claims)


def make_claim_rows(id: str, record: Mapping[str, Any], sentence: str, published: date | None) -> ClaimRows:
    """The rows of a claim of this id with this record; `published` is its report's day."""
    time = record["time"] or {"from": None, "to": None}
    columns = {
        "id": id,
        "type": record["type"],
        "factuality": record["factuality"],
        "published": published,
        "first": date.fromisoformat(time["from"]) if time["from"] else None,
        "last": date.fromisoformat(time["to"]) if time["to"] else None,
        "confidence": record["confidence"],
    }
    places = tuple(
        {"number": number, "name": _name(place["name"])} | {key: place[key] for key in _OF_PLACES}
        for number, place in enumerate(record["places"])
    )
    numbers = tuple(
        {
            "number": number,
            "role": quantity["role"],
            "unit": clean(quantity["unit"] or "") or None,
            "low": float(quantity["low"]) if quantity["low"] is not None else None,
            "high": float(quantity["high"]) if quantity["high"] is not None else None,
        }
        for number, quantity in enumerate(record["quantities"])
    )
    return ClaimRows(columns, sentence, dump_record(record), tuple(_mentions(record)), places, numbers)


def _claim_rows(report: str, claim: Claim, record: dict[str, Any], text: str, published: date | None) -> ClaimRows:
    sentence = text[claim.sentence.start : claim.sentence.end]
    rows = make_claim_rows(claim_id(report, claim.id), record, sentence, published)
    return replace(rows, columns=rows.columns | {"confidence": claim.confidence})  # the record rounds it


def _mentions(record: Mapping[str, Any]) -> Iterator[Mention]:
    sources = [("source", [record["source"]] if record["source"] else []), ("via", record["via"])]
    for role, told in sources:
        for number, source in enumerate(told):
            yield Mention(role, number, _name(source["name"]), source["kind"], source["country"], source["actor"])
    for role, parts in (("agent", record["agents"]), ("recipient", record["recipients"])):
        for number, part in enumerate(parts):
            yield Mention(role, number, _name(part["name"]), part.get("role"), part["country"], part["actor"])


def _name(name: str) -> str:
    """A name that is looked for: one of a thousand letters is none, and no index holds it."""
    return clean(name)[:LONGEST_NAME]


def _cleaned(words: str | None) -> str | None:
    return None if words is None else clean(words)


def dump_record(record: Mapping[str, Any]) -> str:
    """A record as it is kept: JSON without blanks, the same for the same record."""
    return json.dumps(record, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
