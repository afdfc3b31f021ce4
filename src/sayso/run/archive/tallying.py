"""How a run goes: what has been dealt with, how quickly, and how long the rest will take."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from sayso.run.archive.counting import Counts
from sayso.run.archive.events import Event, Finished, Lost, Progress
from sayso.run.archive.parts import Entry

Clock = Callable[[], float]


@dataclass(slots=True)
class Tally:
    """Counts of a run: `before` are those of shards that were whole when it began."""

    sizes: dict[str, int]
    clock: Clock = time.monotonic
    before: Counts = field(default_factory=Counts)
    finished: Counts = field(default_factory=Counts)
    shards_before: int = 0
    shards_done: int = 0
    lost: list[str] = field(default_factory=list)
    _live: dict[str, Progress] = field(default_factory=dict)
    _over: set[str] = field(default_factory=set)
    _bytes_done: int = 0
    _begun: float = 0.0

    def begin(self, whole: Iterable[Entry]) -> None:
        """Start the clock; these shards were whole already."""
        for entry in whole:
            self.before.add(entry.counts)
            self.shards_before += 1
        self._begun = self.clock()

    def take(self, event: Event) -> None:
        """Count what an engine told."""
        if isinstance(event, Progress):
            if event.shard not in self._over:  # a last word that comes late
                self._live[event.shard] = event
        elif isinstance(event, Finished):
            self._end(event.entry.shard)
            self.finished.add(event.entry.counts)
            self.shards_done += 1
        elif isinstance(event, Lost):
            self._end(event.shard)
            self.lost.append(event.reason)

    def _end(self, shard: str) -> None:
        self._live.pop(shard, None)
        self._over.add(shard)
        self._bytes_done += self.sizes.get(shard, 0)

    @property
    def now(self) -> Counts:
        """What this run has dealt with so far, unfinished shards included."""
        counts = Counts()
        counts.add(self.finished)
        for progress in self._live.values():
            counts.add(progress.counts)
        return counts

    @property
    def seconds(self) -> float:
        """How long it has been going."""
        return self.clock() - self._begun

    @property
    def bytes_done(self) -> int:
        """How many bytes of the inputs this run has dealt with, about."""
        return self._bytes_done + sum(progress.bytes_read for progress in self._live.values())

    @property
    def bytes_total(self) -> int:
        """How many bytes of the inputs this run has to deal with."""
        return sum(self.sizes.values())

    @property
    def seconds_left(self) -> float | None:
        """How long the rest will take; None where nothing tells yet."""
        done = self.bytes_done
        return None if not done else self.seconds * max(self.bytes_total - done, 0) / done

    def describe_open(self) -> str:
        """What is not done yet, in words."""
        left = len(self.sizes) - self.shards_done - len(self.lost)
        return f"{left:,} of {len(self.sizes):,} shards are not done, {len(self._live):,} of them have been begun"

    def to_record(self) -> dict[str, Any]:
        """The run in numbers, as JSON."""
        now, seconds, left = self.now, max(self.seconds, 1e-9), self.seconds_left
        return {
            "shards": {
                "total": len(self.sizes) + self.shards_before,
                "before": self.shards_before,
                "done": self.shards_done,
                "lost": len(self.lost),
            },
            **now.to_record(),
            "before": self.before.to_record(),
            "seconds": round(seconds, 3),
            "documents_per_second": round(now.documents / seconds, 3),
            "words_per_second": round(now.words / seconds, 3),
            "read_words_per_second": round(now.read_words / seconds, 3),
            "seconds_left": None if left is None else round(left, 1),
        }
