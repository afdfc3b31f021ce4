"""What only reads and takes long is done by processes beside this one, where there is enough of it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing.connection import wait
from types import TracebackType
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL

from sayso.ledger.engine import make_engine, reading

_AHEAD = 2
"""So many parts wait with each process, so that it need not wait."""
_Result = TypeVar("_Result")
_engine: Engine | None = None


class Pool:
    """Processes that read one ledger. With one job there are none: all is done here."""

    def __init__(self, engine: Engine, jobs: int) -> None:
        """A pool for the ledger of this engine; processes start when they are first needed."""
        self._engine, self._jobs = engine, jobs
        self._processes: ProcessPoolExecutor | None = None

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._processes is not None:
            self._processes.shutdown(wait=error is None, cancel_futures=True)

    def map(
        self, work: Callable[[Connection, Sequence[int]], _Result], rows: Sequence[int], *, at_once: int
    ) -> Iterator[_Result]:
        """What `work` gives for these rows, so many at a time, in their order."""
        parts = (rows[at : at + at_once] for at in range(0, len(rows), at_once))
        if self._jobs < 2 or len(rows) <= 2 * at_once:
            for part in parts:
                with reading(self._engine) as connection:
                    made = work(connection, part)
                yield made
            return
        processes = self._start()
        waiting: deque[Future[_Result]] = deque()
        for part in parts:
            waiting.append(processes.submit(_work, work, part))
            if len(waiting) > _AHEAD * self._jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _start(self) -> ProcessPoolExecutor:
        if self._processes is None:
            # Spawned, not forked: a fork takes over the locks of threads that it does not have.
            context = multiprocessing.get_context("spawn")
            self._processes = ProcessPoolExecutor(
                self._jobs, mp_context=context, initializer=_prepare, initargs=(self._engine.url,)
            )
        return self._processes


def _prepare(url: URL) -> None:
    global _engine  # noqa: PLW0603 - a process of a pool has nothing else to keep it in
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to heed
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _engine = make_engine(url)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _work(work: Callable[[Connection, Sequence[int]], Any], part: Sequence[int]) -> Any:
    assert _engine is not None
    with reading(_engine) as connection:
        return work(connection, part)
