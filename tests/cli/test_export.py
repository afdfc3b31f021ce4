"""`sayso export`: formats, filters, what is kept back, and what it says."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from sayso.cli import main
from sayso.cli.exits import ExitCode
from sayso.cli.export import _FORMATS, _SITES
from sayso.export import make_record
from sayso.export.care import load_sites
from sayso.export.formats import FORMATS
from sayso.ledger import Ledger
from sayso.ledger.rows import prepare
from sayso.model import Claim, Reading
from tests.make import (
    make_attribution,
    make_claim,
    make_participant,
    make_place,
    make_quantity,
    make_reading,
    make_report,
    make_source,
)

RAID = "Shells killed two people and hit the house of Anna Brill in Tarn, Mayor Ida Voss said."
CLINIC = "The clinic in Qorvale burned, a farmer, Vaho Leskin, said."
EARLY, LATE = date(2026, 3, 1), date(2026, 3, 20)


def _reading(text: str, id: str, published: date, *claims: Claim) -> Reading:
    numbered = [replace(claim, id=f"{number:016x}") for number, claim in enumerate(claims, start=1)]
    return make_reading(make_report(text, id=id, published=published), claims=numbered)


def _raid() -> Reading:
    statement = make_attribution(
        RAID, make_source(RAID, "Mayor Ida Voss", name="Ida Voss"), "said", "Shells killed two people"
    )
    place = make_place(RAID, "Tarn", 60.512, 5.256, country="NOR")
    people = make_participant(RAID, "two people")
    number = make_quantity(RAID, "two", 2, 2)
    return _reading(
        RAID,
        "raid",
        EARLY,
        make_claim(
            RAID, "killed", "killing", attribution=statement, recipients=[people], places=[place], quantities=[number]
        ),
        make_claim(RAID, "hit", "shelling", attribution=statement, places=[place]),
    )


def _clinic() -> Reading:
    farmer = make_source(CLINIC, "a farmer, Vaho Leskin,", name="Vaho Leskin")
    statement = make_attribution(CLINIC, farmer, "said", "The clinic in Qorvale burned")
    return _reading(CLINIC, "clinic", LATE, make_claim(CLINIC, "burned", "destruction", attribution=statement))


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("ledger") / "war.db"
    with Ledger(str(path), create=True) as made:
        made.add([prepare(reading, make_record(reading)) for reading in (_raid(), _clinic())])
    return str(path)


def _export(capsysbinary: pytest.CaptureFixture[bytes], *arguments: str) -> tuple[int, bytes, str]:
    code = main(["export", *arguments])
    out, err = capsysbinary.readouterr()
    return code, out, err.decode()


def _records(out: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.decode().splitlines()]


def test_names_of_formats_and_sites_are_those_that_there_are() -> None:
    assert tuple(FORMATS) == _FORMATS
    assert tuple(load_sites()) == _SITES


@pytest.mark.parametrize("format", _FORMATS)
def test_every_format_goes_to_a_file(
    format: str, ledger: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    if format == "parquet":
        pytest.importorskip("pyarrow", reason="pip install 'sayso[parquet]'")
    path = tmp_path / "out"
    code, out, err = _export(capsysbinary, format, "--ledger", ledger, "--output", str(path))
    assert (code, out) == (ExitCode.DONE, b"")
    assert path.stat().st_size > 100
    assert "exported" in err
    assert b"Leskin" not in path.read_bytes()
    assert [file.name for file in tmp_path.iterdir()] == ["out"]


def test_the_latest_comes_first_on_stdout(ledger: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    code, out, err = _export(capsysbinary, "csv", "--ledger", ledger)
    rows = list(csv.DictReader(io.StringIO(out.decode("utf-8"), newline="")))
    assert code == ExitCode.DONE
    assert [row["report"] for row in rows] == ["clinic", "raid", "raid"]
    assert err == "sayso: 3 claims exported\n"


def test_private_names_are_withheld_unless_asked_for(ledger: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    _, out, _ = _export(capsysbinary, "json", "--ledger", ledger, "-q")
    clinic, hit, _killed = _records(out)
    assert clinic["source"]["name"] == "[name withheld]"
    assert clinic["sentence"]["text"] == "The clinic in Qorvale burned, a farmer, [name withheld], said."
    assert hit["source"]["name"] == "Ida Voss"
    assert "house of [name withheld] in Tarn" in hit["sentence"]["text"]
    _, out, _ = _export(capsysbinary, "json", "--ledger", ledger, "-q", "--with-names")
    assert _records(out)[0]["source"]["name"] == "Vaho Leskin"
    assert b"withheld" not in out


def test_a_filter_does_not_hide_who_is_private(ledger: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    _, out, err = _export(capsysbinary, "json", "--ledger", ledger, "--type", "shelling")
    (record,) = _records(out)
    assert "Brill" not in record["sentence"]["text"]
    assert err == "sayso: 1 claim exported\n"


def test_coordinates_are_rounded(ledger: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    _, out, _ = _export(capsysbinary, "json", "--ledger", ledger, "-q", "--report", "raid", "--round-coordinates", "10")
    (place,) = _records(out)[0]["places"]
    assert place["precision"] == "district"
    assert (place["latitude"], place["gazetteer"]) != (60.512, "made:Tarn")


def test_sites_and_young_claims_stay_out_and_are_counted(
    ledger: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    _, out, err = _export(capsysbinary, "json", "--ledger", ledger, "--hold-back", "hospitals, shelters")
    assert {record["document"]["id"] for record in _records(out)} == {"raid"}
    assert err == "sayso: 2 claims exported, 1 held back for their sites\n"
    days = (date.today() - LATE).days + 1
    _, out, err = _export(capsysbinary, "json", "--ledger", ledger, "--delay", str(days))
    assert {record["document"]["id"] for record in _records(out)} == {"raid"}
    assert err == "sayso: 2 claims exported, 1 too young\n"


def test_as_of_is_the_day_from_which_a_delay_counts(ledger: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    tomorrow = (date.today() + timedelta(days=1)).isoformat()
    delay = (date.today() - LATE).days + 1
    _, out, _ = _export(capsysbinary, "json", "--ledger", ledger, "--delay", str(delay), "--as-of", tomorrow)
    assert len(_records(out)) == 3


def test_claims_without_a_row_are_counted(ledger: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    code, out, err = _export(capsysbinary, "ucdp", "--ledger", ledger)
    assert (code, len(out.splitlines())) == (ExitCode.DONE, 2)
    assert err == "sayso: 1 claim exported, 2 without a row in this format\n"


def test_tags_of_hxl(ledger: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    _, out, _ = _export(capsysbinary, "acled", "--ledger", ledger, "--hxl")
    assert out.decode().splitlines()[1].startswith("#event+code,#date+occurred")


def test_nothing_passes(ledger: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    code, out, err = _export(capsysbinary, "geojson", "--ledger", ledger, "--type", "protest")
    assert code == ExitCode.DONE
    assert json.loads(out)["features"] == []
    assert "no claim passes the filters" in err


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["cvs"], "did you mean csv"),
        (["xml"], "is none of csv, json"),
        (["csv", "--hold-back", "churches"], "is none of hospitals, shelters, convoys"),
        (["csv", "--hxl"], "only the format acled"),
        (["csv", "--delay", "-1"], "--delay"),
        (["csv", "--round-coordinates", "0"], "--round-coordinates"),
        (["csv", "--type", "shooting star"], "unknown"),
        (["csv", "--output", "no/such/folder/out.csv"], "does not exist"),
        ([], "FORMAT"),
    ],
)
def test_usage(arguments: list[str], reason: str, ledger: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    code, out, err = _export(capsysbinary, *arguments, "--ledger", ledger)
    assert (code, out) == (ExitCode.USAGE, b"")
    assert reason in err
    assert "see sayso export --help" in err


def test_no_ledger_is_nothing_done_and_leaves_no_file(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "out.csv"
    code, _, err = _export(capsysbinary, "csv", "--ledger", str(tmp_path / "none.db"), "--output", str(path))
    assert code == ExitCode.NOTHING_DONE
    assert "there is no ledger yet" in err
    assert not path.exists()


def test_help_ends_with_an_example(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    code, out, _ = _export(capsysbinary, "--help")
    assert code == ExitCode.DONE
    assert out.decode().rstrip().splitlines()[-1].strip().startswith("sayso export geojson")
