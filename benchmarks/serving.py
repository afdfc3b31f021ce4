"""The page under load: python -m benchmarks.serving [--claims N] [--seconds N] [--rate N] [--workers N] [--ledger FILE]

`sayso serve` shows a ledger of an invented war (`benchmarks.warlike`) while `sayso add` writes to it. Requests come at
a constant rate, whether or not those before were answered: all kinds of pages, their data and charts, about things
drawn at random, so that little is asked for twice. A time runs from when the request was due to its answer's end.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.asked import Asker
from benchmarks.figures import Figure
from benchmarks.machine import describe_machine
from benchmarks.reconciling import fill
from sayso.ledger import Ledger
from sayso.ledger.upgrading import upgrade_ledger
from sayso.run.reconciling import reconcile

CLAIMS, SECONDS, RATE, WORKERS = 20_000, 60, 20.0, 1
"""Unless asked for more; the goals are for 100,000 claims."""
MOST_MILLISECONDS, MOST_MEGABYTES = 300, 1000
_REPORTS = Path(__file__).resolve().parents[1] / "examples" / "war" / "reports.jsonl"
_PATIENCE_SECONDS = 30
_EDITIONS = 400
_FIRST_MONTH = 2022 * 12 + 5
_FIRST_SECONDS = 30
"""So long the server is asked before it is measured: it keeps what it made, as it does in use."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One request: what kind of page it asked for, its status (0: none came), and the milliseconds that it took."""

    kind: str
    path: str
    status: int
    took: float


def measure(ledger: Path, *, seconds: int, rate: float, workers: int) -> Iterator[Figure]:
    """Percentiles of the times, errors, and the memory of all processes of the server at its most."""
    with _serving(ledger, workers) as server, _adding(ledger) as adding:
        asker = Asker(ledger, random.Random(1))
        asyncio.run(
            _ask_all(server.port, [asker.draw() for _ in range(20)], rate)
        )  # the first pages load what is needed
        spent = server.processor_seconds()
        answers, memory = asyncio.run(_watch(server, asker, seconds, rate))
        spent = server.processor_seconds() - spent
        written = adding.poll() is None
    times = sorted(answer.took for answer in answers)
    yield Figure("requests", len(answers), "")
    for percent in (50, 95, 99):
        most = MOST_MILLISECONDS if percent == 95 else None
        yield Figure(f"  {percent}th percentile", times[int(len(times) * percent / 100)], "ms", most=most)
    yield Figure("  longest", times[-1], "ms")
    wrong = [answer for answer in answers if answer.status != 200]
    yield Figure("  errors", len(wrong), "", most=0)
    yield Figure("  processor time a request, linking included", spent / len(answers) * 1000, "ms")
    yield Figure("memory, all processes of the server", memory, "MB", most=MOST_MEGABYTES)
    yield Figure("still being added to at the end (1: yes)", int(written), "", least=1)
    by_kind: dict[str, list[float]] = defaultdict(list)
    for answer in answers:
        by_kind[answer.kind].append(answer.took)
    for kind, took in sorted(by_kind.items()):
        took.sort()
        yield Figure(f"  {kind}: 95th percentile of {len(took)}", took[int(len(took) * 0.95)], "ms")
    for answer in wrong[:10]:
        print(answer, file=sys.stderr)


