"""The parts of a shard: gathered, written, and vouched for by an entry that comes last."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sayso.ledger.rows import Prepared
from sayso.model import Refusal
from sayso.run.archive.counting import Counts, read_counts
from sayso.run.archive.job import Job
from sayso.run.archive.storage import Storage
from sayso.run.archive.tables import (
    TABLES,
    Row,
    make_claim_row,
    make_metrics_row,
    make_refusal_row,
    make_report_row,
    pack,
)
from sayso.run.archive.taking import Taken

ENTRIES = "shards"
"""The folder of the entries: one a shard, with what came of it and the parts that it is made of."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What came of a shard, and its parts: path, bytes and rows of each."""

    shard: str
    counts: Counts
    parts: tuple[tuple[str, int, int], ...]

    @property
    def path(self) -> str:
        """Where it is kept."""
        return entry_path(self.shard)


def entry_path(shard: str) -> str:
    """Where the entry of a shard is kept."""
    return f"{ENTRIES}/{shard}.json"


@dataclass(slots=True)
class Gathering:
    """The rows of a shard as they come, by table and date."""

    job: Job
    shard: str
    counts: Counts = field(default_factory=Counts)
    _rows: dict[tuple[str, str], list[Row]] = field(default_factory=dict)
    _by_date: dict[str, Counts] = field(default_factory=dict)

    def add(self, taken: Taken, result: Prepared | Refusal | None) -> None:
        """Take in what came of one input."""
        date = self.job.date_of(taken.published)
        self.counts.count(taken, result)
        self._by_date.setdefault(date, Counts()).count(taken, result)
        if isinstance(result, Prepared):
            self._put("reports", date, make_report_row(result, self.counts.documents, taken.words))
            for rows in result.claims:
                self._put("claims", date, make_claim_row(rows, result.id))
        elif refusal := result or taken.refusal:
            self._put("refusals", date, make_refusal_row(refusal, taken.source, taken.published))

    def write(self, storage: Storage) -> Entry:
        """Write the parts, and when all are there the entry."""
        for date, counts in self._by_date.items():
            self._put("metrics", date, make_metrics_row(self.shard, counts))
        entry = Entry(self.shard, self.counts, tuple(self._write_parts(storage)))
        storage.write(entry.path, _format_entry(entry))
        return entry

    def _put(self, table: str, date: str, row: Row) -> None:
        self._rows.setdefault((table, date), []).append(row)

    def _write_parts(self, storage: Storage) -> Iterator[tuple[str, int, int]]:
        for (table, date), rows in sorted(self._rows.items(), key=lambda one: (TABLES.index(one[0][0]), one[0][1])):
            data = pack(table, rows)
            path = f"{table}/date={date}/{self.shard}.parquet"
            storage.write(path, data)
            yield path, len(data), len(rows)


def _format_entry(entry: Entry) -> bytes:
    parts = [{"path": path, "bytes": size, "rows": rows} for path, size, rows in entry.parts]
    return json.dumps({"shard": entry.shard, "counts": entry.counts.to_record(), "parts": parts}).encode() + b"\n"


def read_entry(storage: Storage, shard: str) -> Entry | None:
    """The entry of a shard; None where it is not there, or not whole."""
    try:
        record: dict[str, Any] = json.loads(storage.read(entry_path(shard)))
        parts = tuple((part["path"], part["bytes"], part["rows"]) for part in record["parts"])
        return Entry(record["shard"], read_counts(record["counts"]), parts)
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def is_whole(storage: Storage, entry: Entry) -> bool:
    """Whether all parts that the entry names are there, as large as they were written."""
    return all(storage.size(path) == size for path, size, _ in entry.parts)


def remove_parts(storage: Storage, shard: str) -> None:
    """Remove a shard's entry and its parts."""
    entry = read_entry(storage, shard)
    storage.remove(entry_path(shard))
    for path, _, _ in entry.parts if entry else ():
        storage.remove(path)
