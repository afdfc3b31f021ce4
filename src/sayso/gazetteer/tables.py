"""Countries and big areas on the map, from `countries.toml` and `areas.toml`: what no list of settlements tells."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from sayso.model import RuleError

AREA_KINDS = frozenset(
    "continent world_region region historical disputed sea ocean gulf strait canal river lake mountains desert island "
    "peninsula".split()
)
Extent = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class CountryArea:
    """Where a country lies: WGS 84 degrees; `extent` is south, west, north, east. Names are those of territories that
    the codebook does not list.
    """

    code: str
    point: tuple[float, float]
    extent: Extent
    alpha2: str = ""
    name: str = ""
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    """A big region, sea, river, mountain range, disputed or historical area."""

    id: str
    name: str
    kind: str
    point: tuple[float, float]
    extent: Extent
    names: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()


@cache
def load_country_areas() -> dict[str, CountryArea]:
    """All countries and territories by their ISO 3166 alpha-3 codes. RuleError lists what is wrong in the table."""
    found, problems = {}, []
    for code, entry in _read("countries.toml").items():
        try:
            point, extent = _point(entry["point"]), _extent(entry["extent"])
        except (KeyError, TypeError, ValueError) as error:
            problems.append(f"{code}: {error}")
            continue
        if not (extent[0] <= point[0] <= extent[2] and extent[1] <= point[1] <= extent[3]):
            problems.append(f"{code}: the point lies outside its extent")
        names, demonyms = tuple(entry.get("names", ())), tuple(entry.get("demonyms", ()))
        found[code] = CountryArea(code, point, extent, entry.get("alpha2", ""), entry.get("name", ""), names, demonyms)
    _raise(problems, "countries.toml")
    return found


@cache
def load_areas() -> dict[str, Area]:
    """All areas by their ids. RuleError lists what is wrong in the table."""
    found: dict[str, Area] = {}
    problems = []
    for entry in _read("areas.toml").get("area", []):
        slug = str(entry.get("id", "?"))
        try:
            point, reach = _point(entry["point"]), float(entry["reach"])
            kind, name = entry["kind"], entry["name"]
        except (KeyError, TypeError, ValueError) as error:
            problems.append(f"{slug}: {error}")
            continue
        if kind not in AREA_KINDS:
            problems.append(f"{slug}: no such kind: {kind}")
        if slug in found:
            problems.append(f"{slug}: the id is used twice")
        extent = (max(point[0] - reach, -90), point[1] - reach, min(point[0] + reach, 90), point[1] + reach)
        names, countries = tuple(entry.get("names", ())), tuple(entry.get("countries", ()))
        found[slug] = Area(slug, name, kind, point, extent, names, countries, tuple(entry.get("demonyms", ())))
    _raise(problems, "areas.toml")
    return found


def load_region_names() -> dict[tuple[str, str], tuple[str, ...]]:
    """Other names of first-order regions, by country and the name that the sources of the index have."""
    listed = _read("regions.toml")
    return {(country, name): tuple(also) for country, regions in listed.items() for name, also in regions.items()}


def _read(name: str) -> Mapping[str, Any]:
    return tomllib.loads((files("sayso.gazetteer") / name).read_text("utf-8"))


def _point(values: list[float]) -> tuple[float, float]:
    latitude, longitude = (float(value) for value in values)
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError("the point is not on the globe")
    return latitude, longitude


def _extent(values: list[float]) -> Extent:
    south, west, north, east = (float(value) for value in values)
    if south > north or west > east:
        raise ValueError("the extent is not south, west, north, east")
    return south, west, north, east


def _raise(problems: list[str], name: str) -> None:
    if problems:
        raise RuleError("bad-rule", "; ".join(problems), where=name, remedy="mend the entries named")
