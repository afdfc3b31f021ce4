"""`sayso add` killed again and again, each start going on from where the last one was killed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from sayso.ledger import Ledger
from sayso.ledger.checking import check
from sayso.ledger.engine import reading
from tests.conftest import LONG
from tests.war import write_lines

KILLS = int(os.environ.get("SAYSO_KILLS", "200" if LONG else "1"))
"""How often each run is killed: once by default, 20 times in CI, 200 times at full size."""
REPORTS = 500 if KILLS > 2 else 40
_PATIENCE_SECONDS = 30.0

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")


def _start(reports: Path, address: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "sayso", "add", str(reports), "--ledger", address, "--jobs", "2", "--quiet"]
    environment = {name: value for name, value in os.environ.items() if name != "SAYSO_LEDGER"}
    return subprocess.Popen(command, stderr=subprocess.PIPE, env=environment)


def _run(reports: Path, address: str) -> tuple[bytes, int]:
    """What it says on stderr, and its exit code."""
    program = _start(reports, address)
    return program.communicate()[1], program.returncode


def _children(pid: int) -> list[int]:
    """The processes that this one has started (Linux tells; elsewhere none are known)."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append(int(entry.parent.name))
    return found


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _count(ledger: Ledger | None) -> int:
    return ledger.stats()["reports"] if ledger else 0


def _contents(address: str) -> list[Any]:
    with Ledger(address) as ledger:
        return [(claim.id, claim.report.id, claim.sentence, dict(claim.record), dict(claim.versions))
                for claim in ledger.claims(order="recorded", ascending=True)]  # fmt: skip


@pytest.mark.thorough
def test_killed_it_goes_on_and_loses_nothing(tmp_path: Path, ledger_address: str) -> None:
    reports = tmp_path / "reports.jsonl"
    write_lines(reports, REPORTS)
    undisturbed = str(tmp_path / "undisturbed.db")
    assert _run(reports, undisturbed) == (b"", 0)

    chosen, killed, halfway = random.Random(7), 0, 0
    while killed < KILLS:
        with Ledger(ledger_address, create=True) as ledger:
            before = _count(ledger)
            program = _start(reports, ledger_address)
            # Half of them before anything is written, half when something has just been written or is being written.
            early = killed % 2 == 1
            if not early:
                _wait_until_more(ledger, before, program)
            time.sleep(chosen.uniform(0, 1.5) if early else chosen.uniform(0, 0.02))
            workers = _children(program.pid)
            program.send_signal(signal.SIGKILL)
            program.communicate()
            halfway += 0 < _count(ledger) < REPORTS
        killed += 1
        _wait_until_gone(workers)
    assert halfway, "no kill met the run half-way: the test shows nothing"

    assert _run(reports, ledger_address) == (b"", 0)
    with Ledger(ledger_address) as ledger, reading(ledger.engine) as connection:
        assert list(check(connection)) == []
        assert _count(ledger) == REPORTS
    assert _contents(ledger_address) == _contents(undisturbed)


def _wait_until_more(ledger: Ledger, before: int, program: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _PATIENCE_SECONDS
    while _count(ledger) == before and program.poll() is None and time.monotonic() < end:
        time.sleep(0.005)


def _wait_until_gone(workers: list[int]) -> None:
    end = time.monotonic() + _PATIENCE_SECONDS
    while any(_is_alive(pid) for pid in workers):
        assert time.monotonic() < end, f"workers {workers} outlive their parent"
        time.sleep(0.02)
