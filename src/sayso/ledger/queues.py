"""The queues of what still has to be worked on: each holds row numbers, each once."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Table, delete, select, text

from sayso.ledger import schema

_AT_ONCE = 500


def push(connection: Connection, queue: Table, rows: Iterable[int]) -> None:
    """Put rows into a queue; those that wait in it already wait once."""
    told = [{"row": row} for row in dict.fromkeys(rows)]
    if told:
        # The names of the queues are the program's own.
        statement = f"INSERT INTO {queue.name} (row) VALUES (:row) ON CONFLICT DO NOTHING"
        connection.execute(text(statement), told)


def drop(connection: Connection, queue: Table, rows: Iterable[int]) -> None:
    """Take rows out of a queue: they have been worked on."""
    told = list(rows)
    for at in range(0, len(told), _AT_ONCE):
        connection.execute(delete(queue).where(queue.c.row.in_(told[at : at + _AT_ONCE])))


def is_anything_queued(connection: Connection) -> bool:
    """Whether anything waits in any queue."""
    return any(connection.scalar(select(queue.c.row).limit(1)) is not None for queue in schema.QUEUES)
