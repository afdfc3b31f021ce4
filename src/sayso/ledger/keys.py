"""What tells reports and claims of the ledger apart."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import replace
from urllib.parse import urldefrag

from sayso.model import Report

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_DIGITS, _OF_REPORT = 16, 6


def storable(report: Report) -> Report:
    """The report with characters that no database keeps (NUL, lone surrogates) replaced, one for one."""
    if not _UNSTORABLE.search(report.text):
        return report
    return replace(report, text=_UNSTORABLE.sub("\ufffd", report.text), sha256="")


def report_key(report: Report) -> str:
    """What all versions of one report have in common: its address; without one, all that is known of it and its text.

    So the same file twice is one report, whatever it is called, and one agency text in two papers is two. A key tells
    nothing but by comparison: it stays when a report is redacted.
    """
    if report.url:
        return address_key(report.url)
    published = report.published.isoformat() if report.published else ""
    known = "\n".join((report.publisher or "", published, report.title or "", report.sha256))
    return f"text:{_digest(known)}"


def address_key(url: str) -> str:
    """The key of the reports at this address."""
    return f"url:{_digest(urldefrag(url).url)}"


def report_id(key: str, digest: str) -> str:
    """Sixteen hexadecimal digits, the same in every ledger."""
    return _digest(f"{key}\n{digest}")[:_DIGITS]


def claim_id(report: str, claim: str) -> str:
    """The claim's id in its report with the first digits of the report's: copies of a text share their claims'."""
    return f"{claim}-{report[:_OF_REPORT]}"


def refusal_key(source: str, slug: str, reason: str) -> str:
    """The same for the same refusal of the same input."""
    return _digest("\n".join((source, slug, reason)))


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def fold(name: str) -> str:
    """A name without case and accents, for searching."""
    if name.isascii():
        return name.casefold().strip()
    plain = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold().strip()


def clean(words: str) -> str:
    """Words without what no database keeps."""
    return _UNSTORABLE.sub("\ufffd", words)
