"""`sayso changes`: what became different between two moments, and why."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime

import pytest

from sayso.cli import main
from sayso.cli.exits import ExitCode
from sayso.ledger import Ledger
from sayso.run.reconciling import reconcile
from tests.cli.strikes import make_strikes
from tests.ledger.reports import ready
from tests.run.reconciling.accounts import Account, read_account

ORLIVKA, TARNOW = "000000070000000d-309de3", "000000070000000d-899adf"


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["changes", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A ledger that learnt more after a moment: one more toll, and that two incidents are one. Its path, the moment."""
    path = make_strikes(str(tmp_path_factory.mktemp("later") / "ledger.db"))
    moment = datetime.now(UTC).isoformat()
    with Ledger(path) as ledger:
        ledger.add(ready(read_account(Account(dead=11, paper=3, later=4, way=2))))
        reconcile(ledger, jobs=1)
    assert main(["same", ORLIVKA, TARNOW, "--ledger", path, "--who", "Ida", "--reason", "one salvo"]) == ExitCode.DONE
    return path, moment


def test_what_changed_and_why(later: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    path, moment = later
    code, out, err = _run(capsys, "--since", moment, "--ledger", path)
    assert (code, err) == (ExitCode.DONE, "")
    assert all(len(line) <= 100 for line in out.splitlines())
    for words in (
        "changed shelling, Orlivka (OSL)",
        "became part of another shelling, Tarnow (OSL), 13 Mar 2031",
        "2 claims of report Orlivka-0-3-11 (Vardun Courier) came in",
        "Ida decided that",
        "one salvo",
    ):
        assert words in " ".join(out.split())
    assert "any more" not in out


def test_json_has_both_states(later: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    path, moment = later
    _, out, _ = _run(capsys, "--since", moment, "--ledger", path, "--format", "json")
    found = {record["id"]: record for record in map(json.loads, out.splitlines())}
    assert set(found) == {ORLIVKA, TARNOW}
    assert (found[TARNOW]["kind"], found[TARNOW]["into"], found[TARNOW]["after"]) == ("merged", ORLIVKA, None)
    assert len(found[ORLIVKA]["before"]["claims"]) == 5
    assert len(found[ORLIVKA]["after"]["claims"]) == 9
    assert "accounts" in {one["kind"] for one in found[ORLIVKA]["differences"]}


def test_csv_has_a_row_for_each_sentence(later: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    path, moment = later
    _, out, _ = _run(capsys, "--since", moment, "--ledger", path, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {row["id"] for row in rows} == {ORLIVKA, TARNOW}
    assert {"accounts", "why"} <= {row["difference"] for row in rows}
    assert all(row["says"] for row in rows)


def test_all_is_new_since_long_ago(strikes: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = _run(capsys, "--since", "2001-01-01", "--ledger", strikes, "--format", "json")
    assert [json.loads(line)["kind"] for line in out.splitlines()] == ["new"] * 3


def test_filters_and_days(strikes: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("--since", "2001-01-01", "--ledger", strikes, "--format", "json", "--happened-since", "2031-03-10")
    _, out, _ = _run(capsys, *arguments)
    assert len(out.splitlines()) == 2
    _, out, _ = _run(capsys, *arguments, "--type", "abduction")
    assert len(out.splitlines()) == 1


def test_a_day_is_its_beginning_since_and_its_end_until(strikes: str, capsys: pytest.CaptureFixture[str]) -> None:
    today = datetime.now(UTC).date().isoformat()
    _, out, _ = _run(capsys, "--since", today, "--until", today, "--ledger", strikes, "--format", "json")
    assert len(out.splitlines()) == 3


def test_nothing_changed(strikes: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(capsys, "--since", "2199-01-01", "--ledger", strikes) == (
        ExitCode.DONE,
        "",
        "sayso: nothing became different\n",
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "--since"),
        (["--since", "soon"], "'soon' is no moment"),
        (["--since", "2026-03-02", "--until", "2026-03-01"], "2026-03-01 is not later than 2026-03-02"),
    ],
)
def test_moments_that_make_no_sense(
    strikes: str, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    code, _, err = _run(capsys, *arguments, "--ledger", strikes)
    assert code == ExitCode.USAGE
    assert words in err
