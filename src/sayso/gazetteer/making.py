"""The index from its rows: places, the names they go by, the first-order regions they lie in."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sayso.gazetteer.layout import write_index
from sayso.gazetteer.names import key_of

KINDS = ("settlement", "region", "country", "area", "feature", "district")
"""What a place is; its number in the index is its place in this list."""
Extent = tuple[float, float, float, float]


@dataclass(slots=True)
class Row:
    """A place to be put into the index. `extent` is south, west, north, east; `also` are its other names; `number` is
    GeoNames' id (0 without one), `tag` the slug of an area.
    """

    number: int
    name: str
    latitude: float
    longitude: float
    country: str = ""
    region: str = ""
    kind: str = "settlement"
    population: int = 0
    also: tuple[str, ...] = ()
    extent: Extent | None = None
    tag: str = ""


@dataclass(slots=True)
class _Pool:
    """Strings that many rows share, each kept once."""

    numbers: dict[str, int] = field(default_factory=lambda: {"": 0})

    def number(self, text: str) -> int:
        return self.numbers.setdefault(text, len(self.numbers))


def make_index(rows: Iterable[Row], path: Path, about: dict[str, Any]) -> int:
    """Write the index of `rows` and return how many places it holds. The same rows always give the same bytes."""
    import numpy as np  # noqa: PLC0415 - looking up needs none of it

    countries, regions, tags = _Pool(), _Pool(), _Pool()
    keys: dict[str, list[int]] = {}
    names = bytearray()
    columns: dict[str, list[Any]] = {
        name: []
        for name in ("lat", "lon", "population", "country", "region", "kind", "tag", "name", "number", "extent_row")
    }
    extents: list[Extent] = []
    count = 0
    for row in rows:
        columns["lat"].append(row.latitude)
        columns["lon"].append(row.longitude)
        columns["population"].append(min(max(row.population, 0), 2**32 - 1))
        columns["country"].append(countries.number(row.country))
        columns["region"].append(regions.number(row.region))
        columns["kind"].append(KINDS.index(row.kind))
        columns["name"].append(len(names))
        names += row.name.encode()
        columns["number"].append(row.number)
        if row.extent:
            # Settlements have none: only those that do take room.
            columns["extent_row"].append(count)
            columns["tag"].append(tags.number(row.tag))
            extents.append(row.extent)
        for position, name in enumerate((row.name, *row.also)):
            if key := key_of(name):
                listed = keys.setdefault(key, [])
                # The lowest bit says that it is the place's own name and no other one.
                if not listed or listed[-1] >> 1 != count:
                    listed.append(count << 1 | (position == 0))
        count += 1
    columns["name"].append(len(names))
    ordered = sorted(keys, key=lambda key: (zlib.crc32(key.encode()), key))
    encoded = [key.encode() for key in ordered]
    arrays = {
        "hash": np.array([zlib.crc32(key) for key in encoded], dtype="<u4"),
        "key_at": np.cumsum([0, *map(len, encoded)], dtype="<u4"),
        "keys": np.frombuffer(b"".join(encoded), dtype="u1"),
        "posting_at": np.cumsum([0, *(len(keys[key]) for key in ordered)], dtype="<u4"),
        "postings": np.array([posting for key in ordered for posting in keys[key]], dtype="<u4"),
        "names": np.frombuffer(bytes(names), dtype="u1"),
        "extents": np.array(extents, dtype="<f4").reshape(-1),
        **{name: np.array(columns[name], dtype=dtype) for name, dtype in _TYPES.items()},
    }
    pools = {"countries": countries, "regions": regions, "tags": tags}
    write_index(path, arrays, about | {name: list(pool.numbers) for name, pool in pools.items()})
    return count


_TYPES = {
    "lat": "<f4",
    "lon": "<f4",
    "population": "<u4",
    "country": "<u2",
    "region": "<u2",
    "kind": "u1",
    "tag": "<u2",
    "name": "<u4",
    "number": "<u4",
    "extent_row": "<u4",
}
