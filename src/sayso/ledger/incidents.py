"""Incidents out of the ledger by what they are looked for: rows and summaries, as the ledger knew them at a moment."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Text,
    func,
    or_,
    select,
    type_coerce,
    union_all,
)

from sayso.ledger import schema
from sayso.ledger.conditions import holds, make_conditions, standing
from sayso.ledger.filters import Filter
from sayso.ledger.keys import clean
from sayso.ledger.paging import narrow
from sayso.model import DisputeSlot, Status

IncidentOrder = Literal["happened", "published", "recorded", "claims", "sharpness"]
INCIDENT_ORDERS: tuple[IncidentOrder, ...] = ("happened", "published", "recorded", "claims", "sharpness")
_COLUMNS = {"happened": "last", "recorded": "row"}
_AFTER_ALL = "~"
_ROWS_EACH, _MORE = 20, 8
"""So many rows tell of one incident that changed, by and large; so many times more are looked at where it was more."""


@dataclass(frozen=True, slots=True)
class About:
    """What an incident must be: contested, disputed in any of these slots, of any of these statuses, of any of these
    types, told by so many origins and claims at least.
    """

    contested: bool = False
    slots: tuple[DisputeSlot, ...] = ()
    statuses: tuple[Status, ...] = ()
    types: tuple[str, ...] = ()
    least_origins: int = 0
    least_claims: int = 0


ANY = About()


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """Which part of which order: the latest, or most, first unless `ascending`; `limit` None is all."""

    order: IncidentOrder = "happened"
    ascending: bool = False
    limit: int | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Passing:
    """All incidents that pass: their rows in an order, and how many of each type ended on each day."""

    rows: array[int]
    days: tuple[tuple[date | None, str, int], ...]


@dataclass(frozen=True, slots=True)
class Point:
    """An incident for a map or a timeline, from its summary. `first` and `last` are days, None where not told."""

    id: str
    type: str
    first: date | None
    last: date | None
    published: date | None
    latitude: float | None
    longitude: float | None
    precision: str | None
    claims: int
    reports: int
    origins: int
    contested: bool
    status: str | None


def find_incidents(
    connection: Connection, wanted: Filter, about: About, page: IncidentPage, *, as_of: datetime | None = None
) -> list[int]:
    """The rows of the incidents on a page. Those without a day stand last, ties in the order of recording."""
    query = _passing(connection, select(schema.summaries.c.incident), wanted, about, as_of).order_by(*_sorted(page))
    query = query.limit(page.limit) if page.limit is not None else query
    return list(connection.scalars(query.offset(page.offset) if page.offset else query))


def find_passing(
    connection: Connection, wanted: Filter, about: About, page: IncidentPage, *, as_of: datetime | None = None
) -> Passing:
    """All that pass in the order of a page: a filter that is costly to look up is looked up once for all."""
    s = schema.summaries.c
    columns = s.incident, type_coerce(s.last, Text), s.type  # of thousands of days few are different ones
    query = _passing(connection, select(*columns), wanted, about, as_of).order_by(*_sorted(page))
    found = connection.execute(query).all()
    counted = Counter((day, type) for _, day, type in found)
    days = [(date.fromisoformat(str(day)) if day else None, type, count) for (day, type), count in counted.items()]
    days.sort(key=lambda one: (one[0] or date.max, one[1]))
    return Passing(array("q", [row for row, _, _ in found]), tuple(days))


def _sorted(page: IncidentPage) -> tuple[ColumnElement[Any], ...]:
    s = schema.summaries.c
    column = s[_COLUMNS.get(page.order, page.order)]
    directed, row = (column.asc(), s.row.asc()) if page.ascending else (column.desc(), s.row.desc())
    return directed.nulls_last(), row


def count_incidents(connection: Connection, wanted: Filter, about: About, *, as_of: datetime | None = None) -> int:
    """How many incidents pass."""
    query = select(func.count()).select_from(schema.summaries)
    return int(connection.scalar(_passing(connection, query, wanted, about, as_of)) or 0)


def find_points(
    connection: Connection,
    wanted: Filter,
    about: About,
    *,
    as_of: datetime | None = None,
    limit: int | None = None,
) -> Iterator[Point]:
    """The incidents that pass, the latest first, from their summaries alone."""
    s, table = schema.summaries.c, schema.incidents
    columns = (s.type, s.first, s.last, s.published, s.latitude, s.longitude, s.precision, s.claims, s.reports)
    query = select(table.c.id, *columns, s.origins, s.contested, s.status).join(table, table.c.row == s.incident)
    passing = _passing(connection, query, wanted, about, as_of).order_by(s.last.desc().nulls_last(), s.row.desc())
    for *told, contested, status in connection.execute(passing.limit(limit)):
        yield Point(*told, bool(contested), status)  # type: ignore[call-arg]


def count_days(
    connection: Connection, wanted: Filter, about: About, *, as_of: datetime | None = None
) -> list[tuple[date | None, str, int]]:
    """How many incidents of each type ended on each day, the earliest first; without a day last."""
    s = schema.summaries.c
    query = select(s.last, s.type, func.count()).select_from(schema.summaries)
    grouped = _passing(connection, query, wanted, about, as_of).group_by(s.last, s.type)
    rows = connection.execute(grouped.order_by(s.last.asc().nulls_last(), s.type))
    return [(day, str(type), int(count)) for day, type, count in rows]


def _passing(
    connection: Connection, query: Select[Any], wanted: Filter, about: About, as_of: datetime | None
) -> Select[Any]:
    s = schema.summaries.c
    tests = [*holds(s, as_of), *_about(about)]
    if wanted:
        tests.append(s.incident.in_(_with_claims(connection, wanted, as_of)))
    return query.where(*tests)


def _about(about: About) -> Iterator[ColumnElement[bool]]:
    s = schema.summaries.c
    if about.contested:
        yield s.contested == 1
    if about.slots:
        yield or_(*(s.slots.contains(f" {slot} ") for slot in about.slots))
    if about.statuses:
        yield s.status.in_(about.statuses)
    if about.types:
        yield s.type.in_(about.types)
    if about.least_origins > 1:
        yield s.origins >= about.least_origins
    if about.least_claims > 1:
        yield s.claims >= about.least_claims


def _with_claims(connection: Connection, wanted: Filter, as_of: datetime | None) -> Select[Any]:
    """The incidents with a claim that passes."""
    m, c = schema.memberships.c, schema.claims.c
    tests = narrow(connection, make_conditions(connection, wanted, as_of))
    passing = select(c.row).where(standing(as_of), *tests)
    return select(m.incident).where(m.claim.in_(passing), *holds(m, as_of))


def find_by_id(
    connection: Connection, id: str, *, as_of: datetime | None = None, limit: int = 20
) -> list[tuple[int, str]]:
    """Rows and ids of the incidents that go by an id, or whose id, or the id of one of whose claims, begins so.

    Of an id that was retired and came back the latest; those that were retired by then are among them.
    """
    table, c, m, id = schema.incidents.c, schema.claims.c, schema.memberships.c, clean(id)
    known = () if as_of is None else (table.recorded <= as_of,)
    query = select(table.row, table.id).where(table.id >= id, table.id < id + _AFTER_ALL, *known)
    found = {str(name): int(row) for row, name in connection.execute(query.order_by(table.row).limit(limit))}
    if id in found:
        return [(found[id], id)]
    if not found:
        of_claims = (
            select(table.row, table.id)
            .join(schema.memberships, m.incident == table.row)
            .join(schema.claims, c.row == m.claim)
            .where(c.id >= id, c.id < id + _AFTER_ALL, *holds(m, as_of))
        )
        found = {str(name): int(row) for row, name in connection.execute(of_claims.order_by(table.row).limit(limit))}
    return [(row, name) for name, row in found.items()]


def follow(connection: Connection, row: int, *, as_of: datetime | None = None) -> tuple[int | None, tuple[str, ...]]:
    """The incident that one (by its row) has become by a moment, and the ids on the way there.

    None where its claims stand no more.
    """
    table, passed = schema.incidents.c, dict[int, str]()
    at: int | None = row
    while at is not None and at not in passed:
        found = connection.execute(select(table.id, table.retired, table.into).where(table.row == at)).one()
        if found.retired is None or (as_of is not None and found.retired > as_of):
            return at, tuple(passed.values())
        passed[at] = str(found.id)
        at = found.into
    return None, tuple(passed.values())


@dataclass(frozen=True, slots=True)
class Touched:
    """An incident of which anything was written between two moments, by its row; `latest` is when last."""

    row: int
    id: str
    recorded: datetime
    retired: datetime | None
    into: int | None
    latest: datetime


def find_touched(
    connection: Connection, since: datetime, until: datetime | None, *, limit: int | None = None
) -> list[Touched]:
    """The incidents of which anything became different after `since`, up to `until`, the latest change first."""
    rows = None if limit is None else limit * _ROWS_EACH
    while True:
        parts = [part.limit(rows) for part in _list_changes(since, until)]
        found = _touch(connection, parts, limit)
        # What is older than where a part was cut may be told of incompletely.
        ends = [] if rows is None else [connection.execute(part.offset(rows - 1).limit(1)).first() for part in parts]
        cut = max(((end.moment, end.incident) for end in ends if end), default=None)
        if rows is None or cut is None or (len(found) == limit and (found[-1].latest, found[-1].row) >= cut):
            return found
        rows *= _MORE


def _list_changes(since: datetime, until: datetime | None) -> Iterator[Select[Any]]:
    """When anything became different of which incident, the latest first, as it is told in four ways."""
    s, m = schema.summaries.c, schema.memberships.c
    told = ((s.recorded, s.incident), (s.removed, s.incident), (m.recorded, m.incident), (m.removed, m.incident))
    for moment, incident in told:
        within = (moment > since, *(() if until is None else (moment <= until,)))
        query = select(incident.label("incident"), moment.label("moment")).where(*within)
        yield query.order_by(moment.desc(), incident.desc())


def _touch(connection: Connection, parts: Sequence[Select[Any]], limit: int | None) -> list[Touched]:
    table = schema.incidents
    every = union_all(*(select(part.subquery()) for part in parts)).subquery()
    latest = func.max(every.c.moment)
    grouped = select(every.c.incident, latest.label("latest")).group_by(every.c.incident).subquery()
    query = (
        select(table.c.row, table.c.id, table.c.recorded, table.c.retired, table.c.into, grouped.c.latest)
        .join(grouped, grouped.c.incident == table.c.row)
        .order_by(grouped.c.latest.desc(), table.c.row.desc())
        .limit(limit)
    )
    return [Touched(*row) for row in connection.execute(query)]
