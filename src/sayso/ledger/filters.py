"""Which claims are asked for, and the conditions of SQL that say so."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, and_, func, literal_column, or_, select, text

from sayso.ledger import schema
from sayso.ledger.keys import fold
from sayso.model import InputError

_DEGREE_KM = 110.5  # less than any degree of latitude, so that a circle's box is never too small
_FARTHEST_KM = 20_100
_NUMBER = re.compile(r"(?P<role>[a-z]+)\s*(?P<sign>>=|<=|=|>|<)\s*(?P<value>\d+(?:\.\d+)?)")
_WORD = re.compile(r"\w+")
_NAMED_PARTS = ("agent", "recipient")


@dataclass(frozen=True, slots=True)
class Box:
    """Part of the globe in WGS 84 degrees; one whose west is greater than its east crosses the date line."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, slots=True)
class Circle:
    """What lies at most `km` kilometres from a point, over the globe's surface."""

    latitude: float
    longitude: float
    km: float

    @property
    def box(self) -> Box:
        """The box around it, a little wider."""
        up = self.km / _DEGREE_KM
        south, north = self.latitude - up, self.latitude + up
        if south <= -90 or north >= 90:  # a pole lies within: every longitude does
            return Box(max(south, -90.0), -180.0, min(north, 90.0), 180.0)
        # The widest is not at the middle's latitude but nearer to the pole.
        wide = math.sin(math.radians(up)) / math.cos(math.radians(self.latitude))
        if wide >= 1:
            return Box(south, -180.0, north, 180.0)
        across = math.degrees(math.asin(wide))
        west, east = self.longitude - across, self.longitude + across
        return Box(south, west + 360 if west < -180 else west, north, east - 360 if east > 180 else east)


@dataclass(frozen=True, slots=True)
class Count:
    """What a number must be: `role` of the number ("killed"), sign and value."""

    role: str
    sign: str
    value: float


