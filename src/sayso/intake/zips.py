"""ZIP archives: their members one after the other, as if they lay in a folder; and what Office files are inside."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import BinaryIO

from sayso.intake.documents import read_document
from sayso.intake.naming import make_stem, show_name
from sayso.intake.origin import Origin
from sayso.intake.reports import Intake
from sayso.intake.stream import Readable
from sayso.intake.unpacking import Growth
from sayso.model import InputError

MAX_DIRECTORY_BYTES = 8_000_000
"""Of the list of members, which is held in memory: it lists some hundred thousand."""
MAX_TYPES_BYTES = 1_000_000
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_OFFICE = (
    (b"wordprocessingml", "docx"),
    (b"spreadsheetml", "an Excel workbook"),
    (b"presentationml", "a PowerPoint presentation"),
)
_OTHER = {
    b"application/vnd.oasis.opendocument.text": "an OpenDocument text",
    b"application/vnd.oasis.opendocument.spreadsheet": "an OpenDocument table",
    b"application/epub+zip": "an e-book",
}

ReadMember = Callable[[Readable, Origin], Iterator[Intake]]


def read_zip(file: BinaryIO, origin: Origin, read_member: ReadMember) -> Iterator[Intake]:
    """What comes of each member, taken by `read_member`; of a DOCX, which is a ZIP too, its one report."""
    try:
        with zipfile.ZipFile(_Guarded(file, origin)) as archive:
            what = _find_office(archive)
            if what is None:
                yield from _read_members(archive, origin, read_member)
                return
    except _DAMAGED as error:
        raise origin.error("damaged-archive", f"the archive is damaged ({error})", "get it anew") from error
    if what != "docx":
        raise origin.error("binary-file", f"it is {what}", "save it as DOCX, PDF, CSV or plain text")
    yield read_document("docx", _read_all(file, origin), origin)


def _read_all(file: BinaryIO, origin: Origin) -> bytes:
    file.seek(0)
    data = file.read(origin.max_bytes + 1)
    if len(data) > origin.max_bytes:
        raise origin.error("too-large", f"it is larger than {origin.limit}", "raise the limit with --max-size")
    return data


def _find_office(archive: zipfile.ZipFile) -> str | None:
    """What document the archive is, by the types of content that it lists; None when it is a plain archive."""
    names = set(archive.namelist())
    if "[Content_Types].xml" in names:
        types = _read_start(archive, "[Content_Types].xml")
        return next((what for sign, what in _OFFICE if sign in types), "an Office document")
    if "mimetype" in names:
        return _OTHER.get(_read_start(archive, "mimetype").strip())
    return None


def _read_start(archive: zipfile.ZipFile, name: str) -> bytes:
    info = archive.getinfo(name)
    if info.compress_type not in _METHODS:
        return b""
    with archive.open(info) as source:
        return source.read(MAX_TYPES_BYTES)


def _read_members(archive: zipfile.ZipFile, origin: Origin, read_member: ReadMember) -> Iterator[Intake]:
    growth = Growth(origin)
    found = False
    for info in archive.infolist():
        parts = info.filename.replace("\\", "/").split("/")
        hidden = any((part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in parts)
        if info.is_dir() or hidden:
            continue
        found = True
        member = replace(
            origin,
            name=f"{origin.name}/{show_name(info.filename)}",
            stem=make_stem("./" + info.filename),
            path=info.filename,
        )
        yield from _read_member(archive, info, member, growth, read_member)
    if not found:
        yield origin.refuse("empty-file", "there is no file in the archive", "give an archive with reports in it")


def _read_member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, origin: Origin, growth: Growth, read_member: ReadMember
) -> Iterator[Intake]:
    if info.flag_bits & 1:
        yield origin.refuse("locked-file", "it is locked with a password", "unpack it first")
        return
    if info.compress_type not in _METHODS:
        yield origin.refuse("binary-file", "it is packed in a way that is not read", "unpack it first")
        return
    try:
        with archive.open(info) as source:
            growth.packed += info.compress_size
            yield from read_member(_Member(source, origin, growth), origin)
    except InputError as error:
        if error.where == growth.where:  # the archive as a whole is a bomb
            raise
        yield origin.refuse(error.slug, error.reason, error.remedy)
    except _DAMAGED as error:
        yield origin.refuse("damaged-archive", f"it is damaged ({error})", "get the archive anew")


class _Guarded(io.RawIOBase):
    """A file of which no more is read at once than the list of members may take."""

    def __init__(self, file: BinaryIO, origin: Origin) -> None:
        self._file, self._origin = file, origin

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def read(self, size: int = -1, /) -> bytes:
        if size > MAX_DIRECTORY_BYTES:
            raise self._origin.error("too-many-parts", "the archive lists too many files", "unpack it first")
        return self._file.read(size)


class _Member:
    """The bytes of one member. Damage is told as what it is, so that no reader takes it for an end."""

    def __init__(self, source: Readable, origin: Origin, growth: Growth) -> None:
        self._source, self._origin, self._growth = source, origin, growth

    def read(self, size: int = -1, /) -> bytes:
        try:
            data = self._source.read(size)
        except _DAMAGED as error:
            raise self._origin.error("damaged-archive", f"it is damaged ({error})", "get the archive anew") from error
        self._growth.add(len(data))
        return data
