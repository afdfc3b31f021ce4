"""The index: made from rows, mapped, looked up; what becomes of one that is missing, cut off or changed."""

from pathlib import Path

import pytest

from sayso.gazetteer import Gazetteer, load_gazetteer
from sayso.gazetteer.layout import check_index
from sayso.gazetteer.making import Row, make_index
from sayso.model import SetupError

_ROWS = (
    Row(0, "Northland", 10.0, 20.0, "NLD", kind="country", also=("the North",), extent=(8.0, 18.0, 12.0, 22.0)),
    Row(0, "Grey Sea", 5.0, 25.0, kind="area", extent=(1.0, 20.0, 9.0, 30.0), tag="grey-sea:sea"),
    Row(0, "Vale", 10.5, 20.5, "NLD", "Vale", kind="region", extent=(10.0, 20.0, 11.0, 21.0)),
    Row(11, "Vale", 10.4, 20.4, "NLD", "Vale", population=900, also=("Dale",)),
    Row(12, "Dale", 11.4, 21.4, "NLD", "Hill", population=5000),
)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    path = tmp_path / "places.idx"
    assert make_index(_ROWS, path, {"notice": "invented"}) == len(_ROWS)
    return path


def test_find_sorts_by_kind_and_inhabitants(index: Path) -> None:
    gazetteer = Gazetteer(index)
    assert [(e.kind, e.id) for e in gazetteer.find("VALE")] == [
        ("region", "region:NLD:vale"),
        ("settlement", "geonames:11"),
    ]
    assert [(e.id, e.own) for e in gazetteer.find("dale")] == [("geonames:12", True), ("geonames:11", False)]
    assert gazetteer.find("Nowhere") == ()
    assert gazetteer.find("x" * 200) == ()


def test_entry_holds_what_the_row_held(index: Path) -> None:
    (sea,) = Gazetteer(index).find("grey sea")
    assert (sea.id, sea.tag, sea.country, sea.extent) == ("area:grey-sea", "sea", "", (1.0, 20.0, 9.0, 30.0))
    (country,) = Gazetteer(index).country("NLD")
    assert (country.name, country.latitude, country.longitude) == ("Northland", 10.0, 20.0)
    assert Gazetteer(index).country("XXX") == ()


def test_settlements_in_a_box(index: Path) -> None:
    found = Gazetteer(index).settlements(10.0, 20.0, 11.0, 21.0)
    assert [(round(lat, 1), round(lon, 1), people) for lat, lon, people in found] == [(10.4, 20.4, 900)]


def test_same_rows_same_bytes(index: Path, tmp_path: Path) -> None:
    make_index(_ROWS, tmp_path / "again.idx", {"notice": "invented"})
    assert index.read_bytes() == (tmp_path / "again.idx").read_bytes()


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="not there"):
        Gazetteer(tmp_path / "none.idx")


@pytest.mark.parametrize("keep", [0, 5, 40, -9])
def test_cut_off(index: Path, keep: int) -> None:
    index.write_bytes(index.read_bytes()[:keep])
    with pytest.raises(SetupError) as caught:
        Gazetteer(index)
    assert "pip install" in caught.value.remedy


def test_changed_header(index: Path) -> None:
    data = bytearray(index.read_bytes())
    data[30] ^= 1
    index.write_bytes(bytes(data))
    with pytest.raises(SetupError, match="checksum"):
        Gazetteer(index)


def test_changed_content_is_found_by_the_full_check(index: Path) -> None:
    assert check_index(index)["notice"] == "invented"
    data = bytearray(index.read_bytes())
    data[-3] ^= 1
    index.write_bytes(bytes(data))
    with pytest.raises(SetupError, match="checksum"):
        check_index(index)


def test_shipped_index_is_whole_and_under_25_megabytes() -> None:
    gazetteer = load_gazetteer()
    assert len(gazetteer) > 230_000
    assert gazetteer.path.stat().st_size < 25_000_000
    assert "CC BY 4.0" in check_index(gazetteer.path)["notice"]


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Syria", "country:SYR"),
        ("Euphrates River", "area:euphrates"),
        ("Kursk Oblast", "region:RUS:kursk oblast"),
        ("Mosul", "geonames:99072"),
    ],
)
def test_shipped_names(name: str, id_: str) -> None:
    assert id_ in {entry.id for entry in load_gazetteer().find(name)}
