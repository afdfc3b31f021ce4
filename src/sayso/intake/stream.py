"""Reading from files, pipes and archives without ever holding more than a limit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

HEAD_BYTES = 16_384
CHUNK_BYTES = 262_144


class Readable(Protocol):
    """What bytes can be read from: a file, a pipe, an archive that is being unpacked."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, `size` at most; none at the end."""


class Stream:
    """A binary stream that can be looked into before it is read, whole or line by line, within `limit` bytes."""

    def __init__(self, source: Readable, *, limit: int) -> None:
        self.source, self._limit = source, limit
        self._held = b""
        self._ended = False

    def peek(self) -> bytes:
        """The first bytes: enough to tell what they are, and no more than a slow pipe has given with its first line."""
        while len(self._held) < HEAD_BYTES and not self._ended and not self._has_first_line():
            self._fill()
        return self._held

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, `size` at most and a chunk otherwise; none at the end."""
        if not self._held and not self._ended:
            self._fill()
        if size < 0 or size >= len(self._held):
            return self._take()
        taken, self._held = self._held[:size], self._held[size:]
        return taken

    def read_whole(self) -> bytes | None:
        """All bytes; None when there are more than the limit."""
        parts = [self._take()]
        size = len(parts[0])
        while not self._ended and size <= self._limit:
            self._fill()
            size += len(self._held)
            parts.append(self._take())
        return b"".join(parts) if size <= self._limit else None

    def read_lines(self) -> Iterator[tuple[int, bytes | None]]:
        """Number (from 1) and bytes of each line without its end; None for the bytes of a line over the limit."""
        number, size = 1, 0
        parts: list[bytes] = []
        while True:
            chunk = self._take()
            *ended, rest = chunk.split(b"\n")
            for line in ended:
                size += len(line)
                yield number, (b"".join([*parts, line]) if size <= self._limit else None)
                number, parts, size = number + 1, [], 0
            size += len(rest)
            if size <= self._limit:
                parts.append(rest)
            else:
                parts.clear()
            if self._ended:
                break
            self._fill()
        if size:
            yield number, (b"".join(parts) if size <= self._limit else None)

    def _has_first_line(self) -> bool:
        body = self._held.lstrip()
        return body.startswith(b"{") and b"\n" in body

    def _fill(self) -> None:
        # read1 gives what a pipe has by now; read would wait until the whole chunk is there.
        read = getattr(self.source, "read1", self.source.read)
        chunk = read(CHUNK_BYTES)
        if chunk:
            self._held += chunk
        else:
            self._ended = True

    def _take(self) -> bytes:
        held, self._held = self._held, b""
        return held
