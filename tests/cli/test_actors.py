"""`sayso actors`: who is who at the terminal."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import typer.main

from sayso.cli import actors
from sayso.cli.exits import ExitCode
from sayso.model import RuleError

LAKE = '[[actor]]\nid = "lake-front"\nname = "Lake\\u001b[31m Front"\nkind = "armed_group"\ninter = 2\nsector = "REB"\n'


def _run(*arguments: str) -> int:
    command: Any = typer.main.get_command(actors.app)
    code: int = command(args=list(arguments), prog_name="sayso actors", standalone_mode=False)
    return code


def test_finds_by_any_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("find", "Da’esh") == ExitCode.DONE
    out, err = capsys.readouterr()
    assert out.startswith(
        "* Islamic State (islamic-state)\n    armed group, no country, inter 2, REB, 2013–\n    also: "
    )
    assert "ISIL" in out
    assert max(map(len, out.splitlines())) <= 100
    assert err == ""


def test_json_has_one_actor_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("find", "Turkish troops", "--format", "json") == ExitCode.DONE
    first, *_ = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert set(first) == {
        "id", "name", "aliases", "ambiguous", "country", "kind", "inter", "sector", "years", "parent", "found",
    }  # fmt: skip
    assert (first["id"], first["country"], first["kind"], first["found"]) == ("tur-military", "TUR", "military", True)
    assert first["years"] == {"from": None, "to": None}
    assert first["parent"] == "tur-government"


def test_says_when_a_name_is_not_enough(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("find", "RSF") == ExitCode.DONE
    out, err = capsys.readouterr()
    assert "(rapid-support-forces)" in out
    assert "(rsf-reporters)" in out
    assert "RSF (shared)" in out
    assert not re.search(r"^\*", out, re.MULTILINE)
    assert "does not tell which of them is meant" in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["Qwzxvb Plmokn"], "no known actor goes by 'Qwzxvb Plmokn' (`--actors FILE` adds your own"),
        (["Red Army", "--published", "2024-01-01"], "in 2024"),
    ],
)
def test_nothing_found(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("find", *arguments) == ExitCode.SOME_REFUSED
    out, err = capsys.readouterr()
    assert "Red Army (red-army)" not in out
    assert words in err


def test_a_date_must_be_one() -> None:
    with pytest.raises(Exception, match="is not a date; write it as 2024-05-07"):
        _run("find", "Isis", "--published", "May")


def test_own_file_is_used_and_harmless(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "own.toml"
    path.write_text(LAKE, encoding="utf-8")
    assert _run("find", "lake", "--actors", str(path)) == ExitCode.DONE
    out = capsys.readouterr().out
    assert "(lake-front)" in out
    assert "\x1b" not in out


def test_check_lists_shared_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("check") == ExitCode.DONE
    out, err = capsys.readouterr()
    assert re.search(r"^RSF +rapid-support-forces, rsf-reporters$", out, re.MULTILINE)
    assert re.search(r"^sayso: \d{4} actors with \d+ names; \d+ names are shared, by those listed$", err, re.MULTILINE)
    path = tmp_path / "own.toml"
    path.write_text(LAKE + 'aliases = ["Isis"]\n', encoding="utf-8")
    assert _run("check", str(path)) == ExitCode.DONE
    assert "is yours now, no longer islamic-state" in capsys.readouterr().out


def test_check_tells_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(LAKE + LAKE, encoding="utf-8")
    with pytest.raises(RuleError, match="two actors have the id 'lake-front'"):
        _run("check", str(path))


@pytest.mark.parametrize("arguments", [["find"], ["check"]])
def test_help_ends_with_an_example(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    _run(*arguments, "--help")
    assert capsys.readouterr().out.strip().splitlines()[-1].lstrip().startswith("sayso actors")
