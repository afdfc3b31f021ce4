"""Parquet with typed columns: all fields of a claim, and its record as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from sayso.export.formats.columns import COLUMNS
from sayso.export.stored import format_claim
from sayso.model import SetupError, StoredClaim

if TYPE_CHECKING:
    import pyarrow

GROUP_CLAIMS = 2000
"""Claims in one row group, which are held in memory together."""


def write_parquet(claims: Iterable[StoredClaim], out: BinaryIO) -> int:
    """Write one file, a row group at a time; gives the number of rows. SetupError without pyarrow."""
    schema = make_schema()
    from pyarrow import Table  # noqa: PLC0415 - an extra: needed only here
    from pyarrow.parquet import ParquetWriter  # noqa: PLC0415

    written = 0
    with ParquetWriter(out, schema, compression="zstd") as writer:
        for group in _groups(claims):
            columns = {column.name: [column.get(claim) for claim in group] for column in COLUMNS}
            columns["record"] = [format_claim(claim) for claim in group]
            writer.write_table(Table.from_pydict(_storable(columns), schema=schema))
            written += len(group)
    return written


def make_schema() -> pyarrow.Schema:
    """The columns and their types. SetupError without pyarrow."""
    try:
        import pyarrow  # noqa: PLC0415 - as above
    except ModuleNotFoundError:
        raise SetupError(
            "no-parquet", "Parquet needs a library that is not installed", remedy="pip install 'sayso[parquet]'"
        ) from None
    types = {
        "text": pyarrow.string(),
        "whole": pyarrow.int64(),
        "number": pyarrow.float64(),
        "yes": pyarrow.bool_(),
        "day": pyarrow.date32(),
        "moment": pyarrow.timestamp("us", tz="UTC"),
        "texts": pyarrow.list_(pyarrow.string()),
    }
    fields = [pyarrow.field(column.name, types[column.kind]) for column in COLUMNS]
    return pyarrow.schema([*fields, pyarrow.field("record", pyarrow.string(), nullable=False)])


def _groups(claims: Iterable[StoredClaim]) -> Iterator[list[StoredClaim]]:
    rest = iter(claims)
    while group := list(islice(rest, GROUP_CLAIMS)):
        yield group


def _storable(value: Any) -> Any:
    """Values without lone surrogates, which UTF-8 cannot hold."""
    if isinstance(value, dict):
        return {key: _storable(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_storable(part) for part in value]
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value
