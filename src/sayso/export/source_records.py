"""What is on record of sources, as records, as a table, and in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from sayso.export.disputes import Disputed, make_dispute_record
from sayso.export.formats.cells import write_table
from sayso.export.lines import format_json
from sayso.model import DISPUTE_SLOTS, Account, SourceRecord

COLUMNS = "name voice actor named claims incidents first last confirmed contradicted alone conceded revised".split() + [
    f"disputed_{slot}" for slot in DISPUTE_SLOTS
]


@dataclass(frozen=True, slots=True)
class SourceSheet:
    """One source: its record, the latest of what it said with the incident of each, and the disputes it stands in."""

    record: SourceRecord
    latest: Sequence[tuple[str, Account]] = ()
    disputes: Sequence[Disputed] = ()


def make_source_record(record: SourceRecord) -> dict[str, Any]:
    """The record of a source as plain values."""
    return {
        "name": record.name,
        "voice": record.voice,
        "actor": record.actor,
        "named": record.named,
        "claims": record.claims,
        "incidents": record.incidents,
        "first": record.first.isoformat() if record.first else None,
        "last": record.last.isoformat() if record.last else None,
        "confirmed": record.confirmed,
        "contradicted": record.contradicted,
        "alone": record.alone,
        "conceded": record.conceded,
        "revised": record.revised,
        "disputes": dict(record.by_slot),
    }


def make_source_detail(sheet: SourceSheet) -> dict[str, Any]:
    """The record with the latest claims, and with the disputes one by one."""
    latest = [
        {
            "claim": account.claim,
            "incident": incident,
            "type": account.type,
            "factuality": account.factuality,
            "published": account.published.isoformat() if account.published else None,
            "publisher": account.publisher,
            "report": account.document,
            "sentence": account.sentence,
        }
        for incident, account in sheet.latest
    ]
    stands_in = [make_dispute_record(*disputed) for disputed in sheet.disputes]
    return make_source_record(sheet.record) | {"latest": latest, "stands_in": stands_in}


def write_source_lines(records: Iterable[SourceRecord], out: BinaryIO) -> None:
    """Write one record a line, in UTF-8."""
    for record in records:
        out.write(format_json(make_source_record(record)).encode("utf-8") + b"\n")


def write_source_table(records: Iterable[SourceRecord], out: BinaryIO) -> None:
    """Write a table as CSV, a row a source."""
    write_table(COLUMNS, (_make_row(record) for record in records), out)


def _make_row(record: SourceRecord) -> list[Any]:
    by_slot = dict(record.by_slot)
    own = [getattr(record, name) for name in COLUMNS[: -len(DISPUTE_SLOTS)]]
    return own + [by_slot.get(slot, 0) for slot in DISPUTE_SLOTS]
