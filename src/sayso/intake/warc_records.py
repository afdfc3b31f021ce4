"""Web archives split into their records, each whole or set aside, however damaged the archive is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.intake.stream import Stream

MAX_HEADER_BYTES = 65_536
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,18})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_START = re.compile(rb"(?:\A|\n)(WARC/\d\.\d\r?\n)")
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_START_BYTES = 16
"""As long as the first line of a record, which may lie across two chunks."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One record's bytes, header included; or why it is set aside (`too_large` when it is over the limit)."""

    data: bytes = b""
    trouble: str = ""
    too_large: bool = False


class _Buffer:
    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self.data = bytearray()
        self.ended = False

    def fill(self, size: int) -> bool:
        """Whether so many bytes are there, once read."""
        while len(self.data) < size and not self.ended:
            chunk = self._stream.read()
            self.data += chunk
            self.ended = not chunk
        return len(self.data) >= size

    def drop(self, size: int) -> None:
        del self.data[:size]

    def skip_to_start(self, begin: int = 0) -> None:
        """Drops all before the next line that begins a record, from `begin` on."""
        while True:
            found = _START.search(self.data, begin)
            if found:
                self.drop(found.start(1))
                return
            if self.ended:
                self.data.clear()
                return
            self.drop(max(0, len(self.data) - _START_BYTES))
            begin = 0
            self.fill(len(self.data) + 1)


def split_records(stream: Stream, limit: int) -> Iterator[Piece]:
    """Each record. Where a length is wrong, what follows is looked through for the next record."""
    buffer = _Buffer(stream)
    while True:
        while buffer.fill(1) and buffer.data.startswith((b"\r", b"\n")):
            buffer.drop(len(buffer.data) - len(buffer.data.lstrip(b"\r\n")))
        if not buffer.data:
            return
        yield _take_record(buffer, limit)


def _take_record(buffer: _Buffer, limit: int) -> Piece:
    buffer.fill(_START_BYTES)
    if not _START.match(buffer.data):
        buffer.skip_to_start()
        return Piece(trouble="no record begins here")
    end = _find_header_end(buffer)
    length = _LENGTH.search(buffer.data, 0, end) if end else None
    if not end or not length:
        buffer.skip_to_start(1)
        return Piece(trouble="its header does not end" if not end else "its header gives no length")
    size = int(length[1])
    if size > limit:
        buffer.skip_to_start(end)
        return Piece(trouble="it is too large", too_large=True)
    return _take_body(buffer, end, end + size)


def _find_header_end(buffer: _Buffer) -> int | None:
    while True:
        if found := _HEADER_END.search(buffer.data, 0, MAX_HEADER_BYTES):
            return found.end()
        if len(buffer.data) >= MAX_HEADER_BYTES or not buffer.fill(len(buffer.data) + 1):
            return None


def _take_body(buffer: _Buffer, body: int, end: int) -> Piece:
    if not buffer.fill(end):
        buffer.skip_to_start(body)
        return Piece(trouble="it breaks off")
    buffer.fill(end + 4 + _START_BYTES)
    after = bytes(buffer.data[end : end + 4 + _START_BYTES])
    # Line ends follow, then the next record or nothing. Where others follow, the length is wrong.
    if after.strip(b"\r\n") and not after.startswith((b"\r\n", b"\n")):
        buffer.skip_to_start(body)
        return Piece(trouble="its length is wrong")
    data = bytes(buffer.data[:end])
    buffer.drop(end)
    return Piece(data)
