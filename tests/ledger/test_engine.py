"""What goes wrong with a database is told with what to do, and what was written before is still there."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import event, text

from sayso.ledger import Ledger
from sayso.model import LedgerError, SaysoError
from tests.ledger.reports import SHELLING, make_shelling, make_truce, ready
from tests.postgres import fresh_database


def _many(first: int, count: int = 40) -> list:  # type: ignore[type-arg]
    numbers = range(first, first + count)
    return ready(*(make_shelling(text=SHELLING.replace("43", str(at)), killed=at) for at in numbers))


def _told(error: SaysoError, slug: str) -> None:
    assert error.slug == slug
    assert error.reason
    assert error.where
    assert error.remedy


def test_a_full_disk(tmp_path: Path) -> None:
    path = str(tmp_path / "ledger.db")
    with Ledger(path, create=True) as ledger:
        ledger.add(ready(make_truce()))

        def limit(connection: sqlite3.Connection, _record: object) -> None:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages}")

        event.listen(ledger.engine, "connect", limit)
        with pytest.raises(LedgerError) as caught:
            ledger.add(_many(100))
        _told(caught.value, "ledger-full")
        event.remove(ledger.engine, "connect", limit)
        assert ledger.count() == 1
        assert ledger.add(_many(100)).claims == 80
        assert list(ledger.check()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_a_file_that_cannot_grow(tmp_path: Path) -> None:
    """The same as a full disk, by the system itself: no file may grow beyond the limit."""
    path = str(tmp_path / "ledger.db")
    with Ledger(path, create=True) as ledger:
        ledger.add(ready(make_truce()))
    script = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))\n"
        "from sayso.ledger import Ledger\n"
        "from sayso.model import LedgerError\n"
        "from tests.ledger.test_engine import _many\n"
        "try:\n"
        "    Ledger(sys.argv[1]).add(_many(100, 200))\n"
        "except LedgerError as error:\n"
        "    print(error.slug)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, path],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.stdout.strip() in {"ledger-disk", "ledger-full"}, done.stderr
    with Ledger(path) as ledger:
        assert ledger.count() == 1
        assert list(ledger.check()) == []
        assert ledger.add(_many(100)).claims == 80


@pytest.mark.parametrize("by", ["mode", "setting"])
def test_a_file_that_may_only_be_read(tmp_path: Path, by: str) -> None:
    path = tmp_path / "ledger.db"
    with Ledger(str(path), create=True) as ledger:
        ledger.add(ready(make_truce()))
        if by == "mode":
            path.chmod(stat.S_IRUSR)
            if os.access(path, os.W_OK):
                pytest.skip("this user may write whatever the mode says")
        else:
            event.listen(ledger.engine, "connect", lambda connection, _: connection.execute("PRAGMA query_only = ON"))
        assert ledger.count() == 1
        with pytest.raises(LedgerError) as caught:
            ledger.add(ready(make_shelling()))
        _told(caught.value, "ledger-read-only")


def test_a_file_that_another_program_holds(tmp_path: Path) -> None:
    path = str(tmp_path / "ledger.db")
    with Ledger(path, create=True) as ledger:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with Ledger(path, patience_seconds=0.1) as impatient:
            assert impatient.count() == 0  # reading goes on
            with pytest.raises(LedgerError) as caught:
                impatient.add(ready(make_truce()))
            _told(caught.value, "ledger-locked")
            other.execute("ROLLBACK")
            other.close()
            assert impatient.add(ready(make_truce())).outcomes == ["new"]
        assert ledger.count() == 1


@pytest.mark.parametrize("damage", ["no database", "cut off"])
def test_a_file_that_is_none_or_damaged(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "ledger.db"
    if damage == "no database":
        path.write_text("Report of a war, in plain text. " * 200)
    else:
        with Ledger(str(path), create=True) as ledger:
            ledger.add(_many(100))
        path.write_bytes(path.read_bytes()[:40_000])
    with pytest.raises(SaysoError) as caught:
        _read_all(path)
    _told(caught.value, "ledger-damaged")


def _read_all(path: Path) -> None:
    with Ledger(str(path)) as ledger:
        list(ledger.claims())
        list(ledger.check())


@pytest.mark.postgres
def test_a_lost_connection_is_tried_again_and_nothing_is_doubled(postgres: str) -> None:
    with fresh_database(postgres) as address, Ledger(address, create=True) as ledger, Ledger(address) as other:
        ledger.add(ready(make_truce()))
        others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        with other.engine.connect() as connection:
            connection.execute(text(f"SELECT pg_terminate_backend(pid) {others}"))
        assert ledger.add(ready(make_shelling(), make_truce())).outcomes == ["new", "there"]
        assert ledger.count() == 3


@pytest.mark.postgres
def test_a_server_that_is_gone(postgres: str) -> None:
    nobody = postgres.rpartition(":")[0] + ":1/postgres"
    with pytest.raises(LedgerError) as caught:
        Ledger(nobody)
    _told(caught.value, "ledger-gone")


@pytest.mark.postgres
def test_a_database_that_is_not_there(postgres: str) -> None:
    with pytest.raises(LedgerError) as caught:
        Ledger(postgres.rpartition("/")[0] + "/no_such_database")
    _told(caught.value, "ledger-missing")
