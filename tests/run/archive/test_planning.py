"""Inputs to shards: everything once, small files together, large ones cut."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.model import InputError
from sayso.run.archive.job import Job, read_shard
from sayso.run.archive.planning import make_plan
from sayso.run.archive.taking import Taker
from tests.run.archive.making import write_lines, write_table, write_warc

JOB = Job(out="out", gate=False, shard_bytes=3000)


def _texts(sources: list[str], job: Job) -> list[str]:
    taker = Taker(job, None)
    taken = [one for shard in make_plan(sources, job) for one in taker.take(shard)]
    assert not [one.refusal for one in taken if one.refusal]
    return [one.report.text for one in taken if one.report]


WRITERS: dict[str, Callable[[Path], None]] = {
    "a.jsonl": lambda path: write_lines(path, 100),
    "a.warc": lambda path: write_warc(path, 60),
    "a.warc.gz": lambda path: write_warc(path, 60),
    "a.parquet": lambda path: write_table(path, 300, group=40),
}


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("size", [700, 3000, 10_000_000])
def test_slices_hold_each_record_once(name: str, size: int, tmp_path: Path) -> None:
    WRITERS[name](tmp_path / name)
    job = replace(JOB, shard_bytes=size)
    whole = _texts([str(tmp_path / name)], replace(JOB, shard_bytes=10_000_000))
    assert len(whole) >= 60
    assert _texts([str(tmp_path / name)], job) == whole
    if size == 700:
        assert len(make_plan([str(tmp_path / name)], job)) > 3


def test_a_line_longer_than_a_slice_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "One."}\n{"text": "' + "Two. " * 2000 + '"}\n{"text": "Three."}', encoding="utf-8")
    assert [text[:3] for text in _texts([str(path)], JOB)] == ["One", "Two", "Thr"]


def test_small_files_are_bundled_and_each_is_read_once(tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / f"{number:02}.txt").write_text(f"Report {number}. Shells fell.", encoding="utf-8")
    sources = [str(tmp_path), str(tmp_path / "03.txt"), f"file://{tmp_path}/04.txt"]
    shards = make_plan(sources, JOB)
    assert len(shards) < 5
    assert sum(len(shard.pieces) for shard in shards) == 20


def test_a_further_file_changes_few_shards(tmp_path: Path) -> None:
    for number in range(3000):
        (tmp_path / f"{number:05}.txt").write_text("Shells fell.", encoding="utf-8")
    job = replace(JOB, shard_bytes=4_000_000)
    before = {shard.digest for shard in make_plan([str(tmp_path)], job)}
    (tmp_path / "00000-new.txt").write_text("Shells fell.", encoding="utf-8")
    after = {shard.digest for shard in make_plan([str(tmp_path)], job)}
    assert len(before) > 5
    assert len(after - before) <= 2


def test_the_plan_is_the_same_again_and_as_a_record(tmp_path: Path) -> None:
    write_lines(tmp_path / "a.jsonl", 100)
    shards = make_plan([str(tmp_path), str(tmp_path / "missing.txt")], JOB)
    assert make_plan([str(tmp_path), str(tmp_path / "missing.txt")], JOB) == shards
    assert [read_shard(shard.to_record()) for shard in shards] == shards
    assert len({shard.digest for shard in shards}) == len(shards)


def test_a_file_that_was_written_to_is_another_shard(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Shells fell.", encoding="utf-8")
    before = make_plan([str(path)], JOB)[0].digest
    os.utime(path, (1, 1))
    assert make_plan([str(path)], JOB)[0].digest != before


def test_what_is_missing_is_refused_where_it_is_read(tmp_path: Path) -> None:
    (shard,) = make_plan([str(tmp_path / "none.txt")], JOB)
    (taken,) = Taker(JOB, None).take(shard)
    assert taken.refusal is not None
    assert taken.refusal.slug == "missing-file"


def test_standard_input_is_refused() -> None:
    with pytest.raises(InputError, match="cannot be read a second time"):
        make_plan(["-"], JOB)


def test_files_behind_an_address(tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed (pip install 'sayso[fsspec]')")
    files = fsspec.filesystem("memory")
    write_lines(tmp_path / "a.jsonl", 100)
    files.pipe_file("/crawl/a.jsonl", (tmp_path / "a.jsonl").read_bytes())
    files.pipe_file("/crawl/b/c.txt", b"Shells fell on the mill.")
    try:
        found = _texts(["memory://crawl"], JOB)
        assert found[:100] == _texts([str(tmp_path / "a.jsonl")], JOB)
        assert found[100:] == ["Shells fell on the mill."]
        (missing,) = make_plan(["memory://nothing-here"], JOB)
        assert missing.pieces[0].refusal is not None
    finally:
        files.rm("/crawl", recursive=True)
