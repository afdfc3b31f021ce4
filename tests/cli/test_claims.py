"""`sayso claims`: claims of the ledger at the terminal."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from sayso.cli import main
from sayso.ledger import Ledger
from tests.ledger.reports import SHELLING, make_shelling, make_truce, ready


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("ledger") / "ledger.db")
    with Ledger(path, create=True) as opened:
        opened.add(ready(make_shelling(), make_truce()))
    return path


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["claims", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_table_for_people(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = _run(capsys, "--ledger", ledger)
    assert (code, err) == (0, "")
    assert all(len(line) <= 100 for line in out.splitlines())
    for words in (
        "2031-03-04",
        "no date",
        "Mayor Ida",
        "denied",
        "Orlivka (TRN)",
        "43 people",
        "*struck*",
        "Tarn Post",
    ):
        assert words in out
    assert out.index("struck") < out.index("Sartana")


def test_json_is_a_record_a_line(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = _run(capsys, "--ledger", ledger, "--type", "shelling", "--format", "json")
    (record,) = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert record["sentence"]["text"] == SHELLING.partition(" Rebels")[0]
    assert record["document"]["id"] == "shelling"
    assert record["report"] == "shelling"
    with Ledger(ledger) as opened:
        (claim,) = opened.history(record["id"])
    assert claim.record["trigger"] == record["trigger"]


def test_csv(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = _run(capsys, "--ledger", ledger, "--format", "csv", "--sort", "confidence")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["type"] for row in rows] == ["shelling", "talks", "attack"]


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["--type", "air-strike", "--type", "SHELLING"], 1),
        (["--factuality", "ct-"], 1),
        (["--place", "orlivka", "--place", "sartana"], 2),
        (["--since", "2031-03-01"], 1),
        (["--published-until", "2031-03-04", "--side", "osl"], 1),
        (["--near", "48,37.1,8"], 1),
        (["--box", "40,30,50,40"], 2),
        (["--number", "killed>=40", "--number", "killed<50"], 1),
        (["--text", "market"], 1),
        (["--as-of", "2001-01-01"], 0),
        (["--as-of", "2199-01-01"], 3),
        (["--publisher", "osel", "--source", "lund"], 1),
        (["--source", "bad \udc80 letter"], 0),
    ],
)
def test_filters_and_count(ledger: str, capsys: pytest.CaptureFixture[str], arguments: list[str], found: int) -> None:
    assert _run(capsys, "--ledger", ledger, "--count", *arguments) == (0, f"{found}\n", "")
    _, out, _ = _run(capsys, "--ledger", ledger, "--format", "json", *arguments)
    assert len(out.splitlines()) == found


def test_pages(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    pages = []
    for page in ("1", "2", "3"):
        _, out, _ = _run(capsys, "--ledger", ledger, "--format", "json", "--limit", "2", "--page", page)
        pages.append([json.loads(line)["type"] for line in out.splitlines()])
    assert pages == [["attack", "shelling"], ["talks"], []]
    _, out, _ = _run(capsys, "--ledger", ledger, "--format", "json", "--ascending", "--sort", "recorded")
    assert [json.loads(line)["type"] for line in out.splitlines()] == ["shelling", "attack", "talks"]


def test_a_full_page_says_that_there_may_be_more(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "ledger.db")
    with Ledger(path, create=True) as opened:
        texts = [SHELLING.replace("43", str(number)) for number in range(100, 130)]
        opened.add(ready(*(make_shelling(text=text, killed=100 + at) for at, text in enumerate(texts))))
    _, out, err = _run(capsys, "--ledger", path)
    assert "--page 2 shows more" in err
    assert _run(capsys, "--ledger", path, "--quiet")[2] == ""
    _, _, err = _run(capsys, "--ledger", path, "--page", "2")
    assert err == ""
    _, out, err = _run(capsys, "--ledger", path, "--page", "9")
    assert (out, err) == ("", "sayso: no claim passes on page 9\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--type", "airstrike"], "did you mean air_strike"),
        (["--type", "zzz"], "`sayso codebook types`"),
        (["--factuality", "maybe"], "CT+, PR+, PS+"),
        (["--country", "Syria"], "three letters of ISO 3166"),
        (["--near", "1,2"], "LATITUDE,LONGITUDE,KM"),
        (["--box", "1,2"], "SOUTH,WEST,NORTH,EAST"),
        (["--number", "killed"], "killed>=10"),
        (["--as-of", "yesterday"], "2026-03-04"),
        (["--since", "monday"], "2024-05-07"),
        (["--format", "xml"], "table, json, csv"),
        (["--sort", "size"], "size"),
    ],
)
def test_usage_errors(ledger: str, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str) -> None:
    code, out, err = _run(capsys, "--ledger", ledger, *arguments)
    assert (code, out) == (2, "")
    assert words in err


def test_a_type_of_ones_own_codebook(
    ledger: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own.toml"
    own.write_text("""
[type.parade]
section = "other"
definition = "Troops march through a town."
acled = ["Strategic developments", "Other"]
plover = ["", ""]
cameo = ""
""")
    assert _run(capsys, "--ledger", ledger, "--type", "parade")[0] == 2
    monkeypatch.setenv("SAYSO_CODEBOOK", str(own))
    assert _run(capsys, "--ledger", ledger, "--type", "parade", "--count") == (0, "0\n", "")


def test_there_is_no_ledger(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = _run(capsys, "--ledger", str(tmp_path / "none.db"))
    assert (code, out) == (3, "")
    assert "there is no ledger yet" in err
    assert "sayso add" in err


def test_what_a_terminal_would_obey_is_not_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "ledger.db")
    with Ledger(path, create=True) as opened:
        opened.add(ready(make_shelling(publisher="Tarn\x1b[31m\nPost", published=date(2031, 3, 4))))
    _, out, _ = _run(capsys, "--ledger", path)
    assert "\x1b" not in out
