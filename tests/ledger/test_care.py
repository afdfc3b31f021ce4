"""Copies of the ledger, and room given back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sayso.ledger import Ledger
from sayso.ledger.stats import count_tables
from sayso.model import InputError, LedgerError, SetupError
from tests.ledger.reports import SHELLING, make_shelling, make_truce, ready
from tests.postgres import fresh_database


def test_a_backup_is_whole_while_others_write(tmp_path: Path) -> None:
    path, copy = str(tmp_path / "ledger.db"), tmp_path / "copy.db"
    with Ledger(path, create=True) as ledger, Ledger(path) as other:
        ledger.add(ready(make_shelling()))
        reading = other.claims()
        next(reading)
        ledger.backup(copy)
        ledger.add(ready(make_truce()))
        reading.close()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["copy.db", "ledger.db"]
    with Ledger(str(copy)) as restored:
        assert list(restored.check()) == []
        assert restored.count() == 2
        assert restored.add(ready(make_truce())).outcomes == ["new"]


def test_a_backup_replaces_nothing(tmp_path: Path) -> None:
    with Ledger(str(tmp_path / "ledger.db"), create=True) as ledger:
        with pytest.raises(InputError, match="something is there already"):
            ledger.backup(tmp_path / "ledger.db")
        with pytest.raises(LedgerError, match="could not be written"):
            ledger.backup(tmp_path / "no" / "folder" / "copy.db")
    assert os.listdir(tmp_path) == ["ledger.db"]


@pytest.mark.postgres
def test_postgres_makes_its_own_copies(postgres: str) -> None:
    with (
        fresh_database(postgres) as address,
        Ledger(address, create=True) as ledger,
        pytest.raises(SetupError) as caught,
    ):
        ledger.backup(Path("copy"))
    assert caught.value.remedy.startswith("pg_dump --format=custom --file=copy postgresql://")


def test_vacuum_gives_room_back_and_loses_nothing(ledger_address: str) -> None:
    with Ledger(ledger_address, create=True) as ledger:
        texts = [SHELLING.replace("43", str(number)) for number in range(100, 160)]
        ledger.add(ready(*(make_shelling(text=text, killed=100 + at) for at, text in enumerate(texts))))
        before, size = ledger.stats(), ledger.describe().size_bytes
        with ledger.engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE ballast AS SELECT text, text AS twice FROM reports, names")
        with ledger.engine.begin() as connection:
            connection.exec_driver_sql("DROP TABLE ballast")
        ledger.vacuum()
        assert ledger.describe().size_bytes <= size * 1.1
        assert ledger.stats() == before
        with ledger.engine.connect() as connection:
            assert count_tables(connection) == before
        assert list(ledger.check()) == []
        assert ledger.count() == 120
