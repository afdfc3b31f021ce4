"""What linking and finding copies need of a reading: of each claim a packed item, of the report its signatures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sayso.model import Furniture, Span, StoredClaim
from sayso.reconcile.anchoring import find_anchors
from sayso.reconcile.buckets import bucket_of
from sayso.reconcile.context import make_items
from sayso.reconcile.copies import ReportText, SignedReport, Spoken, sign_report
from sayso.reconcile.packing import pack_item


@dataclass(frozen=True, slots=True)
class PackedClaim:
    """A claim by its id: the bucket of days that it stands in, the claim that it is told with, and its record."""

    id: str
    bucket: int
    anchor: str | None
    data: bytes


def pack_claims(claims: Iterable[StoredClaim]) -> Iterator[PackedClaim]:
    """The claims of one report, packed; the words of the report are kept apart."""
    items = make_items(claims, ())
    anchors = find_anchors(items)
    for item in items:
        yield PackedClaim(item.id, bucket_of(item), anchors.get(item.id), pack_item(item))


def sign_reading(
    record: Mapping[str, Any], *, id: str, text: str, published: date | None, publisher: str | None
) -> SignedReport:
    """The signed report of a reading, whose `record` tells what of the text is furniture and who is quoted."""
    return sign_report(ReportText(id, text, tuple(_furniture(record)), published, publisher, tuple(_spoken(record))))


def _furniture(record: Mapping[str, Any]) -> Iterator[Furniture]:
    for part in record.get("furniture", ()):
        yield Furniture(Span(part["start"], part["end"], part["text"]), part["kind"])


def _spoken(record: Mapping[str, Any]) -> Iterator[Spoken]:
    """What somebody is quoted with, word for word."""
    for attribution in record.get("attributions", ()):
        source = attribution.get("source")
        if source and attribution.get("quotation") != "indirect":
            for part in attribution.get("content", ()):
                yield Spoken(part["start"], part["end"], source["name"])
