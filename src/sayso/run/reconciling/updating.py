"""The steps in their order, until nothing waits any more."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection, Table, func, select

from sayso.ledger import Ledger, schema
from sayso.ledger.engine import reading, writing
from sayso.ledger.queues import is_anything_queued
from sayso.run.reconciling.grouping import group_some
from sayso.run.reconciling.helpers import Pool
from sayso.run.reconciling.preparing import READINGS_AT_ONCE, make_rows, write_rows
from sayso.run.reconciling.recording import record_some
from sayso.run.reconciling.renewing import is_outdated, renew
from sayso.run.reconciling.summing import INCIDENTS_AT_ONCE, summarise, write_summaries
from sayso.run.reconciling.tally import Tally
from sayso.run.reconciling.tracing import trace_some

MOST_JOBS = 8
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Stage:
    """How far a step is: `done` of `total`, in what the step counts; `total` may still grow."""

    name: str
    done: int
    total: int


Listener = Callable[[Stage], None]


def reconcile(ledger: Ledger, tell: Listener | None = None, *, jobs: int | None = None) -> Tally:
    """Bring the incidents up to date; cheap where nothing is new. `tell` is called after each transaction.

    `jobs` processes share what only reads where there is much of it (all cores, up to eight, unless given).
    LedgerError where the ledger cannot be written.
    """
    tally = Tally()
    if not count_pending(ledger):
        return tally
    with writing(ledger.engine) as connection:
        if is_outdated(connection):
            renew(connection)
    with Pool(ledger.engine, jobs or min(os.cpu_count() or 1, MOST_JOBS)) as pool:
        steps = _Steps(ledger, pool, tell)
        steps.share("reading claims", schema.new_readings, make_rows, write_rows, READINGS_AT_ONCE)
        steps.repeat("looking for copies", schema.new_reports, trace_some)
        steps.repeat("linking claims", schema.new_buckets, group_some)
        steps.repeat("joining events", schema.new_claims, lambda connection: record_some(connection, tally))
        steps.share(
            "summing up incidents",
            schema.new_incidents,
            summarise,
            lambda connection, made: write_summaries(connection, made, tally),
            INCIDENTS_AT_ONCE,
        )
    return tally


def count_pending(ledger: Ledger) -> int:
    """How many things wait to be worked on; 0 where the incidents are up to date."""
    with reading(ledger.engine) as connection:
        if not is_anything_queued(connection):
            return int(is_outdated(connection) and connection.scalar(select(schema.items.c.claim).limit(1)) is not None)
        return sum(_count(connection, queue) for queue in schema.QUEUES)


class _Steps:
    def __init__(self, ledger: Ledger, pool: Pool, tell: Listener | None) -> None:
        self._engine, self._pool, self._tell = ledger.engine, pool, tell

    def repeat(self, name: str, queue: Table, step: Callable[[Connection], int]) -> None:
        """Do a step until its queue is empty, each time in a transaction."""
        done = 0
        while True:
            with writing(self._engine) as connection:
                before = _count(connection, queue)
                if not before or not step(connection):
                    return
                left = _count(connection, queue)
            done += max(before - left, 0)
            self._say(name, done, left)

    def share(
        self,
        name: str,
        queue: Table,
        make: Callable[[Connection, Sequence[int]], _Result],
        write: Callable[[Connection, _Result], None],
        at_once: int,
    ) -> None:
        """Have what waits in a queue worked on by the pool, and write what comes of it, until the queue is empty."""
        done = 0
        while True:
            with reading(self._engine) as connection:
                rows = connection.scalars(select(queue.c.row).order_by(queue.c.row)).all()
            if not rows:
                return
            for made in self._pool.map(make, rows, at_once=at_once):
                with writing(self._engine) as connection:
                    write(connection, made)
                done += at_once
                self._say(name, min(done, len(rows)), max(len(rows) - done, 0))

    def _say(self, name: str, done: int, left: int) -> None:
        if self._tell:
            self._tell(Stage(name, done, done + left))


def _count(connection: Connection, queue: Table) -> int:
    return int(connection.scalar(select(func.count()).select_from(queue)) or 0)
