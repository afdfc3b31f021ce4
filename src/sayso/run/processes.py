"""Processes that take their work through a pipe: how they are started, how they end, and what is said of their end."""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import connection
from typing import Any, NoReturn, TypeAlias

from sayso.model import SaysoError, SetupError

Pipe: TypeAlias = "connection.Connection[Any, Any]"
# spawn, not fork: this process has threads, and other systems know nothing else.
_CONTEXT = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Failed:
    """What a process says when nothing can go on."""

    slug: str
    reason: str
    where: str
    remedy: str

    @classmethod
    def of(cls, error: SaysoError) -> Failed:
        """What there is to be said of an error."""
        return cls(error.slug, error.reason, error.where, error.remedy)

    def raise_here(self) -> NoReturn:
        """SetupError, as it was raised there."""
        raise SetupError(self.slug, self.reason, where=self.where, remedy=self.remedy)


def start_process(target: Callable[..., None], *arguments: Any, daemon: bool = True) -> tuple[Any, Pipe]:
    """A process in which `target` runs with its end of a pipe and these arguments; and our end.

    No daemon may have processes of its own; one that is none ends with the pipe (`take_work`).
    """
    ours, theirs = _CONTEXT.Pipe()
    process = _CONTEXT.Process(target=target, args=(theirs, *arguments), daemon=daemon)
    process.start()
    theirs.close()
    return process, ours


def take_work(pipe: Pipe) -> queue.SimpleQueue[Any]:
    """In a process that was started: what comes through its pipe, in the order in which it comes.

    It is taken at once: were both to wait for the other to receive, neither would ever go on. When the pipe ends, the
    parent is gone, and so is this process, whatever it is doing: nobody is left for its result. Ctrl-C goes to all
    processes of a terminal; the parent decides what it means.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    work: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(pipe, work), daemon=True).start()
    return work


def _listen(pipe: Pipe, work: queue.SimpleQueue[Any]) -> None:
    while True:
        try:
            work.put(pipe.recv())
        except (EOFError, OSError):
            os._exit(1)


def describe_end(process: Any) -> str:
    """By what a process that is gone has ended."""
    code = process.exitcode
    return f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"


def never_started(process: Any, what: str = "a reader") -> SetupError:
    """The error to be raised when a process ends before it could do anything."""
    reason, remedy = f"{what} could not start ({describe_end(process)})", "sayso doctor tells what is missing"
    return SetupError("reader-died", reason, remedy=f"{remedy}; fewer --jobs take less memory")
