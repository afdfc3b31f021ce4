"""Reports into a ledger: each once, in the order of the inputs, whatever the readers do."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from sayso.export import make_record
from sayso.intake import Intake
from sayso.ledger import Ledger, prepare
from sayso.model import Refusal, Report, Versions
from sayso.run.adding import WINDOW_PER_JOB, Adder, Tally
from sayso.run.workers import DEPTH, Done
from tests.make import VERSIONS, make_attribution, make_claim, make_reading, make_report, make_source

WORDS = "Rebels shelled the mill at Orlivka, residents said."


class Readers:
    """A pool that gives its readings back in an order of our own, and reads no text."""

    def __init__(self, *, backwards: bool = False, dies_at: Sequence[str] = ()) -> None:
        self.asked: list[str] = []
        self._held: list[tuple[int, Report]] = []
        self._backwards, self._dies_at = backwards, dies_at

    @property
    def has_room(self) -> bool:
        return len(self._held) < 8 * DEPTH

    def submit(self, number: int, report: Report) -> None:
        self.asked.append(report.id)
        self._held.append((number, report))

    def wait(self, others: Sequence[Any] = (), *, seconds: float | None = None) -> None:
        pass

    def wait_ready(self) -> Versions:
        return VERSIONS

    def collect(self) -> Iterator[Done]:
        held, self._held = self._held, []
        for number, report in reversed(held) if self._backwards else held:
            if report.id in self._dies_at:
                yield Done(number, Refusal("reader-died", "the process ended", report.id))
            else:
                yield Done(number, _prepare(report))


class Heard:
    def __init__(self) -> None:
        self.refusals: list[Refusal] = []
        self.notes: list[Refusal] = []

    def refused(self, refusal: Refusal) -> None:
        self.refusals.append(refusal)

    def noted(self, note: Refusal) -> None:
        self.notes.append(note)

    def written(self, tally: Tally) -> None:
        pass


def _prepare(report: Report) -> Any:
    source = make_source(report.text, "residents", kind="civilian", named=False)
    said = make_attribution(report.text, source, "said", report.text.partition(",")[0])
    reading = make_reading(report, said, claims=[make_claim(report.text, "shelled", "shelling", attribution=said)])
    return prepare(reading, make_record(reading))


def _take(*reports: Report | Refusal) -> list[Intake]:
    return [
        Intake(None, one, one.where) if isinstance(one, Refusal) else Intake(one, None, one.id, source=f"{one.id}.txt")
        for one in reports
    ]


def _make(number: int, *, url: str | None = None) -> Report:
    return make_report(f"{WORDS} {number}", id=f"r{number}", url=url)


def _add(
    ledger: Ledger, intakes: Iterable[Intake], readers: Readers | None = None, *, reread: bool = False
) -> tuple[Tally, Heard, Readers]:
    heard, pool = Heard(), readers or Readers()
    adder = Adder(ledger, pool, heard, jobs=1, reread=reread)  # type: ignore[arg-type]
    adder.add(intakes)
    return adder.tally, heard, pool


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(str(tmp_path / "l.db"), create=True) as opened:
        yield opened


def test_all_are_read_and_written(ledger: Ledger) -> None:
    tally, _, _ = _add(ledger, _take(*(_make(number) for number in range(30))))
    assert (tally.new, tally.there, tally.claims, tally.seen) == (30, 0, 30, 30)
    assert ledger.count() == 30


def test_a_second_time_nothing_is_read(ledger: Ledger) -> None:
    reports = [_make(number) for number in range(30)]
    _add(ledger, _take(*reports))
    before = ledger.stats()
    tally, _, readers = _add(ledger, _take(*reports))
    assert (tally.read, tally.there, readers.asked) == (0, 30, [])
    assert ledger.stats() == before


def test_the_same_report_twice_in_one_run_is_read_once(ledger: Ledger) -> None:
    report = _make(1)
    tally, _, readers = _add(ledger, _take(report, report, report))
    assert (tally.new, tally.there, len(readers.asked)) == (1, 2, 1)


@pytest.mark.parametrize("backwards", [False, True])
def test_the_order_is_that_of_the_inputs(ledger: Ledger, *, backwards: bool) -> None:
    _add(ledger, _take(*(_make(number) for number in range(40))), Readers(backwards=backwards))
    names = [claim.report.name for claim in ledger.claims(order="recorded", ascending=True)]
    assert names == [f"r{number}" for number in range(40)]


def test_versions_of_one_address_follow_each_other_however_they_are_read(ledger: Ledger) -> None:
    address = "https://news.example/mill"
    tally, _, _ = _add(ledger, _take(*(_make(n, url=address) for n in range(5))), Readers(backwards=True))
    assert (tally.new, tally.revised) == (1, 4)
    (standing,) = ledger.claims()
    assert (standing.report.version, standing.report.name) == (5, "r4")
    assert len(ledger.history(standing.id[:16])) >= 1


def test_more_than_a_window_of_reports(ledger: Ledger) -> None:
    count = WINDOW_PER_JOB * 2 + 7
    tally, _, _ = _add(ledger, _take(*(_make(number) for number in range(count))), Readers(backwards=True))
    assert tally.new == count


def test_refusals_are_counted_told_and_kept_once(ledger: Ledger) -> None:
    refused = Refusal("wrong-language", "this looks like Welsh", "c.txt", "--any-language")
    tally, heard, _ = _add(ledger, _take(_make(1), refused, _make(2)))
    assert (tally.new, tally.refused["wrong-language"]) == (2, 1)
    assert heard.refusals == [refused]
    _add(ledger, _take(refused))
    assert ledger.stats()["refusals"] == 1


def test_a_report_that_kills_its_reader_costs_itself_only(ledger: Ledger) -> None:
    tally, heard, _ = _add(ledger, _take(_make(1), _make(2), _make(3)), Readers(dies_at=["r2"]))
    assert (tally.new, tally.refused["reader-died"]) == (2, 1)
    assert heard.refusals[0].where == "r2.txt"


def test_what_the_inputs_raise_comes_out_and_what_was_read_stays(ledger: Ledger) -> None:
    def failing() -> Iterator[Intake]:
        yield from _take(_make(1))
        raise RuntimeError("the drive fell off the desk")

    with pytest.raises(RuntimeError, match="fell off"):
        _add(ledger, failing())


def test_interrupted_what_has_been_read_is_written(ledger: Ledger) -> None:
    class Interrupted(Readers):
        def wait(self, *_: Any, **__: Any) -> None:
            if len(self.asked) >= 3:
                raise KeyboardInterrupt

    def slow() -> Iterator[Intake]:
        yield from _take(*(_make(number) for number in range(3)))
        over.wait(30)  # the pipe is still open

    over = threading.Event()
    with pytest.raises(KeyboardInterrupt):
        _add(ledger, slow(), Interrupted())
    over.set()
    assert ledger.count() == 3


def test_reread_by_another_version_supersedes(ledger: Ledger) -> None:
    report = _make(1)
    _add(ledger, _take(report))
    with ledger.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE readings SET sayso = '0.0.1'")
    tally, _, _ = _add(ledger, _take(report), reread=True)
    assert (tally.reread, ledger.count()) == (1, 1)
    tally, _, _ = _add(ledger, _take(report), reread=True)
    assert (tally.reread, tally.there) == (0, 1)


def test_letters_that_no_database_keeps_do_no_harm(ledger: Ledger) -> None:
    report = make_report(f"{WORDS} \x00 \ud800", id="odd\x00name")
    tally, _, _ = _add(ledger, _take(report))
    assert tally.new == 1
    tally, _, _ = _add(ledger, _take(report))
    assert tally.there == 1
