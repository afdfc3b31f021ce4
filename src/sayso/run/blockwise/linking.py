"""The steps in their order: from the parts of an archive to those of its incidents, going on where a run was ended."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from sayso import __version__
from sayso.model import SetupError
from sayso.run.archive.manifest import read_archive, read_settings
from sayso.run.archive.parts import Entry
from sayso.run.archive.storage import LocalFolder, Storage
from sayso.run.blockwise import copying, grouping, joining, making, tracing
from sayso.run.blockwise.folder import Folder
from sayso.run.blockwise.pool import Engine, LocalEngine
from sayso.run.blockwise.preparing import ShardTask, prepare_shard
from sayso.run.blockwise.sorting import SortTask, sort_all
from sayso.run.blockwise.tables import TABLES
from sayso.run.reconciling import Stage
from sayso.run.reconciling.renewing import find_versions

ENTRY = "incidents.json"
"""What came of linking an archive: of what, by what, and the parts; written last."""
WORK = "_linking"
"""The folder beside the parts for what stands between the steps."""
FORMAT = 1
_BEGUN = "begun.json"
_Task = TypeVar("_Task")


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is worked on at a time, in reports, claims and days; nothing depends on it but how parts are cut.

    `days` are those of a segment of claims that are linked (`grouping`), by the number of processes unless given.
    """

    copies: int = copying.REPORTS_AT_ONCE
    links: int = tracing.LINKS_AT_ONCE
    events: int = grouping.CLAIMS_AT_ONCE
    days: int | None = None
    joins: int = joining.CLAIMS_AT_ONCE
    incidents: int = making.CLAIMS_AT_ONCE


@dataclass(frozen=True, slots=True)
class Request:
    """The archive that is linked, with what, and where: `work` is the folder for what stands between the steps."""

    storage: Storage
    engine: Engine
    memory_mb: int
    work: str | None = None
    resume: bool = False
    sizes: Sizes = Sizes()


@dataclass(frozen=True, slots=True)
class Linked:
    """What came of it: claims that stand, incidents, the parts, and whether all was there already."""

    claims: int
    incidents: int
    parts: int
    was_there: bool = False


Listener = Callable[[Stage], None]


def link_archive(request: Request, tell: Listener = lambda _: None) -> Linked:
    """Write the incidents of an archive beside its parts. `tell` is called whenever something has been done.

    Where the same inputs have been linked by the same versions, nothing is done. What is left of a run that was ended
    is used with `resume`, if nothing has changed, else it is removed. SetupError where there is no archive.
    """
    storage = request.storage
    entries = read_archive(storage)
    told = _describe(entries)
    there = _read_json(storage)
    if there is not None and there["of"] == told and _is_whole(storage, there["parts"]):
        if request.work or isinstance(storage, LocalFolder):
            _remove(_find_folder(request))  # what a run left that was killed at its very end
        return Linked(there["claims"], there["incidents"], len(there["parts"]), was_there=True)
    folder = _begin(request, told)
    return _Steps(request, folder, tell).go(entries, told)


def _describe(entries: Sequence[Entry]) -> dict[str, Any]:
    """By what parts and versions incidents are made: where this is the same, so are they."""
    parts = [[entry.shard, *(part for part in entry.parts)] for entry in entries]
    digest = hashlib.sha256(json.dumps(parts).encode()).hexdigest()
    return {"format": FORMAT, "parts": digest, "sayso": __version__, **find_versions()}


def _read_json(storage: Storage) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(storage.read(ENTRY))
    except (FileNotFoundError, ValueError):
        return None
    return found


def _is_whole(storage: Storage, parts: Sequence[Sequence[Any]]) -> bool:
    return all(storage.size(part[0]) == part[1] for part in parts)


def _begin(request: Request, told: dict[str, Any]) -> Folder:
    """The folder to work in, empty unless it can be gone on with; no incidents of other parts beside it any more."""
    storage = request.storage
    folder = _find_folder(request)
    begun = folder.at(_BEGUN)
    before = Path(begun).read_text(encoding="ascii") if os.path.exists(begun) else None
    now = json.dumps(told)
    if before is None and os.path.isdir(folder.path) and os.listdir(folder.path):
        remedy = "name a folder that is empty, or not there yet"
        raise SetupError("work-folder-there", "something else is there", where=folder.path, remedy=remedy)
    if not request.resume or before != now:
        storage.remove(ENTRY)
        for table in TABLES:
            for name in list(storage.find(table)):
                storage.remove(name)
        _mark(folder, "{}")  # whatever ends this now, the folder is known for ours
        _empty(folder)
        _mark(folder, now)
    folder.clear()
    storage.clear()
    return folder


def _find_folder(request: Request) -> Folder:
    storage = request.storage
    path = request.work or (os.path.join(storage.address, WORK) if isinstance(storage, LocalFolder) else None)
    if path is None:
        reason, remedy = "what stands between the steps needs a folder", "name one of this machine with --work"
        raise SetupError("no-work-folder", reason, where=storage.address, remedy=remedy)
    return Folder(os.path.abspath(path))


