"""The steps in their order, until nothing waits any more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Table, func, select

from sayso.ledger import Ledger, schema
from sayso.ledger.engine import reading, writing
from sayso.ledger.queues import is_anything_queued
from sayso.run.reconciling.grouping import group_some
from sayso.run.reconciling.preparing import prepare_some
from sayso.run.reconciling.recording import Tally, record_some
from sayso.run.reconciling.tracing import trace_some


@dataclass(frozen=True, slots=True)
class Stage:
    """How far a step is: `done` of `total`, in what the step counts; `total` may still grow."""

    name: str
    done: int
    total: int


Listener = Callable[[Stage], None]


def reconcile(ledger: Ledger, tell: Listener | None = None) -> Tally:
    """Bring the incidents up to date; cheap where nothing is new. `tell` is called after each transaction.

    LedgerError where the ledger cannot be written.
    """
    tally = Tally()
    if count_pending(ledger):
        for name, queue, step in _steps(tally):
            _run(ledger, name, queue, step, tell)
    return tally


def count_pending(ledger: Ledger) -> int:
    """How many things wait to be worked on; 0 where the incidents are up to date."""
    with reading(ledger.engine) as connection:
        if not is_anything_queued(connection):
            return 0
        return sum(_count(connection, queue) for queue in schema.QUEUES)


def _steps(tally: Tally) -> Iterator[tuple[str, Table, Callable[[Connection], int]]]:
    yield "reading claims", schema.new_readings, prepare_some
    yield "looking for copies", schema.new_reports, trace_some
    yield "linking claims", schema.new_buckets, group_some
    yield "recording incidents", schema.new_claims, lambda connection: record_some(connection, tally)


def _run(ledger: Ledger, name: str, queue: Table, step: Callable[[Connection], int], tell: Listener | None) -> None:
    done = 0
    while True:
        with writing(ledger.engine) as connection:
            before = _count(connection, queue)
            if not before or not step(connection):
                return
            left = _count(connection, queue)
        done += max(before - left, 0)
        if tell:
            tell(Stage(name, done, done + left))


def _count(connection: Connection, queue: Table) -> int:
    return int(connection.scalar(select(func.count()).select_from(queue)) or 0)
