"""`sayso ledger`: stats, check, backup, vacuum, redact, upgrade."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from sayso.cli import main
from sayso.ledger import Ledger
from sayso.model import Refusal
from tests.ledger.reports import make_shelling, make_truce, ready


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger with two reports, the one that is meant unless another is named."""
    found = tmp_path / "ledger.db"
    with Ledger(str(found), create=True) as ledger:
        ledger.add(ready(make_shelling(url="https://tarn.example/1"), make_truce()))
        ledger.refuse([Refusal("too-large", "too large", "a.txt")])
    monkeypatch.setenv("SAYSO_LEDGER", str(found))
    return found


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["ledger", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_stats(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = _run(capsys, "stats")
    assert (code, err) == (0, "")
    lines = dict(line.split(maxsplit=1) for line in out.splitlines())
    assert lines["ledger"] == str(path)
    assert (lines["reports"], lines["claims"], lines["refusals"]) == ("2", "3", "1 (1 too-large)")
    record = json.loads(_run(capsys, "stats", "--format", "json")[1])
    assert record["standing"] == record["claims"] == 3
    assert record["refusals"] == {"too-large": 1}


def test_check_of_a_sound_ledger(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(capsys, "check") == (0, "", "sayso: all is well: 2 reports and 3 claims checked\n")
    assert _run(capsys, "check", "--quiet", "--ledger", str(path)) == (0, "", "")


def test_check_of_one_that_was_changed(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Ledger(str(path)) as ledger, ledger.engine.begin() as connection:
        connection.execute(text("UPDATE reports SET text = 'x' || text"))
    code, out, err = _run(capsys, "check")
    assert code == 1
    assert "its text is not what was read" in out
    assert "things are wrong" in err


def test_backup(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = tmp_path / "copy.db"
    code, out, err = _run(capsys, "backup", str(copy))
    assert (code, out) == (0, "")
    assert f"{copy}: 0." in err
    assert _run(capsys, "check", "--ledger", str(copy))[0] == 0
    code, _, err = _run(capsys, "backup", str(path))
    assert code == 3
    assert "something is there already" in err


def test_vacuum(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert path.is_file()
    code, out, err = _run(capsys, "vacuum")
    assert (code, out) == (0, "")
    assert "MB before" in err


def test_redact_a_name_and_a_report(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = _run(capsys, "redact", "ida voss", "--reason", "at her request", "--by", "Rena Holm")
    assert (code, out, err) == (0, "", "sayso: 1 report and 2 claims lost words\n")
    assert b"Voss" not in path.read_bytes()
    code, _, err = _run(capsys, "redact", "truce", "--reason", "withdrawn")
    assert (code, err) == (0, "sayso: 1 report and 1 claim lost words\n")
    assert _run(capsys, "check")[0] == 0
    with Ledger(str(path)) as ledger, ledger.engine.connect() as connection:
        decided = connection.execute(text("SELECT kind, reason, who FROM decisions ORDER BY row")).all()
    assert [tuple(row) for row in decided] == [
        ("redact-name", "at her request", "Rena Holm"),
        ("redact-report", "withdrawn", None),
    ]


def test_redact_takes_it_for_a_name_where_asked(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(capsys, "redact", "truce", "--name", "--reason", "a test")[0] == 0
    with Ledger(str(path)) as ledger:
        (claim,) = [claim for claim in ledger.claims() if claim.record["type"] == "talks"]
    assert claim.report.name == "█████"
    assert claim.sentence.startswith("Talks in Sartana")


def test_redact_tells_of_the_same_text_elsewhere(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Ledger(str(path)) as ledger:
        ledger.add(ready(make_shelling(id="copy", publisher="Osel Wire")))
    code, _, err = _run(capsys, "redact", "https://tarn.example/1", "--reason", "withdrawn")
    assert code == 0
    assert "the same text stands in" in err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["redact", "truce"], 2, "--reason"),
        (["redact", "truce", "--reason", " "], 2, "say why"),
        (["redact", "Nobody", "--reason", "x"], 3, "it stands nowhere in the ledger"),
    ],
)
def test_redact_refuses(
    path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, words: str
) -> None:
    before = path.read_bytes()
    found, _, err = _run(capsys, *arguments)
    assert found == code
    assert words in err
    assert path.read_bytes() == before


def test_upgrade(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert path.is_file()
    code, _, err = _run(capsys, "upgrade")
    assert code == 0
    assert "it is up to date" in err


def test_no_ledger(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("stats", "check", "vacuum", "upgrade"):
        code, _, err = _run(capsys, command, "--ledger", str(tmp_path / "none.db"))
        assert code == 3
        assert "there is no ledger yet" in err


def test_a_password_is_neither_taken_nor_shown(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = _run(capsys, "stats", "--ledger", "postgresql://ida:s3cret@127.0.0.1:1/war")
    assert code == 3
    assert "s3cret" not in out + err
    assert "PGPASSWORD" in err
