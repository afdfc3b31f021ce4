"""Links what comes in while the pages are served, in a process of its own, so that no page waits for it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sayso.ledger import Ledger
from sayso.model import LedgerError
from sayso.run.reconciling import count_pending, reconcile

_EVERY_SECONDS = 2.0
_PATIENCE_SECONDS = 5.0
_REST = 2.0
"""After linking it rests so many times as long as that took: pages and those who add come first. It is not made to wait
for the processor instead: while it writes nobody else can.
"""


class Follower:
    """A process that brings the incidents of a ledger up to date for as long as it is started."""

    def __init__(self, ledger: Ledger) -> None:
        """Of an open ledger; nothing runs yet."""
        self._address = str(ledger.file) if ledger.file else ledger.address
        self._process: multiprocessing.process.BaseProcess | None = None

    def start(self) -> None:
        """Begin to follow."""
        context = multiprocessing.get_context("spawn")
        self._process = context.Process(target=_follow, args=(self._address, os.getpid()), daemon=True)
        with deaf_to_interrupts():
            self._process.start()

    def stop(self) -> None:
        """Stop; what it was writing is kept whole, or not at all."""
        if self._process is not None:
            self._process.terminate()
            self._process.join(_PATIENCE_SECONDS)
            if self._process.is_alive():
                self._process.kill()
                self._process.join()
            self._process = None


@contextmanager
def deaf_to_interrupts() -> Iterator[None]:
    """What is started meanwhile does not hear Ctrl-C, which a terminal sends to all: who started it ends it."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may change it, and none but a test starts this elsewhere
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _follow(address: str, parent: int) -> None:
    with Ledger(address) as ledger:
        while os.getppid() == parent:
            begun = time.monotonic()
            try:
                if count_pending(ledger):
                    reconcile(ledger, jobs=1)
            except LedgerError as error:
                if error.slug == "ledger-read-only":
                    return
            time.sleep(max(_EVERY_SECONDS, _REST * (time.monotonic() - begun)))
