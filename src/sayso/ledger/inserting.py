"""Rows of claims into the tables that hold them: what is searched, the words, people, places and numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text

from sayso.ledger import schema
from sayso.ledger.keys import fold
from sayso.ledger.rows import ClaimRows

_AT_ONCE = 500  # values in one IN (…): SQLite takes 32,766 parameters, older ones 999


def insert_claims(connection: Connection, told: Sequence[tuple[ClaimRows, int, int]]) -> list[int]:
    """Write claims, each with the rows of its report and of its reading; their numbers."""
    if not told:
        return []
    numbers = _number(connection, schema.claims, len(told))
    claims = [
        rows.columns | {"row": number, "report": report, "reading": reading}
        for number, (rows, report, reading) in zip(numbers, told, strict=True)
    ]
    each = list(zip(numbers, (rows for rows, _, _ in told), strict=True))
    names = _names(connection, (name for rows, _, _ in told for name in _list_names(rows)))
    _insert(connection, schema.claims, claims)
    _insert(connection, schema.records, [{"claim": n, "sentence": r.sentence, "record": r.record} for n, r in each])
    _insert(connection, schema.mentions, _mention(each, names))
    places = [place | {"claim": n, "name": names[place["name"]]} for n, rows in each for place in rows.places]
    _insert(connection, schema.places, places)
    _insert(connection, schema.numbers, [quantity | {"claim": n} for n, rows in each for quantity in rows.numbers])
    if connection.dialect.name == "sqlite":
        connection.execute(
            text("INSERT INTO claims_words (rowid, sentence) VALUES (:number, :sentence)"),
            [{"number": number, "sentence": rows.sentence} for number, rows in each],
        )
    return numbers


def _list_names(rows: ClaimRows) -> Iterator[str]:
    """Of everybody and every place that a claim names."""
    yield from (mention.name for mention in rows.mentions)
    yield from (place["name"] for place in rows.places)


def _mention(each: Iterable[tuple[int, ClaimRows]], names: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "claim": number,
            "role": m.role,
            "number": m.number,
            "name": names[m.name],
            "kind": m.kind,
            "country": m.country,
            "actor": m.actor,
        }
        for number, rows in each
        for m in rows.mentions
    ]


def _names(connection: Connection, names: Iterable[str]) -> dict[str, int]:
    """The rows of these names, those that are new added."""
    wanted, table, found = sorted(set(names)), schema.names.c, dict[str, int]()
    for at in range(0, len(wanted), _AT_ONCE):
        part = wanted[at : at + _AT_ONCE]
        rows = connection.execute(select(table.name, table.row).where(table.name.in_(part)))
        found.update((str(name), int(row)) for name, row in rows)
    fresh = [name for name in wanted if name not in found]
    numbered = dict(zip(fresh, _number(connection, schema.names, len(fresh)), strict=True))
    added = [{"row": row, "name": name, "folded": fold(name)} for name, row in numbered.items()]
    _insert(connection, schema.names, added)
    return found | numbered


def _number(connection: Connection, table: Table, count: int) -> list[int]:
    """The numbers of so many new rows; no other writer is at work now."""
    if not count:
        return []
    if connection.dialect.name == "sqlite":
        last = connection.scalar(select(func.max(table.c.row))) or 0
        return list(range(last + 1, last + 1 + count))
    sequence = f"{table.name}_row_seq"
    rows = connection.execute(
        text("SELECT nextval(CAST(:name AS regclass)) FROM generate_series(1, :count)"),
        {"name": sequence, "count": count},
    )
    return [row for (row,) in rows]


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)
