"""A shard to the reports in it: taken in, passed through the gate, or set aside."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date
from typing import BinaryIO

from sayso.intake import Intake
from sayso.intake.columns import read_columns
from sayso.intake.inputs import Names, finish_intake, read_path
from sayso.intake.naming import make_stem, show_name
from sayso.intake.origin import Fetch, Origin
from sayso.intake.reading import read_source
from sayso.intake.records import read_json_lines
from sayso.intake.stream import Readable, Stream
from sayso.intake.unpacking import Unpacked
from sayso.intake.warcs import read_warc
from sayso.ledger import storable
from sayso.model import Refusal, Report, SaysoError
from sayso.run.archive.gate import Gate
from sayso.run.archive.job import Job, Piece, Shard
from sayso.run.archive.splitting import Slice, align, cut_rows
from sayso.run.archive.storage import open_address, scheme_of

OnBytes = Callable[[int], None]
_OF_LANGUAGE = "wrong-language"


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of one input: a report that is to be read; or why it is refused, or stays outside the gate.

    A report that is not read is let go of: its day and its words are all that is kept.
    """

    report: Report | None
    refusal: Refusal | None = None
    gated: str | None = None
    source: str = ""
    published: date | None = None
    words: int = 0


@dataclass(slots=True)
class Taker:
    """Takes shards in. It may be used for any number of shards, one after the other."""

    job: Job
    gate: Gate | None
    fetch: Fetch | None = None
    on_bytes: OnBytes = field(default=lambda _size: None)

    def take(self, shard: Shard) -> Iterator[Taken]:
        """What comes of each input of the shard, in their order. Nothing that they hold raises."""
        names = Names()
        for piece in shard.pieces:
            for intake in self._read(piece):
                yield self._judge(finish_intake(intake, names, any_language=self.job.any_language))

    def _judge(self, intake: Intake) -> Taken:
        if intake.report is None:
            refusal = intake.refusal or Refusal("no-report", "there was nothing to read in it", intake.id)
            return Taken(None, refusal, source=refusal.where)
        report = storable(intake.report)
        words = report.text.count(" ") + 1
        known = Taken(None, source=intake.source or report.id, published=report.published, words=words)
        if self.gate is not None and intake.refusal is not None and intake.refusal.slug == _OF_LANGUAGE:
            return replace(known, gated=_OF_LANGUAGE)
        if intake.refusal is not None:
            return replace(known, refusal=intake.refusal)
        if self.gate is not None and (reason := self.gate.judge(report)):
            return replace(known, gated=reason)
        return replace(known, report=report)

    def _read(self, piece: Piece) -> Iterator[Intake]:
        name = show_name(piece.address)
        if piece.refusal is not None:
            yield Intake(None, piece.refusal, make_stem(piece.address), source=piece.refusal.where)
            return
        origin = Origin(
            name, make_stem(piece.address), piece.address, self.job.max_bytes, self.job.published, fetch=self.fetch
        )
        if piece.how in ("whole", "web") and not scheme_of(piece.address):
            yield from read_path(piece.address, origin, None, self.on_bytes)
            return
        try:
            with closing(open_address(piece.address)) as file:
                yield from self._read_open(file, piece, origin)
        except SaysoError as error:
            yield origin.refuse(error.slug, error.reason, error.remedy)
        except (OSError, ValueError) as error:
            reason = f"it could not be read to its end ({error})"
            yield origin.refuse("unreadable-file", reason, "check the disk or the connection")

    def _read_open(self, file: BinaryIO, piece: Piece, origin: Origin) -> Iterator[Intake]:
        if piece.how == "whole":
            yield from read_source(_Metered(file, self.on_bytes), origin, file=file if file.seekable() else None)
            return
        if piece.how == "rows":
            yield from self._read_rows(file, piece, origin)
            return
        size = file.seek(0, io.SEEK_END)
        end = size if piece.end is None else align(file, piece.how, piece.end, size)
        part = Slice(file, align(file, piece.how, piece.start, size), end)
        stream = Stream(_Metered(part, self.on_bytes), limit=origin.max_bytes)
        origin = _name_slice(origin, piece)
        if piece.how == "lines":
            yield from read_json_lines(stream.read_lines(), origin)
        elif piece.how == "warc":
            yield from _read_records(stream, origin)
        else:
            unpacked = Unpacked(stream, "gzip", origin)
            yield from _read_records(Stream(unpacked, limit=origin.max_bytes), origin)
            if unpacked.damage:
                reason = f"a part of it could not be unpacked ({unpacked.damage}); what could be is read"
                yield origin.refuse("damaged-archive", reason, "get it anew", id=f"{origin.stem}-damage")

    def _read_rows(self, file: BinaryIO, piece: Piece, origin: Origin) -> Iterator[Intake]:
        assert piece.end is not None
        yield from read_columns(cut_rows(file, piece.start, piece.end), _name_slice(origin, piece))
        self.on_bytes(piece.size)


def _name_slice(origin: Origin, piece: Piece) -> Origin:
    """A slice that is not the first has a name of its own: how many lines stand before it nobody has counted."""
    if not piece.start:
        return origin
    at = piece.first or piece.start
    return replace(origin, name=f"{origin.name} from {at}", stem=f"{origin.stem}-{at}")


def _read_records(stream: Stream, origin: Origin) -> Iterator[Intake]:
    """The reports of a slice of a web archive; that there is none in one slice is nothing to be told."""
    for intake in read_warc(stream, origin):
        if intake.refusal is None or intake.refusal.slug != "empty-file" or intake.source != origin.name:
            yield intake


class _Metered:
    """A stream that tells how much of it has been read."""

    def __init__(self, source: Readable, on_bytes: OnBytes) -> None:
        self._source, self._on_bytes = source, on_bytes

    def read(self, size: int = -1, /) -> bytes:
        data = self._source.read(size)
        self._on_bytes(len(data))
        return data
