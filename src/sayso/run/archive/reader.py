"""One process that holds the reader model, with limits on what a single report may take of it."""

from __future__ import annotations

import contextlib
import signal
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.ledger.rows import Prepared
from sayso.model import Refusal, Report, SaysoError, SetupError, Versions
from sayso.run.archive.job import Limits
from sayso.run.archive.taking import Taken
from sayso.run.processes import Failed, Pipe, describe_end, never_started, start_process, take_work
from sayso.run.workers import ReaderOptions, make_read

DEPTH = 2
"""Reports that lie with the process at once: it has the next one there when it has read the first."""
START_SECONDS = 100
_TIME_IS_UP: int = getattr(signal, "SIGPROF", 0)
_REMEDY = "read it by itself (sayso add), or split it"


@dataclass(slots=True)
class _Held:
    report: Report
    since: float
    deaths: int = 0


class ReaderProcess:
    """A process that reads reports in their order. It ends with the block, and by itself when this process is gone.

    When it dies, its successor reads the same report again, so that whoever kills it changes nothing; a report that
    takes too much of it, or at which it died `limits.deaths` times, is refused.
    """

    def __init__(self, options: ReaderOptions, limits: Limits) -> None:
        self._options, self._limits = options, limits
        self._held: deque[_Held] = deque()
        self.versions: Versions | None = None
        self._start()

    def __enter__(self) -> ReaderProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The process's number."""
        pid: int | None = self._process.pid
        return pid

    def close(self) -> None:
        """End the process; what it was reading is lost."""
        self._pipe.close()
        self._process.kill()
        self._process.join()

    def wait_ready(self) -> Versions:
        """The versions by which it reads, once it can. SetupError where it cannot start."""
        died = 0
        while self.versions is None:
            try:
                if not self._pipe.poll(START_SECONDS):
                    remedy = "see whether the machine has memory left"
                    raise SetupError("reader-slow", f"no reader has started in {START_SECONDS} s", remedy=remedy)
                self._meet_first(self._pipe.recv())
            except (EOFError, OSError):
                self._process.join()
                died += 1
                if died >= self._limits.deaths:
                    raise never_started(self._process) from None
                self._pipe.close()
                self._start()
        return self.versions

    def read_all(self, items: Iterable[Taken]) -> Iterator[tuple[Taken, Prepared | Refusal | None]]:
        """Each item in its order with what was read of its report; None where it has none."""
        order: deque[Taken] = deque()
        for item in items:
            order.append(item)
            if item.report is not None:
                self._submit(item.report)
            while order and (order[0].report is None or len(self._held) >= DEPTH):
                yield self._finish(order.popleft())
        while order:
            yield self._finish(order.popleft())

    def _finish(self, item: Taken) -> tuple[Taken, Prepared | Refusal | None]:
        return item, None if item.report is None else self._receive()

    def _submit(self, report: Report) -> None:
        self._held.append(_Held(report, time.monotonic()))
        with contextlib.suppress(OSError):  # it is gone; `_receive` finds out
            self._pipe.send(report)

    def _receive(self) -> Prepared | Refusal:
        """What was read of the report that has lain there longest."""
        while True:
            self.wait_ready()
            left = self._held[0].since + self._limits.seconds - time.monotonic()
            try:
                if not self._pipe.poll(max(left, 0)):
                    self._process.kill()
                    return self._give_up("too-costly", f"reading it takes more than {self._limits.seconds} s")
                result: Prepared | Refusal = self._pipe.recv()
            except (EOFError, OSError):
                refusal = self._meet_death()
                if refusal is not None:
                    return refusal
                continue
            self._held.popleft()
            self._restart_clock()
            return result

    def _meet_death(self) -> Refusal | None:
        """The refusal of the report that was being read; None where a successor is to try again."""
        self._process.join()
        code = self._process.exitcode
        if code == -_TIME_IS_UP and _TIME_IS_UP:
            reason = f"reading it takes more than {self._limits.cpu_seconds} s of a processor"
            return self._give_up("too-costly", reason)
        self._held[0].deaths += 1
        if self._held[0].deaths >= self._limits.deaths:
            reason = (
                f"the process that was reading it ended {self._limits.deaths} times ({describe_end(self._process)})"
            )
            return self._give_up("reader-died", reason)
        self._replace()
        return None

    def _give_up(self, slug: str, reason: str) -> Refusal:
        held = self._held.popleft()
        self._replace()
        return Refusal(slug, reason, held.report.id, _REMEDY)

    def _replace(self) -> None:
        self._process.join()
        self._pipe.close()
        self._start()
        self.wait_ready()
        self._restart_clock()
        for held in self._held:
            self._pipe.send(held.report)

    def _restart_clock(self) -> None:
        if self._held:
            self._held[0].since = time.monotonic()

    def _start(self) -> None:
        self.versions = None
        self._process, self._pipe = start_process(_work, self._options, self._limits)

    def _meet_first(self, message: Any) -> None:
        if isinstance(message, Failed):
            message.raise_here()
        self.versions = message


def _work(pipe: Pipe, options: ReaderOptions, limits: Limits) -> None:
    """What the process does: read what comes through the pipe until there is nobody at its other end."""
    reports = take_work(pipe)
    try:
        versions, read = make_read(options)
    except SaysoError as error:
        pipe.send(Failed.of(error))
        return
    _limit_memory(limits.memory_mb * 1_000_000)
    pipe.send(versions)
    while True:
        report = reports.get()
        _set_alarm(limits.cpu_seconds)
        result = read(report)
        _set_alarm(0)
        pipe.send(result)


def _set_alarm(seconds: int) -> None:
    """Let the system end this process after so many seconds of a processor, also within a library; 0: let it be."""
    if _TIME_IS_UP:
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _limit_memory(more: int) -> None:
    """Let this process take so many bytes more than it has, where the system can see to it."""
    try:
        import resource  # noqa: PLC0415 - Windows has none

        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + more,) * 2)
    except (ImportError, OSError, ValueError):
        return
