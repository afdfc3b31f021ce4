"""UCDP GED's 49 columns: one row for each claim of violence in which people were killed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from sayso.export.formats.cells import write_table
from sayso.export.formats.columns import first_place
from sayso.export.formats.crosswalk import AS_FACT, KnownActor, find_country, load_crosswalk
from sayso.export.formats.sides import Side, Sides, find_sides
from sayso.model import StoredClaim

COLUMNS = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name "
    "dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b "
    "number_of_sources source_article source_office source_date source_headline source_original where_prec "
    "where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id "
    "region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best "
    "high low gwnoa gwnob"
).split()
_KILLED = "killed"
_CIVILIANS = "Civilians"
_EXACT_DAYS = 2
_PEOPLE = ("a", "b", "civilians", "unknown")


def write_ucdp(claims: Iterable[StoredClaim], out: BinaryIO, known: KnownActor) -> int:
    """Write the table; gives the number of rows, which is smaller than that of the claims."""
    rows = ([row.get(name) for name in COLUMNS] for row in _rows(claims, known))
    return write_table(COLUMNS, rows, out)


def _rows(claims: Iterable[StoredClaim], known: KnownActor) -> Iterator[Mapping[str, Any]]:
    for claim in claims:
        if is_deadly(claim.record):
            yield _row(claim, known)


def is_deadly(record: Mapping[str, Any]) -> bool:
    """Whether a claim tells as a fact of violence in which people were killed.

    A running toll is no event, so a claim that has nothing but one does not count.
    """
    if record["factuality"] not in AS_FACT or record["type"] not in load_crosswalk().deadly:
        return False
    told = [quantity for quantity in record["quantities"] if quantity["role"] == _KILLED]
    return any(not quantity["cumulative"] for quantity in told) or (not told and record["type"] == "killing")


def find_cell(latitude: float, longitude: float) -> int:
    """The number of the PRIO-GRID cell, half a degree wide, in which a point lies; cells count from the south-west.

    >>> find_cell(-90.0, -180.0), find_cell(36.2, 37.16)
    (1, 181875)
    """
    row = min(math.floor((latitude + 90) * 2), 359)
    column = math.floor((longitude + 180) * 2) % 720
    return row * 720 + column + 1


def _row(claim: StoredClaim, known: KnownActor) -> dict[str, Any]:
    record, report = claim.record, claim.report
    sides = find_sides(record, known)
    source, days = record["source"], record["time"] or {}
    start = days.get("from")
    row = {
        "id": claim.id,
        "year": int(start[:4]) if start else None,
        **side_columns(sides),
        "number_of_sources": 1,
        "source_article": ", ".join(f"{part}" for part in (report.title, report.url) if part),
        "source_office": report.publisher,
        "source_date": report.published,
        "source_headline": report.title,
        "source_original": source["name"] if source else None,
        "event_clarity": _clarity(record),
        "date_prec": days.get("date_prec"),
        "date_start": start,
        "date_end": days.get("to"),
    }
    return row | place_columns(first_place(record)) | _deaths(record)


def side_columns(sides: Sides) -> dict[str, Any]:
    """The columns of who fought whom."""
    return {
        "type_of_violence": _violence(sides),
        "dyad_name": _dyad(sides),
        "side_a": sides.first[0].name if sides.first else None,
        "side_b": _side_b(sides),
    }


def place_columns(place: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of where it was; `place` as in a claim's record."""
    latitude, longitude = place.get("latitude"), place.get("longitude")
    country = find_country(place.get("country"))
    located = latitude is not None and longitude is not None
    return {
        "where_prec": place.get("where_prec"),
        "where_coordinates": place.get("name"),
        "where_description": place.get("text"),
        "adm_1": place.get("admin1"),
        "latitude": latitude,
        "longitude": longitude,
        "geom_wkt": f"POINT({longitude!r} {latitude!r})" if located else None,
        "priogrid_gid": find_cell(latitude, longitude) if latitude is not None and longitude is not None else None,
        "country": country.name,
        "region": country.ucdp_region,
    }


def _violence(sides: Sides) -> int | None:
    """1 a state against an armed group or a state, 2 two groups, 3 either against civilians; None where not told."""
    if not sides.first or not sides.second:
        return None
    one, other = sides.first[0], sides.second[0]
    if _is_armed(one) and other.is_civilian:
        return 3
    if not (_is_armed(one) and _is_armed(other)):
        return None
    return 1 if one.is_state or other.is_state else 2


def _is_armed(side: Side) -> bool:
    return side.is_state or side.is_group


def _side_b(sides: Sides) -> str | None:
    """The opponent, or civilians; whoever is neither known nor said to fight is only who was killed, and no side."""
    if not sides.second:
        return None
    one = sides.second[0]
    if one.is_civilian:
        return _CIVILIANS
    return one.name if one.actor or _fights(one) else None


def _fights(side: Side) -> bool:
    return "role" not in side.mention or side.mention["role"] == "combatant"


def _dyad(sides: Sides) -> str | None:
    one, other = (side[0] if side else None for side in (sides.first, sides.second))
    return f"{one.name} - {_side_b(sides)}" if one and _is_known(one) and other and _side_b(sides) else None


def _is_known(side: Side) -> bool:
    return side.actor is not None or _is_armed(side)


def _clarity(record: Mapping[str, Any]) -> int:
    """1 where one event is told with its place and its days, 2 where it is more than one or vague."""
    exact = (record["time"] or {}).get("date_prec") or 9
    toll = any(quantity["cumulative"] for quantity in record["quantities"])
    located = first_place(record).get("latitude") is not None
    return 1 if exact <= _EXACT_DAYS and located and not toll else 2


def _deaths(record: Mapping[str, Any]) -> dict[str, Any]:
    """The figures: `low` the least and `high` the most that the words leave open, `best` the least, as UCDP leans to.

    Who was killed is told by the mention in which the number stands; the rest is unknown.
    """
    told = [q for q in record["quantities"] if q["role"] == _KILLED and not q["part_of"] and not q["cumulative"]]
    if not told:
        return {}
    lows, highs = [q["low"] for q in told], [q["high"] for q in told]
    low = None if None in lows else sum(lows)
    found: dict[str, Any] = {"low": low, "best": low, "high": None if None in highs else sum(highs)}
    if low is None:
        return found
    people = dict.fromkeys(_PEOPLE, 0)
    for quantity in told:
        people[_whose(quantity, record)] += quantity["low"]
    return found | {f"deaths_{who}": number for who, number in people.items()}


def _whose(quantity: Mapping[str, Any], record: Mapping[str, Any]) -> str:
    for mention in record["recipients"]:
        if mention["start"] <= quantity["start"] < mention["end"]:
            return {"civilian": "civilians", "combatant": "b"}.get(mention["role"], "unknown")
    return "unknown"
