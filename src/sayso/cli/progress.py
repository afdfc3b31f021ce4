"""The progress bar on stderr: at once for several files, after a while for one, never for a pipe or a log."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self

PATIENCE_SECONDS = 2.0


class Bar:
    """A bar with words beside it, where a person watches; it leaves nothing on the screen."""

    def __init__(self, *, shown: bool, patience_seconds: float = PATIENCE_SECONDS, time_left: bool = False) -> None:
        self._shown, self._patience, self._time_left = shown, patience_seconds, time_left
        self._lock = threading.RLock()
        self._timer: threading.Timer | None = None
        self._bar: Any = None
        self._task: Any = None
        self._running = False
        self._words, self._done, self._total = "", 0.0, None  # type: str, float, float | None

    def __enter__(self) -> Self:
        if self._shown and not self._patience:
            self._start()
        elif self._shown:
            self._timer = threading.Timer(self._patience, self._start)
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

    def show(self, words: str, *, done: float = 0, total: float | None = None) -> None:
        """What stands beside the bar, and how much is done of how much; None where nobody knows."""
        with self._lock:
            self._words, self._done, self._total = words, done, total
            if self._running:
                self._bar.update(self._task, description=words, completed=done, total=total)

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
        from rich.progress import (  # noqa: PLC0415
            BarColumn,
            Progress,
            SpinnerColumn,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )

        with self._lock:
            if not self._shown:
                return
            left = [TextColumn("left"), TimeRemainingColumn(compact=True)] if self._time_left else []
            self._bar = Progress(
                SpinnerColumn(),
                TextColumn("{task.description}"),
                BarColumn(),
                TimeElapsedColumn(),
                *left,
                console=Console(file=sys.stderr),
                transient=True,
                redirect_stdout=False,
                redirect_stderr=False,
                speed_estimate_period=60,
            )
            self._task = self._bar.add_task(self._words, total=self._total, completed=self._done)
            self._bar.start()
            self._running = True


class Progress(Bar):
    """Counts files and reports; shows the count where a person watches."""

    def __init__(self, files: int, *, shown: bool, counted: str = "report") -> None:
        super().__init__(shown=shown, patience_seconds=0 if files > 1 else PATIENCE_SECONDS)
        self._files, self._counted = files, counted
        self._read = self._reports = 0
        self._update()

    def count_report(self) -> None:
        """One more report was dealt with."""
        self._reports += 1
        self._update()

    def count_files(self, files: Iterable[str]) -> Iterator[str]:
        """The files as they are, each counted as read when the next is asked for."""
        for file in files:
            yield file
            self._read += 1
            self._update()

    def _update(self) -> None:
        files = f"{self._read} of {self._files} files, " if self._files > 1 else ""
        words = f"{files}{self._reports} {self._counted}{'' if self._reports == 1 else 's'}"
        # Of one file nobody knows how much is left.
        self.show(words, done=self._read, total=self._files if self._files > 1 else None)
