"""Step 1: of each shard what linking and finding copies need of it, and what incidents are made of."""

from __future__ import annotations

import io
import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sayso.model import SetupError, StoredClaim, StoredReport
from sayso.reconcile.copies import trace_copies
from sayso.reconcile.copies.packing import pack_signed
from sayso.reconcile.packing import pack_words
from sayso.reconcile.preparing import pack_claims, sign_reading
from sayso.reconcile.wording import weigh_report
from sayso.run.archive.storage import Storage, open_storage
from sayso.run.blockwise.folder import Folder, write_rows
from sayso.run.reconciling.origins import voice_of

if TYPE_CHECKING:
    import pyarrow

NUMBER_BITS = 32
"""A reading is known by the number of its shard, shifted by so much, and its number in the shard."""
NOWHEN = datetime(1970, 1, 1, tzinfo=UTC)
"""When an archive came to know its reports is not told, and nothing follows from it."""
OF_REPORT = ("id", "name", "title", "published", "published_from", "publisher", "url", "language", "digest")
_REPORT = (*OF_REPORT, "number", "key", "text", "claims", "record")
_Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ShardTask:
    """A shard of an archive by its number among all, and the paths of its parts of `reports` and of `claims`."""

    archive: str
    folder: Folder
    number: int
    digest: str
    parts: tuple[tuple[str, str | None], ...]

    @property
    def names(self) -> tuple[str, str]:
        """The files of its reports and of its claims; the latter is written last."""
        return f"prepared/{self.digest}.reports.parquet", f"prepared/{self.digest}.claims.parquet"


def prepare_shard(task: ShardTask) -> int:
    """Write the two files of a shard; how many claims there were. SetupError where a part cannot be read."""
    storage = open_storage(task.archive)
    reports: list[_Row] = []
    claims: list[_Row] = []
    for reports_path, claims_path in task.parts:
        for report, own in _read_part(storage, reports_path, claims_path):
            reading = (task.number << NUMBER_BITS) + report["number"]
            row, rows = _prepare(report, own)
            reports.append(row | {"reading": reading})
            claims += (one | {"reading": reading} for one in rows)
    schemas = make_schemas()
    for name, schema, rows in zip(task.names, schemas, (reports, claims), strict=True):
        columns = {column: [row[column] for row in rows] for column in schema.names}
        with task.folder.writing(name) as path:
            write_rows(path, schema, columns)
    return len(claims)


def make_schemas() -> tuple[pyarrow.Schema, pyarrow.Schema]:
    """The columns of the two files: what is kept of reports, and of claims."""
    import pyarrow as pa  # noqa: PLC0415 - an extra: needed only here

    texts = ("id", "key", "name", "title", "published_from", "publisher", "url", "language", "digest", "passages")
    reports = [("reading", pa.int64()), *((name, pa.string()) for name in texts), ("published", pa.date32())]
    claims = [
        *((name, pa.int64()) for name in ("reading", "number", "anchor", "bucket", "published", "start", "end")),
        *((name, pa.string()) for name in ("id", "origin", "voice", "sentence", "record")),
        ("data", pa.binary()),
    ]
    return pa.schema([*reports, ("signed", pa.binary()), ("words", pa.binary())]), pa.schema(claims)


def _read_part(storage: Storage, reports: str, claims: str | None) -> Iterator[tuple[_Row, list[_Row]]]:
    """The reports of a part, each with its claims: they stand in the order of the reports."""
    told = iter(_rows(_read(storage, claims, ("id", "sentence", "record")))) if claims else iter(())
    for report in _rows(_read(storage, reports, _REPORT)):
        yield report, list(itertools.islice(told, report["claims"]))


def _read(storage: Storage, path: str, columns: tuple[str, ...]) -> pyarrow.Table:
    import pyarrow.parquet as pq  # noqa: PLC0415 - as above

    try:
        return pq.ParquetFile(io.BytesIO(storage.read(path))).read(columns=list(columns), use_threads=False)
    except (OSError, ValueError) as error:
        remedy = "sayso run --resume makes it anew once the part is removed"
        raise SetupError("archive-damaged", f"a part cannot be read ({error})", where=path, remedy=remedy) from None


def _rows(table: pyarrow.Table) -> Iterator[_Row]:
    names = table.column_names
    for values in zip(*(table[name].to_pylist() for name in names), strict=True):
        yield dict(zip(names, values, strict=True))


def make_report(row: _Row) -> StoredReport:
    """The report of a row that has the columns `OF_REPORT`."""
    return StoredReport(
        id=row["id"],
        name=row["name"],
        version=1,
        title=row["title"],
        published=row["published"],
        published_from=row["published_from"],
        publisher=row["publisher"],
        url=row["url"],
        language=row["language"],
        digest=row["digest"],
        recorded=NOWHEN,
    )


def _prepare(row: _Row, claims: list[_Row]) -> tuple[_Row, list[_Row]]:
    report = make_report(row)
    signed = sign_reading(
        json.loads(row["record"]),
        id=report.id,
        text=row["text"],
        published=report.published,
        publisher=report.publisher,
    )
    passages, signatures = pack_signed(signed)
    kept = {name: row[name] for name in (*OF_REPORT, "key")}
    kept |= {"passages": passages, "signed": signatures, "words": pack_words(weigh_report(row["text"]))}
    own = trace_copies([signed], ())
    told = {one["id"]: one for one in claims}
    stored = {id: StoredClaim(id, report, json.loads(one["record"]), one["sentence"], {}) for id, one in told.items()}
    numbers = {id: number for number, id in enumerate(stored)}
    rows = []
    for packed in pack_claims(stored.values()):
        where = stored[packed.id].record["sentence"]
        found = own.origin(report.id, where["start"], where["end"])
        rows.append(
            {
                "number": numbers[packed.id],
                "anchor": numbers[packed.anchor] if packed.anchor is not None else -1,
                "bucket": packed.bucket,
                "published": report.published.toordinal() if report.published else -1,
                "start": where["start"],
                "end": where["end"],
                "id": packed.id,
                "origin": found.key,
                "voice": voice_of(found),
                "sentence": told[packed.id]["sentence"],
                "record": told[packed.id]["record"],
                "data": packed.data,
            }
        )
    return kept, rows
