"""Reports that the tests of copies need, and the set of originals, rewrites and reports of the same event."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from sayso.model.report import FurnitureKind
from sayso.reconcile.copies import ReportText, Spoken
from tests.make import make_report

SET = Path(__file__).with_name("set.jsonl")
COPIED = ("original", "light", "heavy", "part")
"""Kinds of the set that have one origin; `retold` has it too, but its words do not show it."""

BRIDGE = (
    "Soldiers of the Vale army blew up the old stone bridge at Quern on Monday night after the last families "
    "had crossed it with their carts, the mayor's office said."
)
BAKER = (
    "A baker who lives beside the river said that windows broke in every house of the lower street and that his "
    "oven had gone out for the first time in eleven years."
)
MARKET = (
    "In the hill town of Osk, meanwhile, traders reopened the covered market although rockets had fallen near the "
    "water tower twice in the course of the week."
)
DOCTOR = (
    "Doctors at the district clinic treated nineteen people for cuts and burns, among them two firemen whose "
    "engine was hit by falling beams."
)
PRICES = (
    "Flour has become so dear in the valley that many households bake with barley, according to a survey of the "
    "millers' guild among four hundred customers."
)
QUOTED = "“We heard the charges being carried down the steps, one by one, and nobody told us to leave,” said {}."


def report(
    id: str,
    *paragraphs: str,
    day: int | None = 1,
    publisher: str | None = None,
    furniture: Sequence[tuple[str, FurnitureKind]] = (),
    spoken: Sequence[tuple[str, str]] = (),
) -> ReportText:
    """A report of these paragraphs, of that day of March 2031; `spoken` are words with their speaker."""
    made = make_report("\n\n".join(paragraphs), id=id, furniture=furniture)
    said = tuple(Spoken(made.text.index(w), made.text.index(w) + len(w), speaker) for w, speaker in spoken)
    return ReportText(id, made.text, made.furniture, date(2031, 3, day) if day else None, publisher, said)


@dataclass(frozen=True, slots=True)
class Entry:
    """One text of the set: what it is (`original`, `light`, `heavy`, `part`, `retold`; `event`, `quote`, `rival`)."""

    report: ReportText
    event: str
    kind: str


@lru_cache(maxsize=1)
def load_set() -> tuple[Entry, ...]:
    """All texts of the set."""
    rows = [json.loads(line) for line in SET.read_text(encoding="utf-8").splitlines()]
    return tuple(
        Entry(
            ReportText(row["id"], row["text"], (), date.fromisoformat(row["published"]), row["publisher"]),
            row["event"],
            row["kind"],
        )
        for row in rows
    )
