"""An index from a GeoNames dump: a small one, invented, with broken lines."""

from pathlib import Path

import pytest

from sayso.gazetteer import Gazetteer
from sayso.gazetteer.dump import FILES, build
from sayso.model import InputError


def _line(
    number: int, name: str, group: str, code: str, *, country: str = "NL", latitude: str = "52.1", people: int = 9
) -> str:
    also = "Old Ferry,ferry town,Паром"
    columns = [
        str(number),
        name,
        name,
        also,
        latitude,
        "5.2",
        group,
        code,
        country,
        "",
        "07",
        "12",
        "",
        "",
        str(people),
    ]
    return "\t".join([*columns, "", "3", "Europe/Amsterdam", "2024-01-01"])


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    folder = tmp_path / "dump"
    folder.mkdir()
    lines = [
        _line(1, "Ferrytown", "P", "PPL", people=1200),
        _line(2, "Eastmark", "A", "ADM1"),
        "3\tshort",
        _line(4, "Ferrytown Airport", "S", "AIRP"),
        _line(5, "Nowhere", "P", "PPL", latitude="far north"),
        _line(6, "Beyond", "P", "PPL", latitude="123.4"),
        _line(7, "Ferry Shop", "S", "SHOP"),
        _line(8, "Gone", "P", "PPLH"),
        _line(9, "Atlantis", "P", "PPL", country="QQ"),
    ]
    raw = "\n".join(lines).encode() + b"\n\xff\xfe broken\n"
    (folder / "allCountries.txt").write_bytes(raw)
    (folder / "admin1CodesASCII.txt").write_text("NL.07\tEastmark\tEastmark\t2\nbroken\n", "utf-8")
    (folder / "admin2Codes.txt").write_text("NL.07.12\tHill\tHill\t3\n", "utf-8")
    names = ["1\t1\ten\tPort of Ferries", "2\t1\tru\tПаром", "3\tx\ten\tNo Place", "4\t2\tnl\tOostmark"]
    (folder / "alternateNamesV2.txt").write_text("\n".join(names) + "\n", "utf-8")
    return folder


def test_places_of_the_dump(dump: Path, tmp_path: Path) -> None:
    built = build(dump, tmp_path / "places.idx")
    gazetteer = Gazetteer(tmp_path / "places.idx")
    assert built.places == len(gazetteer)
    (town,) = gazetteer.find("Port of Ferries")
    assert (town.id, town.name, town.region, town.country, town.population) == (
        "geonames:1", "Ferrytown", "Eastmark", "NLD", 1200,
    )  # fmt: skip
    assert [e.kind for e in gazetteer.find("Ferrytown Airport")] == ["feature"]
    assert [e.kind for e in gazetteer.find("Eastmark")] == ["region"]
    assert gazetteer.find("Ferry Shop") == gazetteer.find("Gone") == gazetteer.find("Atlantis") == ()
    assert [e.id for e in gazetteer.find("Syria")] == ["country:SYR"]


def test_broken_lines_are_named(dump: Path, tmp_path: Path) -> None:
    built = build(dump, tmp_path / "places.idx")
    assert built.set_aside == len(built.broken) == 6
    assert {(b.file, b.line) for b in built.broken} == {
        ("allCountries.txt", 3),
        ("allCountries.txt", 5),
        ("allCountries.txt", 6),
        ("allCountries.txt", 10),
        ("admin1CodesASCII.txt", 2),
        ("alternateNamesV2.txt", 3),
    }
    assert all(b.reason for b in built.broken)


def test_missing_file_is_named(dump: Path, tmp_path: Path) -> None:
    (dump / FILES[1]).unlink()
    with pytest.raises(InputError, match=FILES[1]):
        build(dump, tmp_path / "places.idx")
    assert not (tmp_path / "places.idx").exists()
