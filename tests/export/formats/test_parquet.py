"""Parquet: typed columns that read back, and a clear word where its library is missing."""

from __future__ import annotations

import builtins
import io
import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from sayso.export.formats.columns import COLUMNS
from sayso.export.formats.parquet import make_schema
from sayso.export.stored import make_claim_record
from sayso.model import SetupError
from tests.export.formats.invented import make_claims, write

parquet = pytest.importorskip("pyarrow.parquet", reason="pip install 'sayso[parquet]'")


def test_it_reads_back() -> None:
    claims = make_claims()
    table = parquet.read_table(io.BytesIO(write("parquet", claims)))
    assert table.column_names == [*(column.name for column in COLUMNS), "record"]
    rows = table.to_pylist()
    for claim, row in zip(claims, rows, strict=True):
        assert {column.name: row[column.name] for column in COLUMNS} == {c.name: c.get(claim) for c in COLUMNS}
        assert json.loads(row["record"]) == make_claim_record(claim)


def test_columns_have_types() -> None:
    (row, *_) = parquet.read_table(io.BytesIO(write("parquet", make_claims()))).to_pylist()
    assert row["latitude"] == 60.5
    assert row["published"] == date(2026, 3, 7)
    assert row["recorded"] == datetime(2026, 3, 5, 12, tzinfo=UTC)
    assert row["agent_names"] == ["Amber Front"]
    assert row["source_named"] is True
    assert row["trigger_start"] == 26


def test_nothing_is_a_table_too() -> None:
    assert parquet.read_table(io.BytesIO(write("parquet", []))).num_rows == 0


def test_without_its_library_it_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *rest: Any, **more: Any) -> Any:
        if name.partition(".")[0] == "pyarrow":
            raise ModuleNotFoundError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(SetupError, match=r"pip install 'sayso\[parquet\]'"):
        make_schema()
