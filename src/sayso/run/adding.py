"""Reports into the ledger: taken in by a thread, read by processes, written by this one in the order of the inputs."""

from __future__ import annotations

import itertools
import time
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Protocol

from sayso.intake import Intake
from sayso.ledger import Ledger, Prepared, report_key, storable
from sayso.model import Refusal, Report
from sayso.run.feeding import Feeder
from sayso.run.workers import Pool

BATCH_REPORTS, BATCH_SECONDS = 100, 0.5
"""What is read is written when there is so much of it, or when it has waited so long: a crash costs no more."""
WINDOW_PER_JOB = 100
"""Reports that may be read before an earlier one that takes longer; they wait to be written in their order."""


@dataclass(slots=True)
class Tally:
    """What came of the reports so far: how many were new, revised, read anew, there already, or refused by reason.

    `words` counts those of reports that were read, `characters` those of all that were dealt with and not refused.
    """

    new: int = 0
    revised: int = 0
    reread: int = 0
    there: int = 0
    claims: int = 0
    words: int = 0
    characters: int = 0
    refused: Counter[str] = field(default_factory=Counter)

    @property
    def read(self) -> int:
        """Reports that were read and written."""
        return self.new + self.revised + self.reread

    @property
    def seen(self) -> int:
        """Reports that were dealt with."""
        return self.read + self.there + self.refused.total()


class Listener(Protocol):
    """Whoever wants to know how it goes."""

    def refused(self, refusal: Refusal) -> None:
        """An input was set aside."""

    def noted(self, note: Refusal) -> None:
        """Something was passed over in a report that is read all the same."""

    def written(self, tally: Tally) -> None:
        """So much is in the ledger now."""


@dataclass(slots=True)
class _Slot:
    """A place in the order of the inputs, with what is to be written there; None until it has been read."""

    result: Prepared | Refusal | None
    source: str
    known: bool = False
    words: int = 0
    characters: int = 0


class Adder:
    """Adds reports to a ledger through a pool of readers."""

    def __init__(self, ledger: Ledger, pool: Pool, listener: Listener, *, jobs: int, reread: bool = False) -> None:
        self.tally = Tally()
        self._ledger, self._pool, self._listener, self._reread = ledger, pool, listener, reread
        self._window = WINDOW_PER_JOB * jobs
        self._order: deque[_Slot] = deque()
        self._reading: dict[int, _Slot] = {}
        self._waiting: deque[tuple[_Slot, Report]] = deque()
        self._keys: set[tuple[str, str]] = set()
        self._next, self._flushed = 0, time.monotonic()

    def add(self, intakes: Iterable[Intake]) -> None:
        """Read and write all of them. However it ends, what was written stays, and the same call goes on from there.

        KeyboardInterrupt writes what has been read by then, and is raised again.
        """
        feeder = Feeder(intakes)
        try:
            while True:
                self._take(feeder)
                self._submit()
                self._collect()
                self._flush(force=feeder.ended and not self._reading and not self._waiting)
                if feeder.ended and not self._order:
                    return
                others = [] if feeder.ended or self._is_full() else [feeder.wake]
                self._pool.wait(others, seconds=BATCH_SECONDS)
        except KeyboardInterrupt:
            self._collect()
            self._flush(force=True)
            raise
        finally:
            feeder.stop()

    def _is_full(self) -> bool:
        return len(self._order) >= self._window

    def _take(self, feeder: Feeder) -> None:
        """Put what has come in into the order; what the ledger has already is not read again."""
        found = feeder.take(self._window - len(self._order))
        readable = [(taken, storable(taken.report)) for taken in found if taken.report and not taken.refusal]
        known = iter(self._knows([report for _, report in readable]))
        reports = {id(taken): report for taken, report in readable}
        for taken in found:
            for note in taken.notes:
                self._listener.noted(note)
            report = reports.get(id(taken))
            if report is None:
                refusal = taken.refusal or Refusal("no-report", "there was nothing to read in it", taken.id)
                self._order.append(_Slot(refusal, refusal.where))
            elif next(known) or self._is_coming(report):
                self._order.append(_Slot(None, report.id, known=True, characters=len(report.text)))
            else:
                words = report.text.count(" ") + 1
                slot = _Slot(None, taken.source or report.id, words=words, characters=len(report.text))
                self._order.append(slot)
                self._waiting.append((slot, report))

    def _knows(self, reports: list[Report]) -> list[bool]:
        if not reports:
            return []
        return self._ledger.knows(reports, versions=self._pool.wait_ready() if self._reread else None)

    def _is_coming(self, report: Report) -> bool:
        """Whether the same text of the same report is being read already."""
        key = (report_key(report), report.sha256)
        if key in self._keys:
            return True
        self._keys.add(key)
        return False

    def _submit(self) -> None:
        while self._waiting and self._pool.has_room:
            slot, report = self._waiting.popleft()
            self._reading[self._next] = slot
            self._pool.submit(self._next, report)
            self._next += 1

    def _collect(self) -> None:
        for done in self._pool.collect():
            slot = self._reading.pop(done.number)
            result = done.result
            slot.result = replace(result, where=slot.source) if isinstance(result, Refusal) else result

    def _flush(self, *, force: bool) -> None:
        """Write what has been read, as far as nothing before it is missing."""
        slots = list(itertools.takewhile(lambda slot: slot.known or slot.result is not None, self._order))
        waited = time.monotonic() - self._flushed >= BATCH_SECONDS
        nothing_to_write = all(slot.known for slot in slots)
        if not slots or not (force or waited or nothing_to_write or len(slots) >= BATCH_REPORTS):
            return
        readings = [slot.result for slot in slots if isinstance(slot.result, Prepared)]
        refusals = [slot.result for slot in slots if isinstance(slot.result, Refusal)]
        self._write(readings, refusals)
        for _ in slots:
            self._order.popleft()
        self.tally.there += sum(slot.known for slot in slots)
        self.tally.characters += sum(slot.characters for slot in slots)
        self.tally.words += sum(slot.words for slot in slots if isinstance(slot.result, Prepared))
        self._flushed = time.monotonic()
        for refusal in refusals:
            self._listener.refused(refusal)
        self._listener.written(self.tally)

    def _write(self, readings: list[Prepared], refusals: list[Refusal]) -> None:
        if readings:
            written = self._ledger.add(readings, reread=self._reread)
            counted = Counter(written.outcomes)
            self.tally.new += counted["new"]
            self.tally.revised += counted["revised"]
            self.tally.reread += counted["reread"]
            self.tally.there += counted["there"]
            self.tally.claims += written.claims
            self._keys -= {(prepared.key, prepared.digest) for prepared in readings}
        if refusals:
            self._ledger.refuse(refusals)
            self.tally.refused.update(refusal.slug for refusal in refusals)
