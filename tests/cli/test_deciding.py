"""`sayso same`, `sayso different` and `sayso why`: what a person decides, and what two claims have in common."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from sayso.cli import main
from sayso.cli.exits import ExitCode
from sayso.ledger import Ledger
from sayso.run.deciding import list_decisions
from sayso.run.incidents import IncidentBook

ORLIVKA, MORE, TARNOW = "000000070000000d-309de3", "0000004a00000051-f6c6c5", "000000070000000d-899adf"


@pytest.fixture
def ledger(strikes: str, tmp_path: Path) -> str:
    """A copy that may be changed."""
    return str(shutil.copy(strikes, tmp_path / "ledger.db"))


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(list(arguments))
    out, err = capsys.readouterr()
    return code, out, err


def test_two_incidents_become_one_and_part_again(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = _run(capsys, "same", ORLIVKA, TARNOW, "--reason", "one night", "--who", "Ida", "--ledger", ledger)
    assert (code, err) == (ExitCode.DONE, "")
    assert out.startswith(f"decided: they are of one incident ({ORLIVKA}, {TARNOW})\nthey are one incident now:\n")
    assert "7 claims, 4 reports" in out
    assert "before:" in out
    _, out, _ = _run(capsys, "same", ORLIVKA, TARNOW, "--withdraw", "--ledger", ledger)
    assert out.startswith(f"taken back ({ORLIVKA}, {TARNOW})\nthey are two incidents now:\n")
    with Ledger(ledger) as opened:
        kept = list_decisions(opened)
        assert [incident.id for incident in IncidentBook(opened).incidents(limit=3)].count(TARNOW) == 1
    assert (kept[0].kind, kept[0].reason, kept[0].who) == ("same", "one night", "Ida")
    assert kept[0].withdrawn is not None


def test_claims_of_one_incident_are_parted(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = _run(capsys, "different", ORLIVKA, MORE, "--ledger", ledger)
    assert code == ExitCode.DONE
    assert "they are two incidents now:" in out
    _, out, _ = _run(capsys, "why", ORLIVKA, MORE, "--ledger", ledger)
    assert "decided on" in out
    assert "of different incidents" in out


def test_nothing_follows_where_it_was_so(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = _run(capsys, "different", ORLIVKA, TARNOW, "--ledger", ledger)
    assert "nothing changed; they are two incidents as before:" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["same", "zz", TARNOW], "no claim that stands goes by it (sayso claims shows ids)"),
        (["same", "0000", TARNOW], "several begin so"),
        (["same", TARNOW, TARNOW], "both are the same claim"),
        (["different", ORLIVKA, TARNOW, "--withdraw"], "nothing was decided about these two"),
    ],
)
def test_what_cannot_be_decided(
    ledger: str, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    code, out, err = _run(capsys, *arguments, "--ledger", ledger)
    assert (code, out) == (ExitCode.NOTHING_DONE, "")
    assert words in err


def test_why_tells_each_comparison_and_the_sum(strikes: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = _run(capsys, "why", ORLIVKA, TARNOW, "--ledger", strikes)
    assert (code, err) == (ExitCode.DONE, "")
    assert all(len(line) <= 100 for line in out.splitlines())
    for words in (
        "A  shelling, certain CT+, the mayor, Tarn Post, 2031-03-02",
        f"They are of two incidents: {ORLIVKA} and {TARNOW}.",
        "They stand on 2031-03-01 and 2031-03-13, too far apart to be compared.",
        "place",
        "sum",
    ):
        assert words in out


def test_why_as_a_record_adds_up(strikes: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = _run(capsys, "why", ORLIVKA, "000000260000002c-f6c6c5", "--ledger", strikes, "--format", "json")
    record = json.loads(out)
    counted = record["start"] + sum(one["weight"] for one in record["comparisons"])
    assert record["one_incident"] is True
    assert record["days"] == ["2031-03-01", "2031-03-01"]
    assert record["total"] == pytest.approx(counted, abs=0.1)
    assert all(one["says"] for one in record["comparisons"])
