"""Step 2: all claims and reports that stand, numbered in the order in which they are worked on; DuckDB sorts them.

Of reports that came twice the first stands; of several texts of one address the one that came last. Claims are numbered
by bucket, publication and id, reports by publication and id. What is sorted need not fit into memory.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sayso.model import SetupError
from sayso.run.blockwise.folder import Folder

_ROW_GROUP = 8192
_LAST = 1 << 40
"""Later than any day: where reports without one stand."""
WITHOUT_DAY = 1 << 30
"""The day of reports without one, which stand last."""
_SPILL = "spill"


@dataclass(frozen=True, slots=True)
class SortTask:
    """What is sorted, by how many threads and within how many megabytes."""

    folder: Folder
    threads: int
    memory_mb: int


def sort_all(task: SortTask) -> int:
    """Write the sorted files that are not there yet; how many claims stand."""
    folder = task.folder
    reports, claims = (table(folder, f"prepared/*.{kind}.parquet") for kind in ("reports", "claims"))
    with opening(task) as ask:
        for name, query in _queries(folder, reports, claims):
            if not folder.has(name):
                copy(ask, folder, name, query)
        for name, query in _records(folder, reports, claims):
            if not folder.has(name):
                copy(ask, folder, f"{name}.parquet", query)
                _flatten(folder, f"{name}.parquet", name)
    return len(folder.map("buckets.bin", "<i4"))


def quote(path: str) -> str:
    """A path as a text of SQL."""
    return "'" + path.replace("'", "''") + "'"


def table(folder: Folder, name: str) -> str:
    """A file of the folder, or all that fit a pattern, as a table of DuckDB."""
    return f"(FROM read_parquet({quote(folder.at(name))}))"


def _queries(folder: Folder, reports: str, claims: str) -> Iterator[tuple[str, str]]:
    yield (
        "standing.parquet",
        f"""
        WITH firsts AS (SELECT id, key, min(reading) AS reading FROM {reports} GROUP BY id, key),
            latest AS (SELECT max(reading) AS reading FROM firsts GROUP BY key)
        SELECT reading, id, row_number() OVER (ORDER BY published NULLS LAST, id) - 1 AS report
        FROM latest JOIN (SELECT reading, id, published FROM {reports}) USING (reading) ORDER BY report""",
    )
    standing = table(folder, "standing.parquet")
    yield (
        "reports.parquet",
        f"""
        SELECT report, id, published, publisher, passages, signed
        FROM {standing} JOIN (SELECT * EXCLUDE (id) FROM {reports}) USING (reading) ORDER BY report""",
    )
    yield (
        "kept.parquet",
        f"""
        SELECT row_number() OVER (ORDER BY bucket, published, id, reading, number) - 1 AS "row",
            row_number() OVER (
                ORDER BY CASE WHEN published < 0 THEN {_LAST} ELSE published END, id, reading, number
            ) - 1 AS "rank",
            report, reading, number, anchor, bucket, "start", "end"
        FROM (SELECT * EXCLUDE (data, sentence, record, origin, voice) FROM {claims})
            JOIN (SELECT reading, report FROM {standing}) USING (reading)
        ORDER BY "row\"""",
    )


def _records(folder: Folder, reports: str, claims: str) -> Iterator[tuple[str, str]]:
    """Files of records of a fixed size, each made of the columns of a query."""
    standing, kept = table(folder, "standing.parquet"), table(folder, "kept.parquet")
    yield (
        "words.bin",
        f"SELECT words FROM {standing} JOIN (SELECT reading, words FROM {reports}) USING (reading) ORDER BY report",
    )
    yield (
        "days.bin",
        f"""
        SELECT coalesce(datediff('day', DATE '0001-01-01', published) + 1, {WITHOUT_DAY})::INTEGER AS day
        FROM {standing} JOIN (SELECT reading, published FROM {reports}) USING (reading) ORDER BY report""",
    )
    yield (
        "items.bin",
        f"""
        SELECT data FROM {kept} JOIN (SELECT reading, number, data FROM {claims}) USING (reading, number)
        ORDER BY "row\"""",
    )
    yield "homes.bin", f"""SELECT report::INTEGER AS report FROM {kept} ORDER BY "row\""""
    yield "ranks.bin", f"""SELECT "rank"::BIGINT AS "rank" FROM {kept} ORDER BY "row\""""
    yield (
        "anchors.bin",
        f"""
        SELECT coalesce(deed."row", -1)::BIGINT AS deed
        FROM {kept} AS claim LEFT JOIN {kept} AS deed
            ON deed.reading = claim.reading AND deed.number = claim.anchor AND claim.anchor >= 0
        ORDER BY claim."row\"""",
    )
    yield (
        "spans.bin",
        f"""
        SELECT report::BIGINT, "row"::BIGINT, "start"::BIGINT, "end"::BIGINT FROM {kept} ORDER BY report, "row\"""",
    )
    yield "buckets.bin", f"""SELECT bucket::INTEGER AS bucket FROM {kept} ORDER BY "row\""""


@contextmanager
def opening(task: SortTask) -> Iterator[Any]:
    """A DuckDB in memory that writes what it cannot hold into a folder; gives what asks it."""
    import duckdb  # noqa: PLC0415 - an extra: needed only here

    spill = task.folder.at(_SPILL)
    shutil.rmtree(spill, ignore_errors=True)
    os.makedirs(spill)
    settings: Any = {"memory_limit": f"{task.memory_mb}MB", "threads": task.threads, "temp_directory": spill}
    connection = duckdb.connect(config=settings)
    try:
        yield connection.execute
    except duckdb.Error as error:
        remedy = "see whether disk and memory have room (--memory, --work); --resume goes on"
        raise SetupError("sorting-failed", f"DuckDB cannot go on ({error})", where=spill, remedy=remedy) from None
    finally:
        connection.close()
        shutil.rmtree(spill, ignore_errors=True)


def copy(ask: Any, folder: Folder, name: str, query: str) -> None:
    """Write what a query gives, in its order, as a Parquet file."""
    with folder.writing(name) as path:
        ask(f"COPY ({query}) TO {quote(path)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP})")


def _flatten(folder: Folder, name: str, whole: str) -> None:
    """The values of a Parquet file, row by row, one after the other without anything between."""
    import numpy as np  # noqa: PLC0415 - with pyarrow
    import pyarrow as pa  # noqa: PLC0415 - an extra: needed only here
    import pyarrow.parquet as pq  # noqa: PLC0415

    with folder.writing(whole) as path, open(path, "wb") as out, pq.ParquetFile(folder.at(name)) as file:
        for batch in file.iter_batches(batch_size=_ROW_GROUP, use_threads=False):
            if pa.types.is_binary(batch.schema.field(0).type):
                out.write(b"".join(batch.column(0).to_pylist()))
            else:
                columns = [column.to_numpy() for column in batch.columns]
                out.write(np.column_stack(columns).tobytes())
    folder.remove(name)
