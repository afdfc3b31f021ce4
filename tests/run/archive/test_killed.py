"""`sayso run` killed, and its processes one by one: the parts are those of an undisturbed run, byte for byte."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import LONG
from tests.run.test_killed import _children
from tests.war import write_lines

KILLS = 20 if LONG else 1
REPORTS = 200 if LONG else 24
PATIENCE_SECONDS = 60.0

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")


def _start(folder: Path, out: str, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "sayso", "run", "reports.jsonl", "--out", out, "--shard-size", "0.003", *options]
    return subprocess.Popen(
        [*command, "--no-gate", "--format", "json"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def _parts(folder: Path, out: str) -> dict[str, bytes]:
    return {path.relative_to(folder / out).as_posix(): path.read_bytes() for path in (folder / out).rglob("*.*")}


def _readers(pid: int) -> list[int]:
    """The processes of a run: those that take a shard each, and their readers."""
    hosts = [child for child in _children(pid) if b"resource_tracker" not in _command(child)]
    return [
        *hosts,
        *(child for host in hosts for child in _children(host) if b"resource_tracker" not in _command(child)),
    ]


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b"resource_tracker"


def _wait_for(folder: Path, count: int, program: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while program.poll() is None and time.monotonic() < end:
        if len(list((folder / "shards").glob("*.json"))) >= count:
            return
        time.sleep(0.01)


@pytest.mark.thorough
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux tells which processes a run has")
def test_killed_it_writes_the_same_parts(tmp_path: Path) -> None:
    write_lines(tmp_path / "reports.jsonl", REPORTS)
    out, _ = (program := _start(tmp_path, "undisturbed", "--jobs", "1")).communicate()
    assert program.returncode == 0
    summary = json.loads(out)
    assert (summary["documents"], summary["read"], summary["shards"]["lost"]) == (REPORTS, REPORTS, 0)
    chosen = random.Random(3)

    for kill in range(KILLS):  # the run itself, with a shard or more of it written
        program = _start(tmp_path, "killed", "--jobs", "1", *(["--resume"] if kill else []))
        _wait_for(tmp_path / "killed", kill + 1, program)
        program.send_signal(signal.SIGKILL)
        program.communicate()
    halfway = len(list((tmp_path / "killed" / "shards").glob("*.json")))
    program = _start(tmp_path, "killed", "--resume", "--jobs", "2")
    done: set[int] = set()
    while program.poll() is None:  # then its processes, each at most once
        time.sleep(0.2)
        if len(done) < 2 * KILLS and (found := [pid for pid in _readers(program.pid) if pid not in done]):
            done.add(victim := chosen.choice(found))
            os.kill(victim, signal.SIGKILL)
    out, err = program.communicate()
    assert (program.returncode, err) == (0, b"")
    assert 0 < halfway < summary["shards"]["total"], "no kill met the run half-way: the test shows nothing"
    assert json.loads(out)["shards"]["before"] == halfway
    assert _parts(tmp_path, "killed") == _parts(tmp_path, "undisturbed")
