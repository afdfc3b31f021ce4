"""Step 6: events joined into incidents, each consequence with its deed, and the incidents numbered by their days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sayso.reconcile.joining import join_events
from sayso.run.blockwise.folder import Folder
from sayso.run.blockwise.grouping import load_events
from sayso.run.blockwise.uniting import find_roots

CLAIMS_AT_ONCE = 100_000
"""The events of so many claims are joined at a time."""
_INCIDENTS, _COUNTS = "incidents.parquet", "counts.npy"
_ROWS_AT_ONCE = 1_000_000


@dataclass(frozen=True, slots=True)
class JoinTask:
    """The claims of all events."""

    folder: Folder
    claims: int = CLAIMS_AT_ONCE


def join_all(task: JoinTask) -> int:
    """Write the incident of each claim, and how many claims each has; how many incidents there are.

    Incidents are numbered by their first claims in the order of the claims' buckets.
    """
    folder = task.folder
    events = np.asarray(load_events(folder))
    none = np.zeros((0, 2), np.int64)
    one, other = np.concatenate([none, *_find_joins(folder, events, task.claims)]).T
    roots = find_roots(len(events), one, other)[events]
    first, numbers, counts = np.unique(roots, return_index=True, return_inverse=True, return_counts=True)[1:]
    order = np.argsort(first, kind="stable")
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(len(order))
    _write(folder, ranks[numbers.reshape(-1)])
    folder.save(_COUNTS, counts[order])
    return len(order)


def load_counts(folder: Folder) -> npt.NDArray[Any]:
    """How many claims each incident has."""
    return folder.load(_COUNTS)


def is_joined(folder: Folder) -> bool:
    """Whether the incidents of all claims are written."""
    return folder.has(_COUNTS)


def _find_joins(folder: Folder, events: npt.NDArray[np.int64], claims: int) -> Iterator[npt.NDArray[np.int64]]:
    """The events that join another, with that one, some at a time: what an event joins depends on its own claims and
    their deeds.
    """
    anchors, ranks = folder.map("anchors.bin", "<i8"), folder.map("ranks.bin", "<i8")
    order = np.argsort(events, kind="stable")
    ends = np.append(np.flatnonzero(np.diff(events[order])) + 1, len(order)).tolist() if len(order) else []
    begun = 0
    for end in ends:
        if end - begun < claims and end != len(order):
            continue
        rows = order[begun:end]
        rows = rows[anchors[rows] >= 0]
        deeds = anchors[rows]
        around = np.concatenate([rows, deeds])
        known = dict(zip(around.tolist(), events[around].tolist(), strict=True))
        told = dict(zip(rows.tolist(), deeds.tolist(), strict=True))
        places = dict(zip(deeds.tolist(), ranks[deeds].tolist(), strict=True))
        joins = join_events(known, told, places.__getitem__)
        yield np.array(list(joins.items()), np.int64).reshape(-1, 2)
        begun = end


def _write(folder: Folder, incidents: npt.NDArray[np.int64]) -> None:
    import pyarrow as pa  # noqa: PLC0415 - an extra: needed only here
    import pyarrow.parquet as pq  # noqa: PLC0415

    schema = pa.schema([("row", pa.int64()), ("incident", pa.int64())])
    with folder.writing(_INCIDENTS) as path, pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for at in range(0, len(incidents), _ROWS_AT_ONCE):
            part = incidents[at : at + _ROWS_AT_ONCE]
            rows = np.arange(at, at + len(part), dtype=np.int64)
            writer.write_table(pa.Table.from_arrays([pa.array(rows), pa.array(part)], schema=schema))
