"""Builders of the nouns that tests need. Texts are found by their words, so that no test counts characters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sayso.codebook.events import load_codebook
from sayso.export import make_record
from sayso.model import (
    Attribution,
    Candidate,
    Claim,
    Factuality,
    Furniture,
    Participant,
    Place,
    PlacePrecision,
    Quantity,
    QuantityRole,
    Reading,
    RecipientRole,
    Refusal,
    Report,
    Source,
    Span,
    StoredClaim,
    StoredReport,
    Time,
    TimePrecision,
    Versions,
)
from sayso.model.attribution import Quotation, SourceKind
from sayso.model.place import PlaceUse
from sayso.model.report import FurnitureKind

RECORDED = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
VERSIONS = Versions(sayso="0.1.0", model="made-by-hand-1", codebook="2024.1", gazetteer="0badcafe")


def make_span(text: str, words: str, *, after: str = "") -> Span:
    """Where `words` first stand in `text`, after the first `after`; an error where they do not."""
    start = text.index(words, text.index(after) + len(after) if after else 0)
    return Span.of(text, start, start + len(words))


def make_report(
    text: str,
    *,
    id: str = "report",
    title: str | None = None,
    published: date | None = None,
    published_from: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    furniture: Sequence[tuple[str, FurnitureKind]] = (),
) -> Report:
    """A report whose furniture is given by its words."""
    found = tuple(sorted((Furniture(make_span(text, words), kind) for words, kind in furniture), key=lambda f: f.span))
    return Report(
        id=id,
        text=text,
        title=title,
        published=published,
        published_from=published_from or ("given" if published else None),
        publisher=publisher,
        url=url,
        language="en",
        furniture=found,
    )


def make_source(
    text: str,
    words: str,
    *,
    name: str | None = None,
    kind: SourceKind = "person",
    named: bool = True,
    country: str | None = None,
    after: str = "",
) -> Source:
    """A source whose mention is `words`; its name is these words unless another is given."""
    return Source(make_span(text, words, after=after), name or words, kind, named, country)


def make_attribution(
    text: str,
    source: Source | None,
    cue: str | None,
    *content: str,
    via: Sequence[Source] = (),
    quotation: Quotation = "indirect",
    score: float = 0.9,
    id: str | None = None,
    after: str = "",
) -> Attribution:
    """A statement with its words, each looked for after `after`."""
    pieces = tuple(make_span(text, words, after=after) for words in content)
    return Attribution(
        id=id or f"a{pieces[0].start}-{pieces[-1].end}",
        source=source,
        via=tuple(via),
        cue=make_span(text, cue, after=after) if cue else None,
        content=pieces,
        quotation=quotation,
        score=score,
    )


def make_participant(
    text: str,
    words: str,
    *,
    name: str | None = None,
    country: str | None = None,
    role: RecipientRole | None = None,
    actor: str | None = None,
    after: str = "",
) -> Participant:
    """Who did it or whom it was done to, where `words` stand."""
    return Participant(make_span(text, words, after=after), name or words, country, role, actor)


def make_place(
    text: str,
    words: str,
    latitude: float | None = None,
    longitude: float = 0.0,
    *,
    precision: PlacePrecision = "settlement",
    country: str = "SYR",
    use: PlaceUse = "place",
    runners_up: Sequence[Place] = (),
    after: str = "",
) -> Place:
    """A place where `words` stand; without a latitude it is not located."""
    span = make_span(text, words, after=after)
    if latitude is None:
        return Place(span, words, use, reason="the gazetteer does not know the name")
    at = Candidate(f"made:{words}", words, latitude, longitude, country, "Tarn", precision, 1000)
    others = tuple(place.at for place in runners_up if place.at)
    return Place(span, words, use, at, precision, 0.75, others)


def make_time(
    text: str,
    words: str,
    first: date | None,
    last: date | None = None,
    *,
    precision: TimePrecision = "day",
    after: str = "",
) -> Time:
    """The days that `words` stand for."""
    value = first.isoformat() if first else "PAST_REF"
    return Time(make_span(text, words, after=after), "DATE", value, first, last, precision)


def make_quantity(
    text: str,
    words: str,
    low: int | None,
    high: int | None = None,
    *,
    unit: str = "person",
    role: QuantityRole = "killed",
    after: str = "",
) -> Quantity:
    """The number that `words` give."""
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    return Quantity(make_span(text, words, after=after), *ends, unit, role)


def make_claim(
    text: str,
    trigger: str,
    type: str = "attack",
    *,
    factuality: Factuality = "CT+",
    attribution: Attribution | None = None,
    agents: Sequence[Participant] = (),
    recipients: Sequence[Participant] = (),
    instruments: Sequence[str] = (),
    places: Sequence[Place] = (),
    time: Time | None = None,
    quantities: Sequence[Quantity] = (),
    confidence: float = 0.8,
    after: str = "",
) -> Claim:
    """A claim at these words, on the say-so of an attribution's source, else in the report's own voice."""
    span = make_span(text, trigger, after=after)
    source = attribution.source if attribution else None
    return Claim(
        id=f"{span.start:08x}{span.end:08x}",
        type=type,
        codes=load_codebook().types[type].codes,
        trigger=span,
        factuality=factuality,
        source=source,
        via=attribution.via if attribution else (),
        cue=attribution.cue if attribution else None,
        quotation=attribution.quotation if attribution else None,
        content=attribution.content[0] if attribution else None,
        attribution=attribution.id if attribution else None,
        agents=tuple(agents),
        recipients=tuple(recipients),
        places=tuple(places),
        time=time,
        quantities=tuple(quantities),
        instruments=tuple(make_span(text, words) for words in instruments),
        sentence=_sentence_around(text, span),
        confidence=confidence,
        rules=(f"{type}.by-hand",),
    )


def _sentence_around(text: str, span: Span) -> Span:
    start, end = text.rfind(". ", 0, span.start), text.find(". ", span.end)
    return Span.of(text, start + 2 if start >= 0 else 0, end + 1 if end >= 0 else len(text))


def make_reading(
    report: Report,
    *attributions: Attribution,
    claims: Sequence[Claim] = (),
    places: Sequence[Place] = (),
    refusal: Refusal | None = None,
) -> Reading:
    """The reading of `report` with these statements and claims, as one sentence."""
    sentences = () if refusal else (Span.of(report.text, 0, len(report.text)),)
    return Reading(report, VERSIONS, sentences, attributions, tuple(claims), refusal, places=tuple(places))


def make_stored_claims(reading: Reading) -> list[StoredClaim]:
    """The claims of a reading as the ledger gives them back."""
    report, record = reading.report, make_record(reading)
    stored = StoredReport(
        id=report.sha256[:16],
        name=report.id,
        version=1,
        title=report.title,
        published=report.published,
        published_from=report.published_from,
        publisher=report.publisher,
        url=report.url,
        language=report.language,
        digest=report.sha256,
        recorded=RECORDED,
    )
    return [
        StoredClaim(
            f"{claim['id']}-{stored.id[:6]}",
            stored,
            claim,
            report.text[claim["sentence"]["start"] : claim["sentence"]["end"]],
            record["reader"],
            RECORDED,
        )
        for claim in record["claims"]
    ]


def make_stored_claim(
    text: str, trigger: str, type: str = "attack", *, report: Report | None = None, **parts: Any
) -> StoredClaim:
    """One claim of the ledger: `parts` are those of `make_claim`, `report` is a bare one of `text` unless given."""
    claim = make_claim(text, trigger, type, **parts)
    return make_stored_claims(make_reading(report or make_report(text), claims=[claim]))[0]
