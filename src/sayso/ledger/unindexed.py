"""Columns for which SQLite looks up no index: it would take one by guess where another condition leads to fewer rows.

It takes `+claims.type` for a calculation, which no index is of. PostgreSQL counts its rows, and is left to choose.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, UnaryExpression
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.operators import custom_op


class Unindexed:
    """The columns of a table such that SQLite looks up no index for them: `+claims.type`."""

    def __init__(self, table: FromClause, dialect: str) -> None:
        self._columns, self._plain = table.c, dialect != "sqlite"

    def __getattr__(self, name: str) -> ColumnElement[Any]:
        return self._columns[name] if self._plain else unindexed(self._columns[name])


def unindexed(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The column as a calculation, for SQLite only."""
    return UnaryExpression(column, operator=custom_op("+"), type_=column.type)


class Unlooked(UnaryExpression[Any]):
    """A column for which SQLite looks up no index, where the query is made before the database is known.

    Nearly every row still holds, which SQLite does not know: it would take the index of those that do.
    """

    inherit_cache = True

    def __init__(self, column: ColumnElement[Any]) -> None:
        super().__init__(column, operator=custom_op("+"), type_=column.type)


@compiles(Unlooked)
def _compile_plain(element: Unlooked, compiler: SQLCompiler, **options: Any) -> str:
    return str(compiler.process(element.element, **options))


@compiles(Unlooked, "sqlite")
def _compile_unlooked(element: Unlooked, compiler: SQLCompiler, **options: Any) -> str:
    return f"+{compiler.process(element.element, **options)}"
