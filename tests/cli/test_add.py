"""`sayso add` from end to end, with the shipped reader model in a process of its own."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.cli import main
from sayso.cli.exits import ExitCode
from sayso.ledger import Ledger
from sayso.run.incidents import IncidentBook
from sayso.run.reconciling import count_pending
from tests.war import make_texts, write_lines

TEXT = "Soldiers shelled the mill at dawn, Mayor Ida Voss said."
PATIENCE_SECONDS = 60

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `sayso add` in a folder of its own, with a ledger in it; gives the exit code and what it says."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAYSO_LEDGER", "war.db")

    def run_in_folder(*arguments: str, stdin: bytes = b"") -> tuple[int, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        code = main(["add", "--jobs", "1", *arguments])
        out, err = capsys.readouterr()
        assert out == ""
        return code, err

    return run_in_folder


def _lines(*records: dict[str, str]) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def test_what_was_done_is_told_and_a_second_time_nothing_is_done(run: Run) -> None:
    Path("in").mkdir()
    for name in ("mill", "dam", "gate"):
        Path("in", f"{name}.txt").write_text(TEXT.replace("mill", name))
    code, said = run("in")
    assert (code, said.splitlines()[0]) == (
        ExitCode.DONE,
        "sayso: 3 read with 3 claims (3 new); 0 already there; 0 refused",
    )
    assert "war.db" in said
    code, said = run("in")
    assert (code, said.splitlines()[0]) == (
        ExitCode.DONE,
        "sayso: 0 read with 0 claims (0 new); 3 already there; 0 refused",
    )
    with Ledger("war.db") as ledger:
        assert {claim.report.name for claim in ledger.claims()} == {"mill", "dam", "gate"}


def test_what_cannot_be_read_is_named_counted_and_kept_and_the_rest_goes_on(run: Run) -> None:
    Path("two.jsonl").write_bytes(_lines({"id": "a", "text": TEXT}) + b'{"id": \n')
    Path("empty.txt").write_text("")
    code, said = run("two.jsonl", "empty.txt", "gone.txt")
    assert code == ExitCode.SOME_REFUSED
    assert "two.jsonl line 2: it is not valid JSON" in said
    assert "1 read with 1 claims (1 new); 0 already there; 3 refused (1 bad-json, 1 empty-file, 1 missing-file)" in said
    with Ledger("war.db") as ledger:
        assert ledger.stats()["refusals"] == 3


def test_nothing_but_refusals(run: Run) -> None:
    code, said = run("gone.txt")
    assert code == ExitCode.NOTHING_DONE
    assert "gone.txt: there is no such file" in said


def test_a_new_text_at_a_known_address_supersedes(run: Run) -> None:
    address = "https://news.example/mill"
    run(stdin=_lines({"id": "a", "text": TEXT, "url": address}))
    code, said = run(stdin=_lines({"id": "a", "text": f"{TEXT} She named no culprit.", "url": address}))
    assert (code, "(0 new, 1 revised)" in said) == (ExitCode.DONE, True)
    with Ledger("war.db") as ledger:
        (claim,) = ledger.claims()
        assert claim.report.version == 2
        assert len(ledger.history(claim.id[:2])) + len(ledger.history("")) >= 2


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["-", "-"], ExitCode.USAGE, "only once"),
        (["-", "--watch"], ExitCode.USAGE, "cannot be watched"),
        (["x.txt", "--ledger", "postgresql://desk:hunter2@db.example/war"], ExitCode.NOTHING_DONE, "PGPASSWORD"),
        (["x.txt", "--ledger", "mysql://db.example/war"], ExitCode.NOTHING_DONE, "mysql:// is no ledger"),
        (["x.txt", "--ledger", "."], ExitCode.NOTHING_DONE, "it is a folder"),
        (["x.txt", "--codebook", "none.toml"], ExitCode.NOTHING_DONE, "none.toml"),
    ],
    ids=["stdin-twice", "stdin-watched", "password", "other-database", "folder", "no-codebook"],
)
def test_what_makes_no_sense(run: Run, arguments: list[str], code: int, words: str) -> None:
    Path("x.txt").write_text(TEXT)
    found, said = run(*arguments)
    assert (found, words in said) == (code, True), said
    assert "hunter2" not in said


def _start(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "sayso", "add", "--jobs", "1", "--ledger", "war.db", *arguments]
    return subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True, env=os.environ.copy())


def _wait_for(folder: Path, least: int) -> None:
    """Wait until the ledger has so many reports."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if (folder / "war.db").exists():
            try:
                with Ledger(str(folder / "war.db")) as ledger:
                    if ledger.stats()["reports"] >= least:
                        return
            except Exception:  # it is being made
                pass
        time.sleep(0.05)
    pytest.fail(f"the ledger has not got {least} reports within {PATIENCE_SECONDS} s")


@pytest.mark.thorough
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to be met")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_it_keeps_what_was_read_and_goes_on(tmp_path: Path, sign: signal.Signals) -> None:
    write_lines(tmp_path / "all.jsonl", 400)
    program = _start(tmp_path, "all.jsonl")
    _wait_for(tmp_path, 1)
    program.send_signal(sign)
    said = program.communicate()[1]
    assert program.returncode == ExitCode.INTERRUPTED
    assert "what was read is kept; the same command goes on from here" in said
    with Ledger(str(tmp_path / "war.db")) as ledger:
        kept = ledger.stats()["reports"]
    assert 0 < kept < 400
    (tmp_path / "all.jsonl").write_text(
        "".join((tmp_path / "all.jsonl").read_text().splitlines(keepends=True)[: kept + 5])
    )
    said = _start(tmp_path, "all.jsonl").communicate()[1]
    assert f"5 new); {kept} already there" in said


@pytest.mark.thorough
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to be met")
def test_watched_folder(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    first, second, third = make_texts(3)
    (folder / "first.txt").write_text(first)
    program = _start(tmp_path, "in", "--watch", "--every", "1")
    _wait_for(tmp_path, 1)
    (folder / "second.txt").write_text(second)
    _wait_for(tmp_path, 2)
    (folder / "first.txt").write_text(third)
    _wait_for(tmp_path, 3)
    program.send_signal(signal.SIGTERM)
    said = program.communicate()[1]
    assert (program.returncode, "(3 new); 0 already there; 0 refused" in said) == (ExitCode.DONE, True), said


def test_what_is_new_is_linked_at_the_end_unless_that_is_left_for_later(run: Run) -> None:
    Path("mill.txt").write_text(TEXT)
    code, said = run("mill.txt", "--no-link")
    assert code == ExitCode.DONE
    assert "incident" not in said
    with Ledger("war.db") as ledger:
        assert count_pending(ledger)
    code, said = run("mill.txt")
    assert code == ExitCode.DONE
    assert said.splitlines()[-1] == "sayso: 1 incident is new, 0 changed (sayso incidents shows them)"
    with Ledger("war.db") as ledger:
        assert not count_pending(ledger)
        assert IncidentBook(ledger).count() == 1
