"""Whether the ledger holds together, and copies of it."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, select, text

from sayso.ledger import schema
from sayso.ledger.keys import claim_id, report_id
from sayso.model import LedgerError, digest_text

_AT_ONCE = 200


def check(connection: Connection) -> Iterator[str]:
    """What is wrong in the ledger, one line each; nothing where all is well.

    Every report's text has the digest that was recorded with it, and every span of every claim and statement is the text
    that stands there. A redacted text has lost its digest's proof, not its spans.
    """
    if connection.dialect.name == "sqlite":
        yield from (
            f"the file: {row[0]}" for row in connection.execute(text("PRAGMA integrity_check")) if row[0] != "ok"
        )
        yield from (f"the file: a row of {row[0]} points at no row of {row[2]}"
                    for row in connection.execute(text("PRAGMA foreign_key_check")))  # fmt: skip
    table, last = schema.reports, 0
    while rows := connection.execute(
        select(table).where(table.c.row > last).order_by(table.c.row).limit(_AT_ONCE)
    ).all():
        last = rows[-1].row
        for report in rows:
            yield from _check_report(connection, report)


def _check_report(connection: Connection, report: Row[Any]) -> Iterator[str]:
    where = f"report {report.id}"
    if report.id != report_id(report.key, report.digest):
        yield f"{where}: its id is not that of its key and digest"
    if not report.redacted and digest_text(report.text) != report.digest:
        yield f"{where}: its text is not what was read"
    g, c = schema.readings.c, schema.claims.c
    for row, record in connection.execute(select(g.row, g.record).where(g.report == report.row)):
        yield from _check_record(record, report.text, f"{where}, reading {row}")
    for claim in connection.execute(select(c.id, c.type, c.sentence, c.record).where(c.report == report.row)):
        yield from _check_record(claim.record, report.text, f"claim {claim.id}")
        record = _load(claim.record)
        if record is not None and claim.id != claim_id(report.id, str(record.get("id"))):
            yield f"claim {claim.id}: its id is not that of its record"
        sentence = (record or {}).get("sentence", {})
        if claim.sentence != report.text[sentence.get("start", 0) : sentence.get("end", 0)]:
            yield f"claim {claim.id}: its sentence is not what stands in the text"


def _load(record: str) -> dict[str, Any] | None:
    try:
        found = json.loads(record)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _check_record(record: str, text: str, where: str) -> Iterator[str]:
    found = _load(record)
    if found is None:
        yield f"{where}: its record cannot be read"
        return
    for span in spans(found):
        if text[span["start"] : span["end"]] != span["text"]:
            yield f"{where}: characters {span['start']} to {span['end']} are not what it says"


def spans(part: Any) -> Iterator[dict[str, Any]]:
    """All spans with their words in a record, however deep."""
    if isinstance(part, dict):
        if {"start", "end", "text"} <= part.keys():
            yield part
        for value in part.values():
            yield from spans(value)
    elif isinstance(part, list):
        for value in part:
            yield from spans(value)


def backup(file: Path, to: Path) -> None:
    """A whole copy of SQLite's file while others go on with it; `to` appears once it is complete.

    LedgerError where it cannot be written.
    """
    part = to.with_name(f"{to.name}.part")
    try:
        source, target = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True), sqlite3.connect(part)
        try:
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
        finally:
            target.close()
            source.close()
        with part.open("rb+") as copy:
            os.fsync(copy.fileno())
        part.replace(to)
    except (OSError, sqlite3.Error) as error:
        part.unlink(missing_ok=True)
        reason = f"the copy could not be written ({error})"
        raise LedgerError(
            "backup-failed", reason, where=str(to), remedy="see whether there is room and right for it"
        ) from error


def vacuum(connection: Connection) -> None:
    """Give room that is no longer used back to the disk; nobody may write meanwhile."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO claims_words (claims_words) VALUES ('optimize')")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("VACUUM")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    else:
        connection.exec_driver_sql("VACUUM FULL ANALYZE")
