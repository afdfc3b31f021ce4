"""ACLED's 31 columns, by crosswalk from sayso's types: one row for each claim that has an event type there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from sayso.export.formats.cells import write_table
from sayso.export.formats.columns import first_place
from sayso.export.formats.crosswalk import AS_FACT, KnownActor, find_country, load_crosswalk
from sayso.export.formats.sides import Side, Sides, find_sides, names_of
from sayso.model import StoredClaim

COLUMNS = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 "
    "actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location "
    "latitude longitude geo_precision source source_scale notes fatalities tags timestamp"
).split()
HXL = {
    "event_id_cnty": "#event+code",
    "event_date": "#date+occurred",
    "event_type": "#event+type",
    "actor1": "#group+name+first",
    "actor2": "#group+name+second",
    "region": "#region+name",
    "country": "#country+name",
    "admin1": "#adm1+name",
    "location": "#loc+name",
    "latitude": "#geo+lat",
    "longitude": "#geo+lon",
    "source": "#meta+source",
    "notes": "#description",
    "fatalities": "#affected+killed",
}
_VIOLENCE = frozenset(("Battles", "Explosions/Remote violence", "Violence against civilians", "Protests", "Riots"))


def write_acled(claims: Iterable[StoredClaim], out: BinaryIO, known: KnownActor, *, hxl: bool = False) -> int:
    """Write the table, with `hxl` a row of HXL's tags below the heads; gives the number of rows without that."""
    tags = [[HXL.get(name, "") for name in COLUMNS]] if hxl else []
    rows = ([row.get(name) for name in COLUMNS] for row in _rows(claims, known))
    return write_table(COLUMNS, _chained(tags, rows), out) - len(tags)


def _chained(tags: list[list[str]], rows: Iterable[list[Any]]) -> Iterator[list[Any]]:
    yield from tags
    yield from rows


def _rows(claims: Iterable[StoredClaim], known: KnownActor) -> Iterator[Mapping[str, Any]]:
    for claim in claims:
        if claim.record["acled"]["event_type"] and claim.record["factuality"] in AS_FACT:
            yield _row(claim, known)


def _row(claim: StoredClaim, known: KnownActor) -> dict[str, Any]:
    record, report = claim.record, claim.report
    sides = find_sides(record, known)
    days = record["time"] or {}
    event, start = record["acled"]["event_type"], days.get("from")
    sub_event = record["acled"]["sub_event_type"] or find_sub_event(record["type"], sides)
    row = {
        "event_id_cnty": claim.id,
        "event_date": start,
        "year": int(start[:4]) if start else None,
        "time_precision": days.get("time_precision") if start else None,
        "disorder_type": find_disorder(event, sub_event),
        "event_type": event,
        "sub_event_type": sub_event,
        "source": report.publisher,
        "notes": claim.sentence,
        "fatalities": count_fatalities(record),
        "tags": _tags(record),
        "timestamp": int((claim.recorded or report.recorded).timestamp()),
    }
    return row | actor_columns(sides, event) | place_columns(first_place(record))


def find_sub_event(type: str, sides: Sides) -> str | None:
    """Who takes a place tells the sub-type of a gain of territory; None for other types."""
    if type != "territory_gain" or not sides.first:
        return None
    one = sides.first[0]
    if one.is_state:
        return "Government regains territory" if one.inter == 1 else "Non-state actor overtakes territory"
    return "Non-state actor overtakes territory" if one.is_group else None


def find_disorder(event: str, sub_event: str | None) -> str | None:
    """The type of disorder of an event type and sub-type."""
    table = load_crosswalk()
    return table.sub_disorder.get(sub_event or "") or table.disorder.get(event)


def actor_columns(sides: Sides, event: str) -> dict[str, Any]:
    """The columns of who took part."""
    one, other = (side[0] if side else None for side in (sides.first, sides.second))
    civilians = event in _VIOLENCE and any(side.is_civilian for side in sides.second)
    return {
        "actor1": one.name if one else None,
        "assoc_actor_1": names_of(sides.first),
        "inter1": one.inter if one else None,
        "actor2": other.name if other else None,
        "assoc_actor_2": names_of(sides.second),
        "inter2": other.inter if other else None,
        "interaction": _interaction(one, other),
        "civilian_targeting": "Civilian targeting" if civilians else None,
    }


def _interaction(one: Side | None, other: Side | None) -> int | None:
    """Both kinds as one number, the smaller first; one alone with a nought. None where a kind is not known."""
    if one is None or one.inter is None:
        return None
    if other is None:
        return one.inter * 10
    return None if other.inter is None else min(one.inter, other.inter) * 10 + max(one.inter, other.inter)


def place_columns(place: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of where it was; `place` as in a claim's record."""
    country = find_country(place.get("country"))
    return {
        "iso": country.numeric,
        "region": country.acled_region,
        "country": country.name,
        "admin1": place.get("admin1"),
        "location": place.get("name"),
        "latitude": place.get("latitude"),
        "longitude": place.get("longitude"),
        "geo_precision": place.get("geo_precision"),
    }


def count_fatalities(record: Mapping[str, Any]) -> int | None:
    """One figure of the killed: the least that is told, vague words as ACLED's coders put them; None where none is.

    Running tolls do not count.
    """
    told = [q for q in record["quantities"] if q["role"] == "killed" and not q["part_of"] and not q["cumulative"]]
    figures = [load_crosswalk().figures.get(q["rule"] or "", q["low"]) for q in told]
    return int(sum(figures)) if figures and None not in figures else None


def _tags(record: Mapping[str, Any]) -> str:
    """On whose say-so it stands and how sure the source is, for which ACLED has no columns."""
    source = record["source"]
    return f"claimant={source['name'] if source else 'the report itself'}; factuality={record['factuality']}"
