"""Copies found a block of days at a time: those that are found among all reports at once."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from sayso.ledger import Prepared
from sayso.reconcile.copies import find_links
from sayso.run.archive.manifest import read_archive
from sayso.run.blockwise.copying import CopyTask, cut_copies, find_copies, load_signed
from sayso.run.blockwise.folder import Folder, read_rows
from sayso.run.blockwise.linking import _list_shards
from sayso.run.blockwise.preparing import prepare_shard
from sayso.run.blockwise.sorting import SortTask, sort_all
from tests.run.archive.making import make_prepared
from tests.run.blockwise.archives import write_archive

pytest.importorskip("duckdb", reason="DuckDB is not installed (pip install duckdb)")
DAY = date(2031, 3, 4)
_WORDS = "market bridge harbour governor brigade village convoy shells evening hospital depot river border".split()


def _reports(undated: int) -> list[Prepared]:
    """Reports of many days, each a copy of some of five texts; so many of them without a day."""
    chosen = Random(undated)
    texts = [" ".join(chosen.choices(_WORDS, k=40)) for _ in range(5)]
    made = []
    for number in range(30 + undated):
        day = DAY + timedelta(chosen.randrange(60)) if number < 30 else None
        words = "Rebels shelled the mill at Orlivka, killing 3 people, residents said. "
        words += f"{chosen.choice(texts)}. Text {{number}}."
        made.append(make_prepared(number, published=day, text=words))
    return made


@pytest.mark.parametrize("undated", [0, 9])
@pytest.mark.parametrize("size", [4, 1000])
def test_blocks_find_what_all_together_show(undated: int, size: int, tmp_path: Path) -> None:
    storage, folder = write_archive(str(tmp_path / "archive"), _reports(undated), 1), Folder(str(tmp_path / "work"))
    for task in _list_shards(read_archive(storage), storage.address, folder):
        prepare_shard(task)
    sort_all(SortTask(folder, 1, 500))
    tasks = cut_copies(folder, size)
    found: set[tuple[str, int | None, str, int | None]] = set()
    signed = dict(load_signed(folder, 0, 30 + undated))
    for task in tasks:
        find_copies(task)
        found |= _read(task, {row: report.id for row, report in signed.items()})
    all_at_once = find_links(signed.values())
    wanted = {(link.report, link.number, link.origin, link.origin_number) for link in all_at_once}
    assert wanted
    assert found >= wanted
    # With fewer in a band each report is compared with more of those before it.
    assert {(report, origin) for report, _, origin, _ in found} >= {(one, two) for one, _, two, _ in wanted}


def _read(task: CopyTask, ids: dict[int, str]) -> set[tuple[str, int | None, str, int | None]]:
    rows = read_rows(task.folder.at(task.name), 0, 10**6).to_pylist()
    return {(ids[row["report"]], row["number"], ids[row["origin"]], row["origin_number"]) for row in rows}
