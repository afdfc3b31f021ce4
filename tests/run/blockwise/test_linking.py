"""An archive linked without a ledger: the incidents that a ledger has, whatever way and however often it is done."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from sayso.ledger import Prepared
from sayso.model import SetupError
from sayso.run.archive.storage import Storage, open_storage
from sayso.run.blockwise import Linked, LocalEngine, Request, link_archive
from sayso.run.blockwise.linking import WORK
from sayso.run.reconciling import Stage
from tests.run.archive.making import make_prepared
from tests.run.blockwise.archives import (
    SMALL,
    Told,
    load_ledger,
    make_war,
    read_files,
    read_incidents,
    write_archive,
)

duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed (pip install duckdb)")
DAY = date(2031, 3, 4)
_BRIEFLY = {"sorting claims", "tracing copies", "making incidents"}
"""The default ring ends a run in these steps only."""
STEPS = ["reading claims", "sorting claims", "looking for copies", "sorting copies", "tracing copies", "linking claims",
         "settling events", "joining events", "gathering claims", "making incidents"]  # fmt: skip


def _link(storage: Storage, tell: Callable[[Stage], None] = lambda _: None, *, resume: bool = False) -> Linked:
    return link_archive(Request(storage, LocalEngine(1), 500, resume=resume, sizes=SMALL), tell)


@pytest.fixture(scope="module")
def war() -> list[Prepared]:
    return make_war(60)


@pytest.fixture(scope="module")
def told(war: list[Prepared], tmp_path_factory: pytest.TempPathFactory) -> Told:
    folder = tmp_path_factory.mktemp("told")
    return load_ledger(write_archive(str(folder / "archive"), war), folder / "war.db")


@pytest.fixture(scope="module")
def linked(war: list[Prepared], tmp_path_factory: pytest.TempPathFactory) -> Storage:
    """A linked archive, for tests that only read it."""
    storage = write_archive(str(tmp_path_factory.mktemp("linked") / "archive"), war)
    steps: list[str] = []
    _link(storage, lambda stage: steps.append(stage.name))
    assert list(dict.fromkeys(steps)) == STEPS
    return storage


def test_incidents_are_those_of_a_ledger(linked: Storage, told: Told) -> None:
    assert read_incidents(linked) == told
    assert any(len(claims) > 5 for _, claims in told.values())
    assert not os.path.exists(f"{linked.address}/{WORK}")


def test_the_order_of_reports_and_shards_is_no_matter(war: list[Prepared], told: Told, tmp_path: Path) -> None:
    shuffled = list(war)
    Random(3).shuffle(shuffled)
    storage = write_archive(str(tmp_path / "archive"), shuffled, 5, by="year")
    result = _link(storage)
    assert (result.claims, result.incidents) == (sum(len(one.claims) for one in war), len(told))
    assert read_incidents(storage) == told


def test_it_is_the_same_in_one_block(war: list[Prepared], told: Told, tmp_path: Path) -> None:
    storage = write_archive(str(tmp_path / "archive"), war)
    link_archive(Request(storage, LocalEngine(1), 500))
    assert read_incidents(storage) == told


@pytest.mark.thorough
def test_it_is_the_same_by_several_processes(war: list[Prepared], linked: Storage, tmp_path: Path) -> None:
    storage = write_archive(str(tmp_path / "archive"), war)
    link_archive(Request(storage, LocalEngine(2), 500, sizes=SMALL))
    assert read_files(storage) == read_files(linked)


def _oddities() -> list[Prepared]:
    """Reports that came twice, one with a new text, one of a day long past, many copies, and some without a day."""
    days = [DAY, DAY + timedelta(2), None]
    made = [make_prepared(n, published=days[n % 3]) for n in range(9)]
    address = "https://news.example/mill"
    revised = [make_prepared(n, url=address, published=DAY) for n in (50, 51)]
    copied = "Rebels shelled the mill at Orlivka, killing 3 people, residents said. Nobody was in the mill when the "
    copied += "first shell fell, but those who came to help were hit by the second, and the fire burnt until evening. "
    copies = [make_prepared(n, published=days[n % 3], text=copied + " Text {number}.") for n in range(20, 34)]
    old = make_prepared(90, published=DAY - timedelta(4000))
    return [*made[:5], made[2], revised[0], *copies, *made[5:], revised[1], revised[0], old]


def test_what_comes_twice_or_late_or_without_a_day(tmp_path: Path) -> None:
    storage = write_archive(str(tmp_path / "archive"), _oddities(), 2)
    link_archive(Request(storage, LocalEngine(1), 500, sizes=replace(SMALL, events=4, joins=2, incidents=3)))
    assert read_incidents(storage) == load_ledger(storage, tmp_path / "war.db")


class _EndedError(Exception):
    pass


@pytest.mark.parametrize(
    "step", [step if step in _BRIEFLY else pytest.param(step, marks=pytest.mark.thorough) for step in STEPS]
)
def test_what_was_ended_is_gone_on_with(step: str, linked: Storage, tmp_path: Path) -> None:
    shutil.copytree(linked.address, tmp_path / "archive")
    storage = open_storage(str(tmp_path / "archive"))
    before = read_files(storage)
    storage.remove("incidents.json")
    begun: list[str] = []

    def end(stage: Stage) -> None:
        if stage.name == step and stage.done:
            raise _EndedError

    with pytest.raises(_EndedError):
        _link(storage, end)
    _link(storage, lambda stage: begun.append(stage.name) if stage.total else None, resume=True)
    assert read_files(storage) == before
    assert STEPS[0] not in begun or step == STEPS[0]


def test_what_is_linked_is_not_linked_again(linked: Storage, told: Told) -> None:
    def fail(stage: Stage) -> None:
        raise AssertionError(stage)

    again = _link(linked, fail)
    assert again.was_there
    assert again.incidents == len(told)


def test_a_part_that_is_gone_is_made_again(linked: Storage, tmp_path: Path) -> None:
    shutil.copytree(linked.address, tmp_path / "archive")
    storage = open_storage(str(tmp_path / "archive"))
    before = read_files(storage)
    storage.remove(next(iter(storage.find("incidents"))))
    assert not _link(storage, resume=True).was_there
    assert read_files(storage) == before


def test_what_other_parts_gave_is_removed(war: list[Prepared], tmp_path: Path) -> None:
    first, second = (
        write_archive(str(tmp_path / name), part, 1) for name, part in (("a", war[:30]), ("b", war[30:60]))
    )
    _link(first)
    for table in ("reports", "claims", "shards", "metrics"):
        shutil.rmtree(f"{first.address}/{table}")
        shutil.copytree(f"{second.address}/{table}", f"{first.address}/{table}")
    _link(first, resume=True)
    _link(second)
    assert read_files(first) == read_files(second)


def test_an_archive_without_claims(tmp_path: Path) -> None:
    storage = write_archive(str(tmp_path / "archive"), [], 1)
    assert _link(storage) == Linked(0, 0, 0)
    assert _link(storage).was_there
    quiet = replace(make_prepared(1), claims=())
    storage = write_archive(str(tmp_path / "quiet"), [quiet], 1)
    assert _link(storage) == Linked(0, 0, 0)


def test_an_archive_behind_an_address(war: list[Prepared], tmp_path: Path) -> None:
    storage = write_archive("memory://blockwise/archive", war[:20], 1)
    with pytest.raises(SetupError, match="--work"):
        _link(storage)
    there = write_archive(str(tmp_path / "archive"), war[:20], 1)
    _link(there)
    link_archive(Request(storage, LocalEngine(1), 500, str(tmp_path / "work"), sizes=SMALL))
    assert {path: storage.read(path) for path in read_files(there)} == read_files(there)


def test_a_folder_with_something_else_in_it_is_left_alone(linked: Storage, tmp_path: Path) -> None:
    shutil.copytree(linked.address, tmp_path / "archive")
    storage = open_storage(str(tmp_path / "archive"))
    storage.remove("incidents.json")
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(SetupError, match="something else is there"):
        link_archive(Request(storage, LocalEngine(1), 500, str(tmp_path / "work")))
    assert (tmp_path / "work" / "letter.txt").exists()


@pytest.mark.thorough
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
def test_a_killed_program_is_gone_on_with(war: list[Prepared], tmp_path: Path) -> None:
    whole, killed = (write_archive(str(tmp_path / name), war, 8) for name in ("whole", "killed"))
    link_archive(Request(whole, LocalEngine(1), 500))
    command = [sys.executable, "-m", "sayso", "link", killed.address, "--jobs", "2", "--quiet", "--resume"]
    for kill in range(6):
        program = subprocess.Popen(command)
        begun = time.monotonic()
        while program.poll() is None and time.monotonic() - begun < 2.0 + 1.5 * kill:
            time.sleep(0.05)
        if program.poll() is None:
            program.send_signal(signal.SIGKILL)
        program.wait()
    assert subprocess.run(command, check=False).returncode == 0
    assert read_files(killed) == read_files(whole)


@pytest.mark.ray
def test_it_is_the_same_on_a_cluster(
    war: list[Prepared], linked: Storage, require: Callable[[str, object], None], tmp_path: Path
) -> None:
    if "ray" not in os.environ.get("SAYSO_REQUIRE", ""):
        pytest.skip("the default ring starts no cluster; SAYSO_REQUIRE=ray runs this")
    require("ray", importlib.util.find_spec("ray"))
    storage = write_archive(str(tmp_path / "archive"), war)
    program = f"""