class Server:
    """`sayso serve` as a process."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process, self.port = process, port

    def _all(self) -> list[int]:
        found = [self.process.pid]
        for id in found:
            for task in Path(f"/proc/{id}/task").glob("*/children"):
                found += [int(child) for child in task.read_text().split()]
        return found

    def megabytes(self) -> float:
        """The memory of all its processes; what they share counts once."""
        total = 0
        for id in self._all():
            lines = Path(f"/proc/{id}/smaps_rollup").read_text().splitlines()
            total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        return total / 1000

    def processor_seconds(self) -> float:
        """The processor time of all its processes."""
        ticks = 0
        for id in self._all():
            fields = Path(f"/proc/{id}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def _serving(ledger: Path, workers: int) -> Iterator[Server]:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    given = ["serve", "--ledger", str(ledger), "--port", str(port), "--workers", str(workers), "--quiet"]
    with tempfile.TemporaryFile() as log:  # requests that wait at the end are told of at length
        process = subprocess.Popen([sys.executable, "-m", "sayso", *given], stderr=log)
        try:
            _wait_for(port)
            yield Server(process, port)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(_PATIENCE_SECONDS)


def _wait_for(port: int) -> None:
    begun = time.monotonic()
    while time.monotonic() - begun < _PATIENCE_SECONDS:
        with socket.socket() as found:
            if found.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("the server does not answer")


@contextmanager
def _adding(ledger: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`sayso add` of the invented war's reports for as long as it is asked for: the same war month after month."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "reports.jsonl"
        told = [json.loads(line) for line in _REPORTS.read_text("utf-8").splitlines()]
        with file.open("w", encoding="utf-8") as out:
            for edition in range(_EDITIONS):
                for one in told:
                    out.write(json.dumps(_move(one, edition)) + "\n")
        given = ["add", str(file), "--ledger", str(ledger), "--jobs", "1", "--quiet"]
        process = subprocess.Popen([sys.executable, "-m", "sayso", *given])
        try:
            yield process
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(_PATIENCE_SECONDS)


async def _watch(server: Server, asker: Asker, seconds: int, rate: float) -> tuple[list[Answered], float]:
    """The answers, and the most memory that was needed meanwhile."""
    most = 0.0

    async def look() -> None:
        nonlocal most
        while True:
            most = max(most, server.megabytes())
            await asyncio.sleep(1.0)

    looking = asyncio.create_task(look())
    answers = await _ask_all(server.port, [asker.draw() for _ in range(int(seconds * rate))], rate)
    looking.cancel()
    return answers, max(most, server.megabytes())


async def _ask_all(port: int, asked: Sequence[tuple[str, str]], rate: float) -> list[Answered]:
    begun = asyncio.get_running_loop().time()
    tasks = [asyncio.create_task(_ask(port, kind, path, begun + at / rate)) for at, (kind, path) in enumerate(asked)]
    return await asyncio.gather(*tasks)


async def _ask(port: int, kind: str, path: str, due: float) -> Answered:
    clock = asyncio.get_running_loop().time
    await asyncio.sleep(due - clock())
    try:
        status = await asyncio.wait_for(_fetch(port, path), _PATIENCE_SECONDS)
    except (OSError, TimeoutError, ValueError):
        status = 0
    return Answered(kind, path, status, (clock() - due) * 1000)


async def _fetch(port: int, path: str) -> int:
    """The status of an answer that came whole."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        body = await reader.read(-1)
    finally:
        writer.close()
    fields = dict(line.split(": ", 1) for line in head.decode("latin-1").lower().split("\r\n")[1:] if ": " in line)
    if len(body) != int(fields.get("content-length", len(body))):
        raise ValueError(path)
    return int(head.split()[1])


def _move(report: dict[str, Any], edition: int) -> dict[str, Any]:
    """The report of October as one of another month, the first the one after the invented claims end."""
    published = date.fromisoformat(report["published"])
    year, month = divmod(_FIRST_MONTH + edition, 12)
    first = date(year, month + 1, 1)
    text = re.sub(r"\bOct(ober)?\b", lambda found: f"{first:%B}" if found[1] else f"{first:%b}", report["text"])
    moved = {
        "text": f"{text}\n\nNumber {edition} of {time.time_ns()}.",
        "published": f"{first.replace(day=published.day)}",
    }
    return report | {name: f"{report[name]}-{edition}" for name in ("id", "url") if name in report} | moved


def make_ledger(file: Path, claims: int) -> None:
    """A linked ledger of so many claims of the invented war; one that is there is brought up to date."""
    is_new = not file.exists()
    if not is_new:
        upgrade_ledger(str(file))
    with Ledger(str(file), create=True) as ledger:
        if is_new:
            fill(ledger, claims)
        reconcile(ledger)


def main(given: Sequence[str] | None = None) -> int:
    """Print a line a figure; exit code 1 when one misses its goal."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.serving", description=__doc__)
    parser.add_argument("--claims", type=int, default=CLAIMS)
    parser.add_argument("--seconds", type=int, default=SECONDS)
    parser.add_argument("--rate", type=float, default=RATE, help="requests a second")
    parser.add_argument("--workers", type=int, default=WORKERS, help="as of sayso serve")
    parser.add_argument("--ledger", type=Path, help="a ledger that stays (it is added to); made where there is none")
    chosen = parser.parse_args(given)
    print(describe_machine())
    with tempfile.TemporaryDirectory() as folder:
        ledger = chosen.ledger or Path(folder) / "ledger.db"
        make_ledger(ledger, chosen.claims)
        figures = list(measure(ledger, seconds=chosen.seconds, rate=chosen.rate, workers=chosen.workers))
    for figure in figures:
        print(figure)
    return int(any(figure.is_missed for figure in figures))


if __name__ == "__main__":
    raise SystemExit(main())
