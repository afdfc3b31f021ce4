"""Tasks done by processes: what they give, what they fail with, and what becomes of it when one dies."""

from __future__ import annotations

import os
import signal
import sys

import pytest

from sayso.model import InputError, SetupError
from sayso.run.blockwise.pool import LocalEngine


def _double(task: int) -> int:
    return 2 * task


def _fail(task: int) -> int:
    raise InputError("odd-task", "it is odd", where=str(task), remedy="take another")


def _fill_the_disk(task: int) -> int:
    raise OSError(28, "No space left on device", f"/disk/{task}")


def _die(task: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return task


@pytest.mark.parametrize("jobs", [1, pytest.param(2, marks=pytest.mark.thorough)])
def test_tasks_are_done_and_errors_tell_what_to_do(jobs: int) -> None:
    engine = LocalEngine(jobs)
    assert sorted(engine.map(_double, range(9))) == [2 * task for task in range(9)]
    assert list(engine.map(_double, [])) == []
    with pytest.raises(SetupError, match="it is odd") as caught:
        list(engine.map(_fail, [1]))
    assert (caught.value.slug, caught.value.where, caught.value.remedy) == ("odd-task", "1", "take another")
    with pytest.raises(SetupError, match="No space left") as caught:
        list(engine.map(_fill_the_disk, [1]))
    assert caught.value.slug == "archive-disk"


@pytest.mark.thorough
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
def test_a_process_that_dies_is_told() -> None:
    with pytest.raises(SetupError, match="--resume goes on"):
        list(LocalEngine(2).map(_die, [1, 2]))
