"""`sayso gazetteer`: places at the terminal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer.main

from sayso.cli import gazetteer
from sayso.cli.exits import ExitCode
from sayso.gazetteer.making import Row, make_index
from sayso.model import InputError, SetupError


def _run(*arguments: str) -> int:
    command: Any = typer.main.get_command(gazetteer.app)
    code: int = command(args=list(arguments), prog_name="sayso gazetteer", standalone_mode=False)
    return code


def test_finds_a_place(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("find", "mosul") == ExitCode.DONE
    assert capsys.readouterr().out.startswith("Mosul (Nineveh, IRQ)")


def test_finds_records_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("find", "Springfield", "--format", "json") == ExitCode.DONE
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(found) > 20
    assert found[0]["country"] == "USA"
    assert found[0]["population"] >= found[1]["population"]


def test_table_is_cut_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("find", "Springfield") == ExitCode.DONE
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 20
    assert "--format json shows all" in err


def test_unknown_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("find", "Qworzlemburg") == ExitCode.SOME_REFUSED
    assert "Qworzlemburg" in capsys.readouterr().err


def test_an_index_of_ones_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    index = tmp_path / "own.idx"
    make_index([Row(5, "Qworzlem\x1b[31mburg", 1.0, 2.0, "NLD", population=7)], index, {})
    assert _run("find", "Qworzlem\x1b[31mburg", "--gazetteer", str(index)) == ExitCode.DONE
    assert "\x1b" not in capsys.readouterr().out


def test_damaged_index_says_how_to_mend(tmp_path: Path) -> None:
    index = tmp_path / "own.idx"
    index.write_bytes(b"SAYSOGZ1 but no more")
    with pytest.raises(SetupError) as caught:
        _run("find", "Mosul", "--gazetteer", str(index))
    assert "gazetteer build" in caught.value.remedy


def test_build_needs_all_files(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"allCountries\.txt"):
        _run("build", "--geonames", str(tmp_path), "--output", str(tmp_path / "places.idx"))


def test_build_names_broken_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = "\t".join(["1", "Ferrytown", "Ferrytown", "", "52", "5", "P", "PPL", "NL", *[""] * 5, "9", "", "", "", ""])
    (tmp_path / "allCountries.txt").write_text(f"{line}\nbroken\n", "utf-8")
    for name in ("admin1CodesASCII.txt", "admin2Codes.txt", "alternateNamesV2.txt"):
        (tmp_path / name).write_text("", "utf-8")
    index = tmp_path / "places.idx"
    assert _run("build", "--geonames", str(tmp_path), "--output", str(index)) == ExitCode.SOME_REFUSED
    assert "allCountries.txt, line 2" in capsys.readouterr().err
    assert _run("find", "Ferrytown", "--gazetteer", str(index)) == ExitCode.DONE
