"""Which claims are asked for, and how a user says so."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date

from sayso.ledger.globe import Box, Circle
from sayso.model import QUANTITY_ROLES, InputError

_FARTHEST_KM = 20_100
_NUMBER = re.compile(r"(?P<role>[a-z_]+)\s*(?P<sign>>=|<=|=|>|<)\s*(?P<value>\d+(?:\.\d+)?)")


@dataclass(frozen=True, slots=True)
class Count:
    """What a number must be: `role` of the number ("killed"), sign and value."""

    role: str
    sign: str
    value: float


@dataclass(frozen=True, slots=True)
class Filter:
    """Which claims are asked for; all conditions must hold, and of several values of one condition any.

    `since` and `until` are days on which it happened: a claim whose days are not known does not pass them. Names of
    places, sources, actors and publishers are compared without case and accents and may be parts of the full ones; an
    actor may be the id of a known actor. `countries` (where it happened) and `sides` (who did it or to whom) are ISO
    3166 alpha-3 codes. A claim passes `box` or `near` by any of its places. `counts` must all hold, each for one of its
    numbers; `words` must all stand in its sentence. `reports` are their ids or names, `ids` those of claims or how they
    begin. Claims that somebody rejected are left out unless `rejected`.
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
    rejected: bool = False

    def __bool__(self) -> bool:
        """Whether it leaves anything out that stands."""
        return any(getattr(self, field.name) for field in fields(self) if field.name != "rejected")


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
    if found["role"] not in QUANTITY_ROLES:
        raise _bad("number", words, f"the role is one of {', '.join(QUANTITY_ROLES)}")
    return Count(found["role"], found["sign"], float(found["value"]))


def _bad(what: str, words: str, remedy: str) -> InputError:
    return InputError("bad-filter", f"{words!r} is no {what}", remedy=remedy)
