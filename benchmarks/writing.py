"""How fast claims are written: the path that `sayso add` takes from a reading's rows to the ledger on disk."""

from __future__ import annotations

import hashlib
import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.figures import Figure
from sayso.annotate import load_reader
from sayso.export import make_record
from sayso.intake import make_report
from sayso.ledger import Ledger, Prepared, prepare
from sayso.run import load_rules, read_report
from sayso.run.adding import BATCH_REPORTS

LEAST_CLAIMS_PER_SECOND = 4000


def measure(texts: tuple[str, ...], *, seconds: float, address: str | None = None) -> Iterator[Figure]:
    """Claims a second into a new ledger (SQLite's file in a folder for temporary files unless an address is given).

    With mentions, places, numbers, full text and every commit forced to the disk, as always.
    """
    made = make_rows(texts)
    with tempfile.TemporaryDirectory() as folder, Ledger(address or str(Path(folder) / "l.db"), create=True) as ledger:
        claims, spent, number = 0, 0.0, 0
        while spent < seconds:
            batch = [vary(made[(number + at) % len(made)], number + at) for at in range(BATCH_REPORTS)]
            number += BATCH_REPORTS
            begun = time.perf_counter()
            claims += ledger.add(batch).claims
            spent += time.perf_counter() - begun
        name = "PostgreSQL" if address else "SQLite"
        yield Figure(f"claims written ({name})", claims / spent, "a second", least=LEAST_CLAIMS_PER_SECOND)


def make_rows(texts: tuple[str, ...]) -> list[Prepared]:
    """The rows of the texts, read once."""
    reader, rules = load_reader(), load_rules()
    readings = [read_report(make_report(text, id=str(at)), reader, rules) for at, text in enumerate(texts)]
    return [prepare(reading, make_record(reading)) for reading in readings]


def vary(prepared: Prepared, number: int) -> Prepared:
    """The same rows as another report, whose names are partly new, as they are in an archive."""
    chosen = random.Random(number)
    id = hashlib.sha256(f"{prepared.id} {number}".encode()).hexdigest()
    claims = tuple(
        replace(
            rows,
            columns=rows.columns | {"id": f"{rows.columns['id'][:16]}-{id[:6]}"},
            mentions=tuple(
                replace(mention, name=f"{mention.name} {chosen.randrange(1000)}") if chosen.random() < 0.3 else mention
                for mention in rows.mentions
            ),
        )
        for rows in prepared.claims
    )
    report = prepared.report | {"id": id[:16], "key": f"text:{id}", "digest": id}
    return replace(prepared, id=id[:16], key=f"text:{id}", digest=id, report=report, claims=claims)
