"""Step 1: what linking needs of each claim, and what finding copies needs of each report, made once and kept."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from sayso.ledger import schema
from sayso.ledger.conditions import rows_in
from sayso.ledger.forgetting import forget_items
from sayso.ledger.querying import find_by_rows
from sayso.ledger.queues import drop, push
from sayso.model import Furniture, Span, StoredClaim
from sayso.reconcile.anchoring import find_anchors
from sayso.reconcile.buckets import bucket_of
from sayso.reconcile.context import make_items
from sayso.reconcile.copies import ReportText, Spoken, sign_report
from sayso.reconcile.copies.packing import pack_signed
from sayso.reconcile.packing import pack_item, pack_words
from sayso.reconcile.wording import weigh_report

READINGS_AT_ONCE = 200


def prepare_some(connection: Connection) -> int:
    """Work on the first readings of the queue; how many there were.

    Claims of readings that stand become items, their reports are signed; those of others are taken out.
    """
    g, gone, queue = schema.readings.c, schema.supersessions.c, schema.new_readings
    superseded = select(gone.reading).where(gone.reading == g.row).exists()
    found = connection.execute(
        select(g.row, g.report, g.record, superseded.label("superseded"))
        .join(queue, queue.c.row == g.row)
        .order_by(g.row)
        .limit(READINGS_AT_ONCE)
    ).all()
    claims = _claims_of(connection, [reading.row for reading in found])
    forget_items(connection, [row for of_one in claims.values() for row in of_one])
    standing = [reading for reading in found if not reading.superseded]
    stored = find_by_rows(connection, [row for reading in standing for row in claims.get(reading.row, ())])
    _make_items(connection, [(r.report, {row: stored[row] for row in claims.get(r.row, ())}) for r in standing])
    _sign(connection, {reading.report: reading.record for reading in standing})
    drop(connection, queue, [reading.row for reading in found])
    return len(found)


def _claims_of(connection: Connection, readings: Sequence[int]) -> dict[int, list[int]]:
    c, found = schema.claims.c, dict[int, list[int]]()
    rows = connection.execute(select(c.reading, c.row).where(c.reading.in_(rows_in(readings))).order_by(c.row))
    for reading, row in rows:
        found.setdefault(reading, []).append(row)
    return found


def _make_items(connection: Connection, reports: Sequence[tuple[int, Mapping[int, StoredClaim]]]) -> None:
    told, buckets = [], set()
    for report, claims in reports:
        items = make_items(claims.values(), ())
        rows = {claim.id: row for row, claim in claims.items()}
        anchors = find_anchors(items)
        for item in items:
            bucket = bucket_of(item)
            buckets.add(bucket)
            anchor = anchors.get(item.id)
            told.append(
                {
                    "claim": rows[item.id],
                    "report": report,
                    "bucket": bucket,
                    "event": None,
                    "anchor": rows[anchor] if anchor is not None else None,
                    "data": pack_item(item),
                }
            )
    if told:
        connection.execute(insert(schema.items), told)
    push(connection, schema.new_buckets, buckets)


def _sign(connection: Connection, records: Mapping[int, str]) -> None:
    """Sign the reports of these rows that are not signed yet, each with the record of its reading."""
    r, s = schema.reports.c, schema.signatures.c
    there = set(connection.scalars(select(s.report).where(s.report.in_(rows_in(list(records))))))
    wanted = [row for row in records if row not in there]
    columns = (r.row, r.id, r.text, r.published, r.publisher)
    told = []
    for report in connection.execute(select(*columns).where(r.row.in_(rows_in(wanted)))):
        record = json.loads(records[report.row])
        furniture, spoken = tuple(_furniture(record)), tuple(_spoken(record))
        signed = sign_report(ReportText(report.id, report.text, furniture, report.published, report.publisher, spoken))
        passages, signatures = pack_signed(signed)
        words = pack_words(weigh_report(report.text))
        told.append(
            {
                "report": report.row,
                "published": report.published,
                "passages": passages,
                "signed": signatures,
                "words": words,
            }
        )
    if told:
        connection.execute(delete(schema.signatures).where(s.report.in_(rows_in(wanted))))
        connection.execute(insert(schema.signatures), told)
        push(connection, schema.new_reports, (row["report"] for row in told))


def _furniture(record: Mapping[str, Any]) -> Iterator[Furniture]:
    for part in record.get("furniture", ()):
        yield Furniture(Span(part["start"], part["end"], part["text"]), part["kind"])


def _spoken(record: Mapping[str, Any]) -> Iterator[Spoken]:
    """What somebody is quoted with, word for word."""
    for attribution in record.get("attributions", ()):
        source = attribution.get("source")
        if source and attribution.get("quotation") != "indirect":
            for part in attribution.get("content", ()):
                yield Spoken(part["start"], part["end"], source["name"])
