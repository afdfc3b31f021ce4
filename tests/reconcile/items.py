"""Builders of claims as linking sees them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np

from sayso.reconcile.comparing import COMPARISONS, compare
from sayso.reconcile.items import Item, read_item
from sayso.reconcile.table import make_table
from sayso.reconcile.wording import weigh_report

SPOTS = {"Orlivka": (48.0, 37.5), "Tarnow": (50.0, 21.0), "Sartana": (47.2, 37.7)}
FIRST = date(2031, 2, 28)


def make_linked(
    id: str,
    sentence: str,
    *,
    trigger: str = "shelled",
    type: str = "shelling",
    day: int | None = 3,
    out: int | None = 4,
    place: str | None = "Orlivka",
    agents: Sequence[str] = (),
    recipients: Sequence[str] = (),
    killed: int | None = None,
    report: str = "",
    source: str | None = None,
    factuality: str = "CT+",
    after: str = "",
    text: str | None = None,
) -> Item:
    """A claim in a sentence of a report (`text`, the sentence alone unless given). Days count from `FIRST`."""
    text = text or sentence
    begin = text.index(sentence)
    at = begin + sentence.index(trigger, sentence.index(after))
    places = [{"name": place, "latitude": SPOTS[place][0], "longitude": SPOTS[place][1], "country": "UKR",
               "precision": "settlement", "gazetteer": f"made:{place}"}] if place else []  # fmt: skip
    stated = (FIRST + timedelta(day)).isoformat() if day is not None else None
    record: dict[str, Any] = {
        "type": type,
        "factuality": factuality,
        "trigger": {"start": at, "end": at + len(trigger), "text": trigger},
        "sentence": {"start": begin, "end": begin + len(sentence), "text": sentence},
        "time": {"from": stated, "to": stated} if stated else None,
        "places": places,
        "agents": [{"name": name, "country": None, "actor": None} for name in agents],
        "recipients": [{"name": name, "country": None, "actor": None} for name in recipients],
        "quantities": [{"role": "killed", "unit": "person", "low": killed, "high": killed}] if killed else [],
        "instruments": [],
        "source": {"name": source, "actor": None} if source else None,
        "rules": [f"{type}.made"],
    }
    return read_item(
        record,
        id=id,
        report=report or f"report-{id}",
        published=FIRST + timedelta(out) if out is not None else None,
        sentence=sentence,
        report_words=weigh_report(text),
    )


def find_level(name: str, one: Item, other: Item) -> str:
    """At which level the comparison of this name sees two claims, which is the same either way round."""
    at = [comparison.name for comparison in COMPARISONS].index(name)
    table = make_table([one, other])
    there, back = (COMPARISONS[at].levels[level] for level in compare(table, _BOTH, _BOTH[::-1])[:, at].tolist())
    assert there == back
    return there


_BOTH = np.array([0, 1], np.int32)
