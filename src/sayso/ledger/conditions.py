"""A filter as conditions of SQL, each in two forms: the claims that meet it, and a test of one claim."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    Table,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
    text,
    true,
)

from sayso.ledger import schema
from sayso.ledger.filters import Count, Filter
from sayso.ledger.globe import EARTH_KM, Box, Circle
from sayso.ledger.keys import fold
from sayso.ledger.unindexed import Unindexed, Unlooked, unindexed
from sayso.model import InputError

_WORD = re.compile(r"\w+")
_PARTIES = ("agent", "recipient")
_MOST_NAMED = 5000
"""So many names are written into a query; more are looked up by it."""
REJECTED = "rejected"
"""Why a claim that somebody rejected does not stand (`schema.suspensions`)."""
LATER = "later"
"""Why a corrected claim does not stand at a moment before it was corrected."""
_AFTER_ALL = "~"  # stands after every sign of an id


@dataclass(frozen=True, slots=True)
class Condition:
    """What a claim must be: `rows` selects the rows of all claims that are, `test` says whether one is.

    No index leads from the test to claims (in SQLite, which would take one by guess). `met_by` is the test of a claim
    by its row, where that needs nothing else of it. `column` is the column of `claims` that a condition on one only is
    about, and `range` the same as the test, but by its index.
    """

    rows: Select[Any] | CompoundSelect[Any]
    test: ColumnElement[bool]
    met_by: Callable[[ColumnElement[int]], ColumnElement[bool]] | None = None
    column: str = ""
    range: ColumnElement[bool] | None = None


_Columns = Any
"""The columns of a table by their names: its `c`, or `Unindexed`."""
_Told = Callable[[_Columns], ColumnElement[bool]]


def make_conditions(connection: Connection, wanted: Filter, as_of: datetime | None) -> tuple[Condition, ...]:
    """The conditions of a filter and a moment; all must hold. InputError for words that hold no word."""
    dialect = connection.dialect.name
    told = (*_by_column(wanted), *_by_report(connection, wanted), *_by_knowledge(connection, as_of))
    parts = (
        *((schema.mentions, part) for part in _by_mention(connection, wanted)),
        *((schema.places, part) for part in _by_place(connection, wanted)),
        *((schema.numbers, _by_count(count)) for count in wanted.counts),
    )
    return (
        *_by_days(wanted, dialect),
        *(_of_claims(part, column, dialect) for column, part in told),
        *(_of_parts(table, part, dialect) for table, part in parts),
        *_by_words(wanted.words, dialect),
    )


def holds(columns: Any, as_of: datetime | None) -> tuple[ColumnElement[bool], ...]:
    """That a row that is true from `recorded` to `removed` was true at a moment (None: is true now)."""
    if as_of is None:
        return (Unlooked(columns.removed).is_(None),)
    return columns.recorded <= as_of, or_(columns.removed.is_(None), columns.removed > as_of)


def standing(as_of: datetime | None, *, rejected: bool = False) -> ColumnElement[bool]:
    """Whether no later reading had superseded the claim's by then (None: now), and nobody rejected or corrected it.

    With `rejected` a claim that somebody rejected stands, too.
    """
    gone = schema.supersessions.c
    superseded = select(gone.reading).where(gone.reading == schema.claims.c.reading)
    if as_of is not None:
        superseded = superseded.where(gone.recorded <= as_of)
    s = schema.suspensions.c
    suspended = select(s.claim).where(s.claim == schema.claims.c.row, *holds(s, as_of))
    if rejected:
        suspended = suspended.where(s.why != REJECTED)
    return and_(~superseded.exists(), ~suspended.exists())


def read_last() -> ColumnElement[bool]:
    """Whether a claim is as it was last read, whatever people say of it: no later reading, and not a corrected one."""
    gone, k, c = schema.supersessions.c, schema.corrections.c, schema.claims.c
    superseded = select(gone.reading).where(gone.reading == c.reading).exists()
    return and_(~superseded, ~select(k.claim).where(k.claim == c.row).exists())


def _by_knowledge(connection: Connection, as_of: datetime | None) -> Iterator[tuple[str, _Told]]:
    if as_of is None:
        return
    readings = schema.readings.c
    # Readings are numbered in the order in which they were recorded.
    last = connection.scalar(select(func.max(readings.row)).where(readings.recorded <= as_of)) or 0
    yield "reading", lambda claims: claims.reading <= last


def _of_claims(told: _Told, column: str, dialect: str) -> Condition:
    """A condition on the columns of `claims` themselves."""
    others = schema.claims.alias("others")
    test = told(Unindexed(schema.claims, dialect))
    return Condition(select(others.c.row).where(told(others.c)), test, column=column, range=told(schema.claims.c))


def _of_parts(table: Table, told: _Told, dialect: str) -> Condition:
    """A condition on what a claim has several of: people, places, numbers."""
    own = table.alias()

    def met_by(row: ColumnElement[int]) -> ColumnElement[bool]:
        return exists().where(own.c.claim == row, told(Unindexed(own, dialect)))

    return Condition(select(table.c.claim.label("row")).where(told(table.c)), met_by(schema.claims.c.row), met_by)


def _by_days(wanted: Filter, dialect: str) -> Iterator[Condition]:
    since, until = wanted.since, wanted.until
    others = schema.claims.alias("others")

    def happened(claims: _Columns) -> ColumnElement[bool]:
        first, last = claims.first, claims.last
        begun = true() if until is None else or_(first <= until, and_(first.is_(None), last.is_not(None)))
        ended = true() if since is None else or_(last >= since, and_(last.is_(None), first.is_not(None)))
        return and_(begun, ended)

    if since or until:
        # What began then, by the one index; what began before and went on, or has an open end, by the other.
        began = select(others.c.row).where(_between(others.c.first, since, until))
        lasting = select(others.c.row).where(
            others.c.first.is_distinct_from(others.c.last), happened(Unindexed(others, dialect))
        )
        rows = began.union_all(lasting)
        yield Condition(rows, happened(Unindexed(schema.claims, dialect)))
    if wanted.published_since or wanted.published_until:
        first, last = wanted.published_since, wanted.published_until
        yield _of_claims(lambda claims: _between(claims.published, first, last), "published", dialect)


def _between(day: ColumnElement[Any], first: date | None, last: date | None) -> ColumnElement[bool]:
    return and_(true(), *([day >= first] if first else []), *([day <= last] if last else []))


def _by_column(wanted: Filter) -> Iterator[tuple[str, _Told]]:
    if wanted.types:
        yield "type", lambda claims: claims.type.in_(wanted.types)
    if wanted.factuality:
        yield "factuality", lambda claims: claims.factuality.in_(wanted.factuality)
    if wanted.ids:
        yield "id", lambda claims: or_(*(and_(claims.id >= id, claims.id < id + _AFTER_ALL) for id in wanted.ids))


def _by_report(connection: Connection, wanted: Filter) -> Iterator[tuple[str, _Told]]:
    r = schema.reports.c
    if wanted.reports:
        rows = select(r.row).where(or_(r.id.in_(wanted.reports), r.name.in_(wanted.reports)))
        yield "report", lambda claims: claims.report.in_(rows)
    if wanted.publishers:
        asked = [fold(name) for name in wanted.publishers]
        known = connection.scalars(select(r.publisher).where(r.publisher.is_not(None)).distinct())
        found = [name for name in known if any(part in fold(name) for part in asked)]
        published = select(r.row).where(r.publisher.in_(found))
        yield "report", lambda claims: claims.report.in_(published)


def _by_mention(connection: Connection, wanted: Filter) -> Iterator[_Told]:
    if wanted.sources:
        sources = _named(connection, wanted.sources)
        yield lambda m: and_(m.role == "source", m.name.in_(sources))
    if wanted.actors:
        actors = _named(connection, wanted.actors)
        yield lambda m: and_(m.role.in_(_PARTIES), or_(m.name.in_(actors), m.actor.in_(wanted.actors)))
    if wanted.sides:
        yield lambda m: and_(m.role.in_(_PARTIES), m.country.in_(wanted.sides))


def _by_place(connection: Connection, wanted: Filter) -> Iterator[_Told]:
    box, circle = wanted.box, wanted.near
    if wanted.places:
        named = _named(connection, wanted.places)
        yield lambda p: p.name.in_(named)
    if wanted.countries:
        yield lambda p: p.country.in_(wanted.countries)
    if box:
        yield lambda p: _inside(p, box)
    if circle:
        dialect = connection.dialect.name
        yield lambda p: and_(_inside(p, circle.box), _away(p, circle, dialect) <= circle.km)


def _inside(p: _Columns, box: Box) -> ColumnElement[bool]:
    east, west = p.longitude <= box.east, p.longitude >= box.west
    across = or_(west, east) if box.west > box.east else and_(west, east)
    return and_(p.latitude >= box.south, p.latitude <= box.north, across)


def _away(p: _Columns, circle: Circle, dialect: str) -> ColumnElement[float]:
    """Kilometres from the circle's middle. SQLite's own mathematics are not in every build: `engine` gives it ours."""
    if dialect == "sqlite":
        return func.distance_km(p.latitude, p.longitude, circle.latitude, circle.longitude)
    north = func.radians(p.latitude - circle.latitude) / 2
    east = func.radians(p.longitude - circle.longitude) / 2
    across = func.cos(func.radians(p.latitude)) * func.cos(func.radians(circle.latitude))
    part = func.power(func.sin(north), 2) + across * func.power(func.sin(east), 2)
    return cast("ColumnElement[float]", 2 * EARTH_KM * func.asin(func.sqrt(func.least(part, 1.0))))


def _named(connection: Connection, names: Sequence[str]) -> Any:
    """The rows of the names that hold any of these, as what can stand in IN (…)."""
    n = schema.names.c
    inside = func.instr if connection.dialect.name == "sqlite" else func.strpos
    query = select(n.row).where(or_(*(inside(n.folded, fold(name)) > 0 for name in names)))
    found = list(connection.scalars(query.limit(_MOST_NAMED + 1)))
    return query if len(found) > _MOST_NAMED else rows_in(found)


def rows_in(rows: Sequence[int]) -> Any:
    """Numbers of rows as what can stand in IN (…): written out, since a database takes only so many parameters."""
    return bindparam(None, list(rows), expanding=True, literal_execute=True)


def _by_count(count: Count) -> _Told:
    """By what the words leave sure: "at least 43" is >= 40, "up to 20" is <= 25."""
    value = count.value

    def told(n: _Columns) -> ColumnElement[bool]:
        sure = {
            ">=": n.low >= value,
            ">": n.low > value,
            "<=": n.high <= value,
            "<": n.high < value,
            "=": and_(n.low <= value, n.high >= value),
        }[count.sign]
        return and_(n.role == count.role, sure)

    return told


def _by_words(words: str, dialect: str) -> Iterator[Condition]:
    """All words in the sentence, by their stems. What a user types is words, never the search engine's own language."""
    if not words:
        return
    found = _WORD.findall(words)
    if not found:
        raise InputError("bad-filter", f"{words!r} holds no word", remedy="write words to be looked for")
    if dialect == "sqlite":
        quoted = " ".join(f'"{word}"' for word in found)
        match = text("claims_words MATCH :words").bindparams(words=quoted)
        rows: Select[Any] = select(literal_column("rowid").label("row")).select_from(text("claims_words")).where(match)
        yield Condition(rows, Unindexed(schema.claims, dialect).row.in_(rows), lambda row: unindexed(row).in_(rows))
        return
    english: ColumnElement[str] = literal_column("'english'")
    record = schema.records.c
    told = func.to_tsvector(english, record.sentence).op("@@", is_comparison=True)(
        func.plainto_tsquery(english, " ".join(found))
    )
    yield Condition(
        select(record.claim.label("row")).where(told), exists().where(record.claim == schema.claims.c.row, told)
    )