def _mark(folder: Folder, told: str) -> None:
    with folder.writing(_BEGUN) as path:
        Path(path).write_text(told, encoding="ascii")


def _empty(folder: Folder) -> None:
    """Remove all that stands in a folder but what it is known by."""
    folder.remove(*(name for name in os.listdir(folder.path) if name != _BEGUN))


def _remove(folder: Folder) -> None:
    """Remove a folder that was worked in, where it is there."""
    if folder.has(_BEGUN):
        _empty(folder)
        folder.remove(_BEGUN)
        os.rmdir(folder.path)


class _Steps:
    def __init__(self, request: Request, folder: Folder, tell: Listener) -> None:
        self._request, self._folder, self._tell = request, folder, tell
        self._engine, self._sizes = request.engine, request.sizes
        # The other half is left to what DuckDB takes beside what it counts, and to the processes that wait.
        self._sort = SortTask(folder, request.engine.jobs, max(request.memory_mb // 2, 200))

    def go(self, entries: Sequence[Entry], told: dict[str, Any]) -> Linked:
        folder = self._folder
        tasks = list(_list_shards(entries, self._request.storage.address, folder))
        self._share("reading claims", prepare_shard, [one for one in tasks if not all(map(folder.has, one.names))])
        if not tasks:
            return self._finish([], told)
        self._alone("sorting claims", sort_all, self._sort)
        self._trace()
        self._group()
        if not joining.is_joined(folder):
            self._alone("joining events", joining.join_all, joining.JoinTask(folder, self._sizes.joins))
        if not making.is_gathered(folder):
            self._alone("gathering claims", making.gather_claims, self._sort)
        return self._finish(self._make(told), told)

    def _trace(self) -> None:
        folder = self._folder
        if folder.has("traced"):
            return
        copies = copying.cut_copies(folder, self._sizes.copies)
        self._share("looking for copies", copying.find_copies, [one for one in copies if not folder.has(one.name)])
        if copies:
            self._alone("sorting copies", tracing.sort_links, self._sort)
            traces = list(tracing.cut_traces(folder, self._sizes.links))
            self._share("tracing copies", tracing.trace_origins, [one for one in traces if not folder.has(one.name)])
        with folder.writing("traced") as path:
            Path(path).touch()

    def _group(self) -> None:
        if grouping.is_settled(self._folder):
            return
        sizes = self._sizes
        tasks = grouping.cut_groups(self._folder, self._engine.jobs, sizes.events, sizes.days)
        todo = [one for one in tasks if not self._folder.has(one.name)]
        self._share("linking claims", grouping.guess_events, todo)
        grouping.settle_events(
            self._folder, tasks, self._engine, lambda done: self._say("settling events", done, len(tasks))
        )

    def _make(self, told: dict[str, Any]) -> list[dict[str, Any]]:
        storage = self._request.storage
        name = hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]
        tasks = making.cut_incidents(
            storage.address, self._folder, name, read_settings(storage)["by"], self._sizes.incidents
        )
        todo = [one for one in tasks if making.read_made(one, storage) is None]
        self._share("making incidents", making.make_incidents, todo)
        made = (making.read_made(one, storage) for one in tasks)
        return [entry for entry in made if entry is not None]

    def _finish(self, made: Sequence[dict[str, Any]], told: dict[str, Any]) -> Linked:
        """Vouch for the parts, and let go of all that stood between."""
        storage = self._request.storage
        parts = [part for entry in made for part in entry["parts"]]
        claims, incidents = (sum(entry[name] for entry in made) for name in ("claims", "incidents"))
        told = {"of": told, "claims": claims, "incidents": incidents, "parts": parts}
        storage.write(ENTRY, json.dumps(told).encode() + b"\n")
        _remove(self._folder)
        return Linked(claims, incidents, len(parts))

    def _share(self, name: str, work: Callable[[_Task], Any], tasks: Sequence[_Task]) -> None:
        self._say(name, 0, len(tasks))
        if tasks:
            for done, _ in enumerate(self._engine.map(work, tasks), 1):
                self._say(name, done, len(tasks))

    def _alone(self, name: str, work: Callable[[_Task], Any], task: _Task) -> None:
        """What is not cut into blocks is done by one process of this machine, which gives its memory back."""
        self._say(name, 0, 1)
        engine = self._engine if isinstance(self._engine, LocalEngine) else LocalEngine(2)
        for _ in engine.map(work, [task]):
            self._say(name, 1, 1)

    def _say(self, name: str, done: int, total: int) -> None:
        self._tell(Stage(name, done, total))


def _list_shards(entries: Sequence[Entry], archive: str, folder: Folder) -> Iterator[ShardTask]:
    for number, entry in enumerate(entries):
        paths = {path for path, _, _ in entry.parts}
        reports = [path for path, _, _ in entry.parts if path.startswith("reports/")]
        pairs = ((path, path.replace("reports/", "claims/", 1)) for path in reports)
        parts = tuple((path, claims if claims in paths else None) for path, claims in pairs)
        if parts:
            yield ShardTask(archive, folder, number, entry.shard, parts)
