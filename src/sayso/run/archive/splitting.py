"""Large files cut into slices that are read apart: where a line, a record or a packed record begins."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from sayso.intake.decode import is_wide
from sayso.intake.sniff import find_binary_kind, find_kind
from sayso.intake.stream import HEAD_BYTES
from sayso.model import InputError
from sayso.run.archive.job import How

if TYPE_CHECKING:
    import pyarrow.parquet

_STEP = 1 << 20
_OVERLAP = 32
_RECORD = re.compile(rb"\n(WARC/\d\.\d\r?\n)")
_MEMBER = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")
_SAMPLE = 4096
_THRIFT = 10_000_000


def find_how(file: BinaryIO, name: str) -> How:
    """How a file can be cut: `lines`, `warc`, `members` or `rows`; `whole` where it cannot."""
    head = file.read(HEAD_BYTES)
    kind = find_binary_kind(head)
    if kind == "parquet":
        return "rows"
    if kind == "warc":
        return "warc"
    if kind == "gzip":
        return "members" if _unpack(head).startswith(b"WARC/") and _is_many(file) else "whole"
    if kind is None and not is_wide(head) and find_kind(head, name) == "lines":
        return "lines"
    return "whole"


def _is_many(file: BinaryIO) -> bool:
    """Whether another packed record follows the first within reach; a WARC packed as one cannot be cut."""
    file.seek(0)
    return _find_member(file, 1, stop=16 * _STEP) is not None


def align(file: BinaryIO, how: How, at: int, size: int) -> int:
    """Where the first line or record begins at `at` or after it; `size` where none does.

    Slices whose ends are found by this join without a gap and without a double, whatever the file holds.
    """
    if at <= 0:
        return 0
    if at >= size:
        return size
    found = _FINDERS[how](file, at)
    return size if found is None else found


def _find_line(file: BinaryIO, at: int) -> int | None:
    file.seek(at - 1)
    passed = at - 1
    while data := file.read(_STEP):
        if (found := data.find(b"\n")) >= 0:
            return passed + found + 1
        passed += len(data)
    return None


def _find_record(file: BinaryIO, at: int) -> int | None:
    for start, data in _windows(file, at - 1):
        if found := _RECORD.search(data):
            return start + found.start(1)
    return None


def _find_member(file: BinaryIO, at: int, *, stop: int | None = None) -> int | None:
    """Where a packed record begins: unpacked, it has a record's first words."""
    for start, data in _windows(file, at):
        if stop is not None and start > stop:
            return None
        for found in _MEMBER.finditer(data):
            whole = data[found.start() : found.start() + _SAMPLE]
            if len(whole) < _SAMPLE:
                file.seek(start + found.start())
                whole = file.read(_SAMPLE)
            if _unpack(whole).startswith(b"WARC/"):
                return start + found.start()
    return None


_FINDERS: dict[str, Callable[[BinaryIO, int], int | None]] = {
    "lines": _find_line,
    "warc": _find_record,
    "members": _find_member,
}


def _windows(file: BinaryIO, at: int) -> Iterator[tuple[int, bytes]]:
    """The file from `at` on in steps, each with the last bytes of the one before it."""
    while True:
        file.seek(at)
        data = file.read(_STEP + _OVERLAP)
        if data:
            yield at, data
        if len(data) <= _STEP:
            return
        at += _STEP


def _unpack(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data, 64)
    except zlib.error:
        return b""


class Slice:
    """The bytes of a file from `start` to before `end`, as a stream."""

    def __init__(self, file: BinaryIO, start: int, end: int) -> None:
        self._file, self._left = file, max(end - start, 0)
        file.seek(start)

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, `size` at most; none at the end."""
        wanted = self._left if size < 0 else min(size, self._left)
        data = self._file.read(wanted)
        self._left -= len(data)
        return data


def find_row_groups(file: BinaryIO, where: str) -> list[tuple[int, int]]:
    """Bytes and rows of each row group of a Parquet file. InputError where it is none."""
    try:
        facts = _open_parquet(file).metadata
        groups = [facts.row_group(number) for number in range(facts.num_row_groups)]
        return [(int(group.total_byte_size), int(group.num_rows)) for group in groups]
    except (OSError, ValueError) as error:
        reason = f"it is damaged, or not what it seems ({error})"
        raise InputError("bad-document", reason, where=where, remedy="write the file anew") from None


def cut_rows(file: BinaryIO, start: int, end: int) -> bytes:
    """The row groups from `start` to before `end` as a Parquet file of its own."""
    import pyarrow as pa  # noqa: PLC0415 - an extra: needed only here
    import pyarrow.parquet as pq  # noqa: PLC0415

    out, table = io.BytesIO(), _open_parquet(file)
    with pq.ParquetWriter(out, table.schema_arrow) as writer:
        for batch in table.iter_batches(batch_size=1000, row_groups=list(range(start, end)), use_threads=False):
            writer.write_table(pa.Table.from_batches([batch]))
    return out.getvalue()


def _open_parquet(file: BinaryIO) -> pyarrow.parquet.ParquetFile:
    import pyarrow.parquet as pq  # noqa: PLC0415 - an extra: needed only here

    made: Any = pq.ParquetFile
    return made(file, thrift_container_size_limit=_THRIFT, thrift_string_size_limit=_THRIFT)
