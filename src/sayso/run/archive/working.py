"""One shard from its inputs to its parts: what a process of the local engine does, and each step of a cluster's."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Self

from sayso.intake.fetching import Fetcher, FetchSettings
from sayso.model import SetupError, Versions
from sayso.run.archive.counting import Counts
from sayso.run.archive.gate import load_gate
from sayso.run.archive.job import Job
from sayso.run.archive.parts import Entry, Gathering
from sayso.run.archive.reader import ReaderProcess
from sayso.run.archive.storage import Storage, open_storage
from sayso.run.archive.taking import OnBytes, Taken, Taker

TELL_SECONDS = 0.25
"""How often somebody is told how far a shard is."""

Tell = Callable[[Counts], None]


class ShardReader:
    """Holds a reader process, and reads what was taken in of shard after shard."""

    def __init__(self, job: Job, storage: Storage | None = None) -> None:
        self._job, self._storage = job, storage or open_storage(job.out)
        self._reader = ReaderProcess(job.options, job.limits)
        try:
            check_versions(job, self._reader.wait_ready())
        except BaseException:
            self._reader.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._reader.close()

    def read(self, shard: str, items: Iterable[Taken], tell: Tell) -> Entry:
        """Read the items, write the parts of the shard with this digest, and give its entry."""
        gathering, told = Gathering(self._job, shard), time.monotonic()
        for taken, result in self._reader.read_all(items):
            gathering.add(taken, result)
            if time.monotonic() - told >= TELL_SECONDS:
                tell(gathering.counts)
                told = time.monotonic()
        return gathering.write(self._storage)


def make_taker(job: Job, on_bytes: OnBytes | None = None) -> Taker:
    """What takes shards in by the settings of the job."""
    fetching = FetchSettings(max_bytes=job.max_bytes, allow_private=job.allow_private, obey_robots=job.obey_robots)
    gate = load_gate(job.options.codebook) if job.gate else None
    return Taker(job, gate, Fetcher(fetching).fetch, on_bytes or (lambda _size: None))


def check_versions(job: Job, versions: Versions) -> None:
    """SetupError where a machine reads by other rules than those that the archive is made by."""
    if job.versions is not None and versions != job.versions:
        reason = f"it has sayso {versions.sayso}, {versions.model}, codebook {versions.codebook}; not those of the run"
        remedy = "install the same sayso, with the same rules, on all machines"
        raise SetupError("archive-versions", reason, where="a reader", remedy=remedy)