@dataclass(frozen=True, slots=True)
class Filter:
    """Which claims are asked for; all conditions must hold, and of several values of one condition any.

    `since` and `until` are days on which it happened: a claim whose days are not known does not pass them. `names` of
    sources and actors and places are compared without case and accents and may be parts of the full ones; an actor may be the
    id of a known actor; `sides` are ISO 3166 alpha-3 codes of who did it or to whom it was done. `words` must all stand in
    the claim's sentence.
    """

    since: date | None = None
    until: date | None = None
    published_since: date | None = None
    published_until: date | None = None
    places: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    box: Box | None = None
    near: Circle | None = None
    types: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    factuality: tuple[str, ...] = ()
    counts: tuple[Count, ...] = ()
    words: str = ""
    reports: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether it leaves anything out."""
        return any(getattr(self, field.name) for field in fields(self))


def parse_box(words: str) -> Box:
    """ "SOUTH,WEST,NORTH,EAST" in degrees. InputError where it is none."""
    try:
        south, west, north, east = (float(part) for part in words.split(","))
    except ValueError:
        raise _bad("box", words, "write SOUTH,WEST,NORTH,EAST in degrees, as in 34,36,37,42") from None
    if not (-90 <= south <= north <= 90 and abs(west) <= 180 and abs(east) <= 180):
        raise _bad("box", words, "south must be below north, within -90 to 90 and -180 to 180")
    return Box(south, west, north, east)


def parse_near(words: str) -> Circle:
    """ "LATITUDE,LONGITUDE,KM": what lies within that circle. InputError where it is none."""
    try:
        latitude, longitude, km = (float(part) for part in words.split(","))
    except ValueError:
        raise _bad("circle", words, "write LATITUDE,LONGITUDE,KM, as in 36.2,37.16,50") from None
    if not (abs(latitude) <= 90 and abs(longitude) <= 180 and 0 < km <= _FARTHEST_KM):
        raise _bad("circle", words, "latitude -90 to 90, longitude -180 to 180, kilometres above 0")
    return Circle(latitude, longitude, km)


def parse_count(words: str) -> Count:
    """ "killed>=10". InputError where it is none."""
    found = _NUMBER.fullmatch(words.strip())
    if not found:
        raise _bad("number", words, "write ROLE>=NUMBER, as in killed>=10 (also =, <=, >, <)")
    return Count(found["role"], found["sign"], float(found["value"]))


def _bad(what: str, words: str, remedy: str) -> InputError:
    return InputError(f"bad-{what}", f"{words!r} is no {what}", remedy=remedy)


def select_claims(
    wanted: Filter, as_of: datetime | None, columns: Sequence[ColumnElement[Any]], dialect: str
) -> Select[Any]:
    """A selection of columns of the claims that pass, as the ledger knew them at that moment (None: now)."""
    c, gone = schema.claims.c, schema.supersessions.c
    superseded = select(gone.reading).where(gone.reading == c.reading)
    if as_of is not None:
        superseded = superseded.where(gone.recorded <= as_of)
    query = select(*columns).select_from(schema.claims).where(~superseded.exists())
    if as_of is not None:
        query = query.where(c.recorded <= as_of)
    return query.where(*_conditions(wanted, dialect))


def _conditions(wanted: Filter, dialect: str) -> Iterator[ColumnElement[bool]]:
    c, r = schema.claims.c, schema.reports.c
    if wanted.since:
        yield or_(c.last >= wanted.since, and_(c.last.is_(None), c.first.is_not(None)))
    if wanted.until:
        yield or_(c.first <= wanted.until, and_(c.first.is_(None), c.last.is_not(None)))
    if wanted.published_since:
        yield c.published >= wanted.published_since
    if wanted.published_until:
        yield c.published <= wanted.published_until
    if wanted.types:
        yield c.type.in_(wanted.types)
    if wanted.factuality:
        yield c.factuality.in_(wanted.factuality)
    if wanted.ids:
        yield or_(*(c.id.startswith(id, autoescape=True) for id in wanted.ids))
    if wanted.reports:
        yield c.report.in_(select(r.row).where(or_(r.id.in_(wanted.reports), r.name.in_(wanted.reports))))
    if wanted.publishers:
        yield c.report.in_(
            select(r.row).where(func.lower(r.publisher).in_([name.lower() for name in wanted.publishers]))
        )
    yield from _by_mention(wanted)
    yield from _by_place(wanted)
    for count in wanted.counts:
        yield _by_count(count)
    if wanted.words:
        yield _by_words(wanted.words, dialect)


def _by_mention(wanted: Filter) -> Iterator[ColumnElement[bool]]:
    c, m = schema.claims.c, schema.mentions.c
    if wanted.sources:
        yield c.row.in_(select(m.claim).where(m.role == "source", m.name.in_(_named(wanted.sources))))
    if wanted.actors:
        parts = select(m.claim).where(
            m.role.in_(_NAMED_PARTS), or_(m.name.in_(_named(wanted.actors)), m.actor.in_(wanted.actors))
        )
        yield c.row.in_(parts)
    if wanted.sides:
        codes = [side.upper() for side in wanted.sides]
        yield c.row.in_(select(m.claim).where(m.role.in_(_NAMED_PARTS), m.country.in_(codes)))


def _by_place(wanted: Filter) -> Iterator[ColumnElement[bool]]:
    c, p = schema.claims.c, schema.places.c
    if wanted.places:
        yield c.row.in_(select(p.claim).where(p.name.in_(_named(wanted.places))))
    if wanted.countries:
        yield c.row.in_(select(p.claim).where(p.country.in_([code.upper() for code in wanted.countries])))
    if box := wanted.box:
        across = and_(p.longitude >= box.west, p.longitude <= box.east)
        if box.west > box.east:
            across = or_(p.longitude >= box.west, p.longitude <= box.east)
        yield c.row.in_(select(p.claim).where(p.latitude >= box.south, p.latitude <= box.north, across))


def _named(names: tuple[str, ...]) -> Select[tuple[int]]:
    """The rows of the names that hold any of these."""
    n = schema.names.c
    return select(n.row).where(or_(*(n.folded.contains(fold(name), autoescape=True) for name in names)))


def _by_count(count: Count) -> ColumnElement[bool]:
    """By what the words leave sure: "at least 43" is >= 40, "up to 20" is <= 25."""
    n, value = schema.numbers.c, count.value
    low, high = n.low, n.high
    condition = {
        ">=": low >= value,
        ">": low > value,
        "<=": high <= value,
        "<": high < value,
        "=": and_(low <= value, high >= value),
    }[count.sign]
    return schema.claims.c.row.in_(select(n.claim).where(n.role == count.role, condition))


def _by_words(words: str, dialect: str) -> ColumnElement[bool]:
    """All words in the sentence, by their stems. What a user types is words, never the search engine's own language."""
    found = _WORD.findall(words)
    if not found:
        raise _bad("word", words, "write words to be looked for")
    if dialect == "sqlite":
        quoted = " ".join(f'"{word}"' for word in found)
        inside = "claims.row IN (SELECT rowid FROM claims_words WHERE claims_words MATCH :words)"
        return cast("ColumnElement[bool]", text(inside).bindparams(words=quoted))
    english = literal_column("'english'")
    vector = func.to_tsvector(english, schema.claims.c.sentence)
    return vector.op("@@", is_comparison=True)(func.plainto_tsquery(english, " ".join(found)))
