"""The manifest of an archive: by which settings and versions it is made, and of which shards."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sayso.model import SetupError, Versions
from sayso.run.archive.job import Job, Shard, read_shard
from sayso.run.archive.parts import ENTRIES, Entry, is_whole, read_entry, remove_parts
from sayso.run.archive.storage import Storage
from sayso.run.archive.tables import TABLES

MANIFEST = "manifest.jsonl"
"""A line on the archive, then a line for each shard."""
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Begun:
    """An archive that is ready to be worked on: the shards that are still to be read, and the entries of the others."""

    todo: tuple[Shard, ...]
    whole: tuple[Entry, ...]


def begin(storage: Storage, job: Job, shards: Sequence[Shard], *, resume: bool) -> Begun:
    """Write the manifest of these shards, and find out which of them are whole already.

    With `resume` an archive is gone on with: what it holds of files that have changed is removed first, and so are
    parts of shards that nobody vouches for. SetupError where there is one and nobody asked to resume it, and where it
    was made by other settings or versions.
    """
    old = _read(storage)
    if old is None and next(storage.find(""), None) is not None:
        reason, remedy = "something else is there", "name a folder that is empty, or not there yet"
        raise SetupError("archive-there", reason, where=storage.address, remedy=remedy)
    if old is not None and not resume:
        reason, remedy = "an archive is there already", "--resume goes on with it; or name another folder"
        raise SetupError("archive-there", reason, where=storage.address, remedy=remedy)
    kept: list[Shard] = []
    if old is not None:
        header, before = old
        _check_same(header, job, storage.address)
        kept = _keep(before, shards)
        _write(storage, job, [*kept, *shards])
        _remove_others(storage, {shard.digest for shard in [*kept, *shards]}, before)
    else:
        _write(storage, job, shards)
    storage.clear()
    entries = {shard.digest: read_entry(storage, shard.digest) for shard in [*kept, *shards]}
    whole = {digest: entry for digest, entry in entries.items() if entry is not None and is_whole(storage, entry)}
    return Begun(tuple(shard for shard in shards if shard.digest not in whole), tuple(whole.values()))


def read_archive(storage: Storage) -> list[Entry]:
    """The entries of all shards that are whole, in the order of the manifest. SetupError where there is no archive."""
    old = _read(storage)
    if old is None:
        remedy = "sayso run REPORT… --out DIR makes one"
        raise SetupError("no-archive", "there is no archive of sayso", where=storage.address, remedy=remedy)
    entries = (read_entry(storage, shard.digest) for shard in old[1])
    return [entry for entry in entries if entry is not None and is_whole(storage, entry)]


def count_shards(storage: Storage) -> int:
    """How many shards the manifest names."""
    old = _read(storage)
    return len(old[1]) if old else 0


def read_settings(storage: Storage) -> dict[str, Any]:
    """The settings (`Job.telling`) by which the parts were made; nothing where there is no archive."""
    old = _read(storage)
    return dict(old[0]["settings"]) if old else {}


def _header(job: Job) -> dict[str, Any]:
    versions = asdict(job.versions) if job.versions else None
    return {"archive": FORMAT, "settings": job.telling(), "versions": versions}


def _write(storage: Storage, job: Job, shards: Sequence[Shard]) -> None:
    lines = [_header(job), *({"shard": shard.digest, "pieces": shard.to_record()} for shard in shards)]
    storage.write(MANIFEST, "".join(f"{json.dumps(line)}\n" for line in lines).encode())


def _read(storage: Storage) -> tuple[dict[str, Any], list[Shard]] | None:
    try:
        data = storage.read(MANIFEST)
    except FileNotFoundError:
        return None
    try:
        header, *lines = (json.loads(line) for line in data.splitlines())
        return header, [read_shard(line["pieces"]) for line in lines]
    except (ValueError, KeyError, TypeError) as error:
        reason, remedy = f"the manifest is damaged ({error})", "name another folder"
        raise SetupError("archive-damaged", reason, where=storage.address, remedy=remedy) from None


def _check_same(header: dict[str, Any], job: Job, where: str) -> None:
    now = _header(job)
    if header.get("archive") != FORMAT:
        raise SetupError("archive-versions", "another sayso made it", where=where, remedy="name another folder")
    before = header["settings"]
    differ = [name for name, value in now["settings"].items() if before.get(name) != value]
    if differ:
        told = ", ".join(f"{name.replace('_', '-')} was {before.get(name)}" for name in differ)
        reason = f"it was begun with other settings ({told})"
        raise SetupError("archive-settings", reason, where=where, remedy="give the same, or name another folder")
    made: Versions | None = Versions(**header["versions"]) if header.get("versions") else None
    if made != job.versions:
        reason = "it was begun by another version of sayso or of its rules"
        raise SetupError("archive-versions", reason, where=where, remedy="go on with that one, or name another folder")


def _keep(before: Sequence[Shard], shards: Sequence[Shard]) -> list[Shard]:
    """The shards of earlier runs whose files are not among the inputs of this one."""
    digests = {shard.digest for shard in shards}
    named = {piece.address for shard in shards for piece in shard.pieces}
    return [
        shard
        for shard in before
        if shard.digest not in digests and not any(piece.address in named for piece in shard.pieces)
    ]


def _remove_others(storage: Storage, known: set[str], before: Sequence[Shard]) -> None:
    """Remove what no shard vouches for: parts of files as they were before, and those of a run that was killed."""
    for shard in before:
        if shard.digest not in known:
            remove_parts(storage, shard.digest)
    vouched = {shard for shard in known if (entry := read_entry(storage, shard)) and is_whole(storage, entry)}
    for folder in (*TABLES, ENTRIES):
        for path in list(storage.find(folder)):
            if path.rpartition("/")[2].partition(".")[0] not in vouched:
                storage.remove(path)
