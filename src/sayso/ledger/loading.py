"""Readings by the thousand into a ledger: the rows that `Ledger.add` writes, by the shortest way to SQLite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any, Protocol

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
Column = Sequence[Any]
OF = "of"
"""The column that tells to which report a claim belongs, or to which claim the rest: by its number, from 0."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Readings by column, in their order; days as ISO 8601 texts. All but those of `reports` have a column `OF`."""

    reports: Mapping[str, Column]
    claims: Mapping[str, Column]
    mentions: Mapping[str, Column]
    places: Mapping[str, Column]
    numbers: Mapping[str, Column]


class Batch(Protocol):
    """Readings in their order, to be had by column and one by one."""

    @property
    def keys(self) -> list[str]:
        """The keys of their reports."""

    def cut(self, start: int, end: int) -> Batch:
        """Those from `start` to before `end`."""

    def columns(self) -> Columns:
        """All of them, by column."""

    def readings(self) -> Iterator[Prepared]:
        """All of them, one by one."""


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

    def add(self, batch: Batch) -> Written:
        """Write the readings in one transaction: all are kept, or none."""
        if self.ledger.file is None:
            return self.ledger.add(list(batch.readings()))
        try:
            # Rows that we number ourselves have the rows that they name: nobody need look for each of them again.
            with writing(self.ledger.engine, with_keys=False) as connection:
                self._check_names(connection)
                return self._add(connection, batch)
        except BaseException:
            self._names.clear()  # some of these rows may be gone again
            raise

    def _add(self, connection: Connection, batch: Batch) -> Written:
        """In their order: what is new in bulk, the others the usual way when their turn comes."""
        written = Written()
        for is_new, start, end in _find_runs(batch.keys, set(look_up(connection, batch.keys))):
            part = batch.cut(start, end)
            if is_new:
                self._write_new(connection, part, written)
                continue
            others = write(connection, list(part.readings()))
            written.outcomes += others.outcomes
            written.claims += others.claims
        return written

    def _check_names(self, connection: Connection) -> None:
        """Forget the names when somebody has redacted one, or when they are too many."""
        latest = connection.scalar(select(func.max(schema.decisions.c.row)))
        if latest != self._decisions or len(self._names) > MOST_NAMES:
            self._names.clear()
        self._decisions = latest

    def _write_new(self, connection: Connection, batch: Batch, written: Written) -> None:
        columns, moment = batch.columns(), format_moment(next_moment(connection))
        told, count = columns.reports, len(columns.reports["key"])
        reports, readings = _number(connection, schema.reports, count), _number(connection, schema.readings, count)
        of_report, versions = (told[name] for name in _OF_REPORT), (told[name] for name in _VERSIONS)
        _insert(connection, "reports", _REPORT, zip(reports, *of_report, repeat(1), repeat(0), repeat(moment)))
        _insert(connection, "readings", _READING, zip(readings, reports, *versions, told["record"], repeat(moment)))
        _insert(connection, "new_readings", ("row",), zip(readings, strict=True))
        self._write_claims(connection, columns, reports, readings)
        written.outcomes += ["new"] * count
        written.claims += len(columns.claims["id"])

    def _write_claims(self, connection: Connection, columns: Columns, reports: range, readings: range) -> None:
        told, mentions, places, numbers = columns.claims, columns.mentions, columns.places, columns.numbers
        claims = _number(connection, schema.claims, len(told["id"]))
        homes = (map(reports.__getitem__, told[OF]), map(readings.__getitem__, told[OF]))
        _insert(connection, "claims", _CLAIM, zip(claims, *homes, *(told[name] for name in _OF_CLAIM), strict=True))
        words = (claims, told["sentence"])
        _insert(connection, "records", ("claim", "sentence", "record"), zip(*words, told["record"], strict=True))
        self._know(connection, {*mentions["name"], *places["name"]})
        for table, rest, names in (("mentions", mentions, _MENTION), ("places", places, _PLACE)):
            who = (map(claims.__getitem__, rest[OF]), map(self._names.__getitem__, rest["name"]))
            values = zip(*who, *(rest[name] for name in names), strict=True)
            _insert(connection, table, ("claim", "name", *names), values)
        counted = (map(claims.__getitem__, numbers[OF]), *(numbers[name] for name in _NUMBER))
        _insert(connection, "numbers", ("claim", *_NUMBER), zip(*counted, strict=True))
        _insert(connection, "claims_words", ("rowid", "sentence"), zip(*words, strict=True))

    def _know(self, connection: Connection, wanted: set[str]) -> None:
        """Learn the rows of these names; those that are new are added."""
        unknown = sorted(wanted - self._names.keys())
        for at in range(0, len(unknown), _AT_ONCE):
            part = tuple(unknown[at : at + _AT_ONCE])
            marks = ", ".join("?" * len(part))
            # As the driver takes it: to make such a statement of hundreds of values takes longer than to look it up.
            rows = connection.exec_driver_sql(f"SELECT name, row FROM names WHERE name IN ({marks})", part)
            self._names.update((str(name), int(row)) for name, row in rows)
        fresh = [name for name in unknown if name not in self._names]
        numbers = _number(connection, schema.names, len(fresh))
        _insert(connection, "names", ("row", "name", "folded"), zip(numbers, fresh, map(fold, fresh), strict=True))
        self._names.update(zip(fresh, numbers, strict=True))


_VERSIONS = ("sayso", "model", "codebook", "gazetteer")
_OF_REPORT = (
    "id", "key", "digest", "name", "title", "published", "published_from", "publisher", "url", "language", "text",
)  # fmt: skip
_REPORT = ("row", *_OF_REPORT, "version", "redacted", "recorded")
_READING = ("row", "report", *_VERSIONS, "record", "recorded")
_OF_CLAIM = ("id", "type", "factuality", "published", "first", "last", "confidence")
_CLAIM = ("row", "report", "reading", *_OF_CLAIM)
_MENTION = ("role", "number", "kind", "country", "actor")
_PLACE = ("number", "latitude", "longitude", "country", "admin1", "precision")
_NUMBER = ("number", "role", "unit", "low", "high")


def _find_runs(keys: Sequence[str], there: set[str]) -> Iterator[tuple[bool, int, int]]:
    """Where keys stand that are not there yet and have not come before, and where others: from, and to before."""
    start, was_new = 0, True
    for at, key in enumerate(keys):
        is_new = key not in there
        there.add(key)
        if is_new != was_new and at > start:
            yield was_new, start, at
            start = at
        was_new = is_new
    if keys:
        yield was_new, start, len(keys)


def _number(connection: Connection, table: Table, count: int) -> range:
    """The numbers of so many new rows; no other writer is at work now."""
    last = connection.scalar(select(func.max(table.c.row))) or 0
    return range(last + 1, last + 1 + count)


def _insert(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Values]) -> None:
    """Rows as the driver takes them. The names of tables and columns are the program's own."""
    told = list(rows)
    if told:
        marks = ", ".join("?" * len(columns))
        names = ", ".join(f'"{name}"' for name in columns)
        connection.exec_driver_sql(f"INSERT INTO {table} ({names}) VALUES ({marks})", told)
