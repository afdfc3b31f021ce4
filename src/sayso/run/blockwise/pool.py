"""Who does the work: processes of this machine, or tasks on a cluster of Ray whose machines share the folders."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.connection import wait as wait_for
from typing import Any, Protocol, TypeVar

from sayso.model import SaysoError, SetupError

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class _Failed:
    """A task failed, and says why: errors with a remedy do not come through a pipe as they are."""

    slug: str
    reason: str
    where: str
    remedy: str


class Engine(Protocol):
    """Does tasks that read and write files; one that is done twice writes the same."""

    @property
    def jobs(self) -> int:
        """How many tasks are worked on at a time."""

    def map(self, work: Callable[[_Task], _Result], tasks: Sequence[_Task]) -> Iterator[_Result]:
        """What `work` gives for each task, as it is done. SetupError where nothing can go on."""


class LocalEngine:
    """So many processes, new ones for each step: what a step has taken of memory is given back. With one job there
    are none: all is done here.
    """

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs

    def map(self, work: Callable[[_Task], _Result], tasks: Sequence[_Task]) -> Iterator[_Result]:
        """As of `Engine`."""
        if self.jobs < 2:
            yield from (_open(_do(work, task)) for task in tasks)
            return
        # Spawned, not forked: a fork takes over the locks of threads that it does not have.
        context = multiprocessing.get_context("spawn")
        processes = ProcessPoolExecutor(min(self.jobs, max(len(tasks), 1)), mp_context=context, initializer=_prepare)
        try:
            yield from (_open(done) for done in _hand_out(processes, work, tasks, 2 * self.jobs))
        except BrokenProcessPool:
            remedy = "give it more memory, or fewer --jobs; --resume goes on"
            raise SetupError("helper-died", "a process ended while it was at work", remedy=remedy) from None
        except BaseException:
            for process in list((processes._processes or {}).values()):
                process.kill()  # what it was at is done again
            raise
        finally:
            processes.shutdown(cancel_futures=True)


def _hand_out(
    processes: ProcessPoolExecutor, work: Callable[[_Task], _Result], tasks: Sequence[_Task], ahead: int
) -> Iterator[_Result | _Failed]:
    waiting: set[Future[_Result | _Failed]] = set()
    for task in tasks:
        waiting.add(processes.submit(_do, work, task))
        if len(waiting) >= ahead:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            yield from (one.result() for one in done)
    while waiting:
        done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
        yield from (one.result() for one in done)


def _do(work: Callable[[_Task], _Result], task: _Task) -> _Result | _Failed:
    try:
        return work(task)
    except SaysoError as error:
        return _Failed(error.slug, error.reason, error.where, error.remedy)
    except OSError as error:
        remedy = "make room, or see to the disk; --resume goes on"
        return _Failed(
            "archive-disk", f"it cannot be written ({error.strerror or error})", error.filename or "", remedy
        )


def _open(result: _Result | _Failed) -> _Result:
    if isinstance(result, _Failed):
        raise SetupError(result.slug, result.reason, where=result.where, remedy=result.remedy)
    return result


def _prepare() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to heed
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait_for([parent.sentinel])
        os._exit(1)


class RayEngine:
    """Tasks on a cluster of Ray. Its machines reach the archive, and share the folder of what stands between."""

    def __init__(self, address: str | None, jobs: int | None) -> None:
        """A cluster that runs at an address, or one of this machine alone. SetupError without Ray or a cluster."""
        try:
            import ray  # noqa: PLC0415 - an extra: needed only here
        except ModuleNotFoundError:
            remedy = "pip install 'sayso[ray]'"
            raise SetupError("missing-extra", "Ray is not installed", remedy=remedy) from None
        try:
            known: Any = {"include_dashboard": False, "log_to_driver": False, "logging_level": "ERROR"}
            # Without an address it is a cluster of its own, also where another one runs on this machine.
            ray.init(address=address or "local", num_cpus=None if address else jobs, **known)
        except (ConnectionError, ValueError, RuntimeError) as error:
            reason, remedy = f"no cluster answers ({error})", "start one with ray start --head, or leave --address out"
            raise SetupError("no-cluster", reason, where=address or "", remedy=remedy) from None
        self._ray: Any = ray
        self.jobs = jobs or max(int(self._ray.cluster_resources().get("CPU", 1)), 1)

    def map(self, work: Callable[[_Task], _Result], tasks: Sequence[_Task]) -> Iterator[_Result]:
        """As of `Engine`."""
        remote = self._ray.remote(num_cpus=1, max_retries=3)(_do)
        left, waiting = list(reversed(tasks)), list[Any]()
        while left or waiting:
            while left and len(waiting) < 2 * self.jobs:
                waiting.append(remote.remote(work, left.pop()))
            done, waiting = self._ray.wait(waiting, num_returns=1)
            for one in done:
                yield _open(self._ray.get(one))
