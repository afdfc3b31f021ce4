"""Two writers and ten readers at one ledger, at once."""

from __future__ import annotations

import multiprocessing
import os
import time
from typing import Any

import pytest

from sayso.export import make_record
from sayso.ledger import Filter, Ledger, prepare
from sayso.ledger.checking import check
from sayso.ledger.engine import reading
from tests.conftest import LONG
from tests.make import make_claim, make_reading, make_report

SECONDS = float(os.environ.get("SAYSO_TOGETHER_SECONDS", "30" if LONG else "1"))
"""How long they are at it: 10 s in CI, 30 s at full size."""
WRITERS, READERS = 2, 10 if SECONDS > 1 else 3  # starting a process takes longer than the default second


def _write(address: str, start: Any, told: Any) -> None:
    """Write reports 0, 1, 2 … until the time is over; both writers write the same ones."""
    outcomes = {"new": 0, "there": 0}
    try:
        with Ledger(address) as ledger:
            end, number = _wait_for_all(start), 0
            while time.monotonic() < end:
                batch = []
                for _ in range(5):
                    text = f"Rebels shelled the mill at Orlivka for the {number}th time, and soldiers shelled the dam."
                    report = make_report(text, id=f"r{number}", url=f"https://news.example/{number // 2}")
                    claims = [make_claim(text, "shelled", "shelling"), make_claim(text, "shelled", after="and")]
                    made = make_reading(report, claims=claims)
                    batch.append(prepare(made, make_record(made)))
                    number += 1
                for outcome in ledger.add(batch).outcomes:
                    outcomes["there" if outcome == "there" else "new"] += 1
        told.put(outcomes)
    except Exception as error:
        told.put(repr(error))


def _wait_for_all(start: Any) -> float:
    """When to stop, once all have their ledger open."""
    start.wait(120)
    return time.monotonic() + SECONDS


def _read(address: str, start: Any, told: Any) -> None:
    """Look at the ledger until the time is over: it never shrinks, and all of it is from one moment."""
    try:
        last = asked = 0
        with Ledger(address) as ledger:
            end = _wait_for_all(start)
            while time.monotonic() < end:
                count = ledger.count()
                assert count >= last, f"{count} claims after {last}"
                assert count % 2 == 0, "half a report"
                assert len(list(ledger.claims(Filter(types=("shelling",)), limit=20))) >= min(20, count // 2)
                last, asked = count, asked + 1
        told.put(asked)
    except BaseException as error:
        told.put(repr(error))


@pytest.mark.thorough
def test_two_writers_and_ten_readers(ledger_address: str) -> None:
    Ledger(ledger_address, create=True).close()
    context = multiprocessing.get_context("spawn")
    work = [_write] * WRITERS + [_read] * READERS
    told, start = context.Queue(), context.Barrier(len(work))
    processes = [context.Process(target=one, args=(ledger_address, start, told)) for one in work]
    for process in processes:
        process.start()
    heard = [told.get(timeout=SECONDS + 90) for _ in processes]
    for process in processes:
        process.join()
    assert [error for error in heard if isinstance(error, str)] == []
    written = [one for one in heard if isinstance(one, dict)]
    assert len(written) == WRITERS
    with Ledger(ledger_address) as ledger, reading(ledger.engine) as connection:
        assert ledger.stats()["reports"] == sum(one["new"] for one in written) > 0
        assert list(check(connection)) == []
    assert all(asked > 0 for asked in heard if isinstance(asked, int))
