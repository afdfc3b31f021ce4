"""Items as arrays, so that millions of pairs are compared at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sayso.reconcile.items import (
    MOST_HEADS,
    MOST_NAME_WORDS,
    MOST_NUMBERS,
    MOST_REPORT_WORDS,
    MOST_WORDS,
    Item,
    Weighted,
)

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]

UNKNOWN_DAY = -1


@dataclass(frozen=True, slots=True)
class Bag:
    """Words with weights, a row an item, the rest of each row zeros."""

    words: Ints
    weights: Floats


@dataclass(frozen=True, slots=True)
class Table:
    """The items in their own order (`Item`), a row or an entry for each.

    Days are ordinals, `UNKNOWN_DAY` where not known; `first` and `last` are both known or neither. Places have a radius
    of -1 where there is none.
    """

    items: tuple[Item, ...]
    report: Ints
    start: Ints
    published: Ints
    type: Ints
    families: Ints
    trigger: Ints
    rule: Ints
    first: Ints
    last: Ints
    place: Ints
    latitude: Floats
    longitude: Floats
    radius_km: Floats
    country: Ints
    agents: Bag
    agent_heads: Ints
    agent_countries: Ints
    recipients: Bag
    recipient_heads: Ints
    recipient_countries: Ints
    number_keys: Ints
    number_lows: Floats
    number_highs: Floats
    instruments: Ints
    words: Bag
    report_words: Bag
    source: Ints

    def __len__(self) -> int:
        return len(self.items)


def sort_key(item: Item) -> tuple[int, str]:
    """The order of items, which is that of the world and not of their arrival: by day of publication, then by id."""
    return (item.published or 0, item.id)


def make_table(items: Sequence[Item]) -> Table:
    """The arrays of these items, in the order of `sort_key`."""
    ordered = tuple(sorted(items, key=sort_key))
    reports = {name: at for at, name in enumerate(sorted({item.report for item in ordered}))}
    report = _ints(reports[item.report] for item in ordered)
    spots = [item.spot for item in ordered]
    days = [_days(item) for item in ordered]
    return Table(
        items=ordered,
        report=report,
        start=_ints(item.start for item in ordered),
        published=_ints(UNKNOWN_DAY if item.published is None else item.published for item in ordered),
        type=_numbered([item.type for item in ordered]),
        families=_padded([item.families for item in ordered], 3),
        trigger=_ints(item.trigger for item in ordered),
        rule=_ints(item.rule for item in ordered),
        first=_ints(first for first, _ in days),
        last=_ints(last for _, last in days),
        place=_ints(spot.key if spot else 0 for spot in spots),
        latitude=_floats(spot.latitude if spot else 0.0 for spot in spots),
        longitude=_floats(spot.longitude if spot else 0.0 for spot in spots),
        radius_km=_floats(spot.radius_km if spot else -1.0 for spot in spots),
        country=_ints(spot.country if spot else 0 for spot in spots),
        agents=_bag([item.agents for item in ordered], MOST_NAME_WORDS),
        agent_heads=_padded([item.agent_heads for item in ordered], MOST_HEADS),
        agent_countries=_padded([item.agent_countries for item in ordered], 2),
        recipients=_bag([item.recipients for item in ordered], MOST_NAME_WORDS),
        recipient_heads=_padded([item.recipient_heads for item in ordered], MOST_HEADS),
        recipient_countries=_padded([item.recipient_countries for item in ordered], 2),
        number_keys=_padded([[key for key, _, _ in item.numbers] for item in ordered], MOST_NUMBERS),
        number_lows=_padded_floats([[low for _, low, _ in item.numbers] for item in ordered]),
        number_highs=_padded_floats([[high for _, _, high in item.numbers] for item in ordered]),
        instruments=_padded([item.instruments for item in ordered], 2),
        words=_bag([item.words for item in ordered], MOST_WORDS),
        report_words=_bag([item.report_words for item in ordered], MOST_REPORT_WORDS),
        source=_ints(item.source for item in ordered),
    )


def _days(item: Item) -> tuple[int, int]:
    """First and last day; an open end is taken for the day of publication, or for the other end."""
    first, last = item.first, item.last
    if first is None and last is None:
        return UNKNOWN_DAY, UNKNOWN_DAY
    if first is None:
        return int(last or 0), int(last or 0)
    if last is None:
        last = max(item.published or first, first)
    return first, max(first, last)


def _ints(values: Any) -> Ints:
    return np.array(list(values), dtype=np.int32)


def _floats(values: Any) -> Floats:
    return np.array(list(values), dtype=np.float32)


def _numbered(names: Sequence[str]) -> Ints:
    numbers = {name: at for at, name in enumerate(sorted(set(names)))}
    return _ints(numbers[name] for name in names)


def _padded(rows: Sequence[Sequence[int]], width: int) -> Ints:
    found = np.zeros((len(rows), width), dtype=np.int32)
    for at, row in enumerate(rows):
        found[at, : len(row)] = row[:width]
    return found


def _padded_floats(rows: Sequence[Sequence[float]]) -> Floats:
    found = np.zeros((len(rows), MOST_NUMBERS), dtype=np.float32)
    for at, row in enumerate(rows):
        found[at, : len(row)] = row
    return found


def _bag(rows: Sequence[Weighted], width: int) -> Bag:
    words = _padded([[word for word, _ in row] for row in rows], width)
    weights = np.zeros((len(rows), width), dtype=np.float32)
    for at, row in enumerate(rows):
        weights[at, : len(row)] = [weight for _, weight in row[:width]]
    return Bag(words, weights)
