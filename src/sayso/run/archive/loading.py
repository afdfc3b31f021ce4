"""The parts of an archive into a ledger: in bulk, each report once, as `sayso add` would have written it."""

from __future__ import annotations

import gc
from bisect import bisect_left
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sayso.ledger import Ledger
from sayso.ledger.loading import Loader
from sayso.ledger.writing import Written
from sayso.model import Refusal
from sayso.run.archive.batches import Batch, join, parts_of, read_batch, read_part
from sayso.run.archive.parts import Entry
from sayso.run.archive.storage import Storage

BATCH_CLAIMS, BATCH_REPORTS = 20_000, 5_000
"""So much is written in one transaction: a crash costs no more, and each page of an index is written once in it."""


@dataclass(slots=True)
class Loaded:
    """What came of the parts so far: shards, reports that are new or were there already, claims written."""

    shards: int = 0
    new: int = 0
    revised: int = 0
    there: int = 0
    claims: int = 0
    refusals: int = 0


def load_parts(
    storage: Storage, entries: list[Entry], ledger: Ledger, *, listen: Callable[[Loaded], None] = lambda _: None
) -> Loaded:
    """Write all that the entries name into the ledger, shard after shard, in the order of the inputs.

    What the ledger has already is passed over, so the same call goes on where another one ended. `listen` is called
    after each transaction.
    """
    with _no_collecting():
        return _load(storage, entries, Loader(ledger), listen)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Python does not look for circles meanwhile: there are none in millions of rows, and looking takes a quarter."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _load(storage: Storage, entries: list[Entry], loader: Loader, listen: Callable[[Loaded], None]) -> Loaded:
    loaded, held = Loaded(), list[Batch]()

    def write(batches: list[Batch], *, all_of_it: bool) -> list[Batch]:
        """Write full transactions of them; what is left over."""
        batch = join(batches)
        while len(batch.ends) and (all_of_it or _is_full(batch)):
            end = _find_end(batch)
            _count(loaded, loader.add(batch.cut(0, end)))
            batch = batch.cut(end, len(batch.ends))
            listen(loaded)
        return [batch]

    for entry in entries:
        told = _read_keys(storage, entry)
        if loader.knows(told):
            loaded.there += len(told)
        else:
            held = write([*held, read_batch(storage, entry)], all_of_it=False)
        refusals = list(_read_refusals(storage, entry))
        if refusals:
            loader.ledger.refuse(refusals)
        loaded.refusals += len(refusals)
        loaded.shards += 1
        listen(loaded)
    if held:
        write(held, all_of_it=True)
    return loaded


def _is_full(batch: Batch) -> bool:
    return batch.ends[-1] >= BATCH_CLAIMS or len(batch.ends) >= BATCH_REPORTS


def _find_end(batch: Batch) -> int:
    """How many of the batch's reports go into one transaction: as few as fill it, or all."""
    return min(bisect_left(batch.ends, BATCH_CLAIMS) + 1, BATCH_REPORTS, len(batch.ends))


def _count(loaded: Loaded, written: Written) -> None:
    loaded.new += written.outcomes.count("new")
    loaded.revised += written.outcomes.count("revised")
    loaded.there += written.outcomes.count("there")
    loaded.claims += written.claims


def _read_keys(storage: Storage, entry: Entry) -> list[tuple[str, str]]:
    told: list[tuple[str, str]] = []
    for path in parts_of(entry, "reports"):
        table = read_part(storage, path, ["key", "digest"])
        told += zip(table["key"].to_pylist(), table["digest"].to_pylist(), strict=True)
    return told


def _read_refusals(storage: Storage, entry: Entry) -> Iterator[Refusal]:
    for path in parts_of(entry, "refusals"):
        for row in read_part(storage, path).to_pylist():
            yield Refusal(row["slug"], row["reason"], row["source"], row["remedy"])
