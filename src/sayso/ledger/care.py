"""Copies of the ledger, and its room on the disk."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine

from sayso.ledger.engine import maintaining
from sayso.model import InputError, LedgerError

_PART = ".part"


def backup(file: Path, to: Path) -> None:
    """A whole copy of SQLite's file while others go on with it; `to` appears once it is complete.

    InputError where something is there already, LedgerError where it cannot be written.
    """
    if to.exists():
        raise InputError("backup-exists", "something is there already", where=str(to), remedy="name another file")
    part = to.with_name(f".{to.name}{_PART}")
    try:
        _copy(file, part)
        with part.open("rb+") as copy:
            os.fsync(copy.fileno())
        part.replace(to)
    except (OSError, sqlite3.Error) as error:
        reason = f"the copy could not be written ({error})"
        remedy = "see whether there is room for it and whether you may write there"
        raise LedgerError("backup-failed", reason, where=str(to), remedy=remedy) from error
    finally:
        part.unlink(missing_ok=True)


def _copy(file: Path, to: Path) -> None:
    to.unlink(missing_ok=True)  # what an interrupted backup left
    source, target = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True), sqlite3.connect(to)
    try:
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
    finally:
        target.close()
        source.close()


def vacuum(engine: Engine) -> None:
    """Give room that is no longer used back to the disk; nobody may write meanwhile."""
    with maintaining(engine) as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("INSERT INTO claims_words (claims_words) VALUES ('optimize')")
            connection.exec_driver_sql("VACUUM")
            connection.exec_driver_sql("PRAGMA optimize")
            _empty_log(connection)
        else:
            connection.exec_driver_sql("VACUUM (FULL, ANALYZE)")


def erase(engine: Engine) -> None:
    """See that what was overwritten is gone from the disk, too, and not only from the tables.

    LedgerError where others are reading, so that what they see has to stay.
    """
    with maintaining(engine) as connection:
        if connection.dialect.name == "sqlite":
            _empty_log(connection)
        else:  # a server keeps the old rows until then
            connection.exec_driver_sql("VACUUM FULL reports, readings, records, names, refusals, decisions, sheets")


def _empty_log(connection: Connection) -> None:
    """Bring all that was written into the file itself, and empty the log beside it (WAL)."""
    busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
    if busy:
        remedy = "let the programs end that read it, then run sayso ledger vacuum"
        where = connection.engine.url.database or ""
        raise LedgerError("ledger-busy", "its log still holds what was overwritten", where=where, remedy=remedy)
