"""Inputs to shards: small files together, large ones cut, the same shards for the same inputs on every engine."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sayso.intake.naming import is_address
from sayso.intake.paths import find_files
from sayso.intake.reports import Intake
from sayso.model import InputError, Refusal
from sayso.run.archive.job import How, Job, Piece, Shard
from sayso.run.archive.splitting import find_how, find_row_groups
from sayso.run.archive.storage import Found, find_remote, local_path, mark_local, open_address, scheme_of

MAX_PIECES = 1000
"""Files in one shard, however small they are."""
CUT_ONE_IN = 256
"""After about every so many files a shard ends by its last file's name: a file more or less in a folder of many changes
the shard that it falls into, and not all that come after it."""
_CUTTABLE: tuple[How, ...] = ("lines", "warc", "members")


def make_plan(sources: Iterable[str], job: Job) -> list[Shard]:
    """The shards of all inputs, in their order, each file once.

    InputError for standard input, which cannot be read a second time. What cannot be found is a shard that is refused.
    """
    return list(_bundle(_cut_all(_find_once(sources), job), job.shard_bytes))


def _find_once(sources: Iterable[str]) -> Iterator[Piece]:
    seen: set[str] = set()
    for source in sources:
        for piece in _find(source):
            if piece.address not in seen:
                seen.add(piece.address)
                yield piece


def _find(source: str) -> Iterator[Piece]:
    """The files of one word of the command line, not cut yet."""
    if source == "-":
        remedy = "save it to a file first"
        raise InputError("no-second-time", "it cannot be read a second time", where="standard input", remedy=remedy)
    if scheme_of(source):
        yield from _find_remote(source)
    elif is_address(source):
        yield Piece(source, "web")
    else:
        for found in find_files(local_path(source)):
            yield _make_local(os.path.abspath(found)) if isinstance(found, str) else _make_refused(found)


def _find_remote(source: str) -> Iterator[Piece]:
    nothing = True
    try:
        for found in find_remote(source):
            nothing = False
            yield _make_piece(found)
    except InputError as error:
        yield Piece(error.where, "refused", refusal=Refusal(error.slug, error.reason, error.where, error.remedy))
        return
    if nothing:
        refusal = Refusal("missing-file", "there is no such file", source, "check the address")
        yield Piece(source, "refused", refusal=refusal)


def _make_local(path: str) -> Piece:
    try:
        return _make_piece(mark_local(path))
    except (OSError, ValueError):
        return Piece(path, mark="missing")  # reading it says why


def _make_piece(found: Found) -> Piece:
    return Piece(found.address, size=found.size, mark=f"{found.size}:{found.mark}")


def _make_refused(intake: Intake) -> Piece:
    assert intake.refusal is not None
    return Piece(os.path.abspath(intake.source), "refused", refusal=intake.refusal)


def _cut_all(pieces: Iterable[Piece], job: Job) -> Iterator[Piece]:
    for piece in pieces:
        if piece.how == "whole" and piece.size > job.shard_bytes:
            yield from _cut(piece, job.shard_bytes)
        else:
            yield piece


def _cut(piece: Piece, size: int) -> Iterator[Piece]:
    """A large file as pieces of about `size` bytes; whole where it cannot be cut, or not even be opened."""
    try:
        with open_address(piece.address) as file:
            how = find_how(file, piece.address)
            if how == "rows":
                yield from _cut_rows(piece, find_row_groups(file, piece.address), size)
                return
    except (OSError, ValueError, InputError):
        how = "whole"  # reading it says why
    if how not in _CUTTABLE:
        yield piece
        return
    for start in range(0, piece.size, size):
        end = min(start + size, piece.size)
        yield replace(piece, how=how, start=start, end=end, size=end - start)


def _cut_rows(piece: Piece, groups: list[tuple[int, int]], size: int) -> Iterator[Piece]:
    start, held, rows, first = 0, 0, 0, 0
    for number, (group_bytes, group_rows) in enumerate(groups):
        if held and held + group_bytes > size:
            yield replace(piece, how="rows", start=start, end=number, size=held, first=first)
            start, first, held, rows = number, first + rows, 0, 0
        held, rows = held + group_bytes, rows + group_rows
    if held:
        yield replace(piece, how="rows", start=start, end=len(groups), size=held, first=first)


def _bundle(pieces: Iterable[Piece], size: int) -> Iterator[Shard]:
    """Whole small files together; slices each by itself."""
    held: list[Piece] = []
    weight = 0
    for piece in pieces:
        single = piece.end is not None or piece.size > size // 2
        if held and (single or weight + piece.size > size or piece.how != held[-1].how):
            yield Shard(tuple(held))
            held, weight = [], 0
        held.append(piece)
        weight += piece.size
        if single or len(held) >= MAX_PIECES or (piece.how != "web" and _ends_here(piece.address)):
            yield Shard(tuple(held))
            held, weight = [], 0
    if held:
        yield Shard(tuple(held))


def _ends_here(address: str) -> bool:
    return zlib.crc32(address.encode("utf-8", "surrogatepass")) % CUT_ONE_IN == 0
