"""`sayso read` from end to end, with the shipped reader model."""

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import sayso
from sayso.cli import main
from sayso.cli import read as command
from sayso.cli.exits import ExitCode
from sayso.export import format_record
from sayso.model import Reading
from tests.conftest import LONG

TEXT = "The northern gate opens at dawn, Mayor Ida Voss said. “We count our people every hour,” she told reporters."
FIRST_OUTPUT_SECONDS = 6
# The goal is 1.6 s on two quiet cores; machines that run tests are seldom quiet.

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `sayso read` in a folder of its own, gives exit code, stdout and stderr."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gate.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("")

    def run_in_folder(*arguments: str, stdin: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        code = main(["read", *arguments])
        return code, *capsys.readouterr()

    return run_in_folder


def test_table_is_the_default(run: Run) -> None:
    Path("mill.txt").write_text("Soldiers shelled the mill at dawn, Mayor Ida Voss said.")
    code, out, err = run("mill.txt", "gate.txt", "--published", "2025-05-06")
    assert (code, err) == (0, "sayso: 2 reports read, 0 refused\n")
    assert out.splitlines()[:2] == ["mill", "2025-05-06, 1 claim by 1 source"]
    assert re.search(r"Ida Voss \(person.* certain CT\+ +shelling +Soldiers → mill +Soldiers \*shelled\* the", out)
    assert out.splitlines()[-1].startswith("No claim of an event was found; 2 statements are attributed")
    assert max(len(line) for line in out.splitlines()) <= 100


def test_json_is_the_record(run: Run) -> None:
    code, out, _ = run("gate.txt", "--format", "json", "--published", "2025-05-06")
    assert code == 0
    assert out == format_record(sayso.read(TEXT, id="gate", published="2025-05-06")) + "\n"
    assert run("gate.txt", "--format", "json", "--published", "2025-05-06")[1] == out


def test_html_goes_to_a_file_or_a_pipe_but_not_to_a_screen(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    code, page, _ = run("gate.txt", "--format", "html")
    assert code == 0
    assert page.startswith("<!DOCTYPE html>")
    assert run("gate.txt", "--format", "html", "-o", "gate.html")[:2] == (0, "")
    assert Path("gate.html").read_text(encoding="utf-8") == page
    monkeypatch.setattr(command, "is_terminal", lambda path: path is None)
    code, out, err = run("gate.txt", "--format", "html")
    assert (code, out) == (2, "")
    assert "add --output page.html" in err


@pytest.mark.parametrize("arguments", [[], ["-"]])
def test_standard_input(run: Run, arguments: list[str]) -> None:
    code, out, _ = run(*arguments, "--format", "json", stdin=TEXT.encode())
    assert code == 0
    assert json.loads(out)["document"]["id"] == "stdin"


def test_bad_inputs_are_named_and_the_others_go_on(run: Run) -> None:
    code, out, err = run("no.txt", "gate.txt", "empty.txt", "*.doc", "--format", "json", "--quiet")
    assert code == 1
    records = [json.loads(line) for line in out.splitlines()]
    assert [record["refusal"] and record["refusal"]["slug"] for record in records] == [
        "missing-file",
        None,
        "empty-file",
        "missing-file",
    ]
    lines = err.splitlines()
    assert [line.split(":")[1].strip() for line in lines] == ["no.txt", "empty.txt", "*.doc"]
    assert all(line.startswith("sayso: ") and line.endswith(")") for line in lines)


def test_when_all_are_refused_nothing_could_be_done(run: Run) -> None:
    code, out, err = run("no.txt", "empty.txt")
    assert (code, out) == (3, "")
    assert err.splitlines()[-1] == "sayso: 0 reports read, 2 refused"


def test_missing_date_is_said_once_for_each_report_unless_quiet(run: Run) -> None:
    assert run("gate.txt")[2] == "sayso: gate: no publication date (--published gives one)\n"
    assert run("gate.txt", "--quiet")[2] == ""
    assert run("gate.txt", "-q", "gate.txt")[2] == ""


def test_verbose_tells_times(run: Run) -> None:
    assert re.search(r"^sayso: gate: 0 claims, 2 statements in \d+\.\d\d s$", run("gate.txt", "-v")[2], re.MULTILINE)


def test_output_is_written_whole_or_not_at_all(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("gate.txt", "--format", "json", "--output", "out.jsonl")[:2] == (0, "")
    before = Path("out.jsonl").read_bytes()
    assert json.loads(before)["document"]["id"] == "gate"

    def interrupted(*_: object) -> Reading:
        raise KeyboardInterrupt

    monkeypatch.setattr("sayso.run.read_report", interrupted)
    code, out, err = run("gate.txt", "--format", "json", "--output", "out.jsonl")
    assert (code, out, err) == (130, "", "sayso: interrupted\n")
    assert Path("out.jsonl").read_bytes() == before
    assert sorted(os.listdir()) == ["empty.txt", "gate.txt", "out.jsonl"]


def test_a_fault_is_told_and_its_traceback_only_when_asked_for(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(_: object) -> tuple[()]:
        raise ZeroDivisionError("over \x1b[31mnothing")

    monkeypatch.setattr("sayso.run.reading.find_attributions", faulty)
    code, _, err = run("gate.txt", "empty.txt")
    assert code == 3
    assert "ZeroDivisionError: over \ufffd[31mnothing" in err
    assert "report this bug" in err
    assert "Traceback" not in err
    assert "Traceback" in run("gate.txt", "--verbose")[2]


def test_nothing_from_outside_commands_the_terminal(run: Run) -> None:
    evil = "\x1b]0;gone\x07"
    name = f"{evil}\n\u202eevil.txt"
    Path(name).write_text(f"The gate{evil} was shut, Mayor Ida{evil} Voss said.", encoding="utf-8")
    _, out, err = run(name, f"no{name}", "--verbose")
    assert "evil" in out
    assert "there is no such file" in err
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", out + err)


def test_limit_and_language_settings(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("big.txt").write_text("Rain fell, the mayor said. " * 60_000)
    code, _, err = run("big.txt", "--max-size", "1")
    assert code == 3
    assert "larger than the limit of 1 MB" in err
    french = "Le maire a déclaré mardi que la porte nord avait été fermée à l’aube et que les habitants attendaient. "
    Path("lettre.txt").write_text(french * 3, encoding="utf-8")
    assert run("lettre.txt")[0] == 3
    assert run("lettre.txt", "--any-language")[0] == 0
    monkeypatch.setenv("SAYSO_ANY_LANGUAGE", "1")
    assert run("lettre.txt")[0] == 0


def _process(*arguments: str, **options: object) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "sayso", "read", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)  # type: ignore[call-overload,no-any-return]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_interrupt_is_one_line() -> None:
    process = _process("-", "--format", "json", "--quiet", stdin=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps({"text": TEXT}).encode() + b"\n")
    process.stdin.flush()
    process.stdout.readline()  # so it waits for the next line now
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (130, b"sayso: interrupted\n")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
@pytest.mark.parametrize("format", ["json", "table", "html"])
def test_reader_that_goes_away_is_no_fault(tmp_path: Path, format: str) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps({"id": str(n), "text": TEXT * 20}) + "\n" for n in range(12)))
    process = _process(str(path), "--format", format, "--quiet")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=60), err) == (0, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")
def test_progress_is_on_a_terminal_only_and_never_in_the_data(tmp_path: Path) -> None:
    import pty  # noqa: PLC0415 - not there on Windows

    path = tmp_path / "gate.txt"
    path.write_text(TEXT, encoding="utf-8")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "sayso", "read", str(path), str(path)], stdout=subprocess.PIPE, stderr=theirs
    )
    out, _ = process.communicate(timeout=60)
    os.close(theirs)
    shown = os.read(ours, 65536).decode(errors="replace")
    os.close(ours)
    assert process.returncode == 0
    assert "2 files" in shown
    assert b"\x1b" not in out


