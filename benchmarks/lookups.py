"""Looking up places: opening the gazetteer, and the time of one lookup."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from benchmarks.figures import Figure
from sayso.gazetteer import Gazetteer, load_gazetteer

MOST_MICROSECONDS = 20.0
"""The goal for one lookup, known name or not."""
_STEP, _ROUNDS = 97, 20


def measure() -> Iterator[Figure]:
    """Opening; then lookups of many known names, each for the first time, and of names that are no place's.

    The quickest of several rounds counts, since whatever else runs only makes it slower.
    """
    path = load_gazetteer().path
    begun = time.perf_counter()
    gazetteer = Gazetteer(path)
    opened = time.perf_counter() - begun
    names = list(dict.fromkeys(entry.name for entry in gazetteer.largest(-90, -180, 90, 180, 200_000)[::_STEP]))
    unknown = [f"{name} Qorvale" for name in names]
    yield Figure("gazetteer: opening it", opened * 1000, "ms")
    for kind, asked in (("known names", names), ("unknown names", unknown)):
        each = min(_look_up(Gazetteer(path), asked) for _ in range(_ROUNDS)) * 1e6
        yield Figure(f"gazetteer: a lookup, {len(asked):,} {kind}", each, "us", most=MOST_MICROSECONDS)


def _look_up(gazetteer: Gazetteer, names: Sequence[str]) -> float:
    """Seconds of the processor for one name, each asked for once."""
    begun = time.process_time()
    for name in names:
        gazetteer.find(name)
    return (time.process_time() - begun) / len(names)
