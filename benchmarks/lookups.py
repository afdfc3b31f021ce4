"""Looking up places: opening the gazetteer, and the time of one lookup."""

from __future__ import annotations

import time
from collections.abc import Iterator

from benchmarks.figures import Figure
from sayso.gazetteer import Gazetteer, load_gazetteer

MOST_MICROSECONDS = 20.0
"""The goal for one lookup, known name or not."""
_STEP = 97


def measure() -> Iterator[Figure]:
    """Opening; then lookups of many known names, each for the first time, and of names that are no place's."""
    path = load_gazetteer().path
    begun = time.perf_counter()
    gazetteer = Gazetteer(path)
    opened = time.perf_counter() - begun
    names = list(dict.fromkeys(entry.name for entry in gazetteer.largest(-90, -180, 90, 180, 200_000)[::_STEP]))
    unknown = [f"{name} Qorvale" for name in names]
    yield Figure("gazetteer: opening it", opened * 1000, "ms")
    for kind, asked in (("known names", names), ("unknown names", unknown)):
        fresh = Gazetteer(path)
        begun = time.process_time()
        for name in asked:
            fresh.find(name)
        each = (time.process_time() - begun) / len(asked) * 1e6
        yield Figure(f"gazetteer: a lookup, {len(asked):,} {kind}", each, "us", most=MOST_MICROSECONDS)
