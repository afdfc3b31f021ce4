"""The most memory that a process needs: for usual reports, and for a text of 1 MB. Each in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.texts import make_long_text

MEGABYTE = 1_000_000
_ANNOTATE = """
import resource, sys
from pathlib import Path
from sayso.annotate import load_reader
from sayso.intake import make_report
reader = load_reader(threads=int(sys.argv[1]))
for name in sys.argv[2:]:
    reader.annotate(make_report(Path(name).read_text(encoding="utf-8"), id=name))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
_READ = """
import resource, sys
from pathlib import Path
import sayso
for name in sys.argv[2:]:
    sayso.read(Path(name).read_text(encoding="utf-8"), threads=int(sys.argv[1]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def measure(texts: tuple[str, ...], *, threads: int) -> Iterator[Figure]:
    """Peak resident memory in MB, and the seconds that the long text takes, start included."""
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number, text in enumerate(texts):
            files.append(Path(folder, f"{number}.txt"))
            files[-1].write_text(text, encoding="utf-8")
        yield Figure("memory: texts to annotated Docs", _peak(_ANNOTATE, files, threads), "MB", most=350)
        yield Figure("memory: texts to Readings", _peak(_READ, files, threads), "MB")
        long = Path(folder, "long.txt")
        long.write_text(make_long_text(texts, characters=MEGABYTE), encoding="utf-8")
        begun = time.perf_counter()
        yield Figure("memory: a text of 1 MB to a Reading", _peak(_READ, [long], threads), "MB", most=1000)
        yield Figure("time: a text of 1 MB to a Reading", time.perf_counter() - begun, "s")


def _peak(script: str, files: list[Path], threads: int) -> float:
    command = [sys.executable, "-c", script, str(threads), *map(str, files)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    kilobytes = int(done.stdout.split()[-1])
    return kilobytes * 1024 / MEGABYTE