from sayso.run.archive.storage import open_storage
from sayso.run.blockwise import RayEngine, Request, link_archive
from tests.run.blockwise.archives import SMALL
if __name__ == "__main__":
    link_archive(Request(open_storage({storage.address!r}), RayEngine(None, 2), 500, sizes=SMALL))
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=300, cwd=Path(__file__).parents[3])
    assert read_files(storage) == read_files(linked)


def test_the_query_of_the_documents_is_answered(
    linked: Storage, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(Path(linked.address).parent)
    page = (project / "docs" / "archives.md").read_text(encoding="utf-8")
    found = re.search(r"^    SELECT first.*?;$", page, re.MULTILINE | re.DOTALL)
    assert found
    rows = duckdb.sql(found[0].replace("contested AND", "")).fetchall()
    assert rows
    assert all(low <= best <= high for *_, low, best, high in rows)


def test_what_a_run_left_at_its_very_end_is_removed(linked: Storage, tmp_path: Path) -> None:
    shutil.copytree(linked.address, tmp_path / "archive")
    work = tmp_path / "archive" / WORK
    (work / "prepared").mkdir(parents=True)
    (work / "begun.json").write_text("{}", encoding="ascii")
    assert _link(open_storage(str(tmp_path / "archive"))).was_there
    assert not work.exists()
