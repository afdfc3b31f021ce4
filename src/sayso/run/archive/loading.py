"""The parts of an archive into a ledger: in bulk, each report once, as `sayso add` would have written it."""

from __future__ import annotations

import gc
import io
import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sayso.ledger import Ledger, Prepared
from sayso.ledger.loading import Loader
from sayso.ledger.rows import ClaimRows, Mention
from sayso.model import Refusal, SetupError
from sayso.run.archive.parts import Entry
from sayso.run.archive.storage import Storage

if TYPE_CHECKING:
    import pyarrow

BATCH_CLAIMS, BATCH_REPORTS = 20_000, 5_000
"""So much is written in one transaction: a crash costs no more, and each page of an index is written once in it."""
_OF_REPORT = (
    "id", "key", "digest", "name", "title", "published", "published_from", "publisher", "url", "language", "text",
)  # fmt: skip
_VERSIONS = ("sayso", "model", "codebook", "gazetteer")
_PLACE = ("number", "name", "latitude", "longitude", "country", "admin1", "precision")
_NUMBER = ("number", "role", "unit", "low", "high")
_OF_CLAIM = ("id", "type", "factuality", "published", "first", "last", "confidence")


@dataclass(slots=True)
class Loaded:
    """What came of the parts so far: shards, reports that are new or were there already, claims written."""

    shards: int = 0
    new: int = 0
    revised: int = 0
    there: int = 0
    claims: int = 0
    refusals: int = 0


@dataclass(slots=True)
class _Batch:
    readings: list[Prepared] = field(default_factory=list)
    claims: int = 0

    @property
    def is_full(self) -> bool:
        return self.claims >= BATCH_CLAIMS or len(self.readings) >= BATCH_REPORTS


def load_parts(
    storage: Storage, entries: list[Entry], ledger: Ledger, *, listen: Callable[[Loaded], None] = lambda _: None
) -> Loaded:
    """Write all that the entries name into the ledger, shard after shard, in the order of the inputs.

    What the ledger has already is passed over, so the same call goes on where another one ended. `listen` is called
    after each transaction.
    """
    with _no_collecting():
        return _load(storage, entries, Loader(ledger), listen)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Python does not look for circles meanwhile: there are none in millions of rows, and looking takes a quarter."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _load(storage: Storage, entries: list[Entry], loader: Loader, listen: Callable[[Loaded], None]) -> Loaded:
    loaded, batch = Loaded(), _Batch()

    def flush() -> None:
        if batch.readings:
            written = loader.add(batch.readings)
            loaded.new += written.outcomes.count("new")
            loaded.revised += written.outcomes.count("revised")
            loaded.there += written.outcomes.count("there")
            loaded.claims += written.claims
            batch.readings.clear()
            batch.claims = 0
        listen(loaded)

    for entry in entries:
        told = _read_keys(storage, entry)
        if loader.knows(told):
            loaded.there += len(told)
        else:
            for prepared in read_readings(storage, entry):
                batch.readings.append(prepared)
                batch.claims += len(prepared.claims)
                if batch.is_full:
                    flush()
        refusals = list(_read_refusals(storage, entry))
        if refusals:
            loader.ledger.refuse(refusals)
        loaded.refusals += len(refusals)
        loaded.shards += 1
        listen(loaded)
    flush()
    return loaded


def read_readings(storage: Storage, entry: Entry) -> Iterator[Prepared]:
    """The readings of a shard, in the order of its inputs."""
    found: list[tuple[int, Prepared]] = []
    for path in _parts_of(entry, "reports"):
        claims_path = path.replace("reports/", "claims/", 1)
        has_claims = any(claims_path == part for part, _, _ in entry.parts)
        claims = _read_claims(_read(storage, claims_path)) if has_claims else iter(())
        table = _read(storage, path)
        columns = {name: table[name].to_pylist() for name in table.column_names}
        for at, number in enumerate(columns["number"]):
            report = {name: columns[name][at] for name in _OF_REPORT}
            versions = {name: columns[name][at] for name in _VERSIONS}
            # The claims of a date stand in the order of its reports.
            rows = tuple(itertools.islice(claims, columns["claims"][at]))
            record = columns["record"][at]
            prepared = Prepared(report["id"], report["key"], report["digest"], report, versions, record, rows)
            found.append((number, prepared))
    found.sort(key=lambda one: one[0])
    yield from (prepared for _, prepared in found)


def _parts_of(entry: Entry, table: str) -> list[str]:
    return [path for path, _, _ in entry.parts if path.startswith(f"{table}/")]


def _read(storage: Storage, path: str, columns: list[str] | None = None) -> pyarrow.Table:
    import pyarrow.parquet as pq  # noqa: PLC0415 - an extra: needed only here

    try:
        # One file, not a part of a data set: its folder's name is no column of it.
        table = pq.ParquetFile(io.BytesIO(storage.read(path))).read(columns=columns, use_threads=False)
    except (OSError, ValueError) as error:
        remedy = "sayso run --resume makes it anew once the part is removed"
        raise SetupError("archive-damaged", f"a part cannot be read ({error})", where=path, remedy=remedy) from None
    return table


def _read_keys(storage: Storage, entry: Entry) -> list[tuple[str, str]]:
    told: list[tuple[str, str]] = []
    for path in _parts_of(entry, "reports"):
        table = _read(storage, path, ["key", "digest"])
        told += zip(table["key"].to_pylist(), table["digest"].to_pylist(), strict=True)
    return told


def _read_refusals(storage: Storage, entry: Entry) -> Iterator[Refusal]:
    for path in _parts_of(entry, "refusals"):
        for row in _read(storage, path).to_pylist():
            yield Refusal(row["slug"], row["reason"], row["source"], row["remedy"])


def _read_claims(table: pyarrow.Table) -> Iterator[ClaimRows]:
    """The claims of a part, in their order."""
    columns = zip(*(table[name].to_pylist() for name in _OF_CLAIM), strict=True)
    mentions = _read_nested(table, "mentions", ("role", "number", "name", "kind", "country", "actor"))
    places, numbers = _read_nested(table, "places", _PLACE), _read_nested(table, "numbers", _NUMBER)
    words = (table[name].to_pylist() for name in ("sentence", "record"))
    rest = zip(*words, mentions, places, numbers, strict=True)
    for values, (sentence, record, who, where, how_many) in zip(columns, rest, strict=True):
        yield ClaimRows(
            dict(zip(_OF_CLAIM, values, strict=True)),
            sentence,
            record,
            tuple(Mention(*one) for one in who),
            tuple(dict(zip(_PLACE, one, strict=True)) for one in where),
            tuple(dict(zip(_NUMBER, one, strict=True)) for one in how_many),
        )


def _read_nested(table: pyarrow.Table, name: str, fields: tuple[str, ...]) -> Iterator[list[tuple[Any, ...]]]:
    """For each row its list of parts, each as a tuple of these fields; a column at a time, which is far quicker."""
    column = table[name].combine_chunks()
    if column.__class__.__name__ == "ChunkedArray":
        column = column.chunk(0)
    ends = column.offsets.to_pylist()
    parts = list(zip(*(column.values.field(one).to_pylist() for one in fields), strict=True))
    for start, end in itertools.pairwise(ends):
        yield parts[start:end]
