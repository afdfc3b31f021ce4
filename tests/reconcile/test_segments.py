"""Segments of buckets linked each by itself: settled at their borders, they say what one pass over all says."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from sayso.reconcile.items import Item
from sayso.reconcile.linking import first_rows, link_items
from sayso.reconcile.segments import Segment, cut_pieces, cut_segments, go_on, is_grouped_alike, link_on, name_events
from sayso.reconcile.table import Ints, Table, make_table
from tests.reconcile.items import make_linked


def _shellings(count: int, seed: int) -> list[Item]:
    """Shellings of one town, day after day, told of with and without their days: the days before decide much."""
    chosen = Random(seed)
    targets = "mill dam school bridge depot market".split()
    made = []
    for number in range(count):
        day = chosen.randrange(60)
        target = chosen.choice(targets)
        who = chosen.choice(("Rebels", "Gunmen", "The army"))
        sentence = f"{who} shelled the {target} at Orlivka, killing {chosen.randrange(1, 4)}."
        told = day if chosen.random() < 0.4 else None
        out = day + chosen.randrange(2) if chosen.random() < 0.95 else None
        made.append(make_linked(f"c{number:03}", sentence, agents=[who], day=told, out=out))
    return made


def _link_rows(table: Table, pieces: list[Segment], first: int) -> Ints:
    """The events of the rows of some pieces, which begin with `first`, one after the other."""
    events = np.arange(first, pieces[-1].end)
    for one in pieces:
        before = events[one.near - first : one.start - first]
        found, count = link_on(table.slice(one.near, one.end), first_rows(before))
        assert count == one.end - one.start
        events[one.start - first : one.end - first] = name_events(found, before, one.near)
    return events


def _guess(table: Table, segment: Segment, *, warmed: bool) -> Ints:
    """The events of a segment's rows from `near` on; without any days before its own the guess is a bad one."""
    if warmed:
        guessed = _link_rows(table, cut_pieces(table.bucket, segment, 10), segment.warm)
        return guessed[segment.near - segment.warm :]
    own, _ = link_on(table.slice(segment.start, segment.end), np.zeros(0, np.int32))
    return np.concatenate([np.arange(segment.near, segment.start), own + segment.start])


def _pass_over(table: Table, size: int, *, warmed: bool) -> tuple[Ints, int]:
    """The events of all rows by segments, and how many rows were linked again."""
    events, again = np.arange(len(table)), 0
    for one in cut_segments(table.bucket, size):
        guessed = _guess(table, one, warmed=warmed)
        before = events[one.near : one.start]
        settled = first_rows(before)
        if is_grouped_alike(settled, guessed[: len(settled)]):
            found = go_on(settled, guessed)
        else:
            found, count = link_on(table.slice(one.near, one.end), settled, guessed)
            again += count
        events[one.start : one.end] = name_events(found, before, one.near)
    return events, again


@pytest.mark.parametrize("warmed", [True, False])
@pytest.mark.parametrize("seed", range(3))
def test_segments_say_what_one_pass_says(seed: int, *, warmed: bool) -> None:
    items = _shellings(200, seed)
    table = make_table(items)
    events, again = _pass_over(table, 40, warmed=warmed)
    found: dict[int, list[str]] = {}
    for id, event in zip(table.ids, events.tolist(), strict=True):
        found.setdefault(event, []).append(id)
    assert [tuple(claims) for _, claims in sorted(found.items())] == link_items(items)
    assert warmed == (again == 0)
    assert again < len(items) / 2


def test_segments_hold_all_rows_once() -> None:
    buckets = np.array([0, 0, 10, 11, 11, 12, 40, 41], np.int32)
    found = cut_segments(buckets, 2)
    assert [(one.start, one.end) for one in found] == [(0, 2), (2, 5), (5, 7), (7, 8)]
    assert [one.near for one in found] == [0, 2, 2, 6]
    assert cut_segments(buckets, 100)[0].end == len(buckets)
    assert cut_segments(buckets[:0], 5) == []
    assert [one.end for one in cut_segments(buckets, 1, days=30)] == [6, 8]
