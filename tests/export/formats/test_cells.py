"""Cells of tables: nothing that a spreadsheet runs, numbers stay numbers."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.export.formats.cells import make_cell, neutralise, write_table


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'=1"),
        ("\r=1", "'=1"),
        ("\n\n=1", "'=1"),
        ('"=1', "'\"=1"),
        ("“=1", "'“=1"),
        (" =1", "'=1"),
        ("＝1", "'＝1"),
        ("\x00=1", "'\ufffd=1"),
        ("a=1", "a=1"),
        ("-5", "-5"),
        ("+5.25", "+5.25"),
        ("- said the mayor", "'- said the mayor"),
        ("two\nlines\tand a tab", "two lines and a tab"),
        ("red \x1b[31m", "red \ufffd[31m"),
        (["=1", "b", None], "'=1; b; "),
        (["a", "=1"], "a; '=1"),
        (-5, "-5"),
        (-5.5, "-5.5"),
        (True, "true"),
        (None, ""),
        (date(2026, 3, 1), "2026-03-01"),
        (datetime(2026, 3, 1, tzinfo=UTC), "2026-03-01T00:00:00.000000Z"),
    ],
)
def test_cell(value: object, cell: str) -> None:
    assert make_cell(value) == cell


@given(st.text(max_size=30))
def test_no_text_begins_a_formula(text: str) -> None:
    shown = neutralise(text)
    assert shown == shown.strip()
    assert not shown[:1] or shown[0] not in "=@\t\r" or shown.startswith("'")
    if shown[:1] in ("+", "-"):
        float(shown)


@given(st.lists(st.lists(st.text(max_size=10), min_size=2, max_size=2), max_size=5))
def test_a_table_reads_back(rows: list[list[str]]) -> None:
    out = io.BytesIO()
    assert write_table(["a", "b"], rows, out) == len(rows)
    back = list(csv.reader(io.StringIO(out.getvalue().decode("utf-8"), newline="")))
    assert back == [["a", "b"], *([neutralise(cell) for cell in row] for row in rows)]
