"""What an engine tells while it works: how far a shard is, that it is written, or that it could not be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from sayso.run.archive.counting import Counts
from sayso.run.archive.job import Job, Shard
from sayso.run.archive.parts import Entry


@dataclass(frozen=True, slots=True)
class Progress:
    """So much of a shard has been dealt with, since it was begun; begun anew, it counts anew."""

    shard: str
    counts: Counts
    bytes_read: int


@dataclass(frozen=True, slots=True)
class Finished:
    """The parts of a shard are written."""

    entry: Entry


@dataclass(frozen=True, slots=True)
class Lost:
    """A shard could not be read; the others can."""

    shard: str
    reason: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nothing happened for a moment."""


Event = Progress | Finished | Lost | Waiting


class Engine(Protocol):
    """Reads shards and writes their parts, each at least once; parts that are written twice are the same bytes."""

    def run(self, job: Job, shards: Sequence[Shard]) -> Iterator[Event]:
        """What happens, as it happens, and `Waiting` at least every second. Ends when all shards are done or lost.

        SetupError where nothing can go on: a reader that cannot start, a full disk.
        """
