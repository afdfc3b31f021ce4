"""The record of one claim of the ledger, field for field as `docs/exports.md` explains it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, BinaryIO

from sayso.export.lines import format_json
from sayso.model import Reviewed, StoredClaim, StoredReport

_VERSIONS = ("sayso", "model", "codebook", "gazetteer")


def make_claim_record(claim: StoredClaim) -> dict[str, Any]:
    """The claim as plain lists and dictionaries: the fields of a report's record, with the report it stands in.

    `id` is the ledger's, `report` the document's, `sentence` has its words, and `reader` says what made it.
    `reviewed` is what people say of it: by whom, and what stood before in the fields that they corrected.
    """
    record = dict(claim.record)
    sentence = record["sentence"]
    return {
        **record,
        "id": claim.id,
        "report": claim.report.name,
        "sentence": {"start": sentence["start"], "end": sentence["end"], "text": claim.sentence},
        "document": _document(claim.report),
        "recorded": format_moment(claim.recorded) if claim.recorded else None,
        "superseded": format_moment(claim.superseded) if claim.superseded else None,
        "reader": {name: claim.versions.get(name, "") for name in _VERSIONS},
        "reviewed": _reviewed(claim.reviewed) if claim.reviewed else None,
    }


def _reviewed(reviewed: Reviewed) -> dict[str, Any]:
    latest = reviewed.latest
    return {
        "verdict": latest.verdict,
        "who": latest.who or None,
        "reason": latest.reason or None,
        "recorded": format_moment(latest.recorded),
        "coders": len(reviewed.standing),
        "contested": reviewed.is_contested,
        "before": dict(reviewed.before),
    }


def format_claim(claim: StoredClaim) -> str:
    """The record as one line of JSON, without the line's end."""
    return format_json(make_claim_record(claim))


def write_claim_lines(claims: Iterable[StoredClaim], out: BinaryIO) -> None:
    """Write one record a line, in UTF-8, each as soon as it comes."""
    for claim in claims:
        out.write(format_claim(claim).encode("utf-8") + b"\n")


def format_moment(moment: datetime) -> str:
    """A moment in UTC, to the microsecond, as in "2026-03-04T12:00:00.000000Z"."""
    utc = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return utc.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _document(report: StoredReport) -> dict[str, Any]:
    return {
        "id": report.name,
        "ledger_id": report.id,
        "version": report.version,
        "title": report.title,
        "published": report.published.isoformat() if report.published else None,
        "published_from": report.published_from,
        "publisher": report.publisher,
        "url": report.url,
        "language": report.language,
        "sha256": report.digest,
        "recorded": format_moment(report.recorded),
        "superseded": format_moment(report.superseded) if report.superseded else None,
        "redacted": report.redacted,
    }
