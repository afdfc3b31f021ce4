"""Readings by the thousand into a ledger: the rows that `Ledger.add` writes, by the shortest way to SQLite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, func, select

from sayso.ledger import schema
from sayso.ledger.columns import format_moment
from sayso.ledger.engine import reading, writing
from sayso.ledger.keys import fold
from sayso.ledger.rows import Prepared
from sayso.ledger.store import Ledger
from sayso.ledger.writing import Written, look_up, next_moment, write

MOST_NAMES = 1_000_000
"""Names whose rows are remembered from one transaction to the next; at about 100 bytes each."""
_AT_ONCE = 500

Values = tuple[Any, ...]


class Loader:
    """Writes many readings in each transaction. What is there already changes nothing, as with `Ledger.add`.

    What is new in SQLite goes the short way; a new text of a known report, and all of PostgreSQL, go the usual one.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._names: dict[str, int] = {}
        self._decisions: int | None = None

    def knows(self, told: Sequence[tuple[str, str]]) -> bool:
        """Whether all of these reports, by key and digest, are in the ledger."""
        with reading(self.ledger.engine) as connection:
            there = look_up(connection, (key for key, _ in told))
        return all(digest in there.get(key, {}) for key, digest in told)

    def add(self, readings: Sequence[Prepared]) -> Written:
        """Write the readings in one transaction: all are kept, or none."""
        if self.ledger.file is None:
            return self.ledger.add(readings)
        try:
            # Rows that we number ourselves have the rows that they name: nobody need look for each of them again.
            with writing(self.ledger.engine, with_keys=False) as connection:
                self._check_names(connection)
                return self._add(connection, readings)
        except BaseException:
            self._names.clear()  # some of these rows may be gone again
            raise

    def _add(self, connection: Connection, readings: Sequence[Prepared]) -> Written:
        """In their order: new ones together, each other one by itself when its turn comes."""
        written = Written()
        there = set(look_up(connection, (prepared.key for prepared in readings)))
        fresh: list[Prepared] = []
        for prepared in readings:
            if prepared.key not in there:
                there.add(prepared.key)
                fresh.append(prepared)
                continue
            self._write_new(connection, fresh, written)
            fresh = []
            one = write(connection, [prepared])
            written.outcomes += one.outcomes
            written.claims += one.claims
        self._write_new(connection, fresh, written)
        return written

    def _check_names(self, connection: Connection) -> None:
        """Forget the names when somebody has redacted one, or when they are too many."""
        latest = connection.scalar(select(func.max(schema.decisions.c.row)))
        if latest != self._decisions or len(self._names) > MOST_NAMES:
            self._names.clear()
        self._decisions = latest

    def _write_new(self, connection: Connection, fresh: Sequence[Prepared], written: Written) -> None:
        if not fresh:
            return
        moment = format_moment(next_moment(connection))
        reports = _number(connection, schema.reports, len(fresh))
        readings = _number(connection, schema.readings, len(fresh))
        _insert(connection, "reports", _REPORT, (
            (row, *(_value(one.report[name]) for name in _OF_REPORT), 1, 0, moment)
            for row, one in zip(reports, fresh, strict=True)
        ))  # fmt: skip
        _insert(connection, "readings", _READING, (
            (row, report, *(one.versions[name] for name in _VERSIONS), one.record, moment)
            for row, report, one in zip(readings, reports, fresh, strict=True)
        ))  # fmt: skip
        _insert(connection, "new_readings", ("row",), ((row,) for row in readings))
        written.outcomes += ["new"] * len(fresh)
        written.claims += self._write_claims(connection, fresh, reports, readings)

    def _write_claims(
        self, connection: Connection, fresh: Sequence[Prepared], reports: Sequence[int], readings: Sequence[int]
    ) -> int:
        told = [rows for one in fresh for rows in one.claims]
        if not told:
            return 0
        first = _number(connection, schema.claims, 1)[0]
        numbers = range(first, first + len(told))
        homes = [
            home for one, *home in zip(fresh, reports, readings, strict=True) for _ in range(len(one.claims))
        ]  # fmt: skip
        each = list(zip(numbers, told, strict=True))
        _insert(connection, "claims", _CLAIM, (
            (number, home[0], home[1], *(_value(rows.columns[name]) for name in _OF_CLAIM))
            for (number, rows), home in zip(each, homes, strict=True)
        ))  # fmt: skip
        _insert(connection, "records", ("claim", "sentence", "record"), ((n, r.sentence, r.record) for n, r in each))
        self._know(connection, {m.name for rows in told for m in rows.mentions}
                   | {place["name"] for rows in told for place in rows.places})  # fmt: skip
        names = self._names
        _insert(connection, "mentions", _MENTION, (
            (n, m.role, m.number, names[m.name], m.kind, m.country, m.actor) for n, r in each for m in r.mentions
        ))  # fmt: skip
        _insert(connection, "places", ("claim", "name", *_OF_PLACE), (
            (n, names[place["name"]], *(place[name] for name in _OF_PLACE)) for n, r in each for place in r.places
        ))  # fmt: skip
        _insert(connection, "numbers", ("claim", *_OF_NUMBER), (
            (n, *(number[name] for name in _OF_NUMBER)) for n, r in each for number in r.numbers
        ))  # fmt: skip
        _insert(connection, "claims_words", ("rowid", "sentence"), ((n, r.sentence) for n, r in each))
        return len(told)

    def _know(self, connection: Connection, wanted: set[str]) -> None:
        """Learn the rows of these names; those that are new are added."""
        unknown, table = sorted(wanted - self._names.keys()), schema.names.c
        for at in range(0, len(unknown), _AT_ONCE):
            rows = connection.execute(
                select(table.name, table.row).where(table.name.in_(unknown[at : at + _AT_ONCE]))
            )  # fmt: skip
            self._names.update((str(name), int(row)) for name, row in rows)
        fresh = [name for name in unknown if name not in self._names]
        numbered = list(zip(_number(connection, schema.names, len(fresh)), fresh, strict=True))
        _insert(connection, "names", ("row", "name", "folded"), ((row, name, fold(name)) for row, name in numbered))
        self._names.update((name, row) for row, name in numbered)


_VERSIONS = ("sayso", "model", "codebook", "gazetteer")
_OF_REPORT = (
    "id", "key", "digest", "name", "title", "published", "published_from", "publisher", "url", "language", "text",
)  # fmt: skip
_REPORT = ("row", *_OF_REPORT, "version", "redacted", "recorded")
_READING = ("row", "report", *_VERSIONS, "record", "recorded")
_OF_CLAIM = ("id", "type", "factuality", "published", "first", "last", "confidence")
_CLAIM = ("row", "report", "reading", *_OF_CLAIM)
_MENTION = ("claim", "role", "number", "name", "kind", "country", "actor")
_OF_PLACE = ("number", "latitude", "longitude", "country", "admin1", "precision")
_OF_NUMBER = ("number", "role", "unit", "low", "high")


def _number(connection: Connection, table: Table, count: int) -> list[int]:
    """The numbers of so many new rows; no other writer is at work now."""
    last = connection.scalar(select(func.max(table.c.row))) or 0
    return list(range(last + 1, last + 1 + count))


def _insert(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Values]) -> None:
    """Rows as the driver takes them. The names of tables and columns are the program's own."""
    told = list(rows)
    if told:
        marks = ", ".join("?" * len(columns))
        names = ", ".join(f'"{name}"' for name in columns)
        connection.exec_driver_sql(f"INSERT INTO {table} ({names}) VALUES ({marks})", told)


def _value(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
