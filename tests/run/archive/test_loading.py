"""Parts into a ledger: the rows that `Ledger.add` writes, each once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from sayso.ledger import Ledger, Prepared
from sayso.ledger.checking import check
from sayso.ledger.engine import reading
from sayso.ledger.loading import Loader, _find_runs
from sayso.model import Refusal, SetupError
from sayso.run.archive.batches import join, read_batch
from sayso.run.archive.job import Job
from sayso.run.archive.loading import load_parts
from sayso.run.archive.storage import open_storage
from sayso.run.archive.taking import Taken
from tests.run.archive.making import make_prepared, write_shard

TABLES = ("reports", "readings", "claims", "records", "names", "mentions", "places", "numbers", "refusals",
          "supersessions", "new_readings")  # fmt: skip
DAYS = [date(2031, 3, 4), date(2031, 3, 2), None]


def _rows(address: str) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, without the moments at which they were recorded."""
    found = {}
    with Ledger(address) as ledger, reading(ledger.engine) as connection:
        for table in TABLES:
            result = connection.execute(text(f"SELECT * FROM {table}"))
            at = [n for n, name in enumerate(result.keys()) if name != "recorded"]
            found[table] = sorted((tuple(row[n] for n in at) for row in result), key=repr)
        assert list(check(connection)) == []
    return found


def _readings() -> list[Prepared]:
    """New reports of several days, one that comes twice, and one at a known address with a new text."""
    made = [make_prepared(n, published=DAYS[n % 3]) for n in range(12)]
    address = "https://news.example/mill"
    revised = [make_prepared(n, url=address, published=DAYS[0]) for n in (50, 51)]
    return [*made[:6], made[2], revised[0], *made[6:], revised[1]]


REFUSED = Taken(None, Refusal("no-sentence", "it is empty", "b.txt", "give a text"), source="b.txt")


def test_a_ledger_gets_the_rows_that_adding_gives(ledger_address: str, tmp_path: Path) -> None:
    job = Job(out=str(tmp_path / "archive"))
    storage = open_storage(job.out)
    entry = write_shard(storage, job, "s1", _readings(), [REFUSED])
    assert list(read_batch(storage, entry).readings()) == _readings()

    added = str(tmp_path / "added.db")
    with Ledger(added, create=True) as ledger:
        ledger.add(_readings())
        assert REFUSED.refusal is not None
        ledger.refuse([REFUSED.refusal])
    with Ledger(ledger_address, create=True) as ledger:
        loaded = load_parts(storage, [entry], ledger)
    assert (loaded.new, loaded.revised, loaded.there, loaded.claims) == (13, 1, 1, 14)
    if ledger_address.startswith("postgresql"):
        with Ledger(ledger_address) as ledger:
            assert ledger.count() == 13
    else:
        assert _rows(ledger_address) == _rows(added)

    before = _rows(ledger_address)
    with Ledger(ledger_address) as ledger:
        again = load_parts(storage, [entry], ledger)
    assert (again.new, again.claims, again.there) == (0, 0, 15)
    assert _rows(ledger_address) == before


def test_words_are_found_and_claims_are_told(tmp_path: Path) -> None:
    job = Job(out=str(tmp_path / "archive"))
    storage = open_storage(job.out)
    entry = write_shard(storage, job, "s1", [make_prepared(1)])
    with Ledger(str(tmp_path / "l.db"), create=True) as ledger:
        load_parts(storage, [entry], ledger)
        (claim,) = ledger.claims()
        assert (claim.record["type"], claim.record["source"]["name"]) == ("shelling", "residents")
        with reading(ledger.engine) as connection:
            found = connection.scalar(text("SELECT count(*) FROM claims_words WHERE claims_words MATCH 'mill'"))
        assert found == 1


