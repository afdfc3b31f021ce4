"""What reading an input takes: run as a script, it reads its arguments and prints what came of them and the memory."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SCRIPT = """
import json, sys
from pathlib import Path
from sayso.intake import read_inputs

slugs = [taken.refusal and taken.refusal.slug for taken in read_inputs(sys.argv[1:], stdin=sys.stdin.buffer)]
# Not getrusage: what it gives begins with the memory of the process that started this one.
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
print(json.dumps({"slugs": slugs, "bytes": int(status["VmHWM"].split()[0]) * 1024}))
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of the inputs, and the most memory that the process took at once."""

    slugs: tuple[str | None, ...]
    bytes: int


def measure(*paths: Path | str, feed: list[str] | None = None) -> Measured:
    """Reads the inputs in a process of their own; `feed` is a command whose output comes in on standard input."""
    command = [sys.executable, "-c", SCRIPT, *map(str, paths)]
    if feed is None:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=True)
    else:
        with subprocess.Popen(feed, stdout=subprocess.PIPE) as source:
            done = subprocess.run(command, stdin=source.stdout, capture_output=True, check=True)
    found = json.loads(done.stdout)
    return Measured(tuple(found["slugs"]), found["bytes"])
