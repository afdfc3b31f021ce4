"""A claim's record made a claim again, so that claims of the ledger are shown as those of a reading are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sayso.export.claims import ClaimRow, make_row
from sayso.model import (
    Candidate,
    Claim,
    Codes,
    Participant,
    Place,
    Quantity,
    Source,
    Span,
    StoredClaim,
    Time,
)

_Part = Mapping[str, Any]


def make_stored_row(stored: StoredClaim, number: int) -> ClaimRow:
    """A claim of the ledger as people read it."""
    return make_row(number, revive(stored))


def revive(stored: StoredClaim) -> Claim:
    """The claim that was recorded. What the record leaves out (runners-up, SI units) is left out here, too."""
    record = stored.record
    acled, plover, sentence = record["acled"], record["plover"], record["sentence"]
    return Claim(
        id=record["id"],
        type=record["type"],
        codes=Codes(acled["event_type"], acled["sub_event_type"], plover["event"], plover["mode"], record["cameo"]),
        trigger=_span(record["trigger"]),
        factuality=record["factuality"],
        source=_source(record["source"]) if record["source"] else None,
        via=tuple(_source(part) for part in record["via"]),
        cue=_span(record["cue"]) if record["cue"] else None,
        quotation=record["quotation"],
        content=_span(record["content"]) if record["content"] else None,
        attribution=record["attribution"],
        agents=tuple(_participant(part) for part in record["agents"]),
        recipients=tuple(_participant(part) for part in record["recipients"]),
        instruments=tuple(_span(part) for part in record["instruments"]),
        sentence=Span(sentence["start"], sentence["end"], stored.sentence),
        confidence=record["confidence"],
        rules=tuple(record["rules"]),
        places=tuple(_place(part) for part in record["places"]),
        time=_time(record["time"]) if record["time"] else None,
        quantities=tuple(_quantity(part) for part in record["quantities"]),
    )


def _span(part: _Part) -> Span:
    return Span(part["start"], part["end"], part["text"])


def _source(part: _Part) -> Source:
    return Source(_span(part), part["name"], part["kind"], part["named"], part["country"], part["actor"])


def _participant(part: _Part) -> Participant:
    return Participant(_span(part), part["name"], part["country"], part.get("role"), part["actor"])


def _place(part: _Part) -> Place:
    at = None
    if part["latitude"] is not None:
        at = Candidate(
            part["gazetteer"] or "",
            part["name"],
            part["latitude"],
            part["longitude"],
            part["country"] or "",
            part["admin1"],
            part["precision"],
        )
    return Place(
        _span(part),
        part["name"],
        "place",
        at,
        part["precision"],
        part["confidence"] or 0.0,
        reason=part["reason"] or "",
    )


def _time(part: _Part) -> Time:
    first, last = (date.fromisoformat(part[end]) if part[end] else None for end in ("from", "to"))
    return Time(_span(part["span"]), "DATE", "", first, last, part["precision"], reason=part["reason"] or "")


def _quantity(part: _Part) -> Quantity:
    low, high = (None if part[end] is None else Decimal(str(part[end])) for end in ("low", "high"))
    return Quantity(
        _span(part),
        low,
        high,
        part["unit"] or "",
        part["role"],
        part["rule"] or "",
        part["cumulative"],
        _span(part["part_of"]) if part["part_of"] else None,
        currency=part["currency"] or "",
    )
