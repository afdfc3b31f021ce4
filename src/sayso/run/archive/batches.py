"""Readings out of an archive's parts, in tables of Arrow: in the order of the inputs, joined, cut, told by column."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sayso.ledger import Prepared
from sayso.ledger.loading import OF, Column, Columns
from sayso.ledger.rows import ClaimRows, Mention
from sayso.model import SetupError
from sayso.run.archive.parts import Entry
from sayso.run.archive.storage import Storage
from sayso.run.archive.tables import make_schema

if TYPE_CHECKING:
    import pyarrow

_VERSIONS = ("sayso", "model", "codebook", "gazetteer")
_OF_REPORT = (
    "id", "key", "digest", "name", "title", "published", "published_from", "publisher", "url", "language", "text",
)  # fmt: skip
_OF_CLAIM = ("id", "type", "factuality", "published", "first", "last", "confidence")
_MENTION = ("role", "number", "name", "kind", "country", "actor")
_PLACE = ("number", "name", "latitude", "longitude", "country", "admin1", "precision")
_NUMBER = ("number", "role", "unit", "low", "high")


@dataclass(frozen=True, slots=True)
class Batch:
    """Readings in their order: a table of the reports, and one of their claims, report after report.

    `ends` are the numbers of claims up to and with each report.
    """

    reports: pyarrow.Table
    claims: pyarrow.Table
    ends: tuple[int, ...]

    @property
    def keys(self) -> list[str]:
        """The keys of the reports."""
        return _values(self.reports, "key")

    def cut(self, start: int, end: int) -> Batch:
        """The readings from `start` to before `end`; nothing is copied."""
        first = self.ends[start - 1] if start else 0
        ends = tuple(number - first for number in self.ends[start:end])
        claims = self.claims.slice(first, ends[-1] if ends else 0)
        return Batch(self.reports.slice(start, end - start), claims, ends)

    def columns(self) -> Columns:
        """The readings as the ledger takes them in bulk."""
        return Columns(
            reports={name: _values(self.reports, name) for name in (*_OF_REPORT, *_VERSIONS, "record")},
            claims={
                OF: [at for at, count in enumerate(self._counts()) for _ in range(count)],
                **{name: _values(self.claims, name) for name in (*_OF_CLAIM, "sentence", "record")},
            },
            mentions=_flat(self.claims, "mentions", _MENTION),
            places=_flat(self.claims, "places", _PLACE),
            numbers=_flat(self.claims, "numbers", _NUMBER),
        )

    def readings(self) -> Iterator[Prepared]:
        """The readings one by one."""
        claims = _read_claims(self.claims)
        columns = {name: self.reports[name].to_pylist() for name in (*_OF_REPORT, *_VERSIONS, "record")}
        for at, count in enumerate(self._counts()):
            report = {name: columns[name][at] for name in _OF_REPORT}
            versions = {name: columns[name][at] for name in _VERSIONS}
            rows = tuple(itertools.islice(claims, count))
            record = columns["record"][at]
            yield Prepared(report["id"], report["key"], report["digest"], report, versions, record, rows)

    def _counts(self) -> Iterator[int]:
        return (end - start for start, end in itertools.pairwise((0, *self.ends)))


def read_batch(storage: Storage, entry: Entry) -> Batch:
    """The readings of a shard, in the order of its inputs. SetupError where a part is damaged."""
    paths = {path for path, _, _ in entry.parts}
    reports, claims = [], []
    for path in parts_of(entry, "reports"):
        reports.append(read_part(storage, path))
        of_them = path.replace("reports/", "claims/", 1)
        if of_them in paths:
            claims.append(read_part(storage, of_them))
    batch = _make(reports, claims)
    # The claims of a date stand in the order of its reports.
    return batch if len(reports) < 2 else _put_in_order(batch)


def join(batches: Sequence[Batch]) -> Batch:
    """The readings of all of them, one batch after the other."""
    return _make([batch.reports for batch in batches], [batch.claims for batch in batches])


def _make(reports: Sequence[pyarrow.Table], claims: Sequence[pyarrow.Table]) -> Batch:
    told = _join("reports", reports)
    return Batch(told, _join("claims", claims), tuple(itertools.accumulate(_values(told, "claims"))))


def _join(name: str, tables: Sequence[pyarrow.Table]) -> pyarrow.Table:
    import pyarrow as pa  # noqa: PLC0415 - an extra: needed only here

    filled = [table for table in tables if table.num_rows]
    return pa.concat_tables(filled) if filled else make_schema(name).empty_table()


def _put_in_order(batch: Batch) -> Batch:
    """Reports of several dates in the order of the inputs, their claims with them."""
    numbers = _values(batch.reports, "number")
    order = sorted(range(len(numbers)), key=numbers.__getitem__)
    starts = (0, *batch.ends)
    claims = [claim for at in order for claim in range(starts[at], batch.ends[at])]
    return _make([batch.reports.take(order)], [batch.claims.take(claims)])


def parts_of(entry: Entry, table: str) -> list[str]:
    """The paths of a shard's parts of this table."""
    return [path for path, _, _ in entry.parts if path.startswith(f"{table}/")]


