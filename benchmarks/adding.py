"""How fast `sayso add` is beside the bare reading of the same texts, and what a second process gives."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure
from sayso.annotate import load_reader
from sayso.intake import Intake, make_report
from sayso.ledger import Ledger
from sayso.model import Refusal, Report
from sayso.run import load_rules, read_report
from sayso.run.adding import Adder, Tally
from sayso.run.workers import Pool, ReaderOptions

LEAST_SHARE, LEAST_GAIN = 0.9, 1.8
"""The goals: what is added a second, of what is read a second; and what two processes do beside one."""


def measure(texts: tuple[str, ...], *, seconds: float) -> Iterator[Figure]:
    """Words a second: bare reading on one thread, `add` with one process and with two, all on the same reports."""
    texts = tuple(text for text in texts if text.count(" ") > 50)
    bare, rounds = _read_bare(texts, seconds=seconds)
    yield Figure("bare reading, one thread", bare, "words/s")
    alone = _add(texts, rounds, jobs=1)
    yield Figure("added, one process", alone, "words/s")
    yield Figure("  of the bare reading's", alone / bare, "", least=LEAST_SHARE)
    both = _add(texts, 2 * rounds, jobs=2)
    yield Figure("added, two processes", both, "words/s")
    yield Figure("  times one process", both / alone, "", least=LEAST_GAIN)


def _make(texts: tuple[str, ...], rounds: int) -> list[Report]:
    """All texts as often as asked for, each time another one."""
    return [
        make_report(f"{text}\n\nEdition {number} of the report.\n", id=f"{at}-{number}")
        for number in range(rounds)
        for at, text in enumerate(texts)
    ]


def _read_bare(texts: tuple[str, ...], *, seconds: float) -> tuple[float, int]:
    reader, rules = load_reader(threads=1), load_rules()
    for report in _make(texts, 1):
        read_report(report, reader, rules)
    begun, words, rounds = time.perf_counter(), 0, 0
    while time.perf_counter() - begun < seconds:
        for report in _make(texts, rounds + 1)[-len(texts) :]:
            read_report(report, reader, rules)
            words += report.text.count(" ") + 1
        rounds += 1
    return words / (time.perf_counter() - begun), rounds


def _add(texts: tuple[str, ...], rounds: int, *, jobs: int) -> float:
    """Words a second from the moment that all processes are warm to the last commit."""
    reports = _make(texts, rounds)
    with (
        tempfile.TemporaryDirectory() as folder,
        Ledger(str(Path(folder) / "ledger.db"), create=True) as ledger,
        Pool(jobs, ReaderOptions()) as pool,
    ):
        _run(ledger, pool, _make(texts, 1)[: 2 * jobs], jobs)
        begun = time.perf_counter()
        words = _run(ledger, pool, [report for report in reports if not report.id.endswith("-0")], jobs)
        return words / (time.perf_counter() - begun)


def _run(ledger: Ledger, pool: Pool, reports: list[Report], jobs: int) -> int:
    adder = Adder(ledger, pool, _Nobody(), jobs=jobs)
    adder.add(Intake(report, None, report.id) for report in reports)
    return adder.tally.words


class _Nobody:
    """Nobody listens."""

    def refused(self, refusal: Refusal) -> None:
        raise AssertionError(refusal.reason)

    def noted(self, note: Refusal) -> None:
        pass

    def written(self, tally: Tally) -> None:
        pass
