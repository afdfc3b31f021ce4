"""`sayso report`: a briefing of an incident or of a day, as a page or as a PDF."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest

from sayso.cli import main
from sayso.cli.exits import ExitCode
from sayso.ledger import Ledger
from sayso.model import Incident
from sayso.run.incidents import IncidentBook


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["report", *arguments])
    out, err = capsys.readouterr()
    assert out == ""
    return code, err


@pytest.fixture(scope="module")
def incidents(strikes: str) -> dict[str, Incident]:
    """The largest incident of each type."""
    with Ledger(strikes) as ledger:
        found = list(IncidentBook(ledger).incidents(order="claims", ascending=True))
    return {incident.type: incident for incident in found}


def test_an_incident_as_a_page(
    strikes: str, incidents: dict[str, Incident], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, strike = tmp_path / "strike.html", incidents["shelling"]
    assert _run(capsys, strike.id, "--ledger", strikes, "--output", str(path)) == (ExitCode.DONE, "")
    page = path.read_text(encoding="utf-8")
    for words in (
        "Shelling, Orlivka, 1 Mar 2031",
        strike.id,
        "4 people killed (4–9)",
        "It was not us",
        "Army Press",
        "accounts differ on whether it happened",
        "claims read by sayso",
    ):
        assert words in page


def test_the_same_as_a_pdf(
    strikes: str, incidents: dict[str, Incident], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "strike.PDF"
    assert _run(capsys, incidents["shelling"].id, "--ledger", strikes, "-o", str(path)) == (ExitCode.DONE, "")
    read = pypdf.PdfReader(io.BytesIO(path.read_bytes()))
    text = "\n".join(page.extract_text() for page in read.pages)
    for words in ("Shelling, Orlivka, 1 Mar 2031", "4 people killed (4–9)", "It was not us", "Army Press"):
        assert words in text


def test_private_names_are_withheld_unless_asked_for(
    strikes: str, incidents: dict[str, Incident], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, id = tmp_path / "abduction.html", incidents["abduction"].id
    _run(capsys, id, "--ledger", strikes, "--output", str(path))
    page = path.read_text(encoding="utf-8")
    assert "Krol" not in page
    assert "[name withheld] seized" in page
    assert "Names of private persons are withheld" in page
    _run(capsys, id, "--ledger", strikes, "--output", str(path), "--with-names")
    page = path.read_text(encoding="utf-8")
    assert "Anna Krol seized" in page
    assert "withheld" not in page


def test_a_day_has_its_incidents_those_of_most_weight_first(
    strikes: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "day.html"
    code, err = _run(capsys, "--day", "2031-03-01", "--ledger", strikes, "--output", str(path))
    assert (code, err) == (ExitCode.DONE, "sayso: 1 incident told\n")
    page = path.read_text(encoding="utf-8")
    assert "What is said of 1 March 2031" in page
    assert "1 incident is said to have happened on this day" in page
    assert "Tarnow" not in page


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--day", "2031-03-02"], "No incident of the ledger is said to have happened on this day."),
        (["--day", "2031-03-01", "--country", "NOR"], "Only what passes the filters: countries NOR."),
        (["--day", "2031-03-01", "--as-of", "2001-01-01"], "As the ledger knew it at 1 Jan 2001, 23:59:59 UTC."),
    ],
)
def test_a_day_without_incidents_is_said_so(
    options: list[str], told: str, strikes: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "day.html"
    code, err = _run(capsys, *options, "--ledger", strikes, "--output", str(path))
    assert code == ExitCode.DONE
    assert "no incident of this day passes the filters" in err
    assert told in path.read_text(encoding="utf-8")


def test_what_the_ledger_did_not_know_then_is_not_there(
    strikes: str, incidents: dict[str, Incident], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, id = tmp_path / "then.html", incidents["shelling"].id
    code, err = _run(capsys, id, "--ledger", strikes, "--output", str(path), "--as-of", "2001-01-01")
    assert code == ExitCode.SOME_REFUSED
    assert re.search("no incident's id, nor a claim's, begins with .* in what was known at 2001-01-01", err)
    assert not path.exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "name either an incident or a day"),
        (["abc", "--day", "2031-03-01"], "name either an incident or a day"),
        (["abc", "--country", "NOR"], "filters choose among the incidents of a day"),
        (["--day", "2031-03-01", "--since", "2031-03-01"], "the day is told by --day"),
        (["--day", "soon"], "'soon' is not a date"),
        (["abc", "--policy", "guess"], "'guess' is unknown"),
    ],
)
def test_what_makes_no_sense(
    arguments: list[str], told: str, strikes: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, err = _run(capsys, *arguments, "--ledger", strikes, "--output", str(tmp_path / "a.html"))
    assert code == ExitCode.USAGE
    assert told in " ".join(err.split())


@pytest.mark.parametrize("name", ["briefing", "briefing.docx", "missing/briefing.html"])
def test_a_file_that_cannot_be(name: str, strikes: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, err = _run(capsys, "abc", "--ledger", strikes, "--output", str(tmp_path / name))
    assert code == ExitCode.USAGE
    assert "--output" in err


def test_the_policy_counts(
    strikes: str, incidents: dict[str, Incident], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "median.html"
    _run(capsys, incidents["shelling"].id, "--ledger", strikes, "--output", str(path), "--policy", "median")
    assert "by the policy median" in path.read_text(encoding="utf-8")


@pytest.mark.thorough
def test_another_run_gives_the_same_bytes(strikes: str, incidents: dict[str, Incident], tmp_path: Path) -> None:
    files = [tmp_path / f"{seed}.pdf" for seed in ("1", "2")]
    for file in files:
        options = ["--ledger", strikes, "--output", str(file)]
        command = [sys.executable, "-m", "sayso", "report", incidents["shelling"].id, *options]
        subprocess.run(command, check=True, env=os.environ | {"PYTHONHASHSEED": file.stem}, timeout=120)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_the_moment_that_it_tells_gives_the_same_again(
    strikes: str, incidents: dict[str, Incident], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    now, then = tmp_path / "now.html", tmp_path / "then.html"
    _run(capsys, incidents["shelling"].id, "--ledger", strikes, "--output", str(now))
    told = re.search(r"ledger as of</dt><dd>([^<]+)<", now.read_text(encoding="utf-8"))
    assert told
    _run(capsys, incidents["shelling"].id, "--ledger", strikes, "--output", str(then), "--as-of", told[1])
    assert then.read_bytes() == now.read_bytes()
