"""DuckDB asks the parts of an archive as they are: the queries of docs/archives.md."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from sayso.run.archive.job import Job
from sayso.run.archive.storage import open_storage
from sayso.run.archive.taking import Taken
from tests.run.archive.making import make_prepared, write_shard

duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed (pip install duckdb)")
PAGE = Path(__file__).parents[3] / "docs" / "archives.md"
QUERIES = re.findall(r"```sql\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two shards of reports of two days, in the folder `archive` where we are."""
    monkeypatch.chdir(tmp_path)
    job = Job(out="archive")
    days = [date(2031, 3, 4), date(2031, 3, 5)]
    for shard in range(2):
        made = [make_prepared(10 * shard + n, published=days[n % 2]) for n in range(3)]
        write_shard(open_storage("archive"), job, f"s{shard}", made, [Taken(None, gated="off-topic", words=9)])


def test_the_page_has_three_queries() -> None:
    assert len(QUERIES) == 3


@pytest.mark.usefixtures("archive")
def test_who_says_how_many_were_killed() -> None:
    rows = duckdb.sql(QUERIES[0]).fetchall()
    assert rows == [(date(2031, 3, 4), "residents", 4, 3.0, 3.0), (date(2031, 3, 5), "residents", 2, 3.0, 3.0)]


@pytest.mark.usefixtures("archive")
def test_what_is_said_of_a_place() -> None:
    rows = duckdb.sql(QUERIES[1]).fetchall()
    assert rows == [("Orlivka", "UKR", "shelling", 6)]


@pytest.mark.usefixtures("archive")
def test_how_much_of_each_month_was_read() -> None:
    rows = duckdb.sql(QUERIES[2]).fetchall()
    assert rows == [("2031-03", 6, 6, 0, 0, 6), ("unknown", 2, 0, 2, 0, 0)]
