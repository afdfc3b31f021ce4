"""The engine on a cluster: Ray Data takes the shards in, a pool of actors holds the reader model, parts come out."""

from __future__ import annotations

import json
import logging
import pickle
import queue
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.model import SaysoError, SetupError
from sayso.run.archive.counting import Counts, read_counts
from sayso.run.archive.events import Event, Finished, Lost, Progress, Waiting
from sayso.run.archive.job import Job, Shard, read_shard
from sayso.run.archive.parts import Entry
from sayso.run.archive.working import ShardReader, make_taker

READS_ONE_IN = 8
"""One in so many processors takes shards in, the others read."""
_WAIT_SECONDS, _PATIENCE_SECONDS = 0.5, 5.0

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Share:
    """How many actors read and how many tasks take in at once, and how many processors each is given."""

    actors: int
    reads: int
    processors: float = 1


def share_out(nodes: Sequence[float], jobs: int | None = None) -> Share:
    """The share of a cluster whose nodes have so many processors each.

    Together they claim no more than is left when the largest node vanishes: what waits for processors that are gone
    would keep others waiting for what it holds. `jobs` is how many actors somebody asked for.

    >>> share_out([2, 2])
    Share(actors=1, reads=1, processors=1)
    >>> share_out([16, 16, 16]), share_out([1])
    (Share(actors=28, reads=4, processors=1), Share(actors=1, reads=1, processors=0.5))
    """
    budget = int(sum(nodes) - (max(nodes) if len(nodes) > 1 else 0))
    if budget < 2:
        return Share(jobs or 1, 1, 0.5)
    reads = max(1, budget // READS_ONE_IN)
    return Share(jobs or budget - reads, reads)


class RayEngine:
    """A cluster at an address (`auto`, `ray://…`; None: one of its own on this machine)."""

    def __init__(self, address: str | None, jobs: int | None = None) -> None:
        self._address, self._jobs = address, jobs

    def run(self, job: Job, shards: Sequence[Shard]) -> Iterator[Event]:
        """As of `Engine`."""
        ray = _import_ray()
        ours = not ray.is_initialized()
        if ours:
            _connect(ray, self._address)
        try:
            nodes = [node["Resources"].get("CPU", 0) for node in ray.nodes() if node["Alive"]]
            yield from _run(ray, job, shards, share_out([count for count in nodes if count] or [1], self._jobs))
        finally:
            if ours:
                ray.shutdown()


def _import_ray() -> Any:
    try:
        import ray.data  # noqa: PLC0415 - an extra, and heavy: needed only here
    except ImportError as error:
        reason = f"a cluster needs Ray, which is not installed ({error})"
        raise SetupError("missing-extra", reason, remedy="pip install 'sayso[ray]'") from None
    return ray


def _connect(ray: Any, address: str | None) -> None:
    try:
        ray.init(address=address, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    except (ConnectionError, ValueError, RuntimeError) as error:
        where, remedy = address or "this machine", "see whether the cluster runs (ray status)"
        raise SetupError("no-cluster", f"it cannot be reached ({error})", where=where, remedy=remedy) from None


def _run(ray: Any, job: Job, shards: Sequence[Shard], share: Share) -> Iterator[Event]:
    board, told = _make_board(ray), queue.SimpleQueue[Event | BaseException | None]()
    rows = _make_dataset(ray, job, shards, share, board)
    threading.Thread(target=_consume, args=(rows, told), daemon=True).start()
    while True:
        try:
            event = told.get(timeout=_WAIT_SECONDS)
        except queue.Empty:
            yield from _read_board(ray, board) or [Waiting()]
            continue
        if event is None:
            return
        if isinstance(event, BaseException):
            raise _explain(event) from event
        yield event


def _consume(rows: Any, told: queue.SimpleQueue[Event | BaseException | None]) -> None:
    """Run the data through the cluster, in a thread: what comes out goes into the queue."""
    try:
        for row in rows.iter_rows():
            told.put(_make_event(row))
        told.put(None)
    except BaseException as error:  # told where the run is waited for
        told.put(error)


def _make_dataset(ray: Any, job: Job, shards: Sequence[Shard], share: Share, board: Any) -> Any:
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    for handler in logging.getLogger("ray.data").handlers:
        if not isinstance(handler, logging.FileHandler):
            handler.setLevel(logging.ERROR)  # what it tells of each run stands in its own logs, too
    context.execution_options.preserve_order = False
    rows = [{"shard": json.dumps(shard.to_record())} for shard in shards]
    taken = ray.data.from_items(rows, override_num_blocks=len(rows)).map(
        _take,
        fn_kwargs={"job": job, "board": board},
        compute=ray.data.TaskPoolStrategy(size=share.reads),
        num_cpus=share.processors,
    )
    # Ray Data starts actors that are gone again, and gives them their tasks anew, as often as need be.
    return taken.map(
        _Reading,
        fn_constructor_kwargs={"job": job, "board": board},
        compute=ray.data.ActorPoolStrategy(size=share.actors, max_tasks_in_flight_per_actor=2),
        num_cpus=share.processors,
    )


def _take(row: Row, *, job: Job, board: Any) -> Row:
    """A shard's record to what comes of it, on whichever machine."""
    shard = read_shard(json.loads(row["shard"]))
    digest, passed, told = shard.digest, 0, 0

    def count(size: int) -> None:
        nonlocal passed, told
        passed += size
        if passed - told > 100_000:  # somebody is told that it lives
            board.tell.remote(digest, Counts().to_record(), 0)
            told = passed

    items = list(make_taker(job, count).take(shard))
    return {"shard": digest, "name": shard.name, "size": shard.size, "items": pickle.dumps(items)}


class _Reading:
    """An actor: it holds a reader process, and reads what was taken in."""

    def __init__(self, job: Job, board: Any) -> None:
        self._board, self._failed = board, ""
        try:
            self._reader = ShardReader(job)
        except SaysoError as error:  # told with the first shard: Ray would start it again and again
            self._failed = _pack_error(error)

    def __call__(self, row: Row) -> Row:
        told = {"shard": row["shard"], "failed": self._failed, "lost": "", "counts": "", "parts": ""}
        return told if self._failed else told | self._read(row)

    def _read(self, row: Row) -> Row:
        digest, items = row["shard"], pickle.loads(row["items"])  # our own tasks made it

        def tell(counts: Counts) -> None:
            share = counts.documents / max(len(items), 1)
            self._board.tell.remote(digest, counts.to_record(), int(row["size"] * share))

        try:
            entry = self._reader.read(digest, items, tell)
        except SaysoError as error:
            return {"failed": _pack_error(error)}
        except OSError as error:
            reason, remedy = f"it cannot be written ({error.strerror or error})", "see to the disk; --resume goes on"
            return {"failed": _pack_error(SetupError("archive-disk", reason, remedy=remedy))}
        except Exception as error:  # a fault of the program at this shard: the others are read
            return {"lost": f"{row['name']}: a fault of sayso ({type(error).__name__}: {error}); please report it"}
        return {"counts": json.dumps(entry.counts.to_record()), "parts": json.dumps(entry.parts)}


def _pack_error(error: SaysoError) -> str:
    return json.dumps([error.slug, error.reason, error.where, error.remedy])


def _make_event(row: Row) -> Event:
    if row["failed"]:
        slug, reason, where, remedy = json.loads(row["failed"])
        raise SetupError(slug, reason, where=where, remedy=remedy)
    if row["lost"]:
        return Lost(row["shard"], row["lost"])
    parts = tuple((path, size, rows) for path, size, rows in json.loads(row["parts"]))
    return Finished(Entry(row["shard"], read_counts(json.loads(row["counts"])), parts))


class _Board:
    """Where actors say how far they are: the latest word on each shard."""

    def __init__(self) -> None:
        self._latest: dict[str, tuple[Row, int]] = {}

    def tell(self, shard: str, counts: Row, passed: int) -> None:
        """So far is this shard."""
        self._latest[shard] = (counts, passed)

    def read(self) -> dict[str, tuple[Row, int]]:
        """What was told since it was read last."""
        latest, self._latest = self._latest, {}
        return latest


def _make_board(ray: Any) -> Any:
    """The board, on this machine: it stays when others vanish. It takes no processor."""
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy  # noqa: PLC0415 - as above

    here = NodeAffinitySchedulingStrategy(ray.get_runtime_context().get_node_id(), soft=True)
    return ray.remote(_Board).options(num_cpus=0, scheduling_strategy=here).remote()


def _read_board(ray: Any, board: Any) -> list[Event]:
    """What is new on the board; nothing where it cannot be had for the moment."""
    try:
        latest: dict[str, tuple[Row, int]] = ray.get(board.read.remote(), timeout=_PATIENCE_SECONDS)
    except ray.exceptions.RayError:
        return []
    return [Progress(shard, read_counts(counts), passed) for shard, (counts, passed) in latest.items()]


def _explain(error: BaseException) -> BaseException:
    """What went wrong on another machine, as what it was there."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, SaysoError):
        cause = getattr(cause, "cause", None) or cause.__cause__
    if isinstance(cause, SaysoError):
        return SetupError(cause.slug, cause.reason, where=cause.where, remedy=cause.remedy)
    reason = f"the cluster failed ({type(error).__name__}: {str(error).strip().splitlines()[-1:]})"
    return SetupError("cluster-failed", reason, remedy="see the logs of Ray; --resume goes on")
