"""The table: at most 100 columns, plain in a pipe, nothing in it that a terminal would obey."""

import io
import re
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len

from sayso.cli.table import TableWriter
from sayso.model import Reading, Refusal
from tests.make import make_attribution, make_claim, make_participant, make_reading, make_report, make_source

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
    shut = make_attribution(TEXT, krol, "said", "The pass is shut")
    left = make_attribution(TEXT, army, "said in a statement", long)
    wait = make_attribution(TEXT, she, "added", "“We wait,”", quotation="direct", via=[army])
    valley = make_participant(TEXT, "the valley", name="valley")
    claims = [
        make_claim(TEXT, "shut", "restriction", attribution=shut, recipients=[make_participant(TEXT, "The pass")]),
        make_claim(TEXT, "is", "attack_on_civilians", attribution=shut, factuality="PS+"),
        make_claim(
            TEXT,
            "left",
            "displacement",
            attribution=left,
            factuality="CT-",
            agents=[make_participant(TEXT, "Nobody")],
            recipients=[valley],
        ),
        make_claim(TEXT, "wait", "other", attribution=wait, agents=[make_participant(TEXT, "We", name="Anna Krol")]),
        make_claim(TEXT, "began", "other"),
    ]
    return make_reading(report, shut, left, wait, claims=claims)


def test_one_row_a_claim_grouped_by_source() -> None:
    rows = [re.split(r"\s{2,}", line) for line in _table(_reading()).splitlines()]
    assert rows[0] == ["Snow"]
    assert rows[1] == ["Tarn Gazette, 2025-02-01, 5 claims by 2 sources and the report itself"]
    assert rows[2] == ["Who says", "How sure", "What", "Who → whom", "The words"]
    assert rows[4] == ["Anna Krol (person, POL)", "possible PS+", "attack on", "The pass *is* shut,"]
    assert [row[0] for row in rows if row[0].startswith(("Anna", "the "))] == [
        "Anna Krol (person, POL)",
        "the army (armed group)",
        "the report itself",
    ]


def _cells(table: str, *, of: str) -> str:
    """All words of the column whose name is `of`, its lines joined."""
    lines = table.splitlines()[2:]
    start = lines[0].index(of)
    end = start + len(of) + len(re.match(r"\s*", lines[0][start + len(of) :])[0])  # type: ignore[index]
    end = len(max(lines, key=len)) if lines[0].endswith(of) else end
    return " ".join(line[start:end].strip() for line in lines[2:] if line[start:end].strip(" ─"))


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("Who says", "Anna Krol (person, POL) “said” “added”, via the army the army (armed group) “said in a"),
        ("How sure", "possible PS+ certain CT+ certain CT+ denied CT- certain CT+"),
        ("What", "attack on civilians restriction other displacement other"),
        ("Who → whom", "→ The pass Anna Krol Nobody → valley"),
        ("The words", "The pass is *shut*, Mayor Anna Krol said."),
        ("The words", "Nobody has *left* the valley since the snow began to fall in the second week of the…"),
    ],
)
def test_columns(column: str, words: str) -> None:
    assert words in _cells(_table(_reading()), of=column)


def test_hundred_columns_and_no_more() -> None:
    text = "字" * 400 + " said X" + "y" * 400 + "."
    source, party = make_source(text, "X" + "y" * 400), make_participant(text, "y" * 390)
    said = make_attribution(text, source, "said", "字" * 400, via=[source])
    wide = make_claim(text, "字" * 40, attribution=said, agents=[party], recipients=[party, party])
    widths = {
        cell_len(line) for line in _table(_reading(), make_reading(make_report(text), claims=[wide])).splitlines()
    }
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
    said = make_attribution(text, source, f"{evil} said", f"It fell, {evil}", via=[source])
    party = make_participant(text, evil, name=evil, actor=evil)
    claim = make_claim(text, f"fell, {evil}", attribution=said, agents=[party], recipients=[party], instruments=[evil])
    table = _table(make_reading(report, said, claims=[replace(claim, type=evil), make_claim(text, evil)]))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", table)
    assert "[bold]x[/bold]" in table.replace("\n", "")


@pytest.mark.parametrize(
    ("statements", "words"),
    [
        (0, "no statement is attributed to a source."),
        (1, "1 statement is attributed to a source."),
        (2, "2 statements are attributed to sources."),
    ],
)
def test_report_without_claims_or_date_says_so(statements: int, words: str) -> None:
    said = [make_attribution("It is so, Oda said.", None, "said", "It is so", id=str(n)) for n in range(statements)]
    table = _table(make_reading(make_report("It is so, Oda said.", id="rain"), *said))
    assert table == f"rain\nno publication date, 0 claims\nNo claim of an event was found; {words}\n"


def test_refused_report_has_no_rows() -> None:
    refusal = Refusal("empty-file", "it is empty", "a.txt")
    assert _table(make_reading(make_report(""), refusal=refusal)) == ""


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")
def test_trigger_is_bold_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.TextIOWrapper):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdout", Terminal(io.BytesIO(), encoding="utf-8"))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("NO_COLOR", raising=False)
    out = io.BytesIO()
    writer = TableWriter(out, path=None)
    writer.add(_reading())
    assert "The pass is \x1b[1mshut\x1b[0m, Mayor" in out.getvalue().decode("utf-8")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_other_encodings_lose_letters_but_not_the_table(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(raw, encoding=encoding))
    out = io.BytesIO()
    writer = TableWriter(out, path=None)
    writer.add(_reading())
    writer.finish()
    assert re.search(r"\?We \*wait\*,\? she\W+added\.", out.getvalue().decode(encoding))
