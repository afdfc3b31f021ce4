"""Step 3: which words of reports stand in other reports of the days around them, a block of days at a time."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from sayso.reconcile.copies import WINDOW_DAYS, SignedReport, find_links
from sayso.reconcile.copies.packing import unpack_signed
from sayso.run.blockwise.folder import Folder, read_rows, write_rows
from sayso.run.blockwise.sorting import WITHOUT_DAY

if TYPE_CHECKING:
    import pyarrow

REPORTS_AT_ONCE = 4000
"""So many reports are compared in one block, besides those of the days before them; some 10 kB each."""
Rows = tuple[int, int]
_NOBODY: Rows = (0, 0)


@dataclass(frozen=True, slots=True)
class CopyTask:
    """Reports, by their numbers, that are compared with each other: of some days, with those of the days before them,
    and of those without a day some.

    With `is_dated` the links of the former to each other are kept; besides those of the others to them. Without any
    days it is those of reports without a day in the two places.
    """

    folder: Folder
    number: int
    near: int
    days: Rows
    undated: Rows
    more: Rows = _NOBODY
    is_dated: bool = True

    @property
    def name(self) -> str:
        """The file of its links."""
        return f"links/{self.number:08}.parquet"


def cut_copies(folder: Folder, reports: int = REPORTS_AT_ONCE) -> list[CopyTask]:
    """All comparisons, so that each two reports that are near to each other meet in one."""
    days = folder.map("days.bin", "<i4")
    dated = int(np.searchsorted(days, WITHOUT_DAY))
    blocks = list(_cut_days(days[:dated], reports))
    chunks = [(at, min(at + reports, len(days))) for at in range(dated, len(days), reports)]
    tasks = [
        CopyTask(folder, 0, int(np.searchsorted(days, days[block[0]] - WINDOW_DAYS)), block, chunk, is_dated=not number)
        for block in blocks
        for number, chunk in enumerate(chunks or [_NOBODY])
    ]
    tasks += [CopyTask(folder, 0, 0, _NOBODY, *pair) for pair in itertools.combinations_with_replacement(chunks, 2)]
    return [replace(task, number=at) for at, task in enumerate(tasks)]


def _cut_days(days: Any, reports: int) -> Iterator[Rows]:
    starts = np.flatnonzero(np.concatenate([np.ones(min(len(days), 1), bool), days[1:] != days[:-1]])).tolist()
    begun = 0
    for end in [*starts[1:], len(days)]:
        if end - begun >= reports or end == len(days):
            if end > begun:
                yield begun, end
            begun = end


def find_copies(task: CopyTask) -> None:
    """Write the links of a block."""
    found: dict[str, int] = {}
    signed: list[SignedReport] = []
    for start, end in dict.fromkeys([(task.near, task.days[1]), task.undated, task.more]):
        for row, report in load_signed(task.folder, start, end):
            found[report.id] = row
            signed.append(report)
    links = [link for link in find_links(signed) if _is_own(task, found[link.report], found[link.origin])]
    columns: dict[str, list[Any]] = {
        "report": [found[link.report] for link in links],
        "number": [link.number for link in links],
        "origin": [found[link.origin] for link in links],
        "origin_number": [link.origin_number for link in links],
        "share": [link.share for link in links],
    }
    with task.folder.writing(task.name) as path:
        write_rows(path, make_schema(), columns)


def _is_own(task: CopyTask, report: int, origin: int) -> bool:
    if task.days == _NOBODY:
        places = {_is_in(report, task.undated), _is_in(origin, task.undated)}
        return task.undated == task.more or len(places) == 2
    if _is_in(report, task.undated):
        return _is_in(origin, task.days)
    return task.is_dated and _is_in(report, task.days)


def _is_in(row: int, rows: Rows) -> bool:
    return rows[0] <= row < rows[1]


def load_signed(folder: Folder, start: int, end: int) -> Iterator[tuple[int, SignedReport]]:
    """The signed reports of these numbers."""
    if end <= start:
        return
    names = ("id", "published", "publisher", "passages", "signed")
    table = read_rows(folder.at("reports.parquet"), start, end, names)
    columns = (table[name].to_pylist() for name in names)
    for number, values in enumerate(zip(*columns, strict=True), start):
        yield number, unpack_signed(*values)


def make_schema() -> pyarrow.Schema:
    """The columns of links: reports by their numbers, and their passages."""
    import pyarrow as pa  # noqa: PLC0415 - an extra: needed only here

    names = ("report", "number", "origin", "origin_number")
    return pa.schema([*((name, pa.int64()) for name in names), ("share", pa.float64())])
