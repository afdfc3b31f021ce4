"""`sayso run` and `sayso ledger load`: an archive from reports, and a ledger from it."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import onnxruntime
import pytest

from sayso.cli import main
from sayso.cli.progress import Bar
from sayso.cli.run import _show
from sayso.run.archive.counting import Counts
from sayso.run.archive.events import Finished
from sayso.run.archive.job import Job
from sayso.run.archive.manifest import begin
from sayso.run.archive.parts import Entry
from sayso.run.archive.planning import make_plan
from sayso.run.archive.storage import open_storage
from sayso.run.archive.tallying import Tally
from tests.make import VERSIONS
from tests.run.archive.making import make_prepared, write_shard

STRIKE = "Two missiles struck a market in Orlivka on Monday, killing nine people, Governor Olena Hrytsak said."
RECIPE = "Peel the apples, cut them into slices, lay them on the pastry and bake for half an hour. Serve with cream."


def test_an_archive_is_made_and_loaded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    for name, words in (("a", STRIKE), ("b", RECIPE), ("c", "")):
        (tmp_path / "news" / f"{name}.txt").write_text(words, encoding="utf-8")
    assert main(["run", "news", "--out", "archive", "--format", "json", "--jobs", "1"]) == 1
    summary = json.loads(capsys.readouterr().out)
    assert (summary["documents"], summary["read"], summary["refused"]) == (3, 1, {"empty-file": 1})
    assert sum(summary["gated"].values()) == 1
    assert main(["run", "news", "--out", "archive", "--quiet"]) == 3
    assert "--resume goes on" in capsys.readouterr().err
    assert main(["ledger", "load", "archive", "--ledger", "war.db"]) == 0
    assert f"1 reports are new, 0 were there; {summary['claims']} claims" in capsys.readouterr().err
    assert main(["claims", "--ledger", "war.db", "--format", "json"]) == 0
    assert "Olena Hrytsak" in capsys.readouterr().out


def test_what_is_not_there_yet_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    job = Job(out=str(tmp_path / "archive"), versions=VERSIONS)
    shards = [make_plan([str(tmp_path / name)], job)[0] for name in ("a.txt", "b.txt")]
    storage = open_storage(job.out)
    begin(storage, job, shards, resume=False)
    write_shard(storage, job, shards[0].digest, [make_prepared(1)])
    assert main(["ledger", "load", job.out, "--ledger", str(tmp_path / "war.db")]) == 1
    assert "1 of 2 shards are not there yet" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told", "code"),
    [
        (["run", "-", "--out", "x"], "cannot be read a second time", 3),
        (["run", "a.txt"], "--out", 2),
        (["run", "a.txt", "--out", "x", "--address", "auto"], "only a cluster has an address", 2),
        (["ledger", "load", "nowhere"], "there is no archive", 3),
    ],
)
def test_what_is_wrong_is_told(
    arguments: list[str],
    told: str,
    code: int,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == code
    assert told in capsys.readouterr().err


def test_without_parquet_it_says_what_to_install(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert main(["run", str(tmp_path), "--out", str(tmp_path / "x")]) == 3
    assert "pip install 'sayso[parquet]'" in capsys.readouterr().err


@pytest.mark.thorough
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_report_that_takes_too_much_is_refused_and_the_others_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    poison = " ".join(f"The mill at Orlivka number {n} was hit, Mayor Ida Voss said." for n in range(3000))
    lines = [json.dumps({"id": id, "text": text}) for id, text in (("a", STRIKE), ("poison", poison), ("b", STRIKE))]
    Path("news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    options = ["--format", "json", "--jobs", "1", "--no-gate", "--report-seconds", "3"]
    assert main(["run", "news.jsonl", "--out", "archive", *options]) == 1
    summary = json.loads(capsys.readouterr().out)
    assert (summary["read"], summary["refused"], summary["shards"]["lost"]) == (2, {"too-costly": 1}, 0)


@pytest.mark.skipif("CUDAExecutionProvider" in onnxruntime.get_available_providers(), reason="there is a GPU")
@pytest.mark.parametrize("command", [["run", "--out", "x"], ["add", "--ledger", "x.db", "--jobs", "1"]])
def test_a_gpu_that_is_not_there_is_told_by_who_would_read_on_it(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(STRIKE, encoding="utf-8")
    monkeypatch.setenv("SAYSO_DEVICE", "gpu")
    assert main([*command, "a.txt"]) == 3
    assert "--device gpu: onnxruntime offers no GPU here" in capsys.readouterr().err


class _Bar(Bar):
    """Keeps what is to be shown."""

    def __init__(self) -> None:
        super().__init__(shown=False)
        self.told = ""

    def show(self, words: str, *, done: float = 0, total: float | None = None) -> None:
        self.told = f"{words} [{done:g} of {total}]"


def test_speed_gated_refused_and_the_time_left_are_shown() -> None:
    now = 0.0
    tally = Tally({"a": 1000, "b": 3000}, clock=lambda: now)
    tally.begin(())
    now, bar = 40.0, _Bar()
    _show(bar, tally)
    assert bar.told == "0 documents (0.0/s), 0 words/s, 0 gated, 0 refused, 0 claims [0 of 4000]"
    counts = Counts(
        60, 12_000, read=40, claims=90, refused=Counter({"empty-file": 2}), gated=Counter({"off-topic": 18})
    )
    tally.take(Finished(Entry("a", counts, ())))
    _show(bar, tally)
    told = "60 documents (1.5/s), 300 words/s, 18 gated, 2 refused, 90 claims, 2:00 left"
    assert bar.told == f"{told} [1000 of 4000]"
