"""From the start of a process: to the help text, and to the first output for one report."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

from benchmarks.figures import Figure
from benchmarks.texts import EXAMPLES

RUNS = 7
REPORT = EXAMPLES / "el-obeid-convoy.txt"


def measure(*, threads: int) -> Iterator[Figure]:
    """Medians of several runs, after one that fills the disk's cache and compiles what pip compiles for its users."""
    read = ["read", str(REPORT), "--threads", str(threads)]
    with tempfile.TemporaryDirectory() as compiled:
        changed = {"PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": compiled}
        environment = os.environ | changed
        yield Figure("start: sayso --help, to its end", _median(["--help"], environment), "s", most=0.3)
        yield Figure("start: sayso read, to the first output (500 words)", _median(read, environment), "s", most=1.6)
        json = _median([*read, "--format", "json"], environment)
        yield Figure("start: sayso read --format json, to the first output", json, "s")


def _median(arguments: list[str], environment: dict[str, str]) -> float:
    _seconds_to_output(arguments, environment)
    return statistics.median(_seconds_to_output(arguments, environment) for _ in range(RUNS))


def _seconds_to_output(arguments: list[str], environment: dict[str, str]) -> float:
    begun = time.perf_counter()
    command = [sys.executable, "-m", "sayso", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout
        first = process.stdout.read(1)
        seconds = time.perf_counter() - begun
        process.stdout.read()
    if process.returncode or not first:
        raise SystemExit(f"sayso {' '.join(arguments)} gave exit code {process.returncode}")
    return seconds
