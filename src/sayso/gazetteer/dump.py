"""The rows of an index from a full GeoNames dump: allCountries, admin1CodesASCII, admin2Codes, alternateNamesV2.

The files are those of https://download.geonames.org/export/dump/, unpacked; their columns are told in its readme.txt.
A broken line is set aside with its number and reason, and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sayso.codebook.countries import list_countries
from sayso.gazetteer.making import Row, make_index
from sayso.gazetteer.packing import area_rows, base_of, country_rows, other_names
from sayso.gazetteer.tables import load_country_areas
from sayso.model import InputError

FILES = ("allCountries.txt", "admin1CodesASCII.txt", "admin2Codes.txt", "alternateNamesV2.txt")
_COLUMNS = 19
_CODE_COLUMNS = 4
_NAME_COLUMNS = 4
# Besides settlements (class P): what reports of a war name. Feature codes of GeoNames.
_FEATURES = frozenset(
    "AIRP AIRB AIRF AIRH MILB HSP UNIV SCH PRN DAM BDG PRT PS PSN PSH NUC REFY RSTN CMPRF CTRR MSQE CH MN MNQ OILF "
    "OILW GASF ISL ISLS MT MTS VAL LK RSV PEN PASS SQR MNMT FT CSTL BDGQ CMP".split()
)
_LANGUAGE = "en"  # the names of no language stand in allCountries.txt as well
_LOST = frozenset(("PPLH", "PPLQ", "PPLCH"))
Report = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Broken:
    """A line that was set aside: its file, its number from 1 on, and why."""

    file: str
    line: int
    reason: str


@dataclass(slots=True)
class Built:
    """What became of a dump: how many places, and the lines that were set aside (`broken` holds the first thousand)."""

    places: int = 0
    broken: list[Broken] = field(default_factory=list)
    set_aside: int = 0

    def add(self, file: str, line: int, reason: str) -> None:
        """Set a line aside."""
        self.set_aside += 1
        if len(self.broken) < 1000:
            self.broken.append(Broken(file, line, reason))


def build(folder: Path, path: Path, progress: Report = lambda _file, _lines: None) -> Built:
    """Write the index of the dump in `folder` to `path`. InputError where a file of the dump is missing.

    `progress` is told the file and how many of its lines were read, now and then.
    """
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise InputError(
            "missing-file",
            f"lacks {', '.join(missing)}",
            where=str(folder),
            remedy="download them from https://download.geonames.org/export/dump/ and unpack them there",
        )
    built = Built()
    reader = _Dump(folder, built, progress)
    about = {
        "sources": {"geonames": f"dump of {len(FILES)} files"},
        "notice": "Contains data of GeoNames (geonames.org), CC BY 4.0.",
    }
    built.places = make_index(reader.rows(), path, about)
    return built


class _Dump:
    def __init__(self, folder: Path, built: Built, progress: Report) -> None:
        self._folder, self._built, self._progress = folder, built, progress
        known = list_countries()
        self._alpha3 = _alpha3(known)
        self._regions = dict(self._codes("admin1CodesASCII.txt"))
        self._districts = dict(self._codes("admin2Codes.txt"))
        self._others = self._alternates()

    def rows(self) -> Iterator[Row]:
        yield from country_rows({})
        yield from area_rows()
        for _, fields in self._lines("allCountries.txt", _COLUMNS):
            if row := self._row(fields):
                yield row

    def _lines(self, name: str, columns: int) -> Iterator[tuple[int, list[str]]]:
        """The fields of each line that has enough of them and is UTF-8."""
        with (self._folder / name).open("rb") as file:
            for number, raw in enumerate(file, 1):
                if number % 200_000 == 0:
                    self._progress(name, number)
                try:
                    fields = raw.decode("utf-8").rstrip("\r\n").split("\t")
                except UnicodeDecodeError:
                    self._built.add(name, number, "is not UTF-8")
                    continue
                if len(fields) < columns:
                    self._built.add(name, number, f"has {len(fields)} columns instead of {columns}")
                    continue
                self._line = name, number
                yield number, fields

    def _codes(self, name: str) -> Iterator[tuple[str, str]]:
        for number, fields in self._lines(name, _CODE_COLUMNS):
            if fields[0].count(".") and fields[1]:
                yield fields[0], fields[1]
            else:
                self._built.add(name, number, "has no code or no name")

    def _alternates(self) -> Mapping[int, str]:
        """English names by GeoNames' id; `|` between them. Old names count, too."""
        found: dict[int, str] = {}
        for number, fields in self._lines("alternateNamesV2.txt", _NAME_COLUMNS):
            if fields[2] != _LANGUAGE:
                continue
            if not fields[1].isdigit():
                self._built.add("alternateNamesV2.txt", number, f"has no id of a place: {fields[1][:40]!r}")
                continue
            place = int(fields[1])
            found[place] = f"{found[place]}|{fields[3]}" if place in found else fields[3]
        return found

    def _row(self, fields: list[str]) -> Row | None:
        kind = _kind(fields[6], fields[7])
        if kind is None or fields[8] not in self._alpha3:
            return None
        try:
            place, latitude, longitude = int(fields[0]), float(fields[4]), float(fields[5])
            population = int(fields[14] or 0)
        except ValueError as error:
            self._built.add(*self._line, f"has a number that is none ({error})")
            return None
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            self._built.add(*self._line, f"lies outside the globe: {latitude}, {longitude}")
            return None
        if not fields[1]:
            self._built.add(*self._line, "has no name")
            return None
        others = [*self._others.get(place, "").split("|"), *fields[3].split(","), fields[2]]
        if kind in {"region", "district"}:
            others.append(base_of(fields[1]))
        region = self._regions.get(f"{fields[8]}.{fields[10]}", "")
        return Row(
            number=place,
            name=fields[1],
            latitude=latitude,
            longitude=longitude,
            country=self._alpha3[fields[8]],
            region=region,
            kind=kind,
            population=population,
            also=tuple(other_names(fields[1], others)),
        )


def _kind(group: str, code: str) -> str | None:
    if group == "P":
        return None if code in _LOST else "settlement"
    if code == "ADM1":
        return "region"
    if code == "ADM2":
        return "district"
    return "feature" if code in _FEATURES else None


def _alpha3(known: Mapping[str, object]) -> dict[str, str]:
    """ISO 3166 alpha-2 to alpha-3, from the tables of countries that sayso ships."""
    return {
        area.alpha2: code for code, area in load_country_areas().items() if area.alpha2 and (code in known or area.name)
    }
