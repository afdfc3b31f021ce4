"""What kind of thing an input is, by its first bytes."""

from __future__ import annotations

import codecs
import json
import re
from typing import Literal

from sayso.intake.decode import is_wide
from sayso.intake.sniff_text import find_mail, is_table

Kind = Literal[
    "text", "lines", "json", "html", "feed", "table", "mail", "mbox", "warc", "parquet", "pdf", "zip", "gzip", "zstd"
]
CONTROL_SHARE, CONTROL_COUNT = 0.05, 4
"""From this share and number of control bytes on a file is not text. A stray zero byte in a report does no harm."""
_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"{\\rtf", "a rich-text document"),
    (b"\x89PNG\r\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"RIFF", "a picture, sound or film"),
    (b"OggS", "a sound or film"),
    (b"ID3", "a sound file"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
_BINARY_KINDS: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x1f\x8b", "gzip"),
    (b"(\xb5/\xfd", "zstd"),
    (b"\x5d\x2a\x4d\x18", "zstd"),  # begins with the dictionary that its frames share
    (b"PAR1", "parquet"),
    (b"WARC/", "warc"),
)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b") + b"\x7f"
_JSON = re.compile(rb"\s*(?:\{\s*[\"}]|\[\s*[{\]])")
# Atomic, because comments could be split up in any number of ways.
_PROLOGUE = rb"\s*+(?><\?[^>]*>\s*|<!--.*?-->\s*)*+"
_PAGE = re.compile(
    _PROLOGUE + rb"<(?:!doctype\s+html|html|head|body|article|main|p|div|h1)\b", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(rb"<(?:html|body|article|div|p)\b", re.IGNORECASE)
# A declaration of entities may stand before the feed; its reader refuses it.
_DOCTYPE = rb"(?:<!DOCTYPE\s[^\[>]*+(?:\[[^\]]*+\]\s*)?+>\s*)?+"
_XML_ROOT = re.compile(
    _PROLOGUE + _DOCTYPE + rb"(?>(?:<!--.*?-->\s*)*+)<(?:\w+:)?(rss|feed|RDF|urlset|sitemapindex)\b", re.DOTALL
)
_BROKEN_DOCTYPE = re.compile(_PROLOGUE + rb"<!DOCTYPE\s+(?:rss|feed|rdf:RDF)\b", re.DOTALL)
JSON_SUFFIXES = (".json", ".jsonl", ".ndjson")


def find_binary_kind(head: bytes) -> Kind | None:
    """What an input is that is read by its bytes, by the first of them: a PDF, an archive, a table in Parquet."""
    for signature, kind in _BINARY_KINDS:
        if head.startswith(signature):
            return kind
    return None


def find_foreign(head: bytes) -> str | None:
    """What the input is ("a picture") when it cannot be read at all, by its first bytes; None when it may be text."""
    for signature, what in _SIGNATURES:
        if head.startswith(signature):
            return what
    if is_wide(head):
        return None
    if (found := _XML_ROOT.match(head)) and found[1] in (b"urlset", b"sitemapindex"):
        return "a sitemap"
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls >= CONTROL_COUNT and controls > CONTROL_SHARE * len(head):
        return "not text (too many control characters)"
    return None


def find_kind(head: bytes, name: str) -> Kind:
    """How to read an input that is text: by its first bytes, and by its name where they leave it open."""
    head = head.removeprefix(codecs.BOM_UTF8)
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    if _JSON.match(head) or suffix in JSON_SUFFIXES:
        return _find_json_kind(head, suffix)
    if _XML_ROOT.match(head) or _BROKEN_DOCTYPE.match(head):
        return "feed"
    if _PAGE.match(head) or (suffix in (".html", ".htm", ".xhtml") and _TAG.search(head)):
        return "html"
    if mail := find_mail(head, suffix):
        return mail
    return "table" if is_table(head, suffix) else "text"


def _find_json_kind(head: bytes, suffix: str) -> Kind:
    """One object a line (`lines`), or one value over the whole file, pretty-printed or an array (`json`)."""
    body = head.lstrip()
    first, newline, rest = body.partition(b"\n")
    first = first.strip()
    if first in (b"{", b"[", b"[{"):
        return "json"
    if suffix in (".jsonl", ".ndjson") or (first.startswith(b"{") and not newline):
        return "lines"
    try:
        return "lines" if isinstance(json.loads(first), dict) else "json"
    except (ValueError, RecursionError):
        broken_line = first.endswith(b"}") or rest.lstrip().startswith(b"{")
        return "lines" if first.startswith(b"{") and broken_line else "json"
