"""Processes that read reports, each with a reader model of its own on one thread."""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing import connection
from pathlib import Path
from typing import Any

from sayso.ledger.rows import Prepared
from sayso.model import Refusal, Report, SaysoError, SetupError, Versions
from sayso.model.device import Device
from sayso.run.processes import Failed, Pipe, describe_end, never_started, start_process, take_work

Read = Callable[[Report], Prepared | Refusal]
"""Reads a report to its rows for the ledger, or says why there are none."""
DEPTH = 2
"""Reports that lie with a worker at once: it has the next one there when it has read the first."""
_START_SECONDS = 120


@dataclass(frozen=True, slots=True)
class ReaderOptions:
    """By which rules reports are read, on how many threads by each process, and on what."""

    codebook: Path | None = None
    actors: Path | None = None
    gazetteer: Path | None = None
    threads: int = 1
    device: Device = "auto"


@dataclass(frozen=True, slots=True)
class Done:
    """What became of the report of this number: its rows for the ledger, or why there are none."""

    number: int
    result: Prepared | Refusal


@dataclass(frozen=True, slots=True)
class _Ready:
    versions: Versions


@dataclass(slots=True)
class _Worker:
    process: Any
    pipe: Pipe
    ready: bool = False
    held: deque[tuple[int, Report]] = field(default_factory=deque)


class Pool:
    """So many worker processes. They end with the block, and by themselves when this process is gone."""

    def __init__(self, jobs: int, options: ReaderOptions) -> None:
        self._options = options
        self.versions: Versions | None = None
        self._workers = [self._start() for _ in range(jobs)]

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def has_room(self) -> bool:
        """Whether a worker can take another report."""
        return any(len(worker.held) < DEPTH for worker in self._workers)

    def submit(self, number: int, report: Report) -> None:
        """Give a report to the worker with least to do."""
        worker = min(self._workers, key=lambda one: len(one.held))
        worker.held.append((number, report))
        with contextlib.suppress(OSError):  # it is gone; `collect` finds out and sees to its reports
            worker.pipe.send((number, report))

    def wait(self, others: Sequence[Any] = (), *, seconds: float | None = None) -> None:
        """Wait until a worker or one of the other pipes has something to say."""
        connection.wait([*(worker.pipe for worker in self._workers), *others], seconds)

    def collect(self) -> Iterator[Done]:
        """What the workers have done by now.

        A worker that is gone (out of memory, killed) costs the report that it was reading; the others that lay with it
        are read by its successor. SetupError where the workers cannot start at all.
        """
        for at, worker in enumerate(self._workers):
            try:
                while worker.pipe.poll():
                    yield from self._meet(worker, worker.pipe.recv())
            except (EOFError, OSError):
                yield from self._replace(at, worker)

    def close(self) -> None:
        """End the workers; what they were reading is lost."""
        for worker in self._workers:
            worker.pipe.close()
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()

    def wait_ready(self) -> Versions:
        """The versions by which the workers read; waits until one of them knows. SetupError where none can start."""
        while self.versions is None:
            pipes = [worker.pipe for worker in self._workers]
            if not connection.wait(pipes, _START_SECONDS):
                remedy = "see whether the machine has memory left"
                raise SetupError("reader-slow", f"no reader has started within {_START_SECONDS} s", remedy=remedy)
            for worker in self._workers:
                if worker.pipe.poll():
                    try:
                        list(self._meet(worker, worker.pipe.recv()))
                    except (EOFError, OSError):
                        raise _never_started(worker) from None
        return self.versions

    def _start(self) -> _Worker:
        return _Worker(*start_process(_work, self._options))

    def _meet(self, worker: _Worker, message: Any) -> Iterator[Done]:
        if isinstance(message, _Ready):
            worker.ready, self.versions = True, message.versions
        elif isinstance(message, Failed):
            message.raise_here()
        else:
            worker.held.popleft()
            yield message

    def _replace(self, at: int, worker: _Worker) -> Iterator[Done]:
        if not worker.ready:
            raise _never_started(worker)
        worker.process.join()
        fresh = self._workers[at] = self._start()
        if worker.held:
            number, report = worker.held.popleft()
            reason = f"the process that was reading it ended ({describe_end(worker.process)})"
            remedy = "add it again; if it happens again, split it or give the machine more memory"
            yield Done(number, Refusal("reader-died", reason, report.id, remedy))
        for number, report in worker.held:
            fresh.held.append((number, report))
            fresh.pipe.send((number, report))


def _never_started(worker: _Worker) -> SetupError:
    worker.process.join(5)
    return never_started(worker.process)


def _work(pipe: Pipe, options: ReaderOptions) -> None:
    """What a worker does: read what comes through the pipe until there is nobody at its other end."""
    reports = take_work(pipe)
    try:
        versions, read = make_read(options)
    except SaysoError as error:
        pipe.send(Failed.of(error))
        return
    pipe.send(_Ready(versions))
    while True:
        number, report = reports.get()
        pipe.send(Done(number, read(report)))


def make_read(options: ReaderOptions) -> tuple[Versions, Read]:
    """What reads a report to the rows of the ledger, or says why not; and the versions by which it reads."""
    # Here and not above: who only hands reports on has no use for the reader model.
    from sayso.annotate import load_reader  # noqa: PLC0415
    from sayso.export import make_record  # noqa: PLC0415
    from sayso.ledger.rows import prepare  # noqa: PLC0415
    from sayso.run.reading import make_versions, read_report  # noqa: PLC0415
    from sayso.run.rules import load_rules  # noqa: PLC0415

    rules = load_rules(options.codebook, options.actors, options.gazetteer)
    reader = load_reader(threads=options.threads, device=options.device)

    def read(report: Report) -> Prepared | Refusal:
        reading = read_report(report, reader, rules)
        return reading.refusal or prepare(reading, make_record(reading))

    return make_versions(reader, rules), read
