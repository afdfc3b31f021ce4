"""The inputs of a run that may look again: all of them first, and later what has changed since."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from datetime import date
from typing import BinaryIO

from sayso.intake.inputs import MAX_BYTES, read_inputs
from sayso.intake.naming import is_address
from sayso.intake.origin import Fetch
from sayso.intake.paths import find_files
from sayso.intake.reports import Intake

_SETTLED_SECONDS = 2.0
"""A file that was written to so lately may still be written to: it is looked at again the next time."""


class Intakes:
    """What is to be read, and how far it has been taken in: `bytes_read` of `bytes_total` (None where nobody knows).

    `characters` are those of the texts that came of it so far, of reports that can be read.
    """

    def __init__(  # noqa: PLR0913 - as for read_inputs
        self,
        sources: Sequence[str],
        *,
        fetch: Fetch | None = None,
        published: date | None = None,
        any_language: bool = False,
        max_bytes: int = MAX_BYTES,
        stdin: BinaryIO | None = None,
    ) -> None:
        self.bytes_read = 0
        self.bytes_total: int | None = None
        self.characters = 0
        self._sources, self._fetch = tuple(sources), fetch
        self._published, self._any_language = published, any_language
        self._max_bytes, self._stdin = max_bytes, stdin
        self._seen: dict[str, tuple[int, int]] = {}

    def first(self) -> Iterator[Intake]:
        """What comes of all inputs."""
        found = list(self._find())
        self.bytes_read, self.bytes_total = 0, self._measure(found)
        yield from self._read(found)

    def again(self) -> Iterator[Intake]:
        """What comes of the files that are new or have changed since they were last looked at, and of all addresses.

        A file that was written to within the last two seconds is left for the next time.
        """
        latest = time.time() - _SETTLED_SECONDS
        fresh = [one for one in self._find() if isinstance(one, str) and self._is_fresh(one, latest)]
        self.bytes_read, self.bytes_total = 0, self._measure(fresh)
        yield from self._read(fresh)

    def _find(self) -> Iterator[str | Intake]:
        for source in self._sources:
            yield from find_files(source)

    def _is_fresh(self, path: str, latest: float) -> bool:
        if is_address(path):
            return True  # whether it has changed is the server's to say
        try:
            status = os.stat(path)
        except OSError:
            return False  # it is gone again
        return status.st_mtime <= latest and self._seen.get(path) != (status.st_mtime_ns, status.st_size)

    def _read(self, found: Sequence[str | Intake]) -> Iterator[Intake]:
        """Each in its turn; what was set aside on the way (a broken link) as it is."""
        waiting: list[str] = []
        for one in found:
            if isinstance(one, str):
                waiting.append(one)
                continue
            yield from self._read_files(waiting)
            waiting = []
            yield one
        yield from self._read_files(waiting)

    def _read_files(self, paths: Sequence[str]) -> Iterator[Intake]:
        taken = read_inputs(
            self._remember(paths),
            published=self._published,
            any_language=self._any_language,
            max_bytes=self._max_bytes,
            stdin=self._stdin,
            fetch=self._fetch,
            on_bytes=self._count,
        )
        for one in taken:
            if one.report is not None and one.refusal is None:
                self.characters += len(one.report.text)
            yield one

    def _remember(self, paths: Sequence[str]) -> Iterator[str]:
        for path in paths:
            try:
                status = os.stat(path)
            except (OSError, ValueError):
                pass
            else:
                # As it was before it was read: what is written to it meanwhile is for the next time.
                self._seen[path] = (status.st_mtime_ns, status.st_size)
            yield path

    def _count(self, size: int) -> None:
        self.bytes_read += size

    def _measure(self, found: Sequence[str | Intake]) -> int | None:
        total = 0
        for one in found:
            if isinstance(one, Intake):
                continue
            if one == "-" or is_address(one):
                return None
            try:
                total += os.stat(one).st_size
            except (OSError, ValueError):
                continue
        return total
