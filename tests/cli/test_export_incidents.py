"""`sayso export --level incident`: a row an incident, with what must not go out kept back."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from sayso.cli import main
from sayso.cli.exits import ExitCode
from sayso.cli.export import _FORMATS_OF_INCIDENTS
from sayso.export.formats import INCIDENT_FORMATS

SCHEMA = Path(__file__).parents[2] / "docs" / "incident.schema.json"


def _export(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["export", *arguments, "--level", "incident"])
    out, err = capsys.readouterr()
    return code, out, err


def _rows(out: str) -> list[dict[str, Any]]:
    return list(csv.DictReader(io.StringIO(out, newline="")))


def test_names_of_formats_are_those_that_there_are() -> None:
    assert tuple(INCIDENT_FORMATS) == _FORMATS_OF_INCIDENTS


@pytest.mark.parametrize("format", _FORMATS_OF_INCIDENTS)
def test_private_names_are_in_no_format(format: str, strikes: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = _export(capsys, format, "--ledger", strikes)
    assert code == ExitCode.DONE
    assert "exported" in err
    assert "Orlivka" in out
    assert "Krol" not in out
    _, out, _ = _export(capsys, format, "--ledger", strikes, "--with-names")
    assert ("Krol" in out) is (format != "ucdp")  # nobody was killed there


def test_json_is_the_record_of_incidents(strikes: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = _export(capsys, "json", "--ledger", strikes, "--with-names")
    schema = json.loads(SCHEMA.read_text("utf-8"))
    for line in out.splitlines():
        jsonschema.validate(json.loads(line), schema)
    exported = set(out.splitlines())
    assert main(["incidents", "--ledger", strikes, "--format", "json"]) == ExitCode.DONE
    assert set(capsys.readouterr().out.splitlines()) == exported


def test_incidents_are_chosen_as_everywhere(strikes: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, err = _export(capsys, "csv", "--ledger", strikes, "--contested")
    assert [row["place"] for row in _rows(out)] == ["Orlivka"]
    assert err == "sayso: 1 incident exported\n"
    _, out, err = _export(capsys, "csv", "--ledger", strikes, "--type", "protest")
    assert _rows(out) == []
    assert "no incident passes the filters" in err


@pytest.mark.parametrize(
    ("format", "arguments", "column", "value"),
    [
        ("ucdp", [], "best", "4"),
        ("ucdp", ["--policy", "median"], "best", "4"),
        ("ucdp", [], "high", "9"),
        ("acled", [], "fatalities", "4"),
    ],
)
def test_figures(
    strikes: str, capsys: pytest.CaptureFixture[str], format: str, arguments: list[str], column: str, value: str
) -> None:
    _, out, _ = _export(capsys, format, "--ledger", strikes, "--place", "Orlivka", *arguments)
    (row,) = _rows(out)
    assert row[column] == value


def test_what_has_no_row_is_counted(strikes: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, err = _export(capsys, "ucdp", "--ledger", strikes)
    assert [row["where_coordinates"] for row in _rows(out)] == ["Tarnow", "Orlivka"]
    assert err == "sayso: 2 incidents exported, 1 without a row in this format\n"


def test_coordinates_are_rounded(strikes: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = _export(capsys, "csv", "--ledger", strikes, "--place", "Belmor", "--round-coordinates", "60")
    (row,) = _rows(out)
    assert (row["precision"], row["where_prec"], row["geo_precision"], row["gazetteer"]) == ("region", "4", "3", "")
    assert (row["latitude"], row["longitude"]) != ("45.0", "30.0")


def test_young_incidents_stay_out(strikes: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("--ledger", strikes, "--as-of", "2031-03-30", "--delay")
    _, out, err = _export(capsys, "csv", *arguments, "20")
    assert [row["place"] for row in _rows(out)] == ["Orlivka"]
    assert err == "sayso: 1 incident exported, 2 too young\n"


@pytest.mark.parametrize("format", ["plover", "jsonld", "parquet"])
def test_formats_of_claims_only(format: str, strikes: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = _export(capsys, format, "--ledger", strikes)
    assert code == ExitCode.USAGE
    assert "incidents can be written as csv, json, ucdp, acled, geojson" in err
