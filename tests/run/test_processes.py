"""Processes that take work through a pipe: in order, until there is nobody at its other end."""

from __future__ import annotations

import os
import signal
import sys

import pytest

from sayso.model import SetupError
from sayso.run.processes import Failed, Pipe, describe_end, never_started, start_process, take_work

PATIENCE_SECONDS = 60


def _double(pipe: Pipe, add: int) -> None:
    work = take_work(pipe)
    while True:
        pipe.send(2 * work.get() + add)


def test_work_is_done_in_order_and_a_process_ends_with_its_pipe() -> None:
    process, pipe = start_process(_double, 1)
    for number in range(3):
        pipe.send(number)
    assert [pipe.recv() for _ in range(3)] == [1, 3, 5]
    pipe.close()
    process.join(PATIENCE_SECONDS)
    assert describe_end(process) == "exit code 1"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals for this")
def test_what_has_ended_a_process_is_told_and_ctrl_c_has_not() -> None:
    process, pipe = start_process(_double, 0)
    pipe.send(1)
    assert pipe.recv() == 2
    os.kill(process.pid, signal.SIGINT)
    pipe.send(2)
    assert pipe.recv() == 4
    process.kill()
    process.join(PATIENCE_SECONDS)
    with pytest.raises(EOFError):
        pipe.recv()
    assert describe_end(process) == "signal 9"
    assert never_started(process).reason == "a reader could not start (signal 9)"


def test_an_error_is_raised_as_it_was_there() -> None:
    error = SetupError("no-gpu", "there is none", where="--device gpu", remedy="--device cpu")
    with pytest.raises(SetupError) as caught:
        Failed.of(error).raise_here()
    assert str(caught.value) == str(error)
