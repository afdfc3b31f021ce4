"""Archives of an invented war, and what a ledger makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import pyarrow.parquet as pq

from benchmarks.warlike import War
from sayso.export.incidents import format_incident
from sayso.ledger import Ledger, Prepared
from sayso.run.archive.job import Job, Piece, Shard
from sayso.run.archive.loading import load_parts
from sayso.run.archive.manifest import begin, read_archive
from sayso.run.archive.storage import Storage, open_storage
from sayso.run.blockwise.linking import Sizes
from sayso.run.incidents import IncidentBook
from sayso.run.reconciling import reconcile
from tests.run.archive.making import write_shard

SMALL = Sizes(copies=20, links=10, events=30, days=1, joins=40, incidents=50)
"""So little at a time that a small archive has several blocks of everything."""
Told = dict[str, tuple[str, list[str]]]
"""By the id of an incident: its record, and the claims that belong to it."""


def make_war(reports: int) -> list[Prepared]:
    """So many reports of an invented war, in the order of their days."""
    return [report for day in range(reports // 10) for report in islice(War(1).stretch(day, 1000), 10)]


def write_archive(address: str, readings: Sequence[Prepared], shards: int = 3, *, by: str = "month") -> Storage:
    """An archive of these readings in their order, in so many shards."""
    job, storage = Job(address, by=by), open_storage(address)  # type: ignore[arg-type]
    parts = [readings[at * len(readings) // shards : (at + 1) * len(readings) // shards] for at in range(shards)]
    named = [Shard((Piece(f"shard-{number}-of-{shards}"),)) for number in range(shards)]
    begin(storage, job, named, resume=False)
    for shard, part in zip(named, parts, strict=True):
        write_shard(storage, job, shard.digest, part)
    return storage


def load_ledger(storage: Storage, path: Path) -> Told:
    """What a ledger makes of an archive."""
    with Ledger(str(path), create=True) as ledger:
        load_parts(storage, read_archive(storage), ledger)
        reconcile(ledger, jobs=1)
        found = list(IncidentBook(ledger).incidents())
    return {incident.id: (format_incident(incident), sorted(incident.claims)) for incident in found}


def read_incidents(storage: Storage) -> Told:
    """What the tables beside the parts tell."""
    records: dict[str, str] = {}
    claims: dict[str, list[str]] = {}
    for path in storage.find("incidents"):
        for row in pq.ParquetFile(f"{storage.address}/{path}").read().to_pylist():
            assert row["id"] not in records
            records[row["id"]] = row["record"]
    for path in storage.find("memberships"):
        for row in pq.ParquetFile(f"{storage.address}/{path}").read().to_pylist():
            claims.setdefault(row["incident"], []).append(row["claim"])
    assert claims.keys() == records.keys()
    return {id: (record, sorted(claims[id])) for id, record in records.items()}


def read_files(storage: Storage) -> dict[str, bytes]:
    """All that was written beside the parts, byte for byte."""
    folder = Path(storage.address)
    found = [*(folder / "incidents").rglob("*.*"), *(folder / "memberships").rglob("*.*"), folder / "incidents.json"]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found if path.is_file()}
