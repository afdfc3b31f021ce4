"""The table: at most 100 columns, plain in a pipe, nothing in it that a terminal would obey."""

import io
import re
from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len

from sayso.cli.table import TableWriter
from sayso.model import Reading, Refusal
from tests.make import make_attribution, make_reading, make_report, make_source

TEXT = (
    "The pass is shut, Mayor Anna Krol said. Nobody has left the valley since the snow began to fall in the "
    "second week of the month, the army said in a statement. “We wait,” she added."
)


def _table(*readings: Reading) -> str:
    out = io.BytesIO()
    writer = TableWriter(out, path=Path("table.txt"))
    for reading in readings:
        writer.add(reading)
    writer.finish()
    return out.getvalue().decode("utf-8")


def _reading() -> Reading:
    krol = make_source(TEXT, "Mayor Anna Krol", name="Anna Krol", kind="person", country="POL")
    she = make_source(TEXT, "she", name="Anna Krol")
    army = make_source(TEXT, "the army", kind="armed_group", named=False)
    long = "Nobody has left the valley since the snow began to fall in the second week of the month"
    report = make_report(TEXT, title="Snow", publisher="Tarn Gazette", published=date(2025, 2, 1))
    return make_reading(
        report,
        make_attribution(TEXT, krol, "said", "The pass is shut"),
        make_attribution(TEXT, army, "said in a statement", long),
        make_attribution(TEXT, she, "added", "“We wait,”", quotation="direct", via=[army]),
    )


def test_one_row_a_statement_grouped_by_source() -> None:
    rows = [re.split(r"\s{2,}", line) for line in _table(_reading()).splitlines()]
    assert rows[0] == ["Snow"]
    assert rows[1] == ["Tarn Gazette, 2025-02-01, 3 statements"]
    assert rows[2] == ["Who", "How", "Says"]
    assert rows[4] == ["Anna Krol (person, POL)", "said, indirect", "The pass is shut"]
    assert rows[5][1:] == ["added, direct, via", "“We wait,”"]
    assert any(row[0] == "the army (armed group)" for row in rows)


def test_hundred_columns_and_no_more() -> None:
    text = "字" * 400 + " said X" + "y" * 400 + "."
    wide = make_reading(
        make_report(text), make_attribution(text, make_source(text, "X" + "y" * 400), "said", "字" * 400)
    )
    widths = {cell_len(line) for line in _table(_reading(), wide).splitlines()}
    assert max(widths) == 100


def test_plain_in_a_pipe() -> None:
    table = _table(_reading())
    assert "\x1b" not in table
    assert not [line for line in table.splitlines() if line != line.rstrip()]


def test_nothing_that_a_terminal_obeys() -> None:
    evil = "\x1b]0;gone\x07\x9b31m\u202e\ud800[bold]x[/bold]\x00"
    text = f"It fell, {evil} said."
    source = make_source(text, evil, name=evil)
    report = make_report(text, id=evil, title=evil, publisher=evil)
    table = _table(
        make_reading(report, make_attribution(text, source, f"{evil} said", f"It fell, {evil}", via=[source]))
    )
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", table)
    assert "[bold]x[/bold]" in table


def test_report_without_statements_or_date_says_so() -> None:
    table = _table(make_reading(make_report("Rain.", id="rain")))
    assert table == "rain\nno publication date, 0 statements\nNo statement is attributed to a source.\n"


def test_refused_report_has_no_rows() -> None:
    refusal = Refusal("empty-file", "it is empty", "a.txt")
    assert _table(make_reading(make_report(""), refusal=refusal)) == ""


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_other_encodings_lose_letters_but_not_the_table(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(raw, encoding=encoding))
    out = io.BytesIO()
    writer = TableWriter(out, path=None)
    writer.add(_reading())
    writer.finish()
    assert "?We wait,?" in out.getvalue().decode(encoding)
