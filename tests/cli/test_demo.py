"""`sayso demo`: the invented war read, linked, and held against its truth."""

from __future__ import annotations

import re
import shlex
import time
from pathlib import Path

import pytest

from sayso.cli import main
from sayso.cli.exits import ExitCode
from sayso.ledger import Ledger
from tests.war_scores import match_claims, score_b_cubed, score_war

MOST_SECONDS = 60


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path, float]:
    """What the demonstration prints, the ledger that it keeps, and how many seconds it took."""
    path = tmp_path_factory.mktemp("demo") / "war.db"
    printed = path.with_name("out.txt")
    begun = time.monotonic()
    with pytest.MonkeyPatch.context() as patch, printed.open("w", encoding="utf-8") as out:
        patch.setattr("sys.stdout", out)
        assert main(["demo", "--keep", str(path), "--quiet"]) == ExitCode.DONE
    return printed.read_text(encoding="utf-8"), path, time.monotonic() - begun


def test_a_newcomer_sees_what_happened_and_what_to_try(shown: tuple[str, Path, float]) -> None:
    out, _, seconds = shown
    assert seconds < MOST_SECONDS
    assert all(len(line) <= 100 for line in out.splitlines() if "--ledger" not in line)
    for words in (
        "68 reports by 8 publishers were read",
        "What happened: the 8 incidents that most claims tell of",
        "The three sharpest disputes",
        "Copies: ",
        "What to try next",
    ):
        assert words in out
    copies = out[out.index("Copies: ") : out.index("What to try next")]
    assert re.search(r"Meridian Wire, 7 Oct .*?→ .*?Harbour Gazette 100%", " ".join(copies.split()))


def test_every_command_that_is_proposed_works(
    shown: tuple[str, Path, float], capsys: pytest.CaptureFixture[str]
) -> None:
    out, path, _ = shown
    proposed = [line.strip() for line in out.splitlines() if line.startswith("  sayso ")]
    assert len(proposed) >= 6
    for line in proposed:
        program, *arguments = shlex.split(line)
        assert program == "sayso"
        assert str(path) in arguments
        if arguments[0] != "add":
            assert main(arguments) == ExitCode.DONE, line
            assert capsys.readouterr().out, line


def test_the_ledger_comes_near_the_truth(shown: tuple[str, Path, float]) -> None:
    with Ledger(str(shown[1])) as ledger:
        scores = score_war(ledger)
    assert scores.incidents >= 0.85
    assert scores.disputes >= 0.85
    assert scores.copies >= 0.95


def test_a_ledger_that_is_there_is_not_written_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    there = tmp_path / "mine.db"
    there.write_bytes(b"")
    assert main(["demo", "--keep", str(there)]) == ExitCode.USAGE
    assert "is there already; name a new file" in capsys.readouterr().err
    assert there.read_bytes() == b""


def test_without_the_reports_it_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("sayso.cli.demo.files", lambda _package: tmp_path)
    monkeypatch.setattr("sayso.cli.demo.__file__", str(tmp_path / "a" / "b" / "c" / "demo.py"))
    assert main(["demo"]) == ExitCode.NOTHING_DONE
    assert "reinstall sayso" in capsys.readouterr().err


def test_the_measures() -> None:
    gold = {"a": 1, "b": 1, "c": 2, "d": 2}
    assert score_b_cubed(gold, gold) == 1.0
    assert score_b_cubed(gold, dict.fromkeys(gold, 0)) == pytest.approx(2 / 3)
    assert match_claims([], [{"id": "x", "claims": [{"report": "r", "start": 1, "end": 4}]}]) == {}
