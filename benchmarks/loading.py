"""How fast an archive's parts go into a ledger: python -m benchmarks.loading [--reports N].

The claims are those of the invented war's reports, each report made another one, names partly new, as in an archive.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.writing import make_rows, vary
from sayso.ledger import Ledger, Prepared
from sayso.run.archive.job import Job
from sayso.run.archive.loading import load_parts
from sayso.run.archive.parts import Entry, Gathering
from sayso.run.archive.storage import open_storage
from sayso.run.archive.taking import Taken

WAR = Path(__file__).parents[1] / "examples" / "war" / "reports.jsonl"
LEAST_CLAIMS_PER_SECOND = 15_000
SHARD_REPORTS = 1000


def measure(reports: int) -> Iterator[Figure]:
    """Claims a second from parts into a new ledger (SQLite), and what they take on the disk."""
    made = make_rows(tuple(json.loads(line)["text"] for line in WAR.read_text(encoding="utf-8").splitlines()))
    with tempfile.TemporaryDirectory() as folder:
        storage = open_storage(f"{folder}/archive")
        entries = [_write(f"{folder}/archive", made, first) for first in range(0, reports, SHARD_REPORTS)]
        with Ledger(f"{folder}/ledger.db", create=True) as ledger:
            begun, used = time.perf_counter(), time.process_time()
            claims = load_parts(storage, entries, ledger).claims
            seconds, processor = time.perf_counter() - begun, time.process_time() - used
            begun = time.perf_counter()
            load_parts(storage, entries, ledger)
            again = time.perf_counter() - begun
        ledger_bytes = Path(folder, "ledger.db").stat().st_size
        part_bytes = sum(size for entry in entries for _, size, _ in entry.parts)
    yield Figure(
        f"claims loaded (SQLite), {claims:,} in all", claims / seconds, "a second", least=LEAST_CLAIMS_PER_SECOND
    )
    yield Figure("the same, by the seconds of the processor", claims / processor, "a second")
    yield Figure("loading the same again", again, "s")
    yield Figure("a claim with its share of its report, in parts", part_bytes / claims, "bytes")
    yield Figure("the same, in the ledger", ledger_bytes / claims, "bytes")


def _write(out: str, made: list[Prepared], first: int) -> Entry:
    gathering = Gathering(Job(out, by="year"), f"shard{first}")
    for number in range(first, first + SHARD_REPORTS):
        prepared = vary(made[number % len(made)], number)
        words = prepared.report["text"].count(" ") + 1
        gathering.add(Taken(None, published=prepared.report["published"], words=words), prepared)
    return gathering.write(open_storage(out))


def main() -> int:
    """Print one line a figure; exit code 1 when one misses its goal."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=12_000)
    figures = []
    for figure in measure(parser.parse_args().reports):
        print(figure, flush=True)
        figures.append(figure)
    return int(any(figure.is_missed for figure in figures))


if __name__ == "__main__":
    raise SystemExit(main())
