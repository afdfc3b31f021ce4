"""Bodies of answers, packed or not, to bytes, never more of them than a limit."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

ACCEPTED = "gzip, deflate"
"""What servers are told that we can unpack."""
_GZIP_BITS, _RAW_BITS = 16 + zlib.MAX_WBITS, -zlib.MAX_WBITS


class BodyError(Exception):
    """A body that is not what its header says: broken, cut off, or packed in a way that was not asked for."""


class TooLargeError(Exception):
    """A body over the limit, as it came or unpacked."""


def join_body(chunks: Iterable[bytes], *, encoding: str, limit: int, cut: bool = False) -> bytes:
    """The body whose parts are `chunks`, unpacked. TooLargeError over `limit` bytes, unless it shall be `cut` there.

    What follows on the end of a packed body is passed over, as browsers do.
    """
    body = bytearray()
    for part in _unpack(_count(chunks, limit, cut=cut), encoding.strip().lower(), limit + 1, cut=cut):
        body += part
        if len(body) > limit:
            if not cut:
                raise TooLargeError
            return bytes(body[:limit])
    return bytes(body)


def _count(chunks: Iterable[bytes], limit: int, *, cut: bool) -> Iterator[bytes]:
    """The chunks as they came, which may not be more than the limit either."""
    size = 0
    for chunk in chunks:
        size += len(chunk)
        yield chunk
        if size > limit:
            if not cut:
                raise TooLargeError
            return


def _unpack(chunks: Iterable[bytes], encoding: str, step: int, *, cut: bool) -> Iterator[bytes]:
    """The unpacked body in parts of at most `step` bytes."""
    if encoding in ("", "identity"):
        yield from chunks
        return
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise BodyError("it is packed in a way that was not asked for")
    unpacker = None
    for chunk in chunks:
        if unpacker is None:
            unpacker = _make_unpacker(encoding, chunk)
        data = chunk
        while data and not unpacker.eof:
            try:
                yield unpacker.decompress(data, step)
            except zlib.error:
                raise BodyError("it is not packed as its header says") from None
            data = unpacker.unconsumed_tail
    if unpacker is not None and not unpacker.eof and not cut:
        raise BodyError("it ends too early")


def _make_unpacker(encoding: str, head: bytes) -> zlib._Decompress:
    """For `deflate`, which servers send with or without the header of zlib, the first bytes tell."""
    if encoding != "deflate":
        return zlib.decompressobj(_GZIP_BITS)
    has_header = len(head) > 1 and head[0] & 0x0F == 8 and (head[0] << 8 | head[1]) % 31 == 0
    return zlib.decompressobj(zlib.MAX_WBITS if has_header else _RAW_BITS)
