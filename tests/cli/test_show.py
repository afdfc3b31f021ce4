"""`sayso show`: one claim with all about it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from sayso.cli import main
from sayso.ledger import Filter, Ledger
from tests.ledger.reports import SHELLING, make_shelling, make_truce, ready

URL = "https://tarn.example/1"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("ledger") / "ledger.db")
    with Ledger(path, create=True) as opened:
        first = make_shelling(url=URL)
        opened.add(ready(first, make_shelling(id="copy", publisher="Osel Wire"), make_truce()))
        opened.add(ready(replace(first, versions=replace(first.versions, sayso="9.9.9"))), reread=True)
    return path


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["show", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def _id(ledger: str, **wanted: tuple[str, ...]) -> str:
    with Ledger(ledger) as opened:
        return next(opened.claims(Filter(**wanted))).id  # type: ignore[arg-type]


def test_all_that_is_known(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    id = _id(ledger, types=("shelling",), publishers=("tarn",))
    code, out, err = _run(capsys, id, "--ledger", ledger)
    assert (code, err) == (0, "")
    assert all(len(line) <= 100 for line in out.splitlines())
    flat = " ".join(out.split())
    for words in (
        "shelling, certain CT+, confidence 0.90", id, "Shells *struck* the market in Orlivka",
        "Rebels denied the attack on Friday.", "Mayor Ida Voss (person, TRN)", "“said”, indirect", "Orlivka (TRN)",
        "3 Mar 2031", "43 people killed", "Explosions/Remote violence", "shelling.by-hand", "Shells on a market",
        "Tarn Post", "2031-03-04 (as it was given)", URL, "version 1", "by sayso 0.1.0", "by sayso 9.9.9", "Superseded",
    ):  # fmt: skip
        assert words in flat, words
    assert flat.index("Superseded") < flat.index("sayso 9.9.9")
    assert _id(ledger, types=("shelling",), publishers=("osel",)) in flat


def test_json(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    id = _id(ledger, types=("attack",), publishers=("tarn",))
    code, out, _ = _run(capsys, id, "--ledger", ledger, "--format", "json")
    record = json.loads(out)
    assert code == 0
    assert record["id"] == id
    assert record["context"]["before"] + record["sentence"]["text"] + record["context"]["after"] == SHELLING
    assert [reading["superseded"] is None for reading in record["readings"]] == [False, True]
    assert [reading["reader"]["sayso"] for reading in record["readings"]] == ["0.1.0", "9.9.9"]
    assert record["copies"] == [_id(ledger, types=("attack",), publishers=("osel",))]


def test_the_beginning_of_an_id_is_enough(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    id = _id(ledger, types=("talks",))
    code, out, _ = _run(capsys, id[:17], "--ledger", ledger)
    assert code == 0
    assert id in out


def test_several_are_listed(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = _run(capsys, "0", "--ledger", ledger)
    assert (code, out) == (1, "")
    assert "5 claims or more begin so" in err
    assert _id(ledger, types=("talks",)) in err


@pytest.mark.parametrize("id", ["zzz", "0000000000000000-zz", "%", "\x1b[31m", "\udc80"])
def test_there_is_none(ledger: str, capsys: pytest.CaptureFixture[str], id: str) -> None:
    code, out, err = _run(capsys, id, "--ledger", ledger)
    assert (code, out) == (1, "")
    assert "no claim's id begins with" in err
    assert "\x1b" not in err


def test_a_redacted_claim_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "ledger.db")
    with Ledger(path, create=True) as opened:
        opened.add(ready(make_shelling()))
        opened.redact("shelling", reason="withdrawn")
    code, out, _ = _run(capsys, _id(path, types=("shelling",)), "--ledger", path)
    assert code == 0
    assert "words were covered" in " ".join(out.split())
    assert "Voss" not in out


def test_as_of_a_moment(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    id = _id(ledger, types=("shelling",), publishers=("tarn",))
    with Ledger(ledger) as opened:
        first, second = opened.history(id)
    assert first.recorded
    before = first.recorded - timedelta(seconds=1)
    assert _run(capsys, id, "--ledger", ledger, "--as-of", before.isoformat())[0] == 1
    code, out, _ = _run(capsys, id, "--ledger", ledger, "--as-of", first.recorded.isoformat(), "--format", "json")
    record = json.loads(out)
    assert (code, len(record["readings"]), record["superseded"]) == (0, 1, None)
    assert record["reader"]["sayso"] != second.versions["sayso"]
