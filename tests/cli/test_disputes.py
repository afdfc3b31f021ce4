"""`sayso disputes`: where accounts of one event contradict each other."""

from __future__ import annotations

import csv
import io
import json

import pytest

from sayso.cli import main
from sayso.cli.exits import ExitCode


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["disputes", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_each_is_told_with_who_stands_where(strikes: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = _run(capsys, "--ledger", strikes)
    assert (code, err) == (ExitCode.DONE, "")
    assert all(len(line) <= 100 for line in out.splitlines())
    for words in (
        "whether it happened  shelling, Orlivka (OSL), 1 Mar 2031",
        "how many  shelling, Orlivka (OSL), 1 Mar 2031",
        "counted 4 people killed; ",
        "the mayor: 2 Mar, Tarn Post",
        "The Oslan army: 3 Mar, Army Press",
    ):
        assert words in out


def test_json(strikes: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = _run(capsys, "--ledger", strikes, "--slot", "how-many", "--format", "json")
    (record,) = [json.loads(line) for line in out.splitlines()]
    assert (record["slot"], record["type"], record["place"]) == ("how_many", "shelling", "Orlivka")
    told = [(position["value"], position["accounts"][0]["publisher"]) for position in record["positions"]]
    assert told == [("counted 4 people killed", "Tarn Post"), ("counted 9 people killed", "Osel Wire")]


def test_csv_has_a_row_for_each_position(strikes: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = _run(capsys, "--ledger", strikes, "--slot", "how_many", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["position"], row["sources"], row["reports"]) for row in rows] == [
        ("1", "the mayor", "Orlivka-0-0-4"),
        ("2", "a rescue worker", "Orlivka-0-1-9"),
    ]


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ([], 2),
        (["--slot", "whether"], 1),
        (["--slot", "whether", "--slot", "how_many"], 2),
        (["--slot", "control"], 0),
        (["--place", "Tarnow"], 0),
        (["--limit", "1"], 1),
        (["--limit", "1", "--page", "2"], 1),
        (["--as-of", "2001-01-01"], 0),
    ],
)
def test_what_is_asked_for(strikes: str, capsys: pytest.CaptureFixture[str], arguments: list[str], found: int) -> None:
    code, out, _ = _run(capsys, "--ledger", strikes, "--format", "json", *arguments)
    assert (code, len(out.splitlines())) == (ExitCode.DONE, found)


def test_nothing_is_disputed(strikes: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(capsys, "--ledger", strikes, "--slot", "control") == (ExitCode.DONE, "", "sayso: no dispute passes\n")


def test_a_slot_that_is_none(strikes: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = _run(capsys, "--ledger", strikes, "--slot", "when?")
    assert code == ExitCode.USAGE
    assert "did you mean when" in err
