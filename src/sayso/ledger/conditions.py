"""A filter as conditions of SQL, each in two forms: the claims that meet it, and a test of one claim."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
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
from sayso.model import InputError

_WORD = re.compile(r"\w+")
_PARTIES = ("agent", "recipient")
_MOST_NAMED = 5000
"""So many names are written into a query; more are looked up by it."""
_AFTER_ALL = "~"  # stands after every sign of an id

Test = Callable[[FromClause], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Condition:
    """What a claim must be: `rows` selects the rows of all claims that are, `test` says whether one is."""

    rows: Select[Any]
    test: Test


def make_conditions(connection: Connection, wanted: Filter, as_of: datetime | None) -> tuple[Condition, ...]:
    """The conditions of a filter and a moment; all must hold. InputError for words that hold no word."""
    return (
        *_by_knowledge(connection, as_of),
        *_by_days(wanted),
        *_by_column(wanted),
        *_by_report(connection, wanted),
        *_by_mention(connection, wanted),
        *_by_place(connection, wanted),
        *(_by_count(count) for count in wanted.counts),
        *_by_words(wanted.words, connection.dialect.name),
    )


def standing(claims: FromClause, as_of: datetime | None) -> ColumnElement[bool]:
    """Whether no later reading had superseded the claim's by then (None: now)."""
    gone = schema.supersessions.c
    superseded = select(gone.reading).where(gone.reading == claims.c.reading)
    if as_of is not None:
        superseded = superseded.where(gone.recorded <= as_of)
    return ~superseded.exists()


def _by_knowledge(connection: Connection, as_of: datetime | None) -> Iterator[Condition]:
    if as_of is None:
        return
    readings = schema.readings.c
    # Readings are numbered in the order in which they were recorded.
    last = connection.scalar(select(func.max(readings.row)).where(readings.recorded <= as_of)) or 0
    yield _of_claims(lambda claims: claims.c.reading <= last)


def _of_claims(test: Test) -> Condition:
    """A condition on the columns of `claims` themselves."""
    others = schema.claims.alias("others")
    return Condition(select(others.c.row).where(test(others)), test)


def _by_days(wanted: Filter) -> Iterator[Condition]:
    since, until = wanted.since, wanted.until

    def happened(claims: FromClause) -> ColumnElement[bool]:
        first, last = claims.c.first, claims.c.last
        begun = true() if until is None else or_(first <= until, and_(first.is_(None), last.is_not(None)))
        ended = true() if since is None else or_(last >= since, and_(last.is_(None), first.is_not(None)))
        return and_(begun, ended)

    def published(claims: FromClause) -> ColumnElement[bool]:
        day = claims.c.published
        after = [day >= wanted.published_since] if wanted.published_since else []
        return and_(*after, *([day <= wanted.published_until] if wanted.published_until else []))

    if since or until:
        yield _of_claims(happened)
    if wanted.published_since or wanted.published_until:
        yield _of_claims(published)


def _by_column(wanted: Filter) -> Iterator[Condition]:
    if wanted.types:
        yield _of_claims(lambda claims: claims.c.type.in_(wanted.types))
    if wanted.factuality:
        yield _of_claims(lambda claims: claims.c.factuality.in_(wanted.factuality))
    if wanted.ids:
        yield _of_claims(
            lambda claims: or_(*(and_(claims.c.id >= id, claims.c.id < id + _AFTER_ALL) for id in wanted.ids))
        )


def _by_report(connection: Connection, wanted: Filter) -> Iterator[Condition]:
    r = schema.reports.c
    if wanted.reports:
        rows = select(r.row).where(or_(r.id.in_(wanted.reports), r.name.in_(wanted.reports)))
        yield _of_claims(lambda claims: claims.c.report.in_(rows))
    if wanted.publishers:
        asked = [fold(name) for name in wanted.publishers]
        known = connection.scalars(select(r.publisher).where(r.publisher.is_not(None)).distinct())
        found = [name for name in known if any(part in fold(name) for part in asked)]
        published = select(r.row).where(r.publisher.in_(found))
        yield _of_claims(lambda claims: claims.c.report.in_(published))


def _by_mention(connection: Connection, wanted: Filter) -> Iterator[Condition]:
    m = schema.mentions.c
    if wanted.sources:
        yield _of_mentions(m.role == "source", m.name.in_(_named(connection, wanted.sources)))
    if wanted.actors:
        named = m.name.in_(_named(connection, wanted.actors))
        yield _of_mentions(m.role.in_(_PARTIES), or_(named, m.actor.in_(wanted.actors)))
    if wanted.sides:
        yield _of_mentions(m.role.in_(_PARTIES), m.country.in_(wanted.sides))


def _of_mentions(*told: ColumnElement[bool]) -> Condition:
    m = schema.mentions.c
    return Condition(select(m.claim).where(*told), lambda claims: exists().where(m.claim == claims.c.row, *told))


def _by_place(connection: Connection, wanted: Filter) -> Iterator[Condition]:
    p = schema.places.c
    if wanted.places:
        yield _of_places(p.name.in_(_named(connection, wanted.places)))
    if wanted.countries:
        yield _of_places(p.country.in_(wanted.countries))
    if wanted.box:
        yield _of_places(_inside(wanted.box))
    if wanted.near:
        yield _of_places(_inside(wanted.near.box), _away(wanted.near, connection.dialect.name) <= wanted.near.km)


def _of_places(*told: ColumnElement[bool]) -> Condition:
    p = schema.places.c
    return Condition(select(p.claim).where(*told), lambda claims: exists().where(p.claim == claims.c.row, *told))


def _inside(box: Box) -> ColumnElement[bool]:
    p = schema.places.c
    east, west = p.longitude <= box.east, p.longitude >= box.west
    across = or_(west, east) if box.west > box.east else and_(west, east)
    return and_(p.latitude >= box.south, p.latitude <= box.north, across)


def _away(circle: Circle, dialect: str) -> ColumnElement[float]:
    """Kilometres from the circle's middle. SQLite's own mathematics are not in every build: `engine` gives it ours."""
    p = schema.places.c
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


def _by_count(count: Count) -> Condition:
    """By what the words leave sure: "at least 43" is >= 40, "up to 20" is <= 25."""
    n, value = schema.numbers.c, count.value
    low, high = n.low, n.high
    sure = {
        ">=": low >= value,
        ">": low > value,
        "<=": high <= value,
        "<": high < value,
        "=": and_(low <= value, high >= value),
    }[count.sign]
    told = (n.role == count.role, sure)
    return Condition(select(n.claim).where(*told), lambda claims: exists().where(n.claim == claims.c.row, *told))


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
        rows: Select[Any] = select(literal_column("rowid")).select_from(text("claims_words")).where(match)
        yield Condition(rows, lambda claims: claims.c.row.in_(rows))
        return
    english: ColumnElement[str] = literal_column("'english'")
    record = schema.records.c
    told = func.to_tsvector(english, record.sentence).op("@@", is_comparison=True)(
        func.plainto_tsquery(english, " ".join(found))
    )
    yield Condition(select(record.claim).where(told), lambda claims: exists().where(record.claim == claims.c.row, told))
