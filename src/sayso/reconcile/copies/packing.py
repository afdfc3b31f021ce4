"""A signed report as what a database keeps of it, and back."""

from __future__ import annotations

import json
from datetime import date

from sayso.reconcile.copies.signatures import PASSAGE_PERMUTATIONS, REPORT_PERMUTATIONS
from sayso.reconcile.copies.texts import Passage, SignedReport

_BYTES = 4


def pack_signed(report: SignedReport) -> tuple[str, bytes]:
    """JSON that tells the agency and the passages; the signatures, of the whole report first."""
    told = [[p.start, p.end, p.words, p.kind, p.speaker] for p in report.passages]
    words = json.dumps({"agency": report.agency, "passages": told}, ensure_ascii=True, separators=(",", ":"))
    return words, report.signature + b"".join(passage.signature for passage in report.passages)


def unpack_signed(
    id: str, published: date | None, publisher: str | None, passages: str, signatures: bytes
) -> SignedReport:
    """The signed report that `pack_signed` was given."""
    told = json.loads(passages)
    whole, one = REPORT_PERMUTATIONS * _BYTES, PASSAGE_PERMUTATIONS * _BYTES
    parts = tuple(
        Passage(id, number, start, end, signatures[whole + number * one : whole + (number + 1) * one], words, kind, who)
        for number, (start, end, words, kind, who) in enumerate(told["passages"])
    )
    return SignedReport(id, published, publisher, told["agency"], signatures[:whole], parts)
