"""What was made for one page is kept for the next: incidents, for as long as nothing of theirs was written since."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sayso.model import Incident
from sayso.run.incidents import IncidentBook
from sayso.run.reconciling.making import make_incidents
from sayso.run.stamps import Stamp, find_stamps

if TYPE_CHECKING:
    from sqlalchemy import Connection

Thing = TypeVar("Thing")
_MOST, _SECONDS = 1500, 60.0
_AT_ONCE = 30
"""So many incidents are made at a time: who wants the first few of many waits for no more."""


class Kept(Generic[Thing]):
    """Things by a key, each with the stamp of what it was made from; the least used go first. Threads may share it."""

    def __init__(self, *, most: int = _MOST, seconds: float = _SECONDS) -> None:
        """So many things, for so long at most."""
        self._most, self._seconds = most, seconds
        self._things: OrderedDict[Any, tuple[Stamp, float, Thing]] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, key: Any, stamp: Stamp) -> Thing | None:
        """The thing of this key, if it was made from what has this stamp, and not long ago."""
        with self._lock:
            found = self._things.get(key)
            if found is None or found[0] != stamp or time.monotonic() - found[1] > self._seconds:
                return None
            self._things.move_to_end(key)
            return found[2]

    def keep(self, key: Any, stamp: Stamp, thing: Thing) -> None:
        """Keep it in place of what the key had."""
        with self._lock:
            self._things[key] = stamp, time.monotonic(), thing
            self._things.move_to_end(key)
            while len(self._things) > self._most:
                self._things.popitem(last=False)

    def give(self, key: Any, make: Callable[[], Thing], stamp: Stamp = ()) -> Thing:
        """The thing of this key, made anew where there is none."""
        found = self.find(key, stamp)
        if found is None:
            found = make()
            self.keep(key, stamp, found)
        return found


class KeptBook(IncidentBook):
    """A book that remembers the incidents that it made, as they are now; what an earlier moment knew is made anew."""

    def __init__(self, *given: Any) -> None:
        """As `IncidentBook`."""
        super().__init__(*given)
        self._kept: Kept[Incident] = Kept()

    def _make(self, connection: Connection, rows: Sequence[int], as_of: datetime | None) -> Iterator[Incident]:
        if as_of is not None:
            yield from super()._make(connection, rows, as_of)
            return
        for at in range(0, len(rows), _AT_ONCE):
            yield from self._make_some(connection, rows[at : at + _AT_ONCE])

    def _make_some(self, connection: Connection, rows: Sequence[int]) -> Iterator[Incident]:
        """Those that are not kept are made together: each for itself they would take three times as long."""
        stamps = find_stamps(connection, rows)
        found = {row: self._kept.find(row, stamps[row]) for row in rows}
        missing = [row for row in rows if found[row] is None]
        for row, incident in make_incidents(connection, missing, settings=self.settings):
            self._kept.keep(row, stamps[row], incident)
            found[row] = incident
        for row in rows:
            incident_found = found[row]
            if incident_found is not None:
                yield incident_found
