"""The JSON record of one report, field for field as `docs/record.md` explains it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, BinaryIO

from sayso.export.lines import format_json
from sayso.model import Attribution, Claim, Participant, Place, Quantity, Reading, Report, Source, Span, Time


def make_record(reading: Reading, *, runners_up: bool = False) -> dict[str, Any]:
    """The record of one report as plain lists and dictionaries, keys in the order of the documentation.

    With `runners_up` each place of the report has the other places that its name may stand for, the likeliest first.
    """
    refusal = reading.refusal
    return {
        "document": _document(reading.report),
        "claims": [_claim(claim) for claim in reading.claims],
        "attributions": [_attribution(attribution) for attribution in reading.attributions],
        "places": [
            _place(place) | {"use": place.use} | (_runners_up(place) if runners_up else {}) for place in reading.places
        ],
        "times": [_time(time) for time in reading.times],
        "quantities": [_quantity(quantity) for quantity in reading.quantities],
        "refusal": {"slug": refusal.slug, "reason": refusal.reason} if refusal else None,
        "reader": {
            "sayso": reading.versions.sayso,
            "model": reading.versions.model,
            "codebook": reading.versions.codebook,
            "gazetteer": reading.versions.gazetteer,
        },
    }


def format_record(reading: Reading, *, runners_up: bool = False) -> str:
    """The record as one line of JSON, without the line's end; the same reading always gives the same line."""
    return format_json(make_record(reading, runners_up=runners_up))


def write_json(readings: Iterable[Reading], out: BinaryIO, *, runners_up: bool = False) -> None:
    """Write one record a line, in UTF-8, each as soon as it comes."""
    for reading in readings:
        out.write(format_record(reading, runners_up=runners_up).encode("utf-8") + b"\n")


def make_part(part: Source | Place | Time | Quantity) -> dict[str, Any]:
    """One part of a claim as it stands in the claim's record."""
    if isinstance(part, Source):
        return _source(part)
    if isinstance(part, Place):
        return _place(part)
    return _claim_time(part) if isinstance(part, Time) else _quantity(part)


def _document(report: Report) -> dict[str, Any]:
    return {
        "id": report.id,
        "title": report.title,
        "published": report.published.isoformat() if report.published else None,
        "publisher": report.publisher,
        "url": report.url,
        "language": report.language,
        "sha256": report.sha256,
        "text": report.text,
    }


def _attribution(attribution: Attribution) -> dict[str, Any]:
    return {
        "id": attribution.id,
        "source": _source(attribution.source) if attribution.source else None,
        "via": [_source(source) for source in attribution.via],
        "cue": _span(attribution.cue) if attribution.cue else None,
        "content": [_span(span) for span in attribution.content],
        "quotation": attribution.quotation,
        "score": round(attribution.score, 2),
    }


def _claim(claim: Claim) -> dict[str, Any]:
    codes = claim.codes
    return {
        "id": claim.id,
        "type": claim.type,
        "acled": {"event_type": codes.acled_event_type, "sub_event_type": codes.acled_sub_event_type},
        "plover": {"event": codes.plover_event, "mode": codes.plover_mode},
        "cameo": codes.cameo,
        "trigger": _span(claim.trigger),
        "factuality": claim.factuality,
        "source": _source(claim.source) if claim.source else None,
        "via": [_source(source) for source in claim.via],
        "cue": _span(claim.cue) if claim.cue else None,
        "quotation": claim.quotation,
        "content": _span(claim.content) if claim.content else None,
        "attribution": claim.attribution,
        "agents": [_participant(agent) for agent in claim.agents],
        "recipients": [_participant(recipient) | {"role": recipient.role} for recipient in claim.recipients],
        "places": [_place(place) for place in claim.places],
        "time": _claim_time(claim.time) if claim.time else None,
        "quantities": [_quantity(quantity) for quantity in claim.quantities],
        "instruments": [_span(instrument) for instrument in claim.instruments],
        "sentence": {"start": claim.sentence.start, "end": claim.sentence.end},
        "confidence": round(claim.confidence, 2),
        "rules": list(claim.rules),
    }


def _place(place: Place) -> dict[str, Any]:
    at = place.at
    return _span(place.span) | {
        "name": place.name,
        "latitude": at.latitude if at else None,
        "longitude": at.longitude if at else None,
        "country": (at.country or None) if at else None,
        "admin1": at.admin1 if at else None,
        "precision": place.precision,
        "confidence": round(place.confidence, 2) if at else None,
        "where_prec": place.where_prec,
        "geo_precision": place.geo_precision,
        "gazetteer": at.id if at else None,
        "reason": place.reason or None,
    }


def _runners_up(place: Place) -> dict[str, Any]:
    keys = ("name", "latitude", "longitude", "country", "admin1", "precision", "population")
    return {
        "runners_up": [
            {key: getattr(one, key) or None for key in keys} | {"gazetteer": one.id} for one in place.runners_up
        ]
    }


def _quantity(quantity: Quantity) -> dict[str, Any]:
    measure = quantity.measure
    return _span(quantity.span) | {
        "low": _number(quantity.low),
        "high": _number(quantity.high),
        "unit": quantity.unit or None,
        "role": quantity.role,
        "rule": quantity.rule or None,
        "cumulative": quantity.cumulative,
        "part_of": _span(quantity.part_of) if quantity.part_of else None,
        "si": {"low": _number(measure.low), "high": _number(measure.high), "unit": measure.unit} if measure else None,
        "currency": quantity.currency or None,
    }


def _number(value: Decimal | None) -> int | float | None:
    """A whole number as such, others as the nearest double, which reads back the same."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _time(time: Time) -> dict[str, Any]:
    return _span(time.span) | {"type": time.type, "value": time.value} | _days(time)


def _claim_time(time: Time) -> dict[str, Any]:
    return _days(time) | {"text": time.span.text, "span": _span(time.span)}


def _days(time: Time) -> dict[str, Any]:
    return {
        "from": time.first.isoformat() if time.first else None,
        "to": time.last.isoformat() if time.last else None,
        "precision": time.precision,
        "date_prec": time.date_prec,
        "time_precision": time.time_precision,
        "alternatives": [day.isoformat() for day in time.alternatives],
        "reason": time.reason or None,
    }


def _participant(participant: Participant) -> dict[str, Any]:
    return _span(participant.span) | {
        "name": participant.name,
        "country": participant.country,
        "actor": participant.actor,
    }


def _source(source: Source) -> dict[str, Any]:
    return _span(source.span) | {
        "name": source.name,
        "kind": source.kind,
        "named": source.named,
        "country": source.country,
        "actor": source.actor,
    }


def _span(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}
