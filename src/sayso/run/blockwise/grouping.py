"""Step 5: claims grouped into events, segments of days in several places at once (`reconcile.segments`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sayso.reconcile.linking import first_rows
from sayso.reconcile.packing import ITEM, WORDS
from sayso.reconcile.segments import Segment, cut_segments, go_on, is_grouped_alike, link_again, link_segment
from sayso.reconcile.table import Ints, Table, make_ordered_table
from sayso.run.blockwise.folder import Folder
from sayso.run.blockwise.pool import Engine

CLAIMS_AT_ONCE = 50_000
"""A segment has at least so many claims; each takes about a kilobyte while its segment is linked."""
_EVENTS = "events.npy"


@dataclass(frozen=True, slots=True)
class GroupTask:
    """A segment of all claims."""

    folder: Folder
    number: int
    segment: Segment

    @property
    def name(self) -> str:
        """The file of its events as they are guessed."""
        return f"guesses/{self.number:08}.npy"


def cut_groups(folder: Folder, claims: int = CLAIMS_AT_ONCE) -> list[GroupTask]:
    """All claims in segments."""
    segments = cut_segments(folder.map("buckets.bin", "<i4"), claims)
    return [GroupTask(folder, number, segment) for number, segment in enumerate(segments)]


def guess_events(task: GroupTask) -> None:
    """Write the events of a segment, from `warm` on, as if nothing were before it."""
    segment = task.segment
    task.folder.save(task.name, link_segment(_load_table(task.folder, segment.warm, segment.end)))


def settle_events(
    folder: Folder, tasks: Sequence[GroupTask], engine: Engine, tell: Callable[[int], None] = lambda _: None
) -> int:
    """Write the events of all claims, each by the number of the claim that it begins with; how many claims had to be
    linked again. `tell` is called with the number of segments that are settled.
    """
    events = np.arange(len(folder.map("buckets.bin", "<i4")), dtype=np.int64)
    again = 0
    for task in tasks:
        segment = task.segment
        before = events[segment.near : segment.start]
        guessed = np.asarray(folder.load(task.name))[segment.near - segment.warm :]
        settled = first_rows(before.astype(np.int32))
        if is_grouped_alike(settled, guessed[: len(settled)]):
            found = go_on(settled, guessed)
        else:
            (found, count) = next(engine.map(_link_again, [(task, settled, guessed)]))
            again += count
        own = found[len(settled) :]
        known = before[np.minimum(own, len(before) - 1)] if len(before) else own
        events[segment.start : segment.end] = np.where(own < len(before), known, own + segment.near)
        tell(task.number + 1)
    folder.save(_EVENTS, events)
    return again


def _link_again(task: tuple[GroupTask, Ints, Ints]) -> tuple[Ints, int]:
    """The events of a segment by the places of its claims from `near` on, with what is settled of the days before."""
    group, settled, guessed = task
    table = _load_table(group.folder, group.segment.near, group.segment.end)
    return link_again(table, settled, guessed)


def _load_table(folder: Folder, start: int, end: int) -> Table:
    packed = np.array(folder.map("items.bin", ITEM)[start:end])
    reports, places = np.unique(folder.map("homes.bin", "<i4")[start:end], return_inverse=True)
    words = folder.map("words.bin", WORDS)[reports]
    return make_ordered_table(packed, places.reshape(-1).astype(np.int32), words)


def load_events(folder: Folder) -> npt.NDArray[np.int64]:
    """The event of each claim, by the number of the claim that it begins with."""
    return folder.load(_EVENTS)


def is_settled(folder: Folder) -> bool:
    """Whether the events are written."""
    return folder.has(_EVENTS)
