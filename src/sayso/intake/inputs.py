"""Files and standard input to reports, each recognised by what it holds."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

from sayso.intake.decode import decode_bytes, is_wide, replace_surrogates
from sayso.intake.pages import read_page
from sayso.intake.records import read_json_lines, read_json_whole
from sayso.intake.reports import Intake, add_language, check_readable, make_report
from sayso.intake.sniff import find_foreign, find_kind
from sayso.intake.stream import Stream
from sayso.model import InputError, Refusal

MAX_BYTES = 20_000_000
STANDARD_INPUT = "standard input"


def read_inputs(
    paths: Iterable[str],
    *,
    published: date | None = None,
    any_language: bool = False,
    max_bytes: int = MAX_BYTES,
    stdin: BinaryIO | None = None,
) -> Iterator[Intake]:
    """What comes of each file, `-` being `stdin`: reports and refusals, in order, as they are read.

    Nothing that a file holds raises; what cannot be read is refused with its reason and the rest goes on. `max_bytes`
    limits a file, and in JSON Lines a line. `published` is the date of the reports that bring none of their own in a
    field; it goes before a date in a header, a dateline or a page. Ids that come twice get `-2`, `-3` …
    """
    seen: set[str] = set()
    for path in paths:
        for taken in _read_input(path, published=published, max_bytes=max_bytes, stdin=stdin):
            yield _finish(taken, path, seen, any_language=any_language)


def _finish(taken: Intake, path: str, seen: set[str], *, any_language: bool) -> Intake:
    """The intake with an id of its own and its language, refused where it cannot be read."""
    id, count = taken.id, 1
    while id in seen:
        count += 1
        id = f"{taken.id}-{count}"
    seen.add(id)
    if taken.report is None:
        return replace(taken, id=id)
    report = add_language(replace(taken.report, id=id))
    refusal = taken.refusal or check_readable(report, any_language=any_language)
    if refusal is not None and refusal.where == id:
        refusal = replace(refusal, where=_name(path) if id == _stem(path) else f"{_name(path)}, report {id}")
    return replace(taken, id=id, report=report, refusal=refusal)


def _name(path: str) -> str:
    return STANDARD_INPUT if path == "-" else replace_surrogates(path)


def _stem(path: str) -> str:
    return "stdin" if path == "-" else replace_surrogates(Path(path).stem) or "report"


def _read_input(path: str, *, published: date | None, max_bytes: int, stdin: BinaryIO | None) -> Iterator[Intake]:
    try:
        with _open(path, stdin) as source:
            yield from _read_source(source, path, published=published, max_bytes=max_bytes)
    except InputError as error:
        yield Intake(None, Refusal(error.slug, error.reason, error.where, error.remedy), _stem(path))
    except OSError as error:
        reason = f"it could not be read to its end ({error.strerror or error})"
        remedy = "check the disk or the connection"
        yield Intake(None, Refusal("unreadable-file", reason, _name(path), remedy), _stem(path))


def _open(path: str, stdin: BinaryIO | None) -> AbstractContextManager[BinaryIO]:
    """The stream of a path. InputError says why there is none."""
    name = _name(path)
    if path == "-":
        if stdin is None:
            raise InputError("missing-file", "nothing comes in on standard input", where=name, remedy="name a file")
        return nullcontext(stdin)
    try:
        if Path(path).is_dir():
            raise InputError("is-folder", "it is a folder", where=name, remedy=f"name its files, as in {name}/*.txt")
        return open(path, "rb")
    except (FileNotFoundError, NotADirectoryError):
        raise InputError("missing-file", "there is no such file", where=name, remedy="check the name") from None
    except PermissionError:
        remedy = "give yourself the right to read it"
        raise InputError("no-permission", "you may not read this file", where=name, remedy=remedy) from None
    except (OSError, ValueError) as error:
        reason = f"it could not be opened ({getattr(error, 'strerror', None) or error})"
        raise InputError("unreadable-file", reason, where=name, remedy="check the name") from error


def _read_source(source: BinaryIO, path: str, *, published: date | None, max_bytes: int) -> Iterator[Intake]:
    name, stem, limit = _name(path), _stem(path), f"the limit of {_describe_size(max_bytes)}"
    stream = Stream(source, limit=max_bytes)
    if is_wide(stream.peek()):
        stream = _narrow(stream, name, limit)
    head = stream.peek()
    if what := find_foreign(head):
        remedy = "unpack it first" if "archive" in what else "save its text as plain text, HTML or JSON Lines"
        raise InputError("binary-file", f"it is {what}", where=name, remedy=remedy)
    kind = find_kind(head, path)
    if kind == "lines":
        yield from read_json_lines(stream.read_lines(), name=name, stem=stem, published=published, limit=limit)
    elif kind == "json":
        yield from read_json_whole(_read_whole(stream, name, limit), name=name, stem=stem, published=published)
    elif kind == "html":
        yield read_page(_read_whole(stream, name, limit), name=name, id=stem, published=published)
    else:
        yield _read_text(_read_whole(stream, name, limit), name, stem, published)


def _narrow(stream: Stream, name: str, limit: str) -> Stream:
    """A stream of UTF-8 from one of UTF-16 or UTF-32, which cannot be told apart or split by its bytes."""
    data = decode_bytes(_read_whole(stream, name, limit)).text.encode()
    return Stream(io.BytesIO(data), limit=len(data))


def _read_whole(stream: Stream, name: str, limit: str) -> bytes:
    data = stream.read_whole()
    if data is None:
        remedy = "raise the limit with --max-size, split it, or give JSON Lines"
        raise InputError("too-large", f"it is larger than {limit}", where=name, remedy=remedy)
    return data


def _read_text(data: bytes, name: str, id: str, published: date | None) -> Intake:
    text = decode_bytes(data).text
    if not text.strip():
        reason = "it is empty" if not text else "it holds nothing but blanks"
        return Intake(None, Refusal("empty-file", reason, name, "give a file with a report's text"), id)
    return Intake(make_report(text, id=id, published=published), None, id)


def _describe_size(size: int) -> str:
    """A number of bytes in words: `20 MB`."""
    for unit, name in ((1_000_000_000, "GB"), (1_000_000, "MB"), (1000, "kB")):
        if size >= unit:
            return f"{size / unit:g} {name}"
    return f"{size} bytes"
