"""The engine on a cluster: the parts of the local engine, byte for byte, also where a machine vanishes half-way."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sayso.model import SetupError
from sayso.run.archive import cluster
from sayso.run.archive.cluster import RayEngine, Share, share_out
from sayso.run.archive.events import Engine
from sayso.run.archive.job import Job
from sayso.run.archive.local import LocalEngine
from sayso.run.archive.manifest import begin
from sayso.run.archive.planning import make_plan
from sayso.run.archive.running import Listen, run_archive, with_versions
from sayso.run.archive.storage import open_storage
from sayso.run.archive.tallying import Tally
from tests.war import write_lines

REPORTS = 40
STORE_BYTES = 80_000_000
PATIENCE_SECONDS = 300.0


@pytest.mark.parametrize(
    ("nodes", "share"),
    [
        ([2, 2], Share(1, 1)),
        ([1], Share(1, 1, 0.5)),
        ([1, 1], Share(1, 1, 0.5)),
        ([2], Share(1, 1)),
        ([8, 8], Share(7, 1)),
        ([64] * 10, Share(504, 72)),
    ],
)
def test_no_more_is_claimed_than_what_is_left_when_a_machine_vanishes(nodes: list[float], share: Share) -> None:
    assert share_out(nodes) == share
    left = sum(nodes) - (max(nodes) if len(nodes) > 1 else 0)
    assert (share.actors + share.reads) * share.processors <= left


def test_where_ray_is_missing_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(SetupError, match=r"sayso\[ray\]"):
        cluster._import_ray()


@pytest.fixture
def two_nodes(require: Callable[[str, object], None]) -> Iterator[tuple[Any, Any]]:
    """A cluster of two machines with two processors each, on this one; only where `SAYSO_REQUIRE` asks for it."""
    if "ray" not in os.environ.get("SAYSO_REQUIRE", ""):
        pytest.skip("the default ring starts no cluster; SAYSO_REQUIRE=ray runs this")
    require("ray", importlib.util.find_spec("ray"))
    ray: Any = importlib.import_module("ray")
    Cluster: Any = importlib.import_module("ray.cluster_utils").Cluster  # noqa: N806 - a class

    head = {"num_cpus": 2, "object_store_memory": STORE_BYTES, "include_dashboard": False}
    made = Cluster(initialize_head=True, connect=False, head_node_args=head)
    try:
        second = made.add_node(num_cpus=2, object_store_memory=STORE_BYTES)
        made.wait_for_nodes()
        yield made, second
    finally:
        ray.shutdown()
        made.shutdown()


def _run(folder: Path, out: str, engine: Engine, listen: Listen) -> dict[str, bytes]:
    job = with_versions(Job(out=str(folder / out), gate=False, shard_bytes=2000))
    storage = open_storage(job.out)
    begun = begin(storage, job, make_plan([str(folder / "reports.jsonl")], job), resume=False)
    tally = Tally({shard.digest: shard.size for shard in begun.todo})
    tally.begin(begun.whole)
    run_archive(begun, job, engine, storage, tally, listen=listen)
    assert tally.now.read == REPORTS
    return {path.relative_to(folder / out).as_posix(): path.read_bytes() for path in (folder / out).rglob("*.*")}


@pytest.mark.ray
@pytest.mark.filterwarnings("default")
def test_a_machine_that_vanishes_changes_nothing(tmp_path: Path, two_nodes: tuple[Any, Any]) -> None:
    made, second = two_nodes
    made.connect()
    write_lines(tmp_path / "reports.jsonl", REPORTS)
    local = _run(tmp_path, "local", LocalEngine(1), lambda _: None)
    removing: list[threading.Thread] = []

    def remove_half_way(tally: Tally) -> None:
        if not removing and tally.shards_done >= 1:
            thread = threading.Thread(target=made.remove_node, args=(second,), kwargs={"allow_graceful": False})
            thread.start()
            removing.append(thread)

    assert _run(tmp_path, "cluster", RayEngine(None), remove_half_way) == local
    assert removing
    removing[0].join()


@pytest.mark.ray
@pytest.mark.filterwarnings("default")
def test_other_versions_on_the_machines_end_the_run(tmp_path: Path, two_nodes: tuple[Any, Any]) -> None:
    two_nodes[0].connect()
    write_lines(tmp_path / "reports.jsonl", 2)
    job = with_versions(Job(out=str(tmp_path / "out"), gate=False))
    assert job.versions is not None
    other = replace(job, versions=replace(job.versions, model="another"))
    shards = make_plan([str(tmp_path / "reports.jsonl")], other)
    with pytest.raises(SetupError) as caught:
        list(RayEngine(None).run(other, shards))
    assert caught.value.slug == "archive-versions"


def _start(folder: Path, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "sayso", "run", "reports.jsonl", "--no-gate", "--shard-size", "0.002"]
    return subprocess.Popen(
        [*command, "--format", "json", *options], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def _find_parts(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.*")}


def _wait_for_shard(folder: Path, program: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not list(folder.glob("shards/*.json")):
        assert program.poll() is None, program.communicate()
        assert time.monotonic() < end, "no shard was written"
        time.sleep(0.01)


@pytest.mark.ray
@pytest.mark.thorough
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
def test_a_driver_that_is_killed_is_resumed(tmp_path: Path, two_nodes: tuple[Any, Any]) -> None:
    write_lines(tmp_path / "reports.jsonl", REPORTS)
    told, _ = (local := _start(tmp_path, "--out", "local", "--jobs", "1")).communicate()
    assert local.returncode == 0
    shards = json.loads(told)["shards"]["total"]
    on_cluster = ("--out", "killed", "--engine", "ray", "--address", two_nodes[0].address)

    killed = _start(tmp_path, *on_cluster)
    _wait_for_shard(tmp_path / "killed", killed)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()

    resumed = _start(tmp_path, *on_cluster, "--resume")
    try:
        told, errors = resumed.communicate(timeout=PATIENCE_SECONDS)
    finally:
        resumed.kill()
    assert resumed.returncode == 0, errors.decode()
    assert 0 < json.loads(told)["shards"]["before"] < shards, "the kill met no run half-way: the test shows nothing"
    assert _find_parts(tmp_path / "killed") == _find_parts(tmp_path / "local")
