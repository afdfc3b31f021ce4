"""Invented inputs and readings for the tests of archives."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sayso.export import make_record
from sayso.ledger import Prepared, prepare
from sayso.run.archive.job import Job
from sayso.run.archive.parts import Entry, Gathering
from sayso.run.archive.storage import Storage
from sayso.run.archive.taking import Taken
from tests.make import make_attribution, make_claim, make_place, make_quantity, make_reading, make_report, make_source

WORDS = "Rebels shelled the mill at Orlivka, killing 3 people, residents said. Report {number}."


def make_prepared(number: int, *, published: date | None = None, url: str | None = None, text: str = WORDS) -> Prepared:
    """The rows of an invented report with one claim: who, where, how many."""
    words = text.format(number=number)
    report = make_report(words, id=f"r{number}", published=published, url=url)
    said = make_attribution(words, make_source(words, "residents"), "said", "Rebels shelled")
    claim = make_claim(
        words,
        "shelled",
        "shelling",
        attribution=said,
        places=(make_place(words, "Orlivka", 48.2, 37.9, country="UKR"),),
        quantities=(make_quantity(words, "3 people", 3, 3),),
    )
    reading = make_reading(report, said, claims=(claim,))
    return prepare(reading, make_record(reading))


def write_shard(
    storage: Storage, job: Job, shard: str, readings: Sequence[Prepared], others: Iterable[Taken] = ()
) -> Entry:
    """The parts of a shard of these readings, and of what was not read."""
    gathering = Gathering(job, shard)
    for one in readings:
        gathering.add(Taken(None, source=one.id, published=one.report["published"], words=14), one)
    for taken in others:
        gathering.add(taken, None)
    return gathering.write(storage)


def write_lines(path: Path, count: int, *, pad: int = 200) -> None:
    """So many reports as JSON Lines, of different lengths."""
    lines = [
        json.dumps({"id": f"r{n}", "text": f"Report {n}. " + "Shells fell. " * (n % 7) + "x" * (n % pad)})
        for n in range(count)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def make_warc(count: int) -> list[bytes]:
    """So many records of a WET file."""
    records = []
    for number in range(count):
        body = f"Report {number}. The market burned, residents said. {'Smoke rose. ' * (number % 9)}".encode()
        head = (
            f"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Record-ID: <urn:uuid:rec-{number}>\r\n"
            f"WARC-Date: 2031-03-01T00:00:00Z\r\nContent-Type: text/plain\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        records.append(head.encode() + body + b"\r\n\r\n")
    return records


def write_warc(path: Path, count: int) -> None:
    """A WARC file, each record packed by itself where the name ends in .gz."""
    pack = gzip.compress if path.suffix == ".gz" else bytes
    path.write_bytes(b"".join(pack(record) for record in make_warc(count)))


def write_table(path: Path, count: int, *, group: int) -> None:
    """A Parquet file of so many reports, in row groups."""
    columns = {"id": [f"r{n}" for n in range(count)], "text": [f"Report {n}. Shells fell." for n in range(count)]}
    pq.write_table(pa.table(columns), path, row_group_size=group)
