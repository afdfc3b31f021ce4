"""`sayso sources`: what is on record of whoever says it."""

from __future__ import annotations

import csv
import io
import json

import pytest

from sayso.cli import main
from sayso.cli.exits import ExitCode


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["sources", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_table_for_people(strikes: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = _run(capsys, "--ledger", strikes)
    assert (code, err) == (ExitCode.DONE, "")
    assert all(len(line) <= 100 for line in out.splitlines())
    for words in ("The Oslan army", "1 (whether 1)", "Confirmed", "14 Mar 2031"):
        assert words in out


def test_csv(strikes: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = _run(capsys, "--ledger", strikes, "--format", "csv", "--sort", "name")
    rows = {row["name"]: row for row in csv.DictReader(io.StringIO(out))}
    assert list(rows) == ["a rescue worker", "residents", "the governor", "the mayor", "The Oslan army"]
    mayor, governor = rows["the mayor"], rows["the governor"]
    assert (mayor["confirmed"], mayor["contradicted"], mayor["disputed_how_many"], mayor["alone"]) == (
        "1",
        "1",
        "1",
        "0",
    )
    assert (governor["claims"], governor["contradicted"], governor["alone"]) == ("2", "0", "1")


def test_a_name_shows_what_it_said_and_where_it_is_contradicted(
    strikes: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = _run(capsys, "OSLAN", "--ledger", strikes)
    for words in (
        "in which others contradict it: whether it happened 1",
        "Contradicted in",
        "whether it happened, shelling, Orlivka (OSL), 1 Mar 2031",
        "Said last",
        "shelling (denied)  3 Mar, Army Press",
        "“The Oslan army denied",
    ):
        assert words in out
    assert "the mayor: " not in out


def test_json_with_a_name_has_claims_and_disputes(strikes: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = _run(capsys, "the mayor", "--ledger", strikes, "--format", "json")
    (record,) = [json.loads(line) for line in out.splitlines()]
    assert record["disputes"] == {"whether": 1, "how_many": 1}
    assert [claim["type"] for claim in record["latest"]] == ["killing", "shelling"]
    assert {dispute["slot"] for dispute in record["stands_in"]} == {"whether", "how_many"}


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["--place", "Tarnow"], ["the governor"]),
        (["--sort", "alone", "--limit", "2"], ["residents", "the governor"]),
        (["--sort", "contradicted", "--limit", "1", "--page", "2"], ["a rescue worker"]),
        (["--as-of", "2001-01-01"], []),
    ],
)
def test_what_is_asked_for(
    strikes: str, capsys: pytest.CaptureFixture[str], arguments: list[str], names: list[str]
) -> None:
    code, out, _ = _run(capsys, "--ledger", strikes, "--format", "json", *arguments)
    assert code == ExitCode.DONE
    assert [json.loads(line)["name"] for line in out.splitlines()] == names


def test_nobody_is_called_so(strikes: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = _run(capsys, "zzz", "--ledger", strikes)
    assert (code, out) == (ExitCode.SOME_REFUSED, "")
    assert err == "sayso: no source is called 'zzz'\n"