def test_first_output_comes_soon(tmp_path: Path) -> None:
    """A guard against a start that has become slow; `python -m benchmarks start` measures it on a quiet machine."""
    path = tmp_path / "report.txt"
    path.write_text(TEXT * 25, encoding="utf-8")  # 500 words

    def seconds() -> float:
        begun = time.perf_counter()
        with _process(str(path), "--quiet", "--published", "2025-05-06") as process:
            assert process.stdout is not None
            process.stdout.readline()
            return time.perf_counter() - begun

    assert min(seconds() for _ in range(3)) < FIRST_OUTPUT_SECONDS


@pytest.mark.parametrize("day", ["2024-13-01", "soon", "0001-01-01", "9999-12-31", ""])
def test_malformed_publication_date(run: Run, day: str) -> None:
    code, out, err = run("gate.txt", "--published", day)
    assert (code, out) == (ExitCode.USAGE, "")
    assert "--published" in err


def test_publication_date_in_the_future_is_said(run: Run) -> None:
    code, _, err = run("gate.txt", "--published", "2190-01-01")
    assert code == 0
    assert err == "sayso: gate: its publication date 2190-01-01 lies in the future\n"


def test_thousands_of_numbers_and_a_name_of_two_hundred_letters(run: Run) -> None:
    count = 10_000 if LONG else 2_000
    numbers = f"The figures were {', '.join(str(number) for number in range(2, count + 2))}."
    Path("many.txt").write_text(f"In {'Q' * 200}, three men died. {numbers}", "utf-8")
    code, out, _ = run("many.txt", "--format", "json", "--any-language")
    record = json.loads(out)
    assert code == 0
    assert len(record["quantities"]) > 0.9 * count
    assert [place["reason"] for place in record["places"]] in ([], ["the gazetteer does not know the name"])


def test_runners_up_need_the_record(run: Run) -> None:
    code, _, err = run("gate.txt", "--runners-up")
    assert code == ExitCode.USAGE
    assert "--format json" in err
    _, out, _ = run("gate.txt", "--runners-up", "--format", "json")
    assert all("runners_up" in place for place in json.loads(out)["places"])
