"""Runs the benchmarks: python -m benchmarks [PART]… [--texts FOLDER] [--threads N] [--seconds N]."""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line does, and before numpy is there

import argparse
from pathlib import Path

from benchmarks import adding, cost, lookups, memory, queries, reading, start, words, writing
from benchmarks.figures import Figure
from benchmarks.machine import describe_machine
from benchmarks.texts import EXAMPLES, load_texts

PARTS = ("words", "reading", "claims", "lookups", "writing", "adding", "queries", "memory", "start")


def main() -> int:
    """Print one line a figure; exit code 1 when one misses its goal."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure speed, memory and start.")
    parser.add_argument("part", nargs="*", help=f"{', '.join(PARTS)}; all unless given")
    parser.add_argument("--texts", type=Path, default=EXAMPLES, help="a folder of .txt, instead of the examples")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=10.0, help="how long each speed is measured")
    parser.add_argument("--soak", type=float, default=1.0, help="minutes for which `reading` watches its memory")
    parser.add_argument("--ledger", help="an empty PostgreSQL database to write into, instead of an SQLite file")
    chosen = parser.parse_args()
    if unknown := set(chosen.part) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))} (choose from {', '.join(PARTS)})")
    texts = load_texts(chosen.texts)
    print(f"{describe_machine()}, {chosen.threads} threads")
    figures: list[Figure] = []
    for part in chosen.part or PARTS:
        if part == "words":
            measured = words.measure(texts, threads=chosen.threads, seconds=chosen.seconds)
        elif part == "reading":
            measured = reading.measure(texts, threads=chosen.threads, seconds=chosen.seconds, soak_minutes=chosen.soak)
        elif part == "claims":
            measured = cost.measure(texts, threads=chosen.threads, seconds=chosen.seconds)
        elif part == "lookups":
            measured = lookups.measure()
        elif part == "writing":
            measured = writing.measure(texts, seconds=chosen.seconds, address=chosen.ledger)
        elif part == "adding":
            measured = adding.measure(texts, seconds=chosen.seconds)
        elif part == "queries":
            measured = queries.measure()
        elif part == "memory":
            measured = memory.measure(texts, threads=chosen.threads)
        else:
            measured = start.measure(threads=chosen.threads)
        for figure in measured:
            print(figure, flush=True)
            figures.append(figure)
    return int(any(figure.is_missed for figure in figures))


if __name__ == "__main__":
    raise SystemExit(main())
