"""A run from its inputs to a whole archive, on whichever engine."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from sayso.model import SetupError
from sayso.run.archive.events import Engine, Finished, Waiting
from sayso.run.archive.job import Job
from sayso.run.archive.manifest import Begun
from sayso.run.archive.parts import Entry, is_whole
from sayso.run.archive.reader import ReaderProcess
from sayso.run.archive.storage import LocalFolder, Storage
from sayso.run.archive.tallying import Clock, Tally

PATIENCE_SECONDS = 120
"""A run in which nothing has happened for so long fails: it would wait for ever."""

Listen = Callable[[Tally], None]


def with_versions(job: Job) -> Job:
    """The job with the versions by which this machine reads. SetupError where no reader can start."""
    with ReaderProcess(job.options, job.limits) as reader:
        return replace(job, versions=reader.wait_ready())


def run_archive(  # noqa: PLR0913 - what, by what, and who is told
    begun: Begun,
    job: Job,
    engine: Engine,
    storage: Storage,
    tally: Tally,
    *,
    listen: Listen,
    patience_seconds: float = PATIENCE_SECONDS,
    clock: Clock = time.monotonic,
) -> None:
    """Read what is still to be read. `listen` is called whenever something has happened, and every second.

    SetupError where nothing happens for `patience_seconds`, and where nothing can go on. What is written stays, and
    the same run with `--resume` goes on from there.
    """
    latest = clock()
    for event in engine.run(job, begun.todo) if begun.todo else ():
        if not isinstance(event, Waiting):
            latest = clock()
        if isinstance(event, Finished):
            _check_there(storage, event.entry)
        tally.take(event)
        listen(tally)
        if clock() - latest > patience_seconds:
            reason = f"nothing has happened for {patience_seconds:g} s; {tally.describe_open()}"
            remedy = "see whether it lacks memory, disk or processors; --resume goes on"
            raise SetupError("no-progress", reason, where=storage.address, remedy=remedy)
    storage.clear()
    listen(tally)


def _check_there(storage: Storage, entry: Entry) -> None:
    """SetupError where what a machine has written into its own folder of this name is not to be seen here."""
    if isinstance(storage, LocalFolder) and not is_whole(storage, entry):
        reason = "what was written by another machine is not there"
        remedy = "name a folder or an address that all machines share"
        raise SetupError("archive-elsewhere", reason, where=storage.address, remedy=remedy)
