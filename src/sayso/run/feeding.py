"""Inputs taken in by a thread of its own, so that whoever reads reports never waits for a disk or a server."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterable
from multiprocessing import Pipe

from sayso.intake import Intake

AHEAD = 64
"""Reports that are taken in before they can be read."""


class Feeder:
    """Runs through the inputs in a thread; `wake` has something to receive whenever there is something to take."""

    def __init__(self, intakes: Iterable[Intake]) -> None:
        self._queue: queue.Queue[Intake | BaseException | None] = queue.Queue(AHEAD)
        self.wake, self._bell = Pipe(duplex=False)
        self._stopped = threading.Event()
        self.ended = False
        # A daemon: it may hang in a read that never ends, and the program must be able to end.
        threading.Thread(target=self._run, args=(intakes,), daemon=True).start()

    def take(self, most: int) -> list[Intake]:
        """What has come in by now, at most so many; raises what the inputs raised."""
        found: list[Intake] = []
        while len(found) < most and not self.ended:
            try:
                item = self._queue.get_nowait()
            except queue.Empty:
                break
            self.wake.recv_bytes()
            if isinstance(item, BaseException):
                self.ended = True
                raise item
            if item is None:
                self.ended = True
            else:
                found.append(item)
        return found

    def stop(self) -> None:
        """Take no more inputs in."""
        self._stopped.set()
        self.ended = True

    def _run(self, intakes: Iterable[Intake]) -> None:
        last: BaseException | None = None
        try:
            for taken in intakes:
                self._put(taken)
                if self._stopped.is_set():
                    return
        except BaseException as error:  # told where the inputs are asked for, in the main thread
            last = error
        self._put(last)

    def _put(self, item: Intake | BaseException | None) -> None:
        while not self._stopped.is_set():
            try:
                self._queue.put(item, timeout=0.5)
            except queue.Full:
                continue
            self._bell.send_bytes(b".")
            return
