"""Connections to the ledger's database, and what its errors mean for people."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import NullPool, QueuePool

from sayso.ledger.address import show_address
from sayso.ledger.globe import distance_km
from sayso.model import LedgerError, SetupError

PATIENCE_SECONDS = 60
"""How long a writer waits for another one."""
_SETTINGS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",
)
_CACHE_KB, _KEPT_CACHE_KB = 64_000, 12_000
"""So that a large ledger's indexes are not read anew for every batch; less for each of several that stay open."""
_WRITES = "sayso_writes"
_ALONE = "sayso_alone"
_ADVISORY_LOCK = 7_270_193_001  # any number that no other program on the server takes


def make_engine(url: URL, *, patience_seconds: float = PATIENCE_SECONDS, kept: int = 0) -> Engine:
    """An engine whose SQLite connections write ahead (WAL), so that readers and a writer do not wait for each other.

    `kept` connections to SQLite stay open for whoever asks next; otherwise each is closed at once.
    """
    if url.get_backend_name() == "sqlite":
        pool: dict[str, Any] = {"poolclass": NullPool}
        if kept:
            pool = {"poolclass": QueuePool, "pool_size": kept, "max_overflow": -1, "pool_use_lifo": True}
        engine = create_engine(url, connect_args={"timeout": patience_seconds}, **pool)
        event.listen(engine, "connect", _prepare_kept if kept else _prepare_sqlite)
    else:
        try:
            engine = create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10})
        except ModuleNotFoundError:
            raise SetupError(
                "no-postgres", "PostgreSQL's driver is not installed", remedy="pip install 'sayso[postgres]'"
            ) from None
    event.listen(engine, "begin", _begin)
    return engine


def _prepare_kept(connection: sqlite3.Connection, record: Any) -> None:
    _prepare_sqlite(connection, record, cache_kb=_KEPT_CACHE_KB)


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any, *, cache_kb: int = _CACHE_KB) -> None:
    connection.isolation_level = None  # SQLAlchemy says when a transaction begins, not the driver
    for setting in (*_SETTINGS, f"cache_size = -{cache_kb}"):
        try:
            connection.execute(f"PRAGMA {setting}")
        except sqlite3.OperationalError:
            if not setting.startswith("journal_mode"):
                raise  # a file that may only be read keeps the mode it has
    connection.create_function("distance_km", 4, distance_km, deterministic=True)


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get(_ALONE):
        return
    writes = options.get(_WRITES, False)
    if connection.dialect.name == "sqlite":
        # A writer takes its place in the queue at once: one that reads first may find that another has written since.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
    elif writes:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads: it sees one moment of the ledger throughout. LedgerError where it cannot."""
    with explaining(engine), engine.connect() as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield connection


@contextmanager
def writing(engine: Engine, *, with_keys: bool = True) -> Iterator[Connection]:
    """A transaction that writes, one at a time: all of it is kept, or nothing. LedgerError where it cannot.

    Without `with_keys` SQLite does not look after foreign keys, so that a table can be made anew.
    """
    with explaining(engine), engine.connect() as connection:
        if not with_keys and connection.dialect.name == "sqlite":
            # Only outside of transactions is it heeded; the connection is not used again.
            connection.detach()
            connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
        marked = connection.execution_options(**{_WRITES: True})
        with marked.begin():
            yield marked


@contextmanager
def maintaining(engine: Engine) -> Iterator[Connection]:
    """A connection outside of transactions, for what databases do only there. LedgerError where it cannot."""
    with explaining(engine), engine.connect() as connection:
        yield connection.execution_options(isolation_level="AUTOCOMMIT", **{_ALONE: True})


@contextmanager
def explaining(engine: Engine) -> Iterator[None]:
    """Errors of the database as errors of sayso, with the remedy."""
    try:
        yield
    except DBAPIError as error:
        raise explain(error, show_address(engine.url)) from error
    except sqlite3.Error as error:
        raise _explain_sqlite(str(error), show_address(engine.url)) from error


def explain(error: DBAPIError, where: str) -> LedgerError:
    """What a database's error means, and what to do about it."""
    words = str(error.orig).strip().partition("\n")[0]
    if isinstance(error.orig, sqlite3.Error):
        return _explain_sqlite(words, where)
    if isinstance(error, OperationalError) or error.connection_invalidated:
        if "authentication" in words or "no password" in words:
            remedy = "put the password into ~/.pgpass or the variable PGPASSWORD"
            return LedgerError("ledger-password", "the server does not let you in", where=where, remedy=remedy)
        if "does not exist" in words:
            return LedgerError("ledger-missing", words, where=where, remedy="make it first: createdb NAME")
        remedy = "see whether the server runs; what was written before is kept, run the same command again"
        return LedgerError("ledger-gone", f"the server is gone ({words})", where=where, remedy=remedy)
    return LedgerError("ledger-failed", f"the database refused it ({words})", where=where, remedy="see its log")


def _explain_sqlite(words: str, where: str) -> LedgerError:
    folder = Path(where).parent
    table = {
        "disk is full": ("ledger-full", "the disk is full", f"make room in {folder} and run the same command again"),
        "readonly": ("ledger-read-only", "the file may not be written", "see whose it is, or name another: --ledger"),
        "locked": ("ledger-locked", "another program holds it", "wait for it, then run the same command again"),
        "unable to open": ("ledger-missing", "it cannot be opened", f"see whether {folder} exists and may be written"),
        "not a database": ("ledger-damaged", "the file is no ledger", "name another with --ledger"),
        "malformed": ("ledger-damaged", "the file is damaged", "go back to your last backup (sayso ledger backup)"),
        "disk I/O": ("ledger-disk", "the disk failed", f"see whether {folder} is sound, then run it again"),
    }  # fmt: skip
    for mark, (slug, reason, remedy) in table.items():
        if mark in words:
            return LedgerError(slug, reason, where=where, remedy=remedy)
    return LedgerError("ledger-failed", f"the database refused it ({words})", where=where, remedy="sayso ledger check")
