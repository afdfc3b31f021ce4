"""Gzip and zstandard unpacked as they are read, and stopped when they grow out of all proportion."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from typing import Literal

from sayso.intake.origin import Origin, describe_size
from sayso.intake.stream import CHUNK_BYTES, Readable

Packing = Literal["gzip", "zstd"]
MAX_RATIO = 200
"""Unpacked bytes for each packed one. Text packs to a tenth, lists that repeat themselves to a fiftieth, bombs to less
than a thousandth."""
FREE_BYTES = 10_000_000
"""What may come out before the ratio is looked at: short files repeat themselves by chance."""
MAX_UNPACKED_BYTES = 100_000_000_000
_MEMBER = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")


class Growth:
    """Counts what goes into unpacking and what comes out. InputError when it is a bomb."""

    def __init__(self, origin: Origin) -> None:
        self._origin = origin
        self.where = origin.name
        self.packed = self.unpacked = 0

    def add(self, unpacked: int) -> None:
        """So many bytes came out."""
        self.unpacked += unpacked
        if self.unpacked > FREE_BYTES + MAX_RATIO * self.packed:
            reason = f"it unpacks to more than {MAX_RATIO} times its size"
        elif self.unpacked > MAX_UNPACKED_BYTES:
            reason = f"it unpacks to more than {describe_size(MAX_UNPACKED_BYTES)}"
        else:
            return
        raise self._origin.error("unpacks-too-large", reason, "unpack it yourself if you trust it")


class Unpacked:
    """The bytes that come out of a gzip or zstandard stream of any number of members.

    `damage` is set when a part could not be unpacked. Gzip then goes on at the next member that can; what came before
    stands.
    """

    def __init__(self, packed: Readable, packing: Packing, origin: Origin) -> None:
        self._growth = Growth(origin)
        self._packed = _Counted(packed, self._growth)
        self._inner: Readable = _open_zstd(self._packed) if packing == "zstd" else _Gunzip(self._packed, self._spoil)
        self.damage: str | None = None

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, `size` at most; none at the end."""
        wanted = size if 0 < size < CHUNK_BYTES else CHUNK_BYTES
        try:
            data = self._inner.read(wanted)
        except OSError as error:
            if error.errno is not None:  # the disk's, not the unpacking's
                raise
            self._spoil(str(error))
            return b""
        self._growth.add(len(data))
        return data

    def _spoil(self, reason: str) -> None:
        self.damage = self.damage or reason


class _Counted:
    """The packed bytes, counted. fastwarc asks for the position, too."""

    def __init__(self, packed: Readable, growth: Growth) -> None:
        self._packed, self._growth = packed, growth

    def read(self, size: int = -1, /) -> bytes:
        data = self._packed.read(size)
        self._growth.packed += len(data)
        return data

    def tell(self) -> int:
        return self._growth.packed


def _open_zstd(packed: _Counted) -> Readable:
    from fastwarc.stream_io import ZstdReader  # noqa: PLC0415 - seldom needed

    return ZstdReader(packed, fsspec_args=False)  # type: ignore[arg-type]  # it reads forwards only, and never seeks


class _Gunzip:
    """Gzip, member after member, past those that are damaged."""

    def __init__(self, packed: Readable, spoil: Callable[[str], None]) -> None:
        self._packed, self._spoil = packed, spoil
        self._waiting = b""
        self._stray = False
        self._member: zlib._Decompress | None = None

    def read(self, size: int = -1, /) -> bytes:
        while True:
            if not self._waiting:
                self._waiting = self._packed.read(CHUNK_BYTES)
                if not self._waiting:
                    if self._member is not None:
                        self._spoil("it breaks off")
                        self._member = None
                    return b""
            if self._member is None and not self._begin():
                continue
            if data := self._unpack(size):
                return data

    def _begin(self) -> bool:
        """Begins the next member. Zeros between members are padding."""
        self._waiting = self._waiting.lstrip(b"\x00")
        if not self._waiting:
            return False
        if len(self._waiting) < 4:
            self._waiting += self._packed.read(CHUNK_BYTES)
        if not _MEMBER.match(self._waiting):
            self._stray = True
            return self._skip(0)
        if self._stray:  # at the end of a file they do no harm
            self._spoil("there are bytes in it that are not packed")
        self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        return True

    def _unpack(self, size: int) -> bytes:
        assert self._member is not None
        begun = self._member
        try:
            data = begun.decompress(self._waiting, size)
        except zlib.error as error:
            self._spoil(str(error))
            self._member = None
            self._skip(1)
            return b""
        self._waiting = begun.unused_data if begun.eof else begun.unconsumed_tail
        if begun.eof:
            self._member = None
        return data

    def _skip(self, start: int) -> bool:
        """Goes to where the next member seems to begin, in what is at hand."""
        found = _MEMBER.search(self._waiting, start)
        self._waiting = self._waiting[found.start() :] if found else b""
        return False
