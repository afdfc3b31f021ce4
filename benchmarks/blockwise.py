"""How long it takes to link an archive without a ledger: python -m benchmarks.blockwise [--claims N] [--folder DIR].

So many claims of an invented war (`benchmarks.warlike`) are written as parts, a stretch of days a shard, and linked as
`sayso link` does. With `--folder` the parts are kept and taken again the next time, so that only linking is measured;
`--write-only` stops when they are written.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from functools import cache
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.stages import Timer
from benchmarks.warlike import War
from sayso.run.archive.job import Job, Piece, Shard
from sayso.run.archive.manifest import begin, read_archive
from sayso.run.archive.parts import Gathering
from sayso.run.archive.storage import open_storage
from sayso.run.archive.taking import Taken
from sayso.run.blockwise import LocalEngine, Request, link_archive
from sayso.run.blockwise.linking import ENTRY, WORK

CLAIMS = 20_000
"""So many unless asked for more; the goals are for three million."""
MILLIONS, MOST_SECONDS, MOST_MEGABYTES = 3_000_000, 40 * 60, 4_000
CLAIMS_A_SHARD = 10_000


def measure(claims: int, out: Path, jobs: int, memory_mb: int) -> Iterator[Figure]:
    """Seconds for all and for each step, memory at its peak, and what stood on the disk."""
    is_all = claims >= MILLIONS
    storage, timer = open_storage(str(out)), Timer()
    storage.remove(ENTRY)
    with Watch(out / WORK) as watch:
        linked = link_archive(Request(storage, LocalEngine(jobs), memory_mb), timer.tell)
    yield Figure(f"{linked.claims:,} claims linked", timer.seconds, "s", most=MOST_SECONDS if is_all else None)
    for name, seconds in timer.steps.items():
        yield Figure(f"  {name}", seconds, "s")
    yield Figure("  incidents", linked.incidents, "")
    yield Figure("  memory at the peak, all processes", watch.megabytes, "MB", most=MOST_MEGABYTES)
    yield Figure("  disk at the peak, between the steps", watch.disk_megabytes, "MB")
    made = sum(storage.size(path) or 0 for table in ("incidents", "memberships") for path in storage.find(table))
    yield Figure("  disk, incidents and memberships", made / 1e6, "MB")


def write_parts(claims: int, out: Path, jobs: int) -> float:
    """Write the parts unless they are there; the seconds that it took."""
    begun, count = time.perf_counter(), max(claims // CLAIMS_A_SHARD, 1)
    job = Job(str(out), by="month")
    shards = [Shard((Piece(f"stretch-{at}-of-{claims // count}"),)) for at in range(count)]
    todo = begin(open_storage(str(out)), job, shards, resume=out.exists()).todo
    asked = [(job, shard, int(shard.pieces[0].address.split("-")[1]), claims // count) for shard in todo]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        list(pool.map(_write_shard, asked))
    return time.perf_counter() - begun


@cache
def _load_war() -> War:
    return War(1)


def _write_shard(asked: tuple[Job, Shard, int, int]) -> None:
    job, shard, at, claims = asked
    gathering = Gathering(job, shard.digest)
    for one in _load_war().stretch(at, claims):
        words = one.report["text"].count(" ") + 1
        gathering.add(Taken(None, published=one.report["published"], words=words), one)
    gathering.write(open_storage(job.out))


class Watch:
    """The memory of this process and those that it started, and a folder's size, at their peaks; on Linux."""

    def __init__(self, folder: Path) -> None:
        self.megabytes = self.disk_megabytes = 0.0
        self._folder, self._over = folder, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(0.5):
            self.megabytes = max(self.megabytes, sum(map(_megabytes_of, _family(os.getpid()))))
            self.disk_megabytes = max(self.disk_megabytes, _size_of(self._folder) / 1e6)


def _family(process: int) -> list[int]:
    """A process with all that came of it."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, IndexError, ValueError):
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    found = [process]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def _megabytes_of(process: int) -> float:
    """What a process has in memory, what it shares with others divided by their number."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1000
    return 0.0


def _size_of(folder: Path) -> int:
    size = 0
    for path in folder.rglob("*"):
        with suppress(OSError):
            size += path.stat().st_size
    return size


def main(given: Sequence[str] | None = None) -> int:
    """Print a line a figure; exit code 1 when one misses its goal."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.blockwise", description=__doc__)
    parser.add_argument("--claims", type=int, default=CLAIMS)
    parser.add_argument("--folder", type=Path, help="where the parts are made and kept (else the temporary folder)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--memory", type=int, default=MOST_MEGABYTES, help="megabytes, as of sayso link")
    parser.add_argument("--write-only", action="store_true", help="only write the parts")
    chosen = parser.parse_args(given)
    missed = False
    with tempfile.TemporaryDirectory() as made:
        out = (chosen.folder or Path(made)) / "archive"
        print(Figure("parts written", write_parts(chosen.claims, out, chosen.jobs), "s"), flush=True)
        if chosen.write_only:
            return 0
        parts = sum(size for entry in read_archive(open_storage(str(out))) for _, size, _ in entry.parts)
        print(Figure("  disk, parts", parts / 1e6, "MB"), flush=True)
        for figure in measure(chosen.claims, out, chosen.jobs, chosen.memory):
            print(figure, flush=True)
            missed |= figure.is_missed
    return int(missed)


if __name__ == "__main__":
    raise SystemExit(main())
