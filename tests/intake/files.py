"""Builders of small files in the formats that are read, for tests."""

from __future__ import annotations

import io
import zipfile

TEXT = "The bridge at Orlivka was hit at dawn, the governor said on Monday."
PAGE = f"<html><head><title>Bridge hit</title></head><body><article><p>{TEXT}</p></article></body></html>".encode()


def make_pdf(*lines: str) -> bytes:
    """A PDF of one page with these lines."""
    shown = "BT /F1 12 Tf 14 TL 50 700 Td " + " ".join(f"({line}) '" for line in lines) + " ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(shown)}>>\nstream\n{shown}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    return (out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}" + end).encode()


def make_zip(**members: bytes | str) -> bytes:
    """A ZIP archive; in the names `__` stands for a full stop."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "."), data)
    return out.getvalue()


def make_record(
    number: int, body: bytes = PAGE, *, kind: str = "response", status: int = 200, length: int | None = None
) -> bytes:
    """A record of a web archive."""
    content = body
    if kind == "response":
        content = f"HTTP/1.1 {status} X\r\nContent-Type: text/html\r\n\r\n".encode() + body
    type = "application/http; msgtype=response" if kind == "response" else "text/plain"
    header = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:r{number}>\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n"
        f"WARC-Target-URI: https://port.example/{number}\r\nContent-Type: {type}\r\n"
        f"Content-Length: {len(content) if length is None else length}\r\n\r\n"
    )
    return header.encode() + content + b"\r\n\r\n"


def make_feed(*entries: str) -> bytes:
    """An RSS feed with these entries."""
    items = "".join(f"<item>{entry}</item>" for entry in entries)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Port News</title>{items}</channel></rss>'.encode()
