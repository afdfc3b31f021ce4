"""Step 1: what linking needs of each claim, and what finding copies needs of each report, made once and kept."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from sayso.ledger import schema
from sayso.ledger.conditions import rows_in, standing
from sayso.ledger.forgetting import forget_items
from sayso.ledger.querying import find_by_rows
from sayso.ledger.queues import drop, push
from sayso.model import StoredClaim
from sayso.reconcile.copies.packing import pack_signed
from sayso.reconcile.packing import pack_words
from sayso.reconcile.preparing import pack_claims, sign_reading
from sayso.reconcile.wording import weigh_report

READINGS_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of one reading: rows of `items`, and the row of `signatures` of its report unless it is there.

    `claims` are the rows of those that stood when it was made.
    """

    reading: int
    claims: tuple[int, ...]
    items: tuple[dict[str, Any], ...]
    signature: dict[str, Any] | None


def make_rows(connection: Connection, readings: Sequence[int]) -> list[Made]:
    """What linking needs of these readings (rows); reads only, so that several processes may do it."""
    g, s = schema.readings.c, schema.signatures.c
    found = connection.execute(select(g.row, g.report, g.record).where(g.row.in_(rows_in(readings)))).all()
    claims = _claims_of(connection, [reading.row for reading in found], standing(None))
    stored = find_by_rows(connection, [row for rows in claims.values() for row in rows])
    signed = set(connection.scalars(select(s.report).where(s.report.in_(rows_in([one.report for one in found])))))
    records = {one.report: one.record for one in found if one.report not in signed}
    signatures = _sign(connection, records)
    made = []
    for one in found:
        rows = claims.get(one.row, [])
        items = _make_items(one.report, {row: stored[row] for row in rows})
        made.append(Made(one.row, tuple(rows), tuple(items), signatures.pop(one.report, None)))
    return made


def write_rows(connection: Connection, made: Sequence[Made]) -> None:
    """Keep what was made of readings that stand; take the claims of those out that a later one has superseded."""
    gone, queue = schema.supersessions.c, schema.new_readings
    told = rows_in([one.reading for one in made])
    waiting = set(connection.scalars(select(queue.c.row).where(queue.c.row.in_(told))))
    superseded = set(connection.scalars(select(gone.reading).where(gone.reading.in_(told))))
    # What a person said of a claim since it was made leaves its reading in the queue.
    now = _claims_of(connection, [one.reading for one in made], standing(None))
    late = {one.reading for one in made if one.claims != tuple(now.get(one.reading, ()))}
    fresh = [one for one in made if one.reading in waiting and one.reading not in late - superseded]
    old = _claims_of(connection, [one.reading for one in fresh])
    forget_items(connection, [row for rows in old.values() for row in rows])
    items = [row for one in fresh if one.reading not in superseded for row in one.items]
    if items:
        connection.execute(insert(schema.items), items)
        push(connection, schema.new_buckets, {row["bucket"] for row in items})
    _write_signatures(connection, [one.signature for one in fresh if one.signature])
    drop(connection, queue, [one.reading for one in fresh])


def _claims_of(
    connection: Connection, readings: Sequence[int], *conditions: ColumnElement[bool]
) -> dict[int, list[int]]:
    c, found = schema.claims.c, dict[int, list[int]]()
    query = select(c.reading, c.row).where(c.reading.in_(rows_in(readings)), *conditions).order_by(c.row)
    for reading, row in connection.execute(query):
        found.setdefault(reading, []).append(row)
    return found


def _make_items(report: int, claims: Mapping[int, StoredClaim]) -> Iterator[dict[str, Any]]:
    rows = {claim.id: row for row, claim in claims.items()}
    for packed in pack_claims(claims.values()):
        yield {
            "claim": rows[packed.id],
            "report": report,
            "bucket": packed.bucket,
            "event": None,
            "anchor": rows[packed.anchor] if packed.anchor is not None else None,
            "data": packed.data,
        }


def _sign(connection: Connection, records: Mapping[int, str]) -> dict[int, dict[str, Any]]:
    """The signatures of the reports of these rows, each with the record of its reading."""
    r, told = schema.reports.c, dict[int, dict[str, Any]]()
    columns = (r.row, r.id, r.text, r.published, r.publisher)
    for report in connection.execute(select(*columns).where(r.row.in_(rows_in(list(records))))):
        signed = sign_reading(
            json.loads(records[report.row]),
            id=report.id,
            text=report.text,
            published=report.published,
            publisher=report.publisher,
        )
        passages, signatures = pack_signed(signed)
        told[report.row] = {
            "report": report.row,
            "published": report.published,
            "passages": passages,
            "signed": signatures,
            "words": pack_words(weigh_report(report.text)),
        }
    return told


def _write_signatures(connection: Connection, signatures: Sequence[dict[str, Any]]) -> None:
    told = {one["report"]: one for one in signatures}
    if told:
        s = schema.signatures
        connection.execute(delete(s).where(s.c.report.in_(rows_in(list(told)))))
        connection.execute(insert(s), list(told.values()))
        push(connection, schema.new_reports, told)
