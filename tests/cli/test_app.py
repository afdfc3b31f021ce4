"""The program as a whole: help, version, usage errors, and how quickly it starts."""

import os
import re
import subprocess
import sys

import pytest

from sayso import __version__
from sayso.cli import main

HEAVY = (
    "spacy", "onnxruntime", "numpy", "trafilatura", "pydantic", "jinja2", "py3langid", "rich", "lxml",
    "sqlalchemy", "alembic", "psycopg",
)  # fmt: skip
HELP_SECONDS = 0.3


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["read", "--help"], ["read", "-h"], ["doctor", "--help"]])
def test_every_help_ends_with_an_example(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 0
    out, err = capsys.readouterr()
    head, _, example = out.partition("Example")
    assert "Usage: sayso" in head
    assert example.strip().splitlines()[-1].lstrip().startswith(("sayso ", "curl "))
    assert err == ""


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"sayso {__version__}\n"


def test_no_command_shows_the_help_as_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "Usage: sayso" in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["reed"], "No such command"),
        (["--nonsense"], "No such option"),
        (["read", "a.txt", "--published", "6 May"], "'6 May' is not a date; write it as 2024-05-07"),
        (["read", "a.txt", "--published", "2024-02-30"], "is not a date"),
        (["read", "a.txt", "--format", "xml"], "xml"),
        (["read", "a.txt", "--threads", "0"], "--threads"),
        (["read", "a.txt", "--max-size", "0"], "--max-size"),
        (["read", "-", "-"], "can be read only once"),
        (["read", "a.txt", "--output", "no/such/folder/x"], "the folder no/such/folder does not exist"),
        (["read", "a.txt", "--output", "."], "is a folder"),
        (["read", "--\x1b[31mred\x07"], "No such option: --"),
    ],
)
def test_usage_errors_name_what_is_wrong(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert words in err
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f]", err)
    assert err.splitlines()[-1].startswith("sayso: see sayso")


def test_environment_gives_settings_and_is_checked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SAYSO_THREADS", "many")
    assert main(["read", "a.txt"]) == 2
    assert "SAYSO_THREADS" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--help"], ["read", "--help"], ["doctor", "--help"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    code = (
        f"import sys; from sayso.cli import main; main({arguments!r})\n"
        f"sys.exit(' '.join({set(HEAVY)!r} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("arguments", [["--help"], ["read", "--help"]])
def test_help_is_quick(arguments: list[str]) -> None:
    def seconds() -> float:
        """Of computing, not of waiting for others; a machine at rest takes as long, since start-up runs on one core."""
        before = os.times()
        subprocess.run([sys.executable, "-m", "sayso", *arguments], check=True, capture_output=True)
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    assert min(seconds() for _ in range(5)) < HELP_SECONDS


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_offered(shell: str) -> None:
    env = os.environ | {"_SAYSO_COMPLETE": f"source_{shell}"}
    done = subprocess.run([sys.executable, "-m", "sayso"], check=False, capture_output=True, text=True, env=env)
    assert "_SAYSO_COMPLETE" in done.stdout


def test_a_fault_of_the_program_is_told_without_harm(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def faulty() -> None:
        raise ZeroDivisionError("over \x1b[31mnothing")

    monkeypatch.setattr("sayso.cli.doctor.find_health", faulty)
    assert main(["doctor"]) == 3
    err = capsys.readouterr().err
    assert "ZeroDivisionError: over \ufffd[31mnothing" in err
    assert err.splitlines()[-1] == "sayso: this is a bug; please report it with the lines above"


def test_module_runs_as_the_program() -> None:
    done = subprocess.run([sys.executable, "-m", "sayso", "--version"], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, f"sayso {__version__}\n")
