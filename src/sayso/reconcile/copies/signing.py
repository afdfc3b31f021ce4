"""A report's text made into what is kept of it: its passages, signed, and the agency that it names."""

from __future__ import annotations

from sayso.reconcile.copies.agencies import find_agency
from sayso.reconcile.copies.passages import cut_report
from sayso.reconcile.copies.signatures import REPORT_PERMUTATIONS, hash_shingles, sign_shingles
from sayso.reconcile.copies.texts import Passage, ReportText, SignedReport


def sign_report(report: ReportText) -> SignedReport:
    """Everything about `report` that finding its copies needs; the text is not needed again."""
    pieces = cut_report(report)
    shingles = [hash_shingles(piece.runs) for piece in pieces]
    passages = tuple(
        Passage(
            report.id, number, piece.start, piece.end, sign_shingles(hashes), piece.words, piece.kind, piece.speaker
        )
        for number, (piece, hashes) in enumerate(zip(pieces, shingles, strict=True))
    )
    prose = (hashes for piece, hashes in zip(pieces, shingles, strict=True) if piece.kind == "prose")
    whole = sign_shingles(frozenset().union(*prose), permutations=REPORT_PERMUTATIONS)
    return SignedReport(report.id, report.published, report.publisher, find_agency(report), whole, passages)
