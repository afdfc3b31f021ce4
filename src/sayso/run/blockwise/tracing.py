"""Step 4: whose words claims are where words of their report stand in another: copies followed to their origins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from sayso.reconcile.copies import Link, SignedReport, trace_copies
from sayso.reconcile.copies.packing import unpack_signed
from sayso.run.blockwise.folder import Folder, read_rows, write_rows
from sayso.run.blockwise.sorting import SortTask, copy, opening, table
from sayso.run.blockwise.uniting import find_roots
from sayso.run.reconciling.origins import voice_of

if TYPE_CHECKING:
    import pyarrow

LINKS_AT_ONCE = 20_000
_SPAN = np.dtype([("report", "<i8"), ("row", "<i8"), ("start", "<i8"), ("end", "<i8")])
_LINK = ("report", "number", "origin", "origin_number", "share")


@dataclass(frozen=True, slots=True)
class TraceTask:
    """Links, by their places in the sorted file, of reports that share words with each other and with no others."""

    folder: Folder
    number: int
    start: int
    end: int

    @property
    def name(self) -> str:
        """The file of its origins."""
        return f"origins/{self.number:08}.parquet"


def sort_links(task: SortTask) -> int:
    """Write the links in the order of the groups of reports that share words; how many there are."""
    folder = task.folder
    links = table(folder, "links/*.parquet")
    with opening(task) as ask:
        if not folder.has("groups.parquet"):
            found = ask(f"SELECT DISTINCT report, origin FROM {links}").fetchnumpy()
            _write_groups(folder, np.asarray(found["report"]), np.asarray(found["origin"]))
        if not folder.has("links.parquet"):
            query = f"""
                SELECT DISTINCT "group", {", ".join(_LINK)}
                FROM {links} JOIN {table(folder, "groups.parquet")} USING (report) ORDER BY ALL"""
            copy(ask, folder, "links.parquet", query)
        total = ask(f"SELECT count(*) FROM {table(folder, 'links.parquet')}").fetchone()
    return int(total[0])


def _write_groups(folder: Folder, reports: npt.NDArray[Any], origins: npt.NDArray[Any]) -> None:
    import pyarrow as pa  # noqa: PLC0415 - an extra: needed only here

    names, places = np.unique(np.concatenate([reports, origins]), return_inverse=True)
    one, other = np.split(places.reshape(-1), 2)
    roots = find_roots(len(names), one, other)
    schema = pa.schema([("report", pa.int64()), ("group", pa.int64())])
    with folder.writing("groups.parquet") as path:
        write_rows(path, schema, {"report": names, "group": names[roots]})  # type: ignore[dict-item]


def cut_traces(folder: Folder, links: int = LINKS_AT_ONCE) -> Iterator[TraceTask]:
    """The links in blocks, no group in two of them."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - as above

    with pq.ParquetFile(folder.at("links.parquet")) as file:
        groups = file.read(columns=["group"], use_threads=False)["group"].to_numpy()
    ends = np.append(np.flatnonzero(groups[1:] != groups[:-1]) + 1, len(groups)).tolist() if len(groups) else []
    begun, number = 0, 0
    for end in ends:
        if end - begun >= links or end == len(groups):
            yield TraceTask(folder, number, begun, end)
            begun, number = end, number + 1


def trace_origins(task: TraceTask) -> None:
    """Write the origins of the claims of these reports."""
    folder = task.folder
    block = read_rows(folder.at("links.parquet"), task.start, task.end, _LINK)
    links = list(zip(*(block[name].to_pylist() for name in _LINK), strict=True))
    wanted = sorted({row for link in links for row in (link[0], link[2])})
    signed = dict(_load_passages(folder, wanted))
    ids = {row: report.id for row, report in signed.items()}
    told = [Link(ids[report], number, ids[origin], place, share) for report, number, origin, place, share in links]
    copies = trace_copies(signed.values(), told)
    spans = folder.map("spans.bin", _SPAN)
    rows: dict[str, list[Any]] = {"row": [], "origin": [], "voice": []}
    for report in wanted:
        first, last = np.searchsorted(spans["report"], [report, report + 1])
        for _, row, start, end in spans[first:last].tolist():
            found = copies.origin(ids[report], start, end)
            for name, value in zip(rows, (row, found.key, voice_of(found)), strict=True):
                rows[name].append(value)
    with folder.writing(task.name) as path:
        write_rows(path, make_schema(), rows)


def make_schema() -> pyarrow.Schema:
    """The columns of origins, by the numbers of claims."""
    import pyarrow as pa  # noqa: PLC0415 - as above

    return pa.schema([("row", pa.int64()), ("origin", pa.string()), ("voice", pa.string())])


def _load_passages(folder: Folder, wanted: Sequence[int]) -> Iterator[tuple[int, SignedReport]]:
    """Reports without their signatures, those that stand together in one go."""
    names = ("id", "published", "publisher", "passages")
    cuts = np.flatnonzero(np.diff(wanted) > _FAR) + 1
    for rows in np.split(np.asarray(wanted), cuts):
        start, end = int(rows[0]), int(rows[-1]) + 1
        found = read_rows(folder.at("reports.parquet"), start, end, names).take(rows - start)
        for row, *values in zip(rows.tolist(), *(found[name].to_pylist() for name in names), strict=True):
            id, published, publisher, passages = values
            yield row, unpack_signed(id, published, publisher, passages, b"")


_FAR = 8192
"""Reports farther apart are read in several goes: so many stand in one group of rows."""
