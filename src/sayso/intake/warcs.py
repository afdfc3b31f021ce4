"""Web archives (WARC, WET) to reports, record by record."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.intake.decode import decode_bytes, replace_surrogates
from sayso.intake.fields import Found, clean_field, take_report
from sayso.intake.origin import Origin
from sayso.intake.pages import read_page
from sayso.intake.reports import Intake
from sayso.intake.stream import Stream
from sayso.intake.warc_records import Piece, split_records

if TYPE_CHECKING:
    from fastwarc import WarcRecord

_URN = re.compile(r"\A<?(?:urn:uuid:)?|>?\Z")
_PAGE_TYPES = ("text/html", "application/xhtml+xml")


def read_warc(stream: Stream, origin: Origin) -> Iterator[Intake]:
    """A report or a refusal for each page (WARC) or text (WET). Requests, pictures, errors and such are left out."""
    found = False
    for number, piece in enumerate(split_records(stream, origin.max_bytes), 1):
        part = origin.part("record", number)
        taken = _refuse_piece(piece, part) if piece.trouble else _read_piece(piece.data, part)
        if taken is not None:
            found = True
            yield taken
    if not found:
        yield origin.refuse("empty-file", "there is no page and no text in the archive", "give an archive with pages")


def _refuse_piece(piece: Piece, origin: Origin) -> Intake:
    if piece.too_large:
        return origin.too_large("the record")
    return origin.refuse("bad-record", f"the record is damaged: {piece.trouble}", "the others are read; get it anew")


def _read_piece(data: bytes, origin: Origin) -> Intake | None:
    from fastwarc import ArchiveIterator  # noqa: PLC0415 - only archives need it

    try:
        record = next(
            iter(ArchiveIterator(io.BytesIO(data), auto_decode="all", stream_detect=False, fsspec_args=False)), None
        )
        return None if record is None else _read_record(record, origin)
    except (OSError, ValueError, LookupError) as error:
        return origin.refuse("bad-record", f"the record is damaged: {error}", "the others are read; get it anew")


def _read_record(record: WarcRecord, origin: Origin) -> Intake | None:
    from fastwarc import WarcRecordType  # noqa: PLC0415 - as above

    kind = record.record_type
    if kind == WarcRecordType.conversion:
        content = record.headers.get("Content-Type") or "text/plain"
        reads = _read_text if content.startswith("text/plain") else None
    elif kind == WarcRecordType.response and record.is_http and record.http_headers is not None:
        is_page = record.http_headers.status_code == 200 and record.http_content_type in _PAGE_TYPES
        reads = _read_html if is_page else None
    elif kind == WarcRecordType.resource:
        content = (record.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
        reads = _read_html if content in _PAGE_TYPES else None
    else:
        return None
    if reads is None:
        return None
    data = _read_body(record, origin.max_bytes)
    return origin.too_large("the record") if data is None else reads(data, record, origin)


def _read_body(record: WarcRecord, limit: int) -> bytes | None:
    """The record's content, unpacked; None when there is more than the limit."""
    parts, size = [], 0
    while data := record.reader.read(65_536):
        size += len(data)
        if size > limit:
            return None
        parts.append(data)
    return b"".join(parts)


def _read_html(data: bytes, record: WarcRecord, origin: Origin) -> Intake:
    return read_page(
        data, name=origin.name, id=_find_id(record, origin), published=origin.published, url=_find_address(record)
    )


def _read_text(data: bytes, record: WarcRecord, origin: Origin) -> Intake:
    text = decode_bytes(data).text
    id = _find_id(record, origin)
    if not text.strip():
        return origin.refuse("empty-file", "the record is empty", "leave it out", id=id)
    return take_report(Found(text, id=id), replace(origin, url=_find_address(record)))


def _find_id(record: WarcRecord, origin: Origin) -> str:
    return _URN.sub("", replace_surrogates((record.record_id or "").strip())) or origin.stem


def _find_address(record: WarcRecord) -> str | None:
    return clean_field((record.headers.get("WARC-Target-URI") or "").strip("<> "))
