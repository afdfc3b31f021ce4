"""Readings into the ledger: each whole or not at all, each once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, Table, insert, select

from sayso.ledger import schema
from sayso.ledger.inserting import insert_claims
from sayso.ledger.queues import push
from sayso.ledger.rows import Prepared
from sayso.ledger.settling import settle
from sayso.model import Versions

Outcome = Literal["new", "revised", "reread", "there"]
"""What came of a reading: a new report, a new text of a known one, a known text read anew, or nothing new."""
_AT_ONCE = 500  # values in one IN (…): SQLite takes 32,766 parameters, older ones 999


@dataclass(slots=True)
class Written:
    """What came of a row of readings, in their order, and how many claims were written."""

    outcomes: list[Outcome] = field(default_factory=list)
    claims: int = 0


def write(connection: Connection, readings: Sequence[Prepared], *, reread: bool = False) -> Written:
    """Write the readings in one transaction that the caller has begun and ends.

    What is there already changes nothing. A new text at a known address is a new version, and what was read from the
    older one is superseded. `reread` lets a known text be read anew by other versions of the program.
    """
    return _Writer(connection, reread=reread).write(readings)


def next_moment(connection: Connection) -> datetime:
    """Now, and later than anything that was recorded before, whatever the clock says."""
    now = datetime.now(UTC)
    for table in (schema.readings, schema.decisions, schema.reviews, schema.summaries):
        # Rows are numbered in the order in which they are recorded, so the last is the latest.
        last = connection.scalar(select(table.c.recorded).order_by(table.c.row.desc()).limit(1))
        if last is not None and last >= now:
            now = last + timedelta(microseconds=1)
    return now


def look_up(connection: Connection, keys: Iterable[str]) -> dict[str, dict[str, tuple[int, int]]]:
    """By key and digest: row and version of the reports that are there."""
    wanted, found = sorted(set(keys)), dict[str, dict[str, tuple[int, int]]]()
    table = schema.reports.c
    for at in range(0, len(wanted), _AT_ONCE):
        rows = connection.execute(
            select(table.key, table.digest, table.row, table.version).where(table.key.in_(wanted[at : at + _AT_ONCE]))
        )
        for key, digest, row, version in rows:
            found.setdefault(key, {})[digest] = (row, version)
    return found


def was_read_by(connection: Connection, report: int, versions: Versions) -> bool:
    """Whether these versions of the program have read the report of this row; a redacted one is never read again."""
    table, reports = schema.readings.c, schema.reports.c
    if connection.scalar(select(reports.redacted).where(reports.row == report)):
        return True
    same = [table[name] == getattr(versions, name) for name in ("sayso", "model", "codebook", "gazetteer")]
    return connection.scalar(select(table.row).where(table.report == report, *same)) is not None


class _Writer:
    def __init__(self, connection: Connection, *, reread: bool) -> None:
        self._connection, self._reread = connection, reread
        self._moment = next_moment(connection)

    def write(self, readings: Sequence[Prepared]) -> Written:
        written = Written()
        there = look_up(self._connection, (prepared.key for prepared in readings))
        fresh: list[tuple[Prepared, int, int]] = []
        for prepared in readings:
            versions = there.setdefault(prepared.key, {})
            outcome, report = self._report(prepared, versions)
            written.outcomes.append(outcome)
            if outcome != "there":
                fresh.append((prepared, report, self._reading(prepared, report, outcome, versions)))
        written.claims = self._claims(fresh)
        reread = [p for p, outcome in zip(readings, written.outcomes, strict=True) if outcome == "reread"]
        # What people said of these claims holds for them as they are read now, too.
        settle(self._connection, [rows.columns["id"] for prepared in reread for rows in prepared.claims], self._moment)
        return written

    def _report(self, prepared: Prepared, versions: dict[str, tuple[int, int]]) -> tuple[Outcome, int]:
        if prepared.digest in versions:
            report, _ = versions[prepared.digest]
            known = self._reread and not was_read_by(self._connection, report, Versions(**prepared.versions))
            return ("reread" if known else "there"), report
        version = max((number for _, number in versions.values()), default=0) + 1
        row = self._add(schema.reports, prepared.report | {"version": version, "recorded": self._moment, "redacted": 0})
        versions[prepared.digest] = (row, version)
        return ("revised" if version > 1 else "new"), row

    def _reading(self, prepared: Prepared, report: int, outcome: Outcome, versions: dict[str, tuple[int, int]]) -> int:
        row = self._add(
            schema.readings,
            {**prepared.versions, "report": report, "record": prepared.record, "recorded": self._moment},
        )
        if outcome != "new":
            reports = [number for number, _ in versions.values()]
            for old in self._standing(reports, but=row):
                self._add(schema.supersessions, {"reading": old, "next": row, "why": outcome, "recorded": self._moment})
                push(self._connection, schema.new_readings, [old])
        push(self._connection, schema.new_readings, [row])
        return row

    def _standing(self, reports: Sequence[int], *, but: int) -> list[int]:
        """The readings of these reports that no later one has superseded."""
        table, gone = schema.readings.c, schema.supersessions.c
        superseded = select(gone.reading).where(gone.reading == table.row).exists()
        rows = self._connection.scalars(
            select(table.row).where(table.report.in_(reports), table.row != but, ~superseded).order_by(table.row)
        )
        return list(rows)

    def _claims(self, fresh: Sequence[tuple[Prepared, int, int]]) -> int:
        told = [(rows, report, reading) for prepared, report, reading in fresh for rows in prepared.claims]
        insert_claims(self._connection, told)
        return len(told)

    def _add(self, table: Table, columns: dict[str, Any]) -> int:
        row = self._connection.execute(insert(table), columns).inserted_primary_key
        return int(row[0]) if row else 0
