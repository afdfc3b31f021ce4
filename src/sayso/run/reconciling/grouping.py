"""Step 3: the claims of new days grouped into events, and those of the days after them for as long as that matters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, bindparam, select, update

from sayso.ledger import schema
from sayso.ledger.conditions import rows_in
from sayso.ledger.decided import find_decided
from sayso.ledger.queues import drop, push
from sayso.model import Decision
from sayso.reconcile.buckets import LOOKBACK_DAYS, first_bucket
from sayso.reconcile.linking import link_table
from sayso.reconcile.table import make_table_of

CLAIMS_AT_ONCE = 20_000
"""After so many claims what has been found is written: other writers wait no longer than that takes."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A claim as it stands among the events."""

    claim: int
    id: str
    report: str
    report_row: int
    bucket: int
    event: int | None
    data: bytes


def group_some(connection: Connection) -> int:
    """Link the claims of the first buckets of the queue; how many claims there were.

    A bucket in which anything came out otherwise than before lets those after it, as far as they look back, wait to be
    linked again; the last one changes nothing, and so what follows from a set of claims is always the same.
    """
    window, decided, done = _Window(connection), find_decided(connection), 0
    queue = schema.new_buckets
    while done < CLAIMS_AT_ONCE:
        bucket = connection.scalar(select(queue.c.row).order_by(queue.c.row).limit(1))
        if bucket is None:
            break
        rows = window.around(bucket)
        done += max(sum(row.bucket == bucket for row in rows), 1)
        changed = _link(connection, window, bucket, rows, decided)
        drop(connection, queue, [bucket])
        if changed:
            push(connection, schema.new_claims, changed)
            push(connection, queue, window.later(bucket))
    return done


def _link(
    connection: Connection, window: _Window, bucket: int, rows: Sequence[_Row], decided: Sequence[Decision]
) -> list[int]:
    """Link one bucket; the claims whose event is another than before."""
    known = {row.id: row for row in rows}
    table = make_table_of(
        [row.id for row in rows],
        [row.report for row in rows],
        [row.data for row in rows],
        window.words(rows),
    )
    ordered = [known[id] for id in table.ids]
    events = _known_events(ordered, bucket)
    found = link_table(table, bucket, events, _parted(connection, ordered, decided)).tolist()
    changed: dict[int, int] = {}
    for row, first in zip(ordered, found, strict=True):
        if row.bucket != bucket:
            continue
        # An event that began in an earlier bucket goes by the claim that it began with, be that in sight or not.
        leader = ordered[first]
        event = leader.event if leader.bucket != bucket and leader.event is not None else leader.claim
        if event != row.event:
            changed[row.claim] = event
    if changed:
        i = schema.items
        connection.execute(
            update(i).where(i.c.claim == bindparam("row")).values(event=bindparam("now")),
            [{"row": claim, "now": event} for claim, event in changed.items()],
        )
        window.change(bucket, changed)
    return list(changed)


def _known_events(ordered: Sequence[_Row], bucket: int) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    """For claims of earlier buckets the place of the first of their event that is in sight; -1 for the bucket's own."""
    first: dict[int, int] = {}
    events = np.full(len(ordered), -1, dtype=np.int32)
    for place, row in enumerate(ordered):
        if row.bucket != bucket:
            events[place] = first.setdefault(row.claim if row.event is None else row.event, place)
    return events


def _parted(connection: Connection, ordered: Sequence[_Row], decided: Sequence[Decision]) -> list[tuple[int, int]]:
    """The places of claims that a person parted; a claim of days before stands there by the first of its event.

    What a person put together is of one incident, and not of one event.
    """
    apart = [(one.a, one.b) for one in decided if one.kind == "different"]
    if not apart:
        return []
    places = {row.id: place for place, row in enumerate(ordered)}
    missing = {id for pair in apart if places.keys() & set(pair) for id in pair} - places.keys()
    firsts: dict[int | None, int] = {}
    for place, row in enumerate(ordered):
        firsts.setdefault(row.event, place)
    i, c = schema.items.c, schema.claims.c
    query = select(c.id, i.event).join(schema.items, i.claim == c.row).where(i.event.is_not(None))
    for id, event in connection.execute(query.where(c.id.in_(sorted(missing)))):
        if event in firsts:
            places[str(id)] = firsts[event]
    return [(places[a], places[b]) for a, b in apart if a in places and b in places]


class _Window:
    """The claims of some days after each other, read once while the days are gone through."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._buckets: dict[int, list[_Row]] = {}
        self._words: dict[str, bytes] = {}

    def around(self, bucket: int) -> list[_Row]:
        """The claims of a bucket and of those that it is compared with."""
        first = first_bucket(bucket)
        for gone in [known for known in self._buckets if known < first]:
            del self._buckets[gone]
        missing = [day for day in range(first, bucket + 1) if day not in self._buckets]
        for day in missing:
            self._buckets[day] = []
        for row in self._read(missing):
            self._buckets[row.bucket].append(row)
        rows = [row for day in range(first, bucket + 1) for row in self._buckets[day]]
        self._read_words(rows)
        return rows

    def words(self, rows: Iterable[_Row]) -> Mapping[str, bytes]:
        """The packed words of the reports of these claims."""
        return {row.report: self._words[row.report] for row in rows}

    def change(self, bucket: int, events: Mapping[int, int]) -> None:
        """Remember the new events of claims."""
        self._buckets[bucket] = [
            _Row(row.claim, row.id, row.report, row.report_row, row.bucket, events.get(row.claim, row.event), row.data)
            for row in self._buckets[bucket]
        ]

    def later(self, bucket: int) -> list[int]:
        """The buckets that look back on this one and hold any claim."""
        i = schema.items.c
        if not bucket:
            return []
        later = i.bucket.between(bucket + 1, bucket + LOOKBACK_DAYS)
        return list(self._connection.scalars(select(i.bucket).where(later).distinct()))

    def _read(self, buckets: Sequence[int]) -> list[_Row]:
        i, c, r = schema.items.c, schema.claims.c, schema.reports.c
        query = (
            select(i.claim, c.id, r.id, i.report, i.bucket, i.event, i.data)
            .join(schema.claims, c.row == i.claim)
            .join(schema.reports, r.row == i.report)
            .where(i.bucket.in_(rows_in(buckets)))
        )
        return [_Row(*row) for row in self._connection.execute(query)]

    def _read_words(self, rows: Sequence[_Row]) -> None:
        wanted = {row.report: row.report_row for row in rows}
        self._words = {report: words for report, words in self._words.items() if report in wanted}
        missing = {row: report for report, row in wanted.items() if report not in self._words}
        s = schema.signatures.c
        query = select(s.report, s.words).where(s.report.in_(rows_in(list(missing))))
        for row, words in self._connection.execute(query):
            self._words[missing[row]] = words
