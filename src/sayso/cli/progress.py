"""The progress bar on stderr: at once for several files, after a while for one, never for a pipe or a log."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any

PATIENCE_SECONDS = 2.0


class Progress:
    """Counts files and reports; shows the count where a person watches. Leaves nothing on the screen."""

    def __init__(self, files: int, *, shown: bool, counted: str = "report") -> None:
        self._files, self._shown, self._counted = files, shown, counted
        self._lock = threading.RLock()
        self._timer: threading.Timer | None = None
        self._bar: Any = None
        self._task: Any = None
        self._running = False
        self._done = self._reports = 0

    def __enter__(self) -> Progress:
        if self._shown and self._files > 1:
            self._start()
        elif self._shown:
            self._timer = threading.Timer(PATIENCE_SECONDS, self._start)
            self._timer.daemon = True
            self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._timer:
            self._timer.cancel()
        with self._lock:
            self._shown = False
            if self._running:
                self._bar.stop()

    def count_report(self) -> None:
        """One more report was dealt with."""
        self._reports += 1
        self._update()

    def count_files(self, files: Iterable[str]) -> Iterator[str]:
        """The files as they are, each counted as read when the next is asked for."""
        for file in files:
            yield file
            self._done += 1
            self._update()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Takes the bar off the screen while something else is written to it."""
        with self._lock:
            if self._running:
                self._bar.stop()
            try:
                yield
            finally:
                if self._running and self._shown:
                    self._bar.start()

    def _start(self) -> None:
        from rich.console import Console  # noqa: PLC0415 - only a bar needs it
        from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415
        from rich.progress import Progress as Bar  # noqa: PLC0415

        with self._lock:
            if not self._shown:
                return
            self._bar = Bar(
                SpinnerColumn(),
                TextColumn("{task.description}"),
                BarColumn(),
                TimeElapsedColumn(),
                console=Console(file=sys.stderr),
                transient=True,
                redirect_stdout=False,
                redirect_stderr=False,
            )
            self._task = self._bar.add_task(self._words(), total=self._total(), completed=self._done)
            self._bar.start()
            self._running = True

    def _update(self) -> None:
        with self._lock:
            if self._running:
                self._bar.update(self._task, description=self._words(), completed=self._done)

    def _total(self) -> int | None:
        return self._files if self._files > 1 else None  # of one file nobody knows how much is left

    def _words(self) -> str:
        files = f"{self._done} of {self._files} files, " if self._files > 1 else ""
        return f"{files}{self._reports} {self._counted}{'' if self._reports == 1 else 's'}"