def read_part(storage: Storage, path: str, columns: list[str] | None = None) -> pyarrow.Table:
    """A part, or some columns of it. SetupError where it is damaged or gone."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - as above

    try:
        # One file, not a part of a data set: its folder's name is no column of it.
        table = pq.ParquetFile(io.BytesIO(storage.read(path))).read(columns=columns, use_threads=False)
    except (OSError, ValueError) as error:
        remedy = "sayso run --resume makes it anew once the part is removed"
        raise SetupError("archive-damaged", f"a part cannot be read ({error})", where=path, remedy=remedy) from None
    return table


def _values(table: pyarrow.Table, name: str) -> list[Any]:
    """A column as plain values, days as texts."""
    import pyarrow as pa  # noqa: PLC0415 - as above

    column = table[name]
    values: list[Any] = (column.cast(pa.string()) if pa.types.is_date(column.type) else column).to_pylist()
    return values


def _flat(table: pyarrow.Table, name: str, fields: Sequence[str]) -> dict[str, Column]:
    """The parts of all rows' lists, a column for each field, and the number of each part's row."""
    import pyarrow.compute as pc  # noqa: PLC0415 - as above

    lists = table[name].combine_chunks()
    parts = lists.flatten()
    return {OF: pc.list_parent_indices(lists).to_pylist(), **{one: parts.field(one).to_pylist() for one in fields}}


def _read_claims(table: pyarrow.Table) -> Iterator[ClaimRows]:
    columns = zip(*(table[name].to_pylist() for name in _OF_CLAIM), strict=True)
    mentions, places = _read_nested(table, "mentions", _MENTION), _read_nested(table, "places", _PLACE)
    words = (table[name].to_pylist() for name in ("sentence", "record"))
    rest = zip(*words, mentions, places, _read_nested(table, "numbers", _NUMBER), strict=True)
    for values, (sentence, record, who, where, how_many) in zip(columns, rest, strict=True):
        yield ClaimRows(
            dict(zip(_OF_CLAIM, values, strict=True)),
            sentence,
            record,
            tuple(Mention(*one) for one in who),
            tuple(dict(zip(_PLACE, one, strict=True)) for one in where),
            tuple(dict(zip(_NUMBER, one, strict=True)) for one in how_many),
        )


def _read_nested(table: pyarrow.Table, name: str, fields: Sequence[str]) -> Iterator[list[tuple[Any, ...]]]:
    """For each row its list of parts, each as a tuple of these fields."""
    import pyarrow.compute as pc  # noqa: PLC0415 - as above

    flat = _flat(table, name, fields)
    parts = zip(*(flat[one] for one in fields), strict=True)
    for count in pc.list_value_length(table[name]).to_pylist():
        yield list(itertools.islice(parts, count))
