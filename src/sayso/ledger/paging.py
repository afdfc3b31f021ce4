"""Which claims stand on a page of an order, found without walking through all that pass.

A database that knows no more than its indexes takes either the order's and tests every claim on its way, which takes
long where few pass, or that of one condition, and sorts all that it gives, which takes long where many do. So the
conditions are asked first for how many claims meet them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Column, ColumnElement, Connection, Select, UnaryExpression, func, select

from sayso.ledger import schema
from sayso.ledger.conditions import Condition

Order = Literal["published", "happened", "recorded", "confidence"]
ORDERS: tuple[Order, ...] = ("published", "happened", "recorded", "confidence")
_COLUMNS = {"published": "published", "happened": "first", "recorded": "row", "confidence": "confidence"}
_FEW = 2000
"""So many claims are looked up and sorted in a moment, whatever else is asked of them."""
_WALKED = 20_000
"""So many claims are tested one after the other in a moment."""
_MANY = 50_000
"""No condition is counted further."""


_Part = tuple[list[ColumnElement[bool]], ColumnElement[Any]]


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of which order: the latest (or surest) first unless `ascending`; `limit` None is all."""

    order: Order = "published"
    ascending: bool = False
    limit: int | None = None
    offset: int = 0


def find_rows(
    connection: Connection, conditions: Sequence[Condition], standing: ColumnElement[bool], page: Page
) -> list[int]:
    """The rows of the claims on the page that stand. Those without a day stand last, ties in the order of recording."""
    return _Finder(connection, conditions, standing, page).find()


def count_rows(connection: Connection, conditions: Sequence[Condition], standing: ColumnElement[bool]) -> int:
    """How many claims that stand meet all conditions."""
    query = select(func.count()).select_from(schema.claims).where(standing)
    if conditions:
        query = query.where(*_narrowed(conditions, _count_each(connection, conditions)))
    return int(connection.scalar(query) or 0)


def narrow(connection: Connection, conditions: Sequence[Condition]) -> list[ColumnElement[bool]]:
    """All conditions on a claim's row as tests of it, in the order that finds the claims fastest."""
    return _narrowed(conditions, _count_each(connection, conditions)) if conditions else []


def _count_each(connection: Connection, conditions: Sequence[Condition]) -> list[int]:
    """How many claims meet each condition, counted so far as it matters."""
    return [
        connection.scalar(select(func.count()).select_from(condition.rows.limit(_MANY).subquery())) or 0
        for condition in conditions
    ]


def _narrowed(conditions: Sequence[Condition], counts: Sequence[int]) -> list[ColumnElement[bool]]:
    """All conditions, such that the one that the fewest claims meet leads.

    What can be told from a claim's row alone is asked before the claim is looked up.
    """
    first = conditions[counts.index(min(counts))]
    rest = [condition for condition in conditions if condition is not first]
    found = first.rows.subquery("found")
    early = [condition.met_by(found.c.row) for condition in rest if condition.met_by]
    late = [condition.test for condition in rest if not condition.met_by]
    return [schema.claims.c.row.in_(select(found.c.row).where(*early)), *late]


class _Finder:
    def __init__(
        self, connection: Connection, conditions: Sequence[Condition], standing: ColumnElement[bool], page: Page
    ) -> None:
        self._connection, self._conditions, self._page = connection, list(conditions), page
        self._column: Column[Any] = schema.claims.c[_COLUMNS[page.order]]
        self._standing = standing

    def find(self) -> list[int]:
        page, counts = self._page, _count_each(self._connection, self._conditions)
        wanted = None if page.limit is None else page.limit + page.offset
        if wanted is not None and not (counts and self._is_far(counts, wanted)):
            found = self._walk(wanted)
            if found is not None:
                return found[page.offset :]
        return self._all(*(_narrowed(self._conditions, counts) if counts else ()))

    def _is_far(self, counts: Sequence[int], wanted: int) -> bool:
        """Whether so many claims that pass are further than a walk, were the conditions met by chance."""
        claims = self._connection.scalar(select(func.max(schema.claims.c.row))) or 0
        share = 1.0
        for count in counts:
            share *= min(count / max(claims, 1), 1.0)
        return min(counts) <= _FEW or wanted > share * _WALKED

    def _all(self, *tests: ColumnElement[bool]) -> list[int]:
        """The page out of all claims that pass, sorted."""
        column, row = self._directed(self._column), self._directed(schema.claims.c.row)
        query = self._query(tests).order_by(column.nulls_last(), row).limit(self._page.limit)
        return list(self._connection.scalars(query.offset(self._page.offset) if self._page.offset else query))

    def _walk(self, count: int) -> list[int] | None:
        """The first so many claims that pass, by the order's index; None where that would be a long way."""
        found: list[int] = []
        for part, by in self._parts():
            query = self._query([condition.test for condition in self._conditions]).where(*part)
            end = self._end_of_walk(part, by)
            if end is not None:
                query = query.where(by <= end if self._page.ascending else by >= end)
            directed = dict.fromkeys((by, schema.claims.c.row))
            query = query.order_by(*(self._directed(column) for column in directed)).limit(count - len(found))
            found += self._connection.scalars(query)
            if len(found) == count:
                return found
            if end is not None:
                return None
        return found

    def _parts(self) -> list[_Part]:
        """What stands one after the other in the order, each with the column that sorts it: first what is known.

        What is asked of that very column is found by the order's index, too.
        """
        if not self._column.nullable:
            return [([], self._column)]
        ranges = [
            part.range for part in self._conditions if part.column == self._column.name and part.range is not None
        ]
        known: _Part = ([self._column.is_not(None), *ranges], self._column)
        return [known] if ranges else [known, ([self._column.is_(None)], schema.claims.c.row)]

    def _end_of_walk(self, part: Sequence[ColumnElement[bool]], by: ColumnElement[Any]) -> Any:
        """The value up to which claims are tested; None where all of the part are."""
        if not self._conditions:
            return None
        return self._connection.scalar(select(by).where(*part).order_by(self._directed(by)).limit(1).offset(_WALKED))

    def _query(self, tests: Iterable[ColumnElement[bool]]) -> Select[Any]:
        return select(schema.claims.c.row).where(*tests, self._standing)

    def _directed(self, column: ColumnElement[Any]) -> UnaryExpression[Any]:
        return column.asc() if self._page.ascending else column.desc()
