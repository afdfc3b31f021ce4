"""A run: what is told of it, and that it fails where nothing happens any more."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from sayso.model import SetupError
from sayso.run.archive.counting import Counts
from sayso.run.archive.events import Event, Finished, Lost, Progress, Waiting
from sayso.run.archive.job import Job, Piece, Shard
from sayso.run.archive.locking import alone
from sayso.run.archive.manifest import begin
from sayso.run.archive.parts import Entry
from sayso.run.archive.running import run_archive
from sayso.run.archive.serving import MetricsServer, format_metrics
from sayso.run.archive.storage import open_storage
from sayso.run.archive.tallying import Tally
from tests.make import VERSIONS

SHARDS = [Shard((Piece(name, mark="1", size=100),)) for name in ("a", "b", "c", "d")]


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Scripted:
    """An engine that tells what it is told to, ten seconds after each other."""

    def __init__(self, clock: Clock, events: Sequence[Event]) -> None:
        self._clock, self._events = clock, events

    def run(self, job: Job, shards: Sequence[Shard]) -> Iterator[Event]:  # noqa: ARG002 - an engine takes them
        for event in self._events:
            self._clock.now += 10
            yield event


def _counts(documents: int) -> Counts:
    return Counts(documents=documents, words=100 * documents, read=documents, read_words=100 * documents)


def _run(events: Sequence[Event], tmp_path: Path) -> Tally:
    clock = Clock()
    job = Job(out=str(tmp_path / "archive"), versions=VERSIONS)
    storage = open_storage(job.out)
    begun = begin(storage, job, SHARDS, resume=False)
    tally = Tally({shard.digest: shard.size for shard in begun.todo}, clock)
    tally.begin(begun.whole)
    run_archive(begun, job, Scripted(clock, events), storage, tally, listen=lambda _: None, clock=clock)
    return tally


def test_a_run_is_told_in_numbers(tmp_path: Path) -> None:
    a, b, c, _ = (shard.digest for shard in SHARDS)
    tally = _run(
        [
            Progress(a, _counts(1), 40),
            Progress(b, _counts(5), 50),
            Progress(b, Counts(), 0),  # its process died, and it is begun anew
            Finished(Entry(a, _counts(3), ())),
            Progress(a, _counts(2), 90),  # a last word that comes late
            Lost(c, "c: a fault"),
        ],
        tmp_path,
    )
    record = tally.to_record()
    assert (record["documents"], record["words"], record["seconds"]) == (3, 300, 60)
    assert record["words_per_second"] == 5
    assert record["shards"] == {"total": 4, "before": 0, "done": 1, "lost": 1}
    assert record["seconds_left"] == 60, "half of the bytes took a minute"
    assert tally.lost == ["c: a fault"]
    json.dumps(record)


def test_a_run_in_which_nothing_happens_fails(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="nothing has happened for 120 s; 4 of 4 shards are not done") as caught:
        _run([Waiting()] * 20, tmp_path)
    assert caught.value.slug == "no-progress"


def test_parts_that_are_not_there_end_the_run(tmp_path: Path) -> None:
    elsewhere = Entry(SHARDS[0].digest, _counts(1), (("reports/date=unknown/a.parquet", 100, 1),))
    with pytest.raises(SetupError, match="written by another machine") as caught:
        _run([Finished(elsewhere)], tmp_path)
    assert caught.value.slug == "archive-elsewhere"


def test_a_slow_run_does_not_fail(tmp_path: Path) -> None:
    a = SHARDS[0].digest
    _run([*[Waiting()] * 11, Progress(a, Counts(), 0)] * 3, tmp_path)


def test_metrics_are_answered_on_this_machine(tmp_path: Path) -> None:
    tally = _run([Finished(Entry(SHARDS[0].digest, _counts(3), ()))], tmp_path)
    tally.finished.gated["off-topic"] = 7
    with MetricsServer(0, tally.to_record) as server:
        where = f"http://127.0.0.1:{server.port}"
        with urllib.request.urlopen(f"{where}/metrics") as answer:
            body = answer.read().decode()
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{where}/")
    assert body == format_metrics(tally.to_record())
    assert "sayso_documents_total 3\n" in body
    assert 'sayso_gated_total{reason="off-topic"} 7\n' in body
    assert 'sayso_shards{state="done"} 1\n' in body


def test_a_port_that_is_taken_is_told() -> None:
    with MetricsServer(0, dict) as server, pytest.raises(SetupError, match="cannot be listened on"):
        MetricsServer(server.port, dict)


def test_two_runs_do_not_work_in_one_folder(tmp_path: Path) -> None:
    storage = open_storage(str(tmp_path))
    with alone(storage), pytest.raises(SetupError, match="another sayso run"), alone(storage):
        pass
    with alone(storage):
        pass
