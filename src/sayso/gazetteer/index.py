"""Place names to places: the index, mapped into memory on first use."""

from __future__ import annotations

import math
import zlib
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, cast

from sayso.gazetteer.layout import map_index
from sayso.gazetteer.making import KINDS, Extent
from sayso.gazetteer.names import key_of

Kind = Literal["settlement", "region", "country", "area", "feature", "district"]
_CELL = 0.4  # degrees
_KINDS = cast("tuple[Kind, ...]", KINDS)
_DISTRICT = KINDS.index("district")
_RANK = {"country": 0, "area": 1, "region": 2, "settlement": 3, "district": 4, "feature": 5}


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer. WGS 84 degrees; `country` is ISO 3166 alpha-3, `region` the first-order one it lies in.

    `own` is whether it was found by its own name and not by another; `tag` says what an area is ("sea", "historical").
    """

    id: str
    name: str
    latitude: float
    longitude: float
    country: str
    region: str
    kind: Kind
    population: int
    own: bool = True
    extent: Extent | None = None
    tag: str = ""


class Gazetteer:
    """The places of one index file. Opening it reads its header only; a lookup touches a few pages."""

    def __init__(self, path: Path) -> None:
        arrays, about, mapped = map_index(path)
        self.path = path
        self.about: dict[str, Any] = about
        self._map = mapped
        self._countries, self._regions, self._tags = about["countries"], about["regions"], about["tags"]
        self._arrays = arrays
        self._hash, self._postings, self._posting_at = arrays["hash"], arrays["postings"], arrays["posting_at"]
        self._kind, self._country_at, self._region_at = arrays["kind"], arrays["country"], arrays["region"]
        self._names, self._name_at, self._lat, self._lon = arrays["names"], arrays["name"], arrays["lat"], arrays["lon"]
        kinds = bytes(arrays["kind"])
        self._first_settlement = kinds.find(KINDS.index("settlement")) if 0 in kinds else len(kinds)
        self._country = lru_cache(maxsize=512)(self._find_country)
        self._found = lru_cache(maxsize=8192)(self._look_up)
        self._border = lru_cache(maxsize=512)(self._find_border)

    @property
    def version(self) -> str:
        """The checksum of the index's content, as it stands in the record."""
        return f"{self.about['crc']:08x}"

    def __len__(self) -> int:
        return len(self._arrays["kind"])

    def find(self, name: str) -> tuple[Entry, ...]:
        """All places that go by this name, countries and areas first, then by inhabitants; () where there is none."""
        return self._found(key_of(name))

    def country(self, code: str) -> tuple[Entry, ...]:
        """The country of this ISO 3166 alpha-3 code; () where the index lacks it."""
        return self._country(code)

    def _find_country(self, code: str) -> tuple[Entry, ...]:
        if code not in self._countries:
            return ()
        number, kind = self._countries.index(code), KINDS.index("country")
        kinds, countries = self._arrays["kind"], self._arrays["country"]
        for at in range(self._first_settlement):
            if kinds[at] == kind and countries[at] == number:
                return (self._entry(at << 1 | 1),)
        return ()

    def _look_up(self, key: str) -> tuple[Entry, ...]:
        if not key:
            return ()
        wanted, arrays = key.encode(), self._arrays
        crc = zlib.crc32(wanted)
        at = bisect_left(self._hash, crc)
        while at < len(self._hash) and self._hash[at] == crc:
            if bytes(arrays["keys"][arrays["key_at"][at] : arrays["key_at"][at + 1]]) == wanted:
                entries = [self._entry(p) for p in self._postings[self._posting_at[at] : self._posting_at[at + 1]]]
                if len(entries) == 1:
                    return (entries[0],)
                return tuple(sorted(entries, key=lambda e: (_RANK[e.kind], -e.population, not e.own, e.id)))
            at += 1
        return ()

    def _entry(self, posting: int) -> Entry:
        at, arrays = posting >> 1, self._arrays
        number = self._kind[at]
        kind = _KINDS[number]
        country, region = self._countries[self._country_at[at]], self._regions[self._region_at[at]]
        name = str(self._names[self._name_at[at] : self._name_at[at + 1]], "utf-8")
        slug, tag, extent = name, "", None
        if number and number != _DISTRICT:  # settlements and districts have no extent
            special = bisect_left(arrays["extent_row"], at)
            if special < len(arrays["extent_row"]) and arrays["extent_row"][special] == at:
                tagged, _, tag = self._tags[arrays["tag"][special]].partition(":")
                slug, extent = tagged or name, self._extent(special)
        return Entry(
            _id(kind, arrays["number"][at], country, region, slug),
            name,
            round(self._lat[at], 5),
            round(self._lon[at], 5),
            country,
            region,
            kind,
            arrays["population"][at],
            bool(posting & 1),
            extent,
            tag,
        )

    def _extent(self, at: int) -> Extent:
        return cast("Extent", tuple(round(edge, 3) for edge in self._arrays["extents"][4 * at : 4 * at + 4]))

    def settlements(self, south: float, west: float, north: float, east: float) -> list[tuple[float, float, int]]:
        """Latitude, longitude and inhabitants of all settlements in a box, in the order of the index."""
        arrays = self._arrays
        return [
            (arrays["lat"][i], arrays["lon"][i], arrays["population"][i])
            for i in self._rows(south, west, north, east).tolist()
        ]

    def largest(self, south: float, west: float, north: float, east: float, most: int) -> list[Entry]:
        """The settlements of a box with most inhabitants, the largest first."""
        population = self._arrays["population"]
        rows = sorted(self._rows(south, west, north, east).tolist(), key=lambda i: (-population[i], i))
        return [self._entry(i << 1 | 1) for i in rows[:most]]

    def _rows(self, south: float, west: float, north: float, east: float) -> Any:
        import numpy as np  # noqa: PLC0415 - only maps need it

        lat, lon = np.asarray(self._arrays["lat"]), np.asarray(self._arrays["lon"])
        kind = np.asarray(self._arrays["kind"])
        return ((kind == 0) & (lat >= south) & (lat <= north) & (lon >= west) & (lon <= east)).nonzero()[0]

    def border(self, one: str, two: str) -> tuple[float, float] | None:
        """The middle of the stretch where settlements of two countries (alpha-3) lie side by side; None without one."""
        return self._border(*sorted((one, two)))

    def _find_border(self, one: str, two: str) -> tuple[float, float] | None:
        sides = [self.country(code) for code in (one, two)]
        extents = [entries[0].extent for entries in sides if entries]
        if len(extents) < 2 or extents[0] is None or extents[1] is None or not _touch(extents[0], extents[1]):
            return None
        cells = [self._cells(code) for code in (one, two)]
        facing = {
            (row + up, column + right): (row, column)
            for row, column in cells[0]
            for up in (-1, 0, 1)
            for right in (-1, 0, 1)
        }
        met = [(cell, facing[cell]) for cell in sorted(cells[1]) if cell in facing]
        if not met:
            return None
        points = [((a[0] + b[0] + 1) / 2 * _CELL, (a[1] + b[1] + 1) / 2 * _CELL) for a, b in met]
        middle = [sum(p[k] for p in points) / len(points) for k in (0, 1)]
        # The mean of a bent line lies off it: take the point of the line that is nearest to it.
        latitude, longitude = min(points, key=lambda p: (math.hypot(p[0] - middle[0], p[1] - middle[1]), p))
        return round(latitude, 3), round(longitude, 3)

    def _cells(self, code: str) -> set[tuple[int, int]]:
        import numpy as np  # noqa: PLC0415 - only borders need it

        arrays = self._arrays
        here = (np.asarray(arrays["kind"]) == 0) & (np.asarray(arrays["country"]) == self._countries.index(code))
        rows = np.floor(np.asarray(arrays["lat"])[here] / _CELL).astype(int).tolist()
        columns = np.floor(np.asarray(arrays["lon"])[here] / _CELL).astype(int).tolist()
        return set(zip(rows, columns, strict=True))


def _touch(one: Extent, two: Extent) -> bool:
    south, west, north, east = (max(one[0], two[0]), max(one[1], two[1]), min(one[2], two[2]), min(one[3], two[3]))
    return south <= north + 1 and west <= east + 1


def _id(kind: Kind, number: int, country: str, region: str, slug: str) -> str:
    """GeoNames' id, where it has one; else one made of the names, so that it stays when the index is made anew."""
    if number:
        return f"geonames:{number}"
    if kind == "region":
        return f"region:{country}:{key_of(region)}"
    if kind == "district":
        return f"district:{country}:{key_of(region)}:{key_of(slug)}"
    return f"area:{slug}" if kind == "area" else f"country:{country}"


@cache
def load_gazetteer(path: Path | None = None) -> Gazetteer:
    """The shipped gazetteer, or the one at `path`. SetupError where it is missing or damaged."""
    return Gazetteer(path or Path(str(files("sayso.gazetteer") / "places.idx")))
