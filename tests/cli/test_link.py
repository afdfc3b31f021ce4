"""`sayso link`: the incidents of an archive, beside its parts."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from sayso.cli import main
from sayso.run.archive.storage import open_storage
from tests.run.archive.making import make_prepared
from tests.run.blockwise.archives import read_incidents, write_archive

pytest.importorskip("duckdb", reason="DuckDB is not installed (pip install duckdb)")


def _write(folder: Path) -> str:
    readings = [make_prepared(number, published=date(2031, 3, 4)) for number in range(3)]
    return write_archive(str(folder / "archive"), readings, 2).address


def test_an_archive_is_linked_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = _write(tmp_path)
    assert main(["link", archive, "--jobs", "1", "--format", "json"]) == 0
    summary = json.loads(capsys.readouterr().out)
    assert (summary["claims"], summary["was_there"]) == (3, False)
    assert len(read_incidents(open_storage(archive))) == summary["incidents"]
    assert main(["link", archive, "--jobs", "1"]) == 0
    assert "3 claims are of 1 incidents, in 2 parts; they were linked before" in capsys.readouterr().err


def test_shards_that_are_not_there_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = _write(tmp_path)
    next((Path(archive) / "shards").iterdir()).unlink()
    assert main(["link", archive, "--jobs", "1", "--quiet"]) == 1
    assert "1 of 2 shards are not there yet" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told", "code"),
    [
        (["link", "nowhere"], "there is no archive", 3),
        (["link", "nowhere", "--address", "auto"], "there is no archive", 3),
        (["link"], "DIR", 2),
        (["link", "nowhere", "--memory", "1"], "--memory", 2),
    ],
)
def test_what_goes_wrong_is_told(
    arguments: list[str],
    told: str,
    code: int,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == code
    assert told in capsys.readouterr().err
    assert not (tmp_path / "nowhere").exists()
