"""Step 5: claims grouped into events, segments of days in several places at once (`reconcile.segments`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sayso.reconcile.linking import first_rows
from sayso.reconcile.packing import ITEM, WORDS
from sayso.reconcile.segments import (
    WARMING_DAYS,
    Segment,
    cut_pieces,
    cut_segments,
    go_on,
    is_grouped_alike,
    link_on,
    name_events,
)
from sayso.reconcile.table import Ints, Table, make_ordered_table
from sayso.run.blockwise.folder import Folder
from sayso.run.blockwise.pool import Engine

CLAIMS_AT_ONCE = 20_000
"""So many claims are linked in one piece, or those of eight days; each takes a kilobyte meanwhile."""
_SHORTEST_DAYS, _LONGEST_DAYS = 2 * WARMING_DAYS, 8 * WARMING_DAYS
"""How long segments are: the days before each are linked twice, but where there are few, few processes find work."""
_EVENTS = "events.npy"


@dataclass(frozen=True, slots=True)
class GroupTask:
    """A segment of all claims, and how many claims of it are linked in one piece."""

    folder: Folder
    segment: Segment
    claims: int

    @property
    def name(self) -> str:
        """The file of its events as they are guessed."""
        return f"guesses/{self.segment.start:012}-{self.segment.end:012}.npy"

    @property
    def pieces(self) -> list[Segment]:
        """The segment from `warm` on in pieces."""
        return cut_pieces(_load_buckets(self.folder), self.segment, self.claims)


def cut_groups(folder: Folder, jobs: int, claims: int = CLAIMS_AT_ONCE, days: int | None = None) -> list[GroupTask]:
    """All claims in segments of so many days; unless given, by how many are worked on at a time."""
    buckets = _load_buckets(folder)
    if days is None:
        days = min(max(len(np.unique(buckets)) // (2 * jobs), _SHORTEST_DAYS), _LONGEST_DAYS)
    return [GroupTask(folder, segment, claims) for segment in cut_segments(buckets, claims, days=days)]


def guess_events(task: GroupTask) -> None:
    """Write the events of a segment, from `warm` on, as if nothing were before it."""
    first = task.segment.warm
    events = np.arange(first, task.segment.end, dtype=np.int64)
    for piece in task.pieces:
        before = events[piece.near - first : piece.start - first]
        found, _ = link_on(_load_table(task.folder, piece), first_rows(before))
        events[piece.start - first : piece.end - first] = name_events(found, before, piece.near)
    task.folder.save(task.name, events)


def settle_events(
    folder: Folder, tasks: Sequence[GroupTask], engine: Engine, tell: Callable[[int], None] = lambda _: None
) -> int:
    """Write the events of all claims, each by the number of the claim that it begins with; how many claims had to be
    linked again. `tell` is called with the number of segments that are settled.
    """
    events = np.arange(len(_load_buckets(folder)), dtype=np.int64)
    again = 0
    for number, task in enumerate(tasks, 1):
        guesses, first = np.asarray(folder.load(task.name)), task.segment.warm
        for piece in _own_pieces(task):
            before = events[piece.near : piece.start]
            settled, guessed = first_rows(before), guesses[piece.near - first : piece.end - first]
            if is_grouped_alike(settled, guessed[: len(settled)]):
                found = go_on(settled, guessed)
            else:
                found, count = next(engine.map(_link_again, [(folder, piece, settled, guessed)]))
                again += count
            events[piece.start : piece.end] = name_events(found, before, piece.near)
        tell(number)
    folder.save(_EVENTS, events)
    return again


def _own_pieces(task: GroupTask) -> Iterator[Segment]:
    """The pieces of a segment's own days; where one of them begins before these, only what is the segment's own."""
    start, near = task.segment.start, task.segment.near
    for piece in task.pieces:
        if piece.start >= start:
            yield piece
        elif piece.end > start:
            yield Segment(near, near, start, piece.end)


def _link_again(task: tuple[Folder, Segment, Ints, npt.NDArray[Any]]) -> tuple[Ints, int]:
    """The events of a piece by the places of its claims, with what is settled of the days before."""
    folder, piece, settled, guessed = task
    return link_on(_load_table(folder, piece), settled, guessed)


def _load_buckets(folder: Folder) -> npt.NDArray[np.int32]:
    return folder.map("buckets.bin", "<i4")


def _load_table(folder: Folder, piece: Segment) -> Table:
    """The claims of a piece, and those of the days before that it is compared with."""
    rows = slice(piece.near, piece.end)
    packed = np.array(folder.map("items.bin", ITEM)[rows])
    reports, places = np.unique(folder.map("homes.bin", "<i4")[rows], return_inverse=True)
    words = folder.map("words.bin", WORDS)[reports]
    return make_ordered_table(packed, places.reshape(-1).astype(np.int32), words)


def load_events(folder: Folder) -> npt.NDArray[np.int64]:
    """The event of each claim, by the number of the claim that it begins with."""
    return folder.load(_EVENTS)


def is_settled(folder: Folder) -> bool:
    """Whether the events are written."""
    return folder.has(_EVENTS)
