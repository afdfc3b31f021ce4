"""Whether the ledger holds together: what was recorded is what was read."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterator
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select, text

from sayso.ledger import schema
from sayso.ledger.conditions import read_last, standing
from sayso.ledger.keys import claim_id, report_id
from sayso.ledger.proving import check_incidents
from sayso.ledger.reviews import find_standing
from sayso.ledger.settling import correct_record
from sayso.model import digest_text

_AT_ONCE = 100


def check(connection: Connection, tell: Callable[[], None] | None = None) -> Iterator[str]:
    """What is wrong in the ledger, one line each; nothing where all is well. `tell` is called after each report.

    Every report's text has the digest that was recorded with it, and every span of every claim and statement is the
    text that stands there; a redacted text has lost its digest's proof, not its spans, and says who decided so. Every
    claim can be found by its words, and every claim that stands belongs to one incident.
    """
    yield from _check_file(connection)
    yield from _check_tables(connection)
    yield from _check_reviews(connection)
    yield from check_incidents(connection)
    table, last = schema.reports, 0
    while rows := connection.execute(
        select(table).where(table.c.row > last).order_by(table.c.row).limit(_AT_ONCE)
    ).all():
        last = rows[-1].row
        for report in rows:
            yield from _check_report(connection, report)
            if tell:
                tell()


def _check_file(connection: Connection) -> Iterator[str]:
    if connection.dialect.name != "sqlite":
        return
    for (words,) in connection.execute(text("PRAGMA integrity_check")):
        if words != "ok":
            yield f"the file: {words}"
    for table, _, other, _ in connection.execute(text("PRAGMA foreign_key_check")):
        yield f"the file: a row of {table} points at no row of {other}"


def _check_tables(connection: Connection) -> Iterator[str]:
    """Every claim has its words, and these are in the full-text index."""
    claims = _count(connection, select(schema.claims.c.row))
    if _count(connection, select(schema.records.c.claim)) != claims:
        yield "the file: there are claims without their words"
    if connection.dialect.name == "sqlite":
        found = connection.scalar(text("SELECT count(*) FROM claims_words_docsize"))
        if found != claims:
            yield f"the file: {claims} claims, but {found} in the index of words"


def _check_reviews(connection: Connection) -> Iterator[str]:
    """Every claim that somebody reviewed stands as the latest review that stands has it."""
    c, words = schema.claims, schema.records.c
    ids = list(connection.scalars(select(schema.reviews.c.claim).distinct().order_by(schema.reviews.c.claim)))
    said = find_standing(connection, ids)
    for id in ids:
        query = select(words.record).join(c, c.c.row == words.claim).where(c.c.id == id)
        there = connection.scalar(query.where(read_last()).order_by(c.c.row.desc()).limit(1))
        if there is None:
            continue  # the report has been read anew, or has a new text
        found = list(connection.scalars(query.where(standing(None))))
        latest = said[id][-1] if id in said else None
        wanted = [] if latest and latest.verdict == "reject" else [correct_record(there, latest) if latest else there]
        if found != wanted:
            yield f"claim {id}: it does not stand as people have said of it"


def _count(connection: Connection, rows: Select[Any]) -> int:
    return int(connection.scalar(select(func.count()).select_from(rows.subquery())) or 0)


def _check_report(connection: Connection, report: Row[Any]) -> Iterator[str]:
    where = f"report {report.id}"
    if report.id != report_id(report.key, report.digest):
        yield f"{where}: its id is not that of its key and digest"
    if report.redacted:
        decisions = schema.decisions.c
        if connection.scalar(select(decisions.row).where(decisions.target == report.id).limit(1)) is None:
            yield f"{where}: it was redacted, but nobody decided so"
    elif digest_text(report.text) != report.digest:
        yield f"{where}: its text is not what was read"
    g, c, words = schema.readings.c, schema.claims, schema.records
    for row, record in connection.execute(select(g.row, g.record).where(g.report == report.row)):
        yield from _check_record(record, report.text, f"{where}, reading {row}")
    claims = select(c.c.id, c.c.type, c.c.factuality, words.c.sentence, words.c.record)
    for claim in connection.execute(claims.join(words, words.c.claim == c.c.row).where(c.c.report == report.row)):
        yield from _check_claim(claim, report)


def _check_claim(claim: Any, report: Row[Any]) -> Iterator[str]:
    where = f"claim {claim.id}"
    record = yield from _check_record(claim.record, report.text, where)
    if record is None:
        return
    if claim.id != claim_id(report.id, str(record.get("id"))):
        yield f"{where}: its id is not that of its record"
    if (claim.type, claim.factuality) != (record.get("type"), record.get("factuality")):
        yield f"{where}: it is not found by what its record says"
    sentence = record.get("sentence", {})
    if claim.sentence != report.text[sentence.get("start", 0) : sentence.get("end", 0)]:
        yield f"{where}: its sentence is not what stands in the text"


def _check_record(record: str, text: str, where: str) -> Generator[str, None, dict[str, Any] | None]:
    """What is wrong with a record's spans; gives the record, None where it cannot be read."""
    try:
        found = json.loads(record)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        yield f"{where}: its record cannot be read"
        return None
    for span in find_spans(found):
        if text[span["start"] : span["end"]] != span["text"]:
            yield f"{where}: characters {span['start']} to {span['end']} are not what it says"
    return found


def find_spans(part: Any) -> Iterator[dict[str, Any]]:
    """All spans with their words in a record, however deep."""
    if isinstance(part, dict):
        if {"start", "end", "text"} <= part.keys():
            yield part
        for value in part.values():
            yield from find_spans(value)
    elif isinstance(part, list):
        for value in part:
            yield from find_spans(value)
