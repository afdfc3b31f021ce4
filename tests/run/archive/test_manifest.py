"""Going on with an archive: what is whole stays, what is not vouched for goes, and nothing is mixed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sayso.model import Refusal, SetupError
from sayso.run.archive.job import Job, Piece, Shard
from sayso.run.archive.manifest import begin, count_shards, read_archive
from sayso.run.archive.parts import entry_path, read_entry
from sayso.run.archive.storage import TEMPORARY, LocalFolder, Storage, open_storage
from sayso.run.archive.taking import Taken
from tests.make import VERSIONS as VERSION
from tests.run.archive.making import make_prepared, write_shard

DAY = date(2031, 3, 4)


def _shard(address: str, mark: str = "1") -> Shard:
    return Shard((Piece(address, mark=mark),))


@pytest.fixture(params=["folder", "memory"])
def job(request: pytest.FixtureRequest, tmp_path: Path) -> Job:
    out = str(tmp_path / "archive")
    if request.param == "memory":
        pytest.importorskip("fsspec", reason="fsspec is not installed (pip install 'sayso[fsspec]')")
        out = f"memory://{tmp_path.name}/archive"
    return Job(out=out, versions=VERSION)


@pytest.fixture
def storage(job: Job) -> Storage:
    return open_storage(job.out)


def _finish(storage: Storage, job: Job, shard: Shard, number: int = 1) -> None:
    write_shard(storage, job, shard.digest, [make_prepared(number, published=DAY)])


def test_what_is_whole_is_not_read_again(storage: Storage, job: Job) -> None:
    first, second = _shard("a"), _shard("b")
    assert begin(storage, job, [first, second], resume=False).todo == (first, second)
    _finish(storage, job, first)
    begun = begin(storage, job, [first, second], resume=True)
    assert begun.todo == (second,)
    assert [entry.counts.claims for entry in begun.whole] == [1]
    assert count_shards(storage) == 2
    assert [entry.shard for entry in read_archive(storage)] == [first.digest]


def test_a_shard_that_lacks_a_part_is_read_again(storage: Storage, job: Job) -> None:
    shard = _shard("a")
    begin(storage, job, [shard], resume=False)
    _finish(storage, job, shard)
    entry = read_entry(storage, shard.digest)
    assert entry is not None
    storage.remove(entry.parts[0][0])
    assert begin(storage, job, [shard], resume=True).todo == (shard,)
    assert list(storage.find("claims")) == [], "parts that nobody vouches for are removed"


@pytest.mark.parametrize("content", [b"", b"{", b'{"shard": "x"}', b"[]"])
def test_a_broken_entry_vouches_for_nothing(content: bytes, storage: Storage, job: Job) -> None:
    shard = _shard("a")
    begin(storage, job, [shard], resume=False)
    _finish(storage, job, shard)
    storage.write(entry_path(shard.digest), content)
    assert begin(storage, job, [shard], resume=True).todo == (shard,)


def test_the_parts_of_a_file_as_it_was_are_removed(storage: Storage, job: Job) -> None:
    old, new, other = _shard("a"), _shard("a", mark="2"), _shard("b")
    begin(storage, job, [old, other], resume=False)
    _finish(storage, job, old, 1)
    _finish(storage, job, other, 2)
    assert begin(storage, job, [new], resume=True).todo == (new,)
    assert [path.rpartition("/")[2] for path in storage.find("reports")] == [f"{other.digest}.parquet"]
    assert [entry.shard for entry in read_archive(storage)] == [other.digest]


def test_what_was_being_written_is_removed(tmp_path: Path) -> None:
    job = Job(out=str(tmp_path / "archive"), versions=VERSION)
    storage = LocalFolder(job.out)
    begin(storage, job, [_shard("a")], resume=False)
    rest = Path(job.out, TEMPORARY, "x.parquet.0123")
    rest.parent.mkdir(exist_ok=True)
    rest.write_bytes(b"half")
    begin(storage, job, [_shard("a")], resume=True)
    assert not rest.exists()


def test_an_archive_is_not_begun_twice(storage: Storage, job: Job) -> None:
    begin(storage, job, [_shard("a")], resume=False)
    with pytest.raises(SetupError, match="--resume goes on"):
        begin(storage, job, [_shard("a")], resume=False)


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear all", encoding="utf-8")
    job = Job(out=str(tmp_path), versions=VERSION)
    for resume in (False, True):
        with pytest.raises(SetupError, match="something else is there"):
            begin(open_storage(job.out), job, [_shard("a")], resume=resume)


@pytest.mark.parametrize(
    ("change", "slug"),
    [
        ({"gate": False}, "archive-settings"),
        ({"by": "year"}, "archive-settings"),
        ({"any_language": True}, "archive-settings"),
        ({"versions": replace(VERSION, model="other")}, "archive-versions"),
    ],
)
def test_other_settings_and_versions_are_not_mixed(
    change: dict[str, object], slug: str, storage: Storage, job: Job
) -> None:
    begin(storage, job, [_shard("a")], resume=False)
    with pytest.raises(SetupError) as caught:
        begin(storage, replace(job, **change), [_shard("a")], resume=True)
    assert caught.value.slug == slug


def test_nothing_there_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="there is no archive"):
        read_archive(open_storage(str(tmp_path)))


def test_parts_are_the_same_bytes_for_the_same_rows(tmp_path: Path) -> None:
    refused = Taken(None, Refusal("no-sentence", "it is empty", "x", "give a text"), source="x")
    gated = Taken(None, gated="off-topic", published=DAY, words=7)
    contents = []
    for name in ("one", "two"):
        job = Job(out=str(tmp_path / name))
        write_shard(
            open_storage(job.out), job, "s", [make_prepared(n, published=DAY) for n in range(5)], [refused, gated]
        )
        contents.append({path.relative_to(job.out): path.read_bytes() for path in Path(job.out).rglob("*.*")})
    assert contents[0] == contents[1]
    folders = {path.parts[:2] for path in contents[0]}
    assert {("claims", "date=2031-03-04"), ("refusals", "date=unknown"), ("metrics", "date=2031-03-04")} <= folders


@pytest.mark.parametrize(("by", "folder"), [("day", "2031-03-04"), ("month", "2031-03"), ("year", "2031")])
def test_parts_lie_by_date(by: str, folder: str) -> None:
    assert Job(out="x", by=by).date_of(DAY) == folder  # type: ignore[arg-type]
    assert Job(out="x").date_of(None) == "unknown"
