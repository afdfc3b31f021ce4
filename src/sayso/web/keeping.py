"""What was made for one page is kept for the next, for as long as nothing that it was made from was written since.

What takes long to make may be some seconds late where reports come in all the time, but not behind what people decide.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sayso.ledger.engine import reading
from sayso.ledger.filters import Filter
from sayso.ledger.incidents import (
    ANY,
    About,
    IncidentPage,
    Passing,
    count_days,
    count_incidents,
    find_incidents,
    find_passing,
)
from sayso.model import Incident
from sayso.run.incidents import IncidentBook
from sayso.run.reconciling.making import make_incidents
from sayso.run.reconciling.sheets import find_fresh, is_usual, read_sheets
from sayso.run.stamps import SAID, Stamp, find_stamp, find_stamps
from sayso.web.lines import Line, make_lines

if TYPE_CHECKING:
    from sqlalchemy import Connection

Thing = TypeVar("Thing")
_MOST, _MOST_LINES, _SECONDS = 400, 10_000, 600.0
"""A thousand incidents take 60 MB, a thousand lines 3."""
_MOST_LISTS, _MOST_SUMS = 60, 50
_DEAR, _TIMES, _LATEST = 0.015, 150, 10.0
"""What took so many seconds of the processor may be so many times as many seconds late, but no more than so many."""
_AT_ONCE = 20
"""So many incidents are made at a time: who wants the first few of many waits for no more."""


class Kept(Generic[Thing]):
    """Things by a key, each with the stamp of what it was made from; the least used go first. Threads may share it."""

    def __init__(self, *, most: int = _MOST, seconds: float = _SECONDS, may_be_late: bool = False) -> None:
        """So many things, for so long at most. What `may_be_late` has stamps of the whole ledger (`find_stamp`)."""
        self._most, self._seconds, self._may_be_late = most, seconds, may_be_late
        self._things: OrderedDict[Any, tuple[Stamp, float, float, Thing]] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, key: Any, stamp: Stamp) -> Thing | None:
        """The thing of this key, if it was made from what has this stamp, or from what had it just now."""
        with self._lock:
            found = self._things.get(key)
            if found is None:
                return None
            made_from, made, late, thing = found
            age = time.monotonic() - made
            if age > self._seconds or (made_from != stamp and (age > late or made_from[:SAID] != stamp[:SAID])):
                return None
            self._things.move_to_end(key)
            return thing

    def keep(self, key: Any, stamp: Stamp, thing: Thing, *, took: float = 0.0) -> None:
        """Keep it in place of what the key had; `took` is the seconds of the processor that it took to make."""
        late = min(took * _TIMES, _LATEST) if self._may_be_late and took > _DEAR else 0.0
        with self._lock:
            self._things[key] = stamp, time.monotonic(), late, thing
            self._things.move_to_end(key)
            while len(self._things) > self._most:
                self._things.popitem(last=False)

    def give(self, key: Any, make: Callable[[], Thing], stamp: Stamp = ()) -> Thing:
        """The thing of this key, made anew where there is none."""
        found = self.find(key, stamp)
        if found is None:
            begun = time.thread_time()
            found = make()
            self.keep(key, stamp, found, took=time.thread_time() - begun)
        return found


class KeptBook(IncidentBook):
    """A book that remembers what it made of incidents as they are now; what an earlier moment knew is made anew."""

    def __init__(self, *given: Any) -> None:
        """As `IncidentBook`."""
        super().__init__(*given)
        self._incidents: Kept[Incident] = Kept()
        self._lines: Kept[Line] = Kept(most=_MOST_LINES)
        self._passing: Kept[Passing] = Kept(most=_MOST_LISTS, may_be_late=True)
        self._counts: Kept[int] = Kept(most=_MOST_LISTS, may_be_late=True)
        self._days: Kept[list[tuple[date | None, str, int]]] = Kept(most=_MOST_LISTS, may_be_late=True)
        self._sums: Kept[Any] = Kept(most=_MOST_SUMS)

    def stamp(self) -> Stamp:
        """What tells whether anything was written since."""
        with reading(self._ledger.engine) as connection:
            return find_stamp(connection)

    def lines(
        self, wanted: Filter, about: About, page: IncidentPage, *, as_of: datetime | None = None
    ) -> tuple[Line, ...]:
        """The incidents on a page as lines of a list."""
        with reading(self._ledger.engine) as connection:
            rows = self._find(connection, wanted, about, page, as_of)
            if as_of is not None:
                return make_lines(list(super()._make(connection, rows, as_of)))
            return tuple(self._give(connection, rows, self._lines, lambda incident: make_lines([incident])[0]))

    def sum_up(
        self,
        key: object,
        wanted: Filter,
        page: IncidentPage,
        turn: Callable[[Sequence[Incident]], Thing],
        *,
        as_of: datetime | None = None,
    ) -> Thing:
        """What `turn` makes of the incidents on a page; kept by the key for as long as these stay as they are."""
        with reading(self._ledger.engine) as connection:
            rows = self._find(connection, wanted, ANY, page, as_of)
            if as_of is not None:
                return turn(list(super()._make(connection, rows, as_of)))
            stamps = tuple(self._find_stamps(connection, rows).items())
            found: Thing = self._sums.give((key, page), lambda: turn(list(self._make(connection, rows, None))), stamps)
            return found

    def count(self, wanted: Filter | None = None, about: About = ANY, *, as_of: datetime | None = None) -> int:
        """As `IncidentBook`."""
        with reading(self._ledger.engine) as connection:
            if wanted or about != ANY:
                return len(self._pass(connection, wanted or Filter(), about, IncidentPage(), as_of).rows)
            make = partial(count_incidents, connection, Filter(), about, as_of=as_of)
            return self._counts.give(as_of, make, find_stamp(connection))

    def days(
        self, wanted: Filter | None = None, about: About = ANY, *, as_of: datetime | None = None
    ) -> list[tuple[date | None, str, int]]:
        """As `IncidentBook`."""
        with reading(self._ledger.engine) as connection:
            if wanted or about != ANY:
                return list(self._pass(connection, wanted or Filter(), about, IncidentPage(), as_of).days)
            make = partial(count_days, connection, Filter(), about, as_of=as_of)
            return self._days.give(as_of, make, find_stamp(connection))

    def _find(
        self, connection: Connection, wanted: Filter, about: About, page: IncidentPage, as_of: datetime | None
    ) -> Sequence[int]:
        if not wanted and about == ANY:
            return find_incidents(connection, wanted, about, page, as_of=as_of)
        end = None if page.limit is None else page.offset + page.limit
        return self._pass(connection, wanted, about, page, as_of).rows[page.offset : end]

    def _pass(
        self, connection: Connection, wanted: Filter, about: About, page: IncidentPage, as_of: datetime | None
    ) -> Passing:
        """All that pass, in the order of the page."""
        stamp = find_stamp(connection)
        make = partial(find_passing, connection, wanted, about, page, as_of=as_of)
        return self._passing.give((wanted, about, as_of, page.order, page.ascending), make, stamp)

    def _make(self, connection: Connection, rows: Sequence[int], as_of: datetime | None) -> Iterator[Incident]:
        if as_of is not None:
            yield from super()._make(connection, rows, as_of)
            return
        for at in range(0, len(rows), _AT_ONCE):
            yield from self._give(connection, rows[at : at + _AT_ONCE], self._incidents, lambda incident: incident)

    def _give(
        self, connection: Connection, rows: Sequence[int], kept: Kept[Thing], turn: Callable[[Incident], Thing]
    ) -> Iterator[Thing]:
        """What `turn` makes of these incidents, as far as it is not kept. Made together they take a third as long."""
        stamps = self._find_stamps(connection, rows)
        found = {row: kept.find(row, stamps[row]) for row in rows}
        for row, incident in self._recall(connection, {row: stamps[row] for row in rows if found[row] is None}):
            found[row] = thing = turn(incident)
            kept.keep(row, stamps[row], thing)
        for row in rows:
            there = found[row]
            if there is not None:
                yield there

    def _find_stamps(self, connection: Connection, rows: Sequence[int]) -> dict[int, Stamp]:
        """For each incident what it is made from: the moment of its sheet alone, where that tells it as it is now."""
        fresh = find_fresh(connection, rows) if is_usual(self.settings) else {}
        rest = [row for row in rows if row not in fresh]
        stamps = find_stamps(connection, rest) if rest else {}
        return {row: (fresh[row],) if row in fresh else stamps[row] for row in rows}

    def _recall(self, connection: Connection, stamps: Mapping[int, Stamp]) -> Iterator[tuple[int, Incident]]:
        """The incidents of these rows, from their sheets as far as their stamps are such a moment."""
        rest = [row for row, stamp in stamps.items() if len(stamp) > 1]
        if len(rest) < len(stamps):
            yield from read_sheets(connection, [row for row in stamps if row not in set(rest)]).items()
        if rest:
            yield from make_incidents(connection, rest, settings=self.settings)
