"""`sayso incidents`: incidents of the ledger at the terminal."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from sayso.cli import main
from sayso.cli.exits import ExitCode
from sayso.ledger import Ledger
from sayso.model import LedgerError
from tests.cli.strikes import make_strikes
from tests.ledger.reports import ready
from tests.run.reconciling.accounts import Account, read_account

SCHEMA = Path(__file__).parents[2] / "docs" / "incident.schema.json"
HIDDEN = "\x1b[2J"


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["incidents", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_table_for_people(strikes: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = _run(capsys, "--ledger", strikes)
    assert (code, err) == (ExitCode.DONE, "")
    assert all(len(line) <= 100 for line in out.splitlines())
    for words in ("abduction", "Belmor (OSL)", "1 Mar 2031", "4 people killed", "(4–9)", "contested", "3 origins"):
        assert words in out
    assert out.index("Belmor") < out.index("Tarnow") < out.index("Orlivka")


def test_json_is_a_record_a_line(strikes: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = _run(capsys, "--ledger", strikes, "--format", "json")
    records = [json.loads(line) for line in out.splitlines()]
    schema = json.loads(SCHEMA.read_text("utf-8"))
    for record in records:
        jsonschema.validate(record, schema)
    assert [record["place"]["name"] for record in records] == ["Belmor", "Tarnow", "Orlivka"]
    assert records[2]["reports"] == ["Orlivka-0-0-4", "Orlivka-0-1-9", "denial"]


def test_csv(strikes: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = _run(capsys, "--ledger", strikes, "--format", "csv", "--sort", "claims")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert rows[0]["killed_best"] == "4"
    assert (rows[0]["killed_low"], rows[0]["killed_high"], rows[0]["disputes"]) == ("4", "9", "whether; how_many")
    assert [row["claim_count"] for row in rows] == ["5", "2", "1"]


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ([], 3),
        (["--contested"], 1),
        (["--dispute", "how_many"], 1),
        (["--dispute", "how many", "--dispute", "who"], 1),
        (["--dispute", "control"], 0),
        (["--status", "single"], 2),
        (["--status", "contested", "--status", "single"], 3),
        (["--least-origins", "2"], 1),
        (["--type", "abduction"], 1),
        (["--source", "oslan army"], 1),
        (["--place", "Tarnow", "--contested"], 0),
        (["--since", "2031-03-10"], 2),
        (["--number", "killed>=9"], 1),
        (["--as-of", "2001-01-01"], 0),
    ],
)
def test_what_is_asked_for(strikes: str, capsys: pytest.CaptureFixture[str], arguments: list[str], found: int) -> None:
    assert _run(capsys, "--ledger", strikes, "--count", *arguments) == (ExitCode.DONE, f"{found}\n", "")
    _, out, _ = _run(capsys, "--ledger", strikes, "--format", "json", *arguments)
    assert len(out.splitlines()) == found


@pytest.mark.parametrize(("policy", "best"), [("ucdp", 4), ("acled", 4), ("median", 4)])
def test_the_policy_is_the_users(strikes: str, capsys: pytest.CaptureFixture[str], policy: str, best: int) -> None:
    _, out, _ = _run(capsys, "--ledger", strikes, "--place", "Orlivka", "--policy", policy, "--format", "json")
    (figure,) = json.loads(out)["figures"]
    assert (figure["policy"], figure["best"]) == (policy, best)


def test_the_list_of_sources_gives_the_letter(strikes: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = tmp_path / "mine.toml"
    listed.write_text('[sources]\n"the governor" = "B"\n', encoding="utf-8")
    _, out, _ = _run(capsys, "--ledger", strikes, "--place", "Tarnow", "--sources", str(listed), "--format", "json")
    assert json.loads(out)["grade"]["admiralty"] == "B3"


def test_pages(strikes: str, capsys: pytest.CaptureFixture[str]) -> None:
    pages = []
    for page in ("1", "2", "3"):
        _, out, err = _run(capsys, "--ledger", strikes, "--format", "json", "--limit", "2", "--page", page)
        pages.append([json.loads(line)["type"] for line in out.splitlines()])
    assert pages == [["abduction", "shelling"], ["shelling"], []]
    assert err == "sayso: no incident passes on page 3\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--dispute", "howmany"], "did you mean how_many"),
        (["--status", "true"], "confirmed_by, single"),
        (["--policy", "mean"], "did you mean median"),
        (["--sort", "size"], "sharpness"),
        (["--least-origins", "-1"], "--least-origins"),
    ],
)
def test_what_makes_no_sense(
    strikes: str, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    code, out, err = _run(capsys, "--ledger", strikes, *arguments)
    assert (code, out) == (ExitCode.USAGE, "")
    assert words in err


def test_a_list_of_sources_that_is_none(strikes: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = tmp_path / "mine.toml"
    listed.write_text('[sources]\n"the governor" = "best"\n', encoding="utf-8")
    code, _, err = _run(capsys, "--ledger", strikes, "--sources", str(listed))
    assert code == ExitCode.NOTHING_DONE
    assert "mine.toml" in err
    assert "A, B, C" in err


def test_what_came_in_is_linked_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = make_strikes(str(tmp_path / "ledger.db"), linked=False)
    code, out, err = _run(capsys, "--ledger", path, "--count")
    assert (code, out) == (ExitCode.DONE, "3\n")
    assert "were linked first" in err
    assert _run(capsys, "--ledger", path, "--count")[2] == ""
    with Ledger(path) as ledger:
        ledger.add(ready(read_account(Account(town="Sartana", day=30))))
    assert _run(capsys, "--ledger", path, "--count", "--quiet") == (ExitCode.DONE, "4\n", "")


@pytest.mark.parametrize("slug", ["ledger-read-only", "ledger-locked"])
def test_a_ledger_that_may_not_be_written_is_shown_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, slug: str
) -> None:
    def refuse(*_given: object, **_more: object) -> None:
        raise LedgerError(slug, "the file may not be written")

    monkeypatch.setattr("sayso.run.reconciling.reconcile", refuse)
    path = make_strikes(str(tmp_path / "ledger.db"), linked=False)
    code, out, err = _run(capsys, "--ledger", path, "--count")
    assert (code, out) == (ExitCode.DONE, "0\n")
    assert err == (
        "sayso: the newest reports are not linked yet, since the file may not be written: "
        "what is shown is without them\n"
    )


def test_words_of_reports_do_not_steer_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, reading = str(tmp_path / "ledger.db"), read_account(Account())
    claim = reading.claims[0]
    place = replace(claim.places[0], name=f"Or{HIDDEN}livka", at=None, precision=None)
    with Ledger(path, create=True) as ledger:
        ledger.add(ready(replace(reading, claims=(replace(claim, places=(place,)),))))
    _, out, _ = _run(capsys, "--ledger", path)
    assert "livka" in out
    assert "\x1b" not in out
