"""POLECAT's columns with PLOVER's codes: one row for each claim of an event that PLOVER has a type for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from sayso.export.formats.cells import write_table
from sayso.export.formats.columns import first_place
from sayso.export.formats.crosswalk import AS_FACT, KnownActor, load_crosswalk
from sayso.export.formats.sides import Side, find_sides
from sayso.model import StoredClaim

_WHO = (
    "{0} Name",
    "{0} Country",
    "{0} COW",
    "Primary {0} Sector",
    "{0} Sectors",
    "{0} Title",
    "{0} Name Raw",
    "Wikipedia {0} ID",
)
COLUMNS = (
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Event Intensity",
    "Quad Code",
    "Contexts",
    *(name.format("Actor") for name in _WHO),
    *(name.format("Recipient") for name in _WHO),
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
)
_GEONAMES = "geonames:"
_PEOPLE = frozenset(("person", "civilian"))


def write_plover(claims: Iterable[StoredClaim], out: BinaryIO, known: KnownActor) -> int:
    """Write the table; gives the number of rows, which is smaller than that of the claims."""
    rows = ([row.get(name) for name in COLUMNS] for row in _rows(claims, known))
    return write_table(COLUMNS, rows, out)


def _rows(claims: Iterable[StoredClaim], known: KnownActor) -> Iterator[Mapping[str, Any]]:
    for claim in claims:
        if claim.record["plover"]["event"] and claim.record["factuality"] in AS_FACT:
            yield _row(claim, known)


def _row(claim: StoredClaim, known: KnownActor) -> dict[str, Any]:
    record, report = claim.record, claim.report
    event = record["plover"]["event"]
    sides = find_sides(record, known)
    row = {
        "Event ID": claim.id,
        "Event Date": (record["time"] or {}).get("from"),
        "Event Type": event,
        "Event Mode": record["plover"]["mode"],
        "Quad Code": load_crosswalk().quad.get(event),
        "Source": report.publisher,
        "Publication Date": report.published,
        "Language": report.language,
        "Version": claim.versions.get("sayso"),
    }
    told = _told_by(record)
    return row | _who("Actor", sides.first) | _who("Recipient", sides.second) | _where(record) | told


def _who(role: str, sides: tuple[Side, ...]) -> dict[str, Any]:
    if not sides:
        return {}
    one = sides[0]
    sectors = [side.actor.sector for side in sides if side.actor]
    if not sectors and one.is_civilian:
        sectors = ["CVL"]
    return {
        f"{role} Name": "; ".join(side.name for side in sides),
        f"{role} Country": one.mention["country"] or (one.actor.country if one.actor else None),
        f"Primary {role} Sector": sectors[0] if sectors else None,
        f"{role} Sectors": list(dict.fromkeys(sectors)),
        f"{role} Name Raw": "; ".join(side.mention["text"] for side in sides),
    }


def _where(record: Mapping[str, Any]) -> dict[str, Any]:
    place = first_place(record)
    gazetteer = place.get("gazetteer") or ""
    exact = place.get("precision") in {"point", "settlement"}
    return {
        "Placename": place.get("name"),
        "City": place.get("name") if exact else None,
        "Province": place.get("admin1"),
        "Country": place.get("country"),
        "Latitude": place.get("latitude"),
        "Longitude": place.get("longitude"),
        "GeoNames ID": gazetteer.removeprefix(_GEONAMES) if gazetteer.startswith(_GEONAMES) else None,
        "Raw Placename": place.get("text"),
        "Story Locations": list(dict.fromkeys(one["name"] for one in record["places"])),
    }


def _told_by(record: Mapping[str, Any]) -> dict[str, Any]:
    """Whom the claim is from, as people and organisations of the story."""
    sources = [*([record["source"]] if record["source"] else []), *record["via"]]
    named = [source for source in sources if source["named"]]
    return {
        "Story People": list(dict.fromkeys(source["name"] for source in named if source["kind"] in _PEOPLE)),
        "Story Organizations": list(dict.fromkeys(one["name"] for one in named if one["kind"] not in _PEOPLE)),
    }
