"""One process that reads: what kills it costs one report, and whoever kills it changes nothing."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest

from sayso.ledger import Prepared
from sayso.model import Refusal
from sayso.run.archive.job import Limits
from sayso.run.archive.reader import ReaderProcess
from sayso.run.archive.taking import Taken
from sayso.run.workers import ReaderOptions
from tests.make import make_report

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals for this")
SHORT = "Rebels shelled the market in Orlivka on Monday, killing two people, residents said."


def _item(id: str, text: str = SHORT) -> Taken:
    return Taken(make_report(text, id=id), source=id)


def _refused(id: str) -> Taken:
    return Taken(None, Refusal("no-sentence", "it is empty", id), source=id)


@pytest.mark.thorough
def test_a_report_that_takes_too_long_costs_itself_only() -> None:
    # Some 10,000 words: several seconds of a processor.
    poison = " ".join(f"The mill at Orlivka number {n} was hit, Mayor Ida Voss said." for n in range(900))
    items = [_item("a"), _item("poison", poison), _refused("b"), _item("c")]
    with ReaderProcess(ReaderOptions(), Limits(cpu_seconds=1)) as reader:
        found = [(item.source, result) for item, result in reader.read_all(items)]
    assert [source for source, _ in found] == ["a", "poison", "b", "c"]
    first, second, third, last = (result for _, result in found)
    assert isinstance(first, Prepared)
    assert isinstance(second, Refusal)
    assert (second.slug, second.where) == ("too-costly", "poison")
    assert third is None
    assert isinstance(last, Prepared)
    assert [rows.columns["id"] for rows in last.claims]


@pytest.mark.thorough
def test_whoever_kills_it_changes_nothing() -> None:
    def items(killed: list[int]) -> Iterator[Taken]:
        for number in range(6):
            if number in killed:
                assert reader.pid is not None
                os.kill(reader.pid, signal.SIGKILL)
            yield _item(f"r{number}", f"{SHORT} Report {number}.")

    with ReaderProcess(ReaderOptions(), Limits()) as reader:
        undisturbed = [result for _, result in reader.read_all(items([]))]
        killed = [result for _, result in reader.read_all(items([1, 3]))]
    assert killed == undisturbed
    assert all(isinstance(result, Prepared) for result in killed)


@pytest.mark.thorough
def test_a_report_at_which_it_always_dies_is_refused() -> None:
    with ReaderProcess(ReaderOptions(), replace(Limits(), deaths=1)) as reader:
        reader.wait_ready()

        def items() -> Iterator[Taken]:
            assert reader.pid is not None
            os.kill(reader.pid, signal.SIGKILL)
            yield _item("a")
            yield _item("b")

        first, second = (result for _, result in reader.read_all(items()))
    assert isinstance(first, Refusal)
    assert first.slug == "reader-died"
    assert "signal 9" in first.reason
    assert isinstance(second, Prepared)


@pytest.mark.thorough
def test_a_report_that_takes_too_much_memory_costs_itself_only() -> None:
    poison = " ".join(f"The mill at Orlivka number {n} was hit, Mayor Ida Voss said." for n in range(30_000))
    with ReaderProcess(ReaderOptions(), Limits(memory_mb=60)) as reader:
        first, second = (result for _, result in reader.read_all([_item("poison", poison), _item("b")]))
    assert isinstance(first, Refusal)
    assert isinstance(second, Prepared)
