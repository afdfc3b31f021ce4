"""Files, folders, addresses and standard input to reports, each recognised by what it holds."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import date
from typing import BinaryIO, Self

from sayso.intake.naming import is_address, make_stem, show_name
from sayso.intake.origin import Fetch, Origin
from sayso.intake.paths import find_files
from sayso.intake.reading import read_source
from sayso.intake.reports import Intake, add_language, check_readable
from sayso.model import InputError, SaysoError

MAX_BYTES = 20_000_000


def read_inputs(  # noqa: PLR0913 - how inputs are to be taken, all by name
    paths: Iterable[str],
    *,
    published: date | None = None,
    any_language: bool = False,
    max_bytes: int = MAX_BYTES,
    stdin: BinaryIO | None = None,
    fetch: Fetch | None = None,
    on_bytes: Callable[[int], None] | None = None,
) -> Iterator[Intake]:
    """What comes of each input: reports and refusals, in order, as they are read.

    An input is a file, a folder (with all below it), a pattern, an address of the web, or `-` for `stdin`. Nothing that
    an input holds raises; what cannot be read is refused with its reason and the rest goes on. `max_bytes` limits a
    file, and a record where a file holds many. `published` is the date of the reports that bring none of their own in
    a field; it goes before a date in a header, a dateline, a page, a mail or a feed. `fetch` gets what lies behind an
    address; without it addresses are refused. `on_bytes` is told how many bytes of a file have been read since it was
    told last, all of them by the end of the file. Ids of reports that come twice get `-2`, `-3` …
    """
    names = Names()
    for word in paths:
        for path in find_files(word):
            if isinstance(path, Intake):
                yield finish_intake(path, names, any_language=any_language)
                continue
            origin = Origin(show_name(path), make_stem(path), path, max_bytes, published, fetch=fetch)
            for taken in read_path(path, origin, stdin, on_bytes or _ignore):
                yield finish_intake(taken, names, any_language=any_language)


class Names:
    """The ids given so far: by their hashes, for there may be millions."""

    def __init__(self) -> None:
        self._given: set[int] = set()
        self._counts: dict[str, int] = {}

    def give(self, id: str) -> str:
        """The id itself, or with a number where it is taken."""
        given = id
        while hash(given) in self._given:
            self._counts[id] = self._counts.get(id, 1) + 1
            given = f"{id}-{self._counts[id]}"
        self._given.add(hash(given))
        return given


def finish_intake(taken: Intake, names: Names, *, any_language: bool) -> Intake:
    """The intake with an id of its own and its language, refused where it cannot be read."""
    if taken.report is None:
        return taken
    id = names.give(taken.id)
    report = add_language(replace(taken.report, id=id))
    refusal = taken.refusal or check_readable(report, any_language=any_language)
    if refusal is not None:
        refusal = replace(refusal, where=taken.source)
    return replace(taken, id=id, report=report, refusal=refusal)


def _ignore(size: int) -> None:
    """For callers who do not count bytes."""


def read_path(path: str, origin: Origin, stdin: BinaryIO | None, on_bytes: Callable[[int], None]) -> Iterator[Intake]:
    """What comes of one path, before it has an id of its own (`finish_intake`); what cannot be read is refused."""
    try:
        if is_address(path):
            yield from _read_address(path, origin)
            return
        with _open(path, origin, stdin) as source, _Metered(source, on_bytes) as metered:
            yield from read_source(metered, origin, file=source if path != "-" and source.seekable() else None)
    except SaysoError as error:
        yield origin.refuse(error.slug, error.reason, error.remedy)
    except OSError as error:
        reason = f"it could not be read to its end ({error.strerror or error})"
        yield origin.refuse("unreadable-file", reason, "check the disk or the connection")


class _Metered:
    """A file that tells how much of it has been read. Archives and tables are read by leaps: theirs is told at last."""

    def __init__(self, source: BinaryIO, on_bytes: Callable[[int], None]) -> None:
        self._read = getattr(source, "read1", source.read)
        self._source, self._on_bytes, self._told = source, on_bytes, 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            size = os.fstat(self._source.fileno()).st_size
        except (OSError, ValueError, AttributeError):
            return  # no file of the system's
        if size > self._told:
            self._tell(size - self._told)

    def read(self, size: int = -1, /) -> bytes:
        data: bytes = self._read(size)
        self._tell(len(data))
        return data

    def _tell(self, size: int) -> None:
        self._told += size
        self._on_bytes(size)


def _read_address(address: str, origin: Origin) -> Iterator[Intake]:
    if origin.fetch is None:
        remedy = "save the page and give its file"
        raise InputError("no-fetching", "addresses are not fetched here", where=origin.name, remedy=remedy)
    fetched = origin.fetch(address)
    if fetched.not_modified:
        return
    yield from read_source(io.BytesIO(fetched.data), replace(origin, url=fetched.url, path=fetched.url))


def _open(path: str, origin: Origin, stdin: BinaryIO | None) -> AbstractContextManager[BinaryIO]:
    """The stream of a path. InputError says why there is none."""
    if path == "-":
        if stdin is None:
            raise origin.error("missing-file", "nothing comes in on standard input", "name a file")
        return nullcontext(stdin)
    try:
        return open(path, "rb")
    except (FileNotFoundError, NotADirectoryError):
        raise origin.error("missing-file", "there is no such file", "check the name") from None
    except PermissionError:
        remedy = "give yourself the right to read it"
        raise origin.error("no-permission", "you may not read this file", remedy) from None
    except (OSError, ValueError) as error:
        reason = f"it could not be opened ({getattr(error, 'strerror', None) or error})"
        raise origin.error("unreadable-file", reason, "check the name") from error
