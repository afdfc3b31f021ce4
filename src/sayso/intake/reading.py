"""One input to reports: recognised by what it holds, unpacked, and given to the reader of its format."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from sayso.intake.columns import read_columns
from sayso.intake.decode import decode_bytes, is_wide
from sayso.intake.documents import read_document
from sayso.intake.feeds import read_feed
from sayso.intake.fields import Found, take_report
from sayso.intake.mails import read_mail, read_mbox
from sayso.intake.origin import MAX_LAYERS, Origin
from sayso.intake.pages import read_page
from sayso.intake.records import read_json_lines, read_json_whole
from sayso.intake.reports import Intake
from sayso.intake.sniff import Kind, find_binary_kind, find_foreign, find_kind
from sayso.intake.stream import Readable, Stream
from sayso.intake.tables import read_table
from sayso.intake.unpacking import Packing, Unpacked
from sayso.intake.warcs import read_warc
from sayso.intake.zips import read_zip


def read_source(source: Readable, origin: Origin, *, file: BinaryIO | None = None) -> Iterator[Intake]:
    """What comes of one input. `file` is the same as `source` where it is a file that can be read from its start again.

    InputError where nothing more can be had from it.
    """
    stream = Stream(source, limit=origin.max_bytes)
    head = stream.peek()
    kind = find_binary_kind(head)
    if kind in ("gzip", "zstd"):
        yield from _read_packed(stream, "gzip" if kind == "gzip" else "zstd", origin)
    elif kind == "zip":
        yield from _read_archive(file or io.BytesIO(_read_whole(stream, origin)), origin)
    elif kind == "parquet":
        yield from read_columns(file or _read_whole(stream, origin), origin)
    elif kind == "pdf":
        yield read_document("pdf", _read_whole(stream, origin), origin)
    elif kind == "warc":
        yield from read_warc(stream, origin)
    else:
        yield from _read_text_kinds(stream, origin)


def _read_packed(packed: Stream, packing: Packing, origin: Origin) -> Iterator[Intake]:
    inner = _enter(origin)
    unpacked = Unpacked(packed, packing, inner)
    yield from read_source(unpacked, inner)
    if unpacked.damage:
        reason = f"a part of it could not be unpacked ({unpacked.damage}); what could be is read"
        yield origin.refuse("damaged-archive", reason, "get it anew", id=f"{inner.stem}-damage")


def _enter(origin: Origin) -> Origin:
    """The origin of what an archive holds: its name without the archive's ending."""
    if origin.layers >= MAX_LAYERS:
        raise origin.error("nested-archives", "it is an archive in an archive in an archive", "unpack it first")
    path = origin.path
    for ending in (".gz", ".gzip", ".zst", ".zstd"):
        path = path[: -len(ending)] if path.lower().endswith(ending) else path
    stem = origin.stem
    if path != origin.path and origin.path.endswith(stem + origin.path[len(path) :]):
        stem = stem.rpartition(".")[0] or stem
    return replace(origin, path=path, stem=stem, layers=origin.layers + 1)


def _read_archive(file: BinaryIO, origin: Origin) -> Iterator[Intake]:
    inner = _enter(origin)
    yield from read_zip(file, inner, read_source)


def _read_text_kinds(stream: Stream, origin: Origin) -> Iterator[Intake]:
    if is_wide(stream.peek()):
        stream = _narrow(stream, origin)
    head = stream.peek()
    if what := find_foreign(head):
        remedy = "unpack it first" if "archive" in what else "save its text as plain text, HTML or JSON Lines"
        raise origin.error("binary-file", f"it is {what}", remedy)
    kind = find_kind(head, origin.path)
    if kind == "lines":
        yield from read_json_lines(stream.read_lines(), origin)
    elif kind == "table":
        yield from read_table(stream, origin)
    elif kind == "mbox":
        yield from read_mbox(stream, origin)
    else:
        yield from _read_at_once(kind, _read_whole(stream, origin), origin)


def _read_at_once(kind: Kind, data: bytes, origin: Origin) -> Iterator[Intake]:
    if kind == "json":
        yield from read_json_whole(data, origin)
    elif kind == "feed":
        yield from read_feed(data, origin)
    elif kind == "mail":
        yield read_mail(data, origin)
    elif kind == "html":
        yield read_page(data, name=origin.name, id=origin.stem, published=origin.published, url=origin.url)
    else:
        yield _read_text(data, origin)


def _narrow(stream: Stream, origin: Origin) -> Stream:
    """A stream of UTF-8 from one of UTF-16 or UTF-32, which cannot be told apart or split by its bytes."""
    data = decode_bytes(_read_whole(stream, origin)).text.encode()
    return Stream(io.BytesIO(data), limit=len(data))


def _read_whole(stream: Stream, origin: Origin) -> bytes:
    data = stream.read_whole()
    if data is None:
        remedy = "raise the limit with --max-size, split it, or give JSON Lines"
        raise origin.error("too-large", f"it is larger than {origin.limit}", remedy)
    if isinstance(stream.source, Unpacked) and stream.source.damage:
        # Records that came out whole are read; of a single report nobody knows what is missing.
        raise origin.error("damaged-archive", f"it could not be unpacked ({stream.source.damage})", "get it anew")
    return data


def _read_text(data: bytes, origin: Origin) -> Intake:
    text = decode_bytes(data).text
    if not text.strip():
        reason = "it is empty" if not text else "it holds nothing but blanks"
        return origin.refuse("empty-file", reason, "give a file with a report's text")
    return take_report(Found(text), origin)