def test_a_load_that_was_interrupted_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job = Job(out=str(tmp_path / "archive"))
    storage = open_storage(job.out)
    entries = [write_shard(storage, job, f"s{k}", [make_prepared(10 * k + n) for n in range(4)]) for k in range(3)]
    monkeypatch.setattr("sayso.run.archive.loading.BATCH_REPORTS", 3)
    address, calls = str(tmp_path / "l.db"), 0

    def stop(_: object) -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise KeyboardInterrupt

    with Ledger(address, create=True) as ledger, pytest.raises(KeyboardInterrupt):
        load_parts(storage, entries, ledger, listen=stop)
    with Ledger(address) as ledger:
        assert 0 < ledger.stats()["reports"] < 12
        load_parts(storage, entries, ledger)
        assert ledger.stats()["reports"] == ledger.stats()["claims"] == 12


def test_a_name_that_was_redacted_meanwhile_is_written_anew(tmp_path: Path) -> None:
    storage, job = open_storage(str(tmp_path / "archive")), Job(out=str(tmp_path / "archive"))
    first, second = (
        read_batch(storage, write_shard(storage, job, f"s{n}", [make_prepared(n)])) for n in (1, 2)
    )  # fmt: skip
    with Ledger(str(tmp_path / "l.db"), create=True) as ledger:
        loader = Loader(ledger)
        loader.add(first)
        ledger.redact("residents", reason="at their request", as_name=True)
        loader.add(second)
        names = [claim.record["source"]["name"] for claim in ledger.claims(order="recorded", ascending=True)]
        with reading(ledger.engine) as connection:
            told = connection.execute(
                text("SELECT names.name FROM mentions JOIN names ON names.row = mentions.name WHERE role = 'source' "
                     "ORDER BY claim")
            ).scalars().all()  # fmt: skip
    assert names[1] == told[1] == "residents"
    assert told[0] != "residents"


def test_a_damaged_part_is_told(tmp_path: Path) -> None:
    job = Job(out=str(tmp_path / "archive"))
    storage = open_storage(job.out)
    entry = write_shard(storage, job, "s1", [make_prepared(1)])
    storage.write(entry.parts[0][0], b"PAR1 and no more")
    with Ledger(str(tmp_path / "l.db"), create=True) as ledger, pytest.raises(SetupError, match="cannot be read"):
        load_parts(storage, [entry], ledger)


def test_readings_are_cut_and_joined_with_their_claims(tmp_path: Path) -> None:
    job = Job(out=str(tmp_path / "archive"))
    storage = open_storage(job.out)
    claimless = replace(make_prepared(90), claims=())
    made = [[make_prepared(n, published=DAYS[n % 3]) for n in range(5)], [claimless], [make_prepared(91), claimless]]
    batches = [read_batch(storage, write_shard(storage, job, f"s{k}", one)) for k, one in enumerate(made)]
    whole = join(batches)
    told = [*made[0], *made[1], *made[2]]
    assert list(whole.readings()) == told
    assert whole.keys == [one.key for one in told]
    for start, end in ((0, 3), (1, 6), (5, 6), (4, 8), (2, 2)):
        part = whole.cut(start, end)
        assert list(part.readings()) == told[start:end]
        assert list(part.columns().claims["id"]) == [row.columns["id"] for one in told[start:end] for row in one.claims]
        assert list(part.cut(0, 1).readings()) == told[start:end][:1]


@pytest.mark.parametrize(
    ("keys", "there", "runs"),
    [
        ("", "", []),
        ("abc", "", [(True, 0, 3)]),
        ("abc", "abc", [(False, 0, 3)]),
        ("abacd", "d", [(True, 0, 2), (False, 2, 3), (True, 3, 4), (False, 4, 5)]),
        ("aab", "", [(True, 0, 1), (False, 1, 2), (True, 2, 3)]),
    ],
)
def test_what_is_new_is_told_from_what_is_not(keys: str, there: str, runs: list[tuple[bool, int, int]]) -> None:
    assert list(_find_runs(list(keys), set(there))) == runs
