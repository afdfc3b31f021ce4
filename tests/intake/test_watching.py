"""The inputs of a run that looks again: all first, then what has changed."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from sayso.intake.watching import Intakes

TEXT = "Soldiers shelled the mill at dawn, Mayor Ida Voss said."


def _write(path: Path, text: str, *, age_seconds: float = 60) -> None:
    path.write_text(text)
    moment = time.time() - age_seconds
    os.utime(path, (moment, moment))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    _write(tmp_path / "mill.txt", TEXT)
    _write(tmp_path / "dam.txt", TEXT.replace("mill", "dam"))
    return tmp_path


def test_first_all_then_nothing(folder: Path) -> None:
    intakes = Intakes([str(folder)])
    assert sorted(taken.id for taken in intakes.first()) == ["dam", "mill"]
    assert list(intakes.again()) == []


def test_what_is_new_or_changed_comes_again(folder: Path) -> None:
    intakes = Intakes([str(folder)])
    list(intakes.first())
    _write(folder / "gate.txt", TEXT.replace("mill", "gate"), age_seconds=30)
    _write(folder / "mill.txt", f"{TEXT} Nobody was hurt.", age_seconds=20)
    assert sorted(taken.id for taken in intakes.again()) == ["gate", "mill"]
    assert list(intakes.again()) == []


def test_a_file_that_is_being_written_waits(folder: Path) -> None:
    intakes = Intakes([str(folder)])
    list(intakes.first())
    _write(folder / "gate.txt", TEXT, age_seconds=0)
    assert list(intakes.again()) == []
    _write(folder / "gate.txt", TEXT, age_seconds=10)
    assert [taken.id for taken in intakes.again()] == ["gate"]


def test_how_far_it_is(folder: Path) -> None:
    (folder / "empty.txt").write_text("")
    intakes = Intakes([str(folder)])
    taken = list(intakes.first())
    assert intakes.bytes_total == intakes.bytes_read == 2 * len(TEXT) - 1
    assert intakes.characters == sum(len(one.report.text) for one in taken if one.report and not one.refusal)


def test_of_a_pipe_nobody_knows_how_much_is_left(folder: Path) -> None:
    intakes = Intakes(["-", str(folder)])
    list(intakes.first())
    assert intakes.bytes_total is None
