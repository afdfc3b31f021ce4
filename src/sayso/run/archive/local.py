"""The local engine: processes of this machine, each with a reader process of its own, take shard after shard."""

from __future__ import annotations

import contextlib
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import connection
from typing import Any

from sayso.model import SaysoError
from sayso.run.archive.counting import Counts
from sayso.run.archive.events import Event, Finished, Lost, Progress, Waiting
from sayso.run.archive.job import Job, Shard
from sayso.run.archive.working import ShardReader, make_taker
from sayso.run.processes import Failed, Pipe, describe_end, never_started, start_process, take_work

MOST_DEATHS = 3
"""A shard at which so many processes died is left: whoever kills one by hand does not kill three."""
_WAIT_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class _Ready:
    """A process can read."""


@dataclass(slots=True)
class _Host:
    process: Any
    pipe: Pipe
    ready: bool = False
    shard: Shard | None = None


class LocalEngine:
    """So many processes, each reading a shard at a time. They end with `run`, and when this process is gone."""

    def __init__(self, jobs: int) -> None:
        self._jobs, self._early = jobs, 0

    def run(self, job: Job, shards: Sequence[Shard]) -> Iterator[Event]:
        """As of `Engine`."""
        waiting, deaths, self._early = deque(shards), Counter[str](), 0
        hosts = [self._start(job) for _ in range(min(self._jobs, len(shards)))]
        try:
            while waiting or any(host.shard for host in hosts):
                _hand_out(hosts, waiting)
                if not connection.wait([host.pipe for host in hosts], _WAIT_SECONDS):
                    yield Waiting()
                for at, host in enumerate(hosts):
                    try:
                        while host.pipe.poll():
                            yield from _meet(host, host.pipe.recv())
                    except (EOFError, OSError):
                        hosts[at] = self._replace(host, job)
                        yield from _mourn(host, waiting, deaths)
        finally:
            _close(hosts)

    def _start(self, job: Job) -> _Host:
        # No daemon: it has a process of its own.
        return _Host(*start_process(_work, job, daemon=False))

    def _replace(self, host: _Host, job: Job) -> _Host:
        host.process.join()
        self._early = 0 if host.ready else self._early + 1
        if self._early >= MOST_DEATHS:
            raise never_started(host.process, "a process that reads")
        return self._start(job)


def _hand_out(hosts: list[_Host], waiting: deque[Shard]) -> None:
    for host in hosts:
        if host.shard is None and waiting:
            host.shard = waiting.popleft()
            with contextlib.suppress(OSError):  # it is gone; that is found out when it is listened to
                host.pipe.send(host.shard)


def _meet(host: _Host, message: Any) -> Iterator[Event]:
    if isinstance(message, _Ready):
        host.ready = True
    elif isinstance(message, Failed):
        message.raise_here()
    else:
        if isinstance(message, (Finished, Lost)):
            host.shard = None
        yield message


def _mourn(host: _Host, waiting: deque[Shard], deaths: Counter[str]) -> Iterator[Event]:
    """The shard of a process that is gone is begun anew by another one, and what had been counted of it is not."""
    if host.shard is None:
        return
    digest = host.shard.digest
    deaths[digest] += host.ready  # one that died before it had begun says nothing of the shard
    if deaths[digest] < MOST_DEATHS:
        waiting.appendleft(host.shard)
        yield Progress(digest, Counts(), 0)
    else:
        reason = f"{host.shard.name}: {MOST_DEATHS} processes died at it ({describe_end(host.process)})"
        yield Lost(digest, reason)


def _close(hosts: list[_Host]) -> None:
    for host in hosts:
        host.pipe.close()
        host.process.kill()
    for host in hosts:
        host.process.join()


def _work(pipe: Pipe, job: Job) -> None:
    """What a process does: read the shards that come through the pipe until there is nobody at its other end."""
    shards = take_work(pipe)
    try:
        with ShardReader(job) as reader:
            pipe.send(_Ready())
            while True:
                pipe.send(_read(shards.get(), job, reader, pipe))
    except SaysoError as error:
        pipe.send(Failed.of(error))
    except OSError as error:
        remedy = "make room, or see to the disk; --resume goes on"
        pipe.send(Failed("archive-disk", f"it cannot be written ({error.strerror or error})", job.out, remedy))


def _read(shard: Shard, job: Job, reader: ShardReader, pipe: Pipe) -> Finished | Lost:
    digest, passed = shard.digest, 0

    def count(size: int) -> None:
        nonlocal passed
        passed += size

    def tell(counts: Counts) -> None:
        pipe.send(Progress(digest, counts, min(passed, shard.size)))

    try:
        return Finished(reader.read(digest, make_taker(job, count).take(shard), tell))
    except (SaysoError, OSError):
        raise
    except Exception as error:  # a fault of the program at this shard: the others are read
        return Lost(digest, f"{shard.name}: a fault of sayso ({type(error).__name__}: {error}); please report it")
