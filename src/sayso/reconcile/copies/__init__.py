"""Finds out which words of which reports are copies, so that a claim printed forty times counts once."""

from __future__ import annotations

from sayso.reconcile.copies.matching import WINDOW_DAYS, Link, Window, compare_reports, find_links
from sayso.reconcile.copies.origins import Copies, Copy, Origin, Shared, count_origins, find_copies, trace_copies
from sayso.reconcile.copies.signatures import SIGNATURE_VERSION
from sayso.reconcile.copies.signing import sign_report
from sayso.reconcile.copies.texts import Passage, ReportText, SignedReport, Spoken

__all__ = [
    "SIGNATURE_VERSION",
    "WINDOW_DAYS",
    "Copies",
    "Copy",
    "Link",
    "Origin",
    "Passage",
    "ReportText",
    "Shared",
    "SignedReport",
    "Spoken",
    "Window",
    "compare_reports",
    "count_origins",
    "find_copies",
    "find_links",
    "sign_report",
    "trace_copies",
]
