"""How quickly the ledger takes claims, and how quickly it answers: the first page of a filter, in each order."""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.invented import CLAIMS_A_REPORT, World, make_prepared
from sayso.ledger.filters import Count, Filter
from sayso.ledger.globe import Box, Circle
from sayso.ledger.paging import ORDERS
from sayso.ledger.store import Ledger

CLAIMS = 20_000
"""So many unless asked for more; the goals are for a million."""
LEAST_CLAIMS_A_SECOND = 4_000
MOST_MILLISECONDS = 100
PAGE = 50
_BATCH_CLAIMS = 4_000


def measure(*, claims: int = CLAIMS, folder: Path | None = None) -> Iterator[Figure]:
    """Claims a second through the writing path, and the 95th percentile of the queries' times."""
    with tempfile.TemporaryDirectory(dir=folder) as made, Ledger(str(Path(made) / "ledger.db"), create=True) as ledger:
        yield Figure("claims written a second", fill(ledger, claims), "claims/s", least=LEAST_CLAIMS_A_SECOND)
        times = sorted(took for _, _, took in time_queries(ledger))
        yield Figure(f"a query on {claims:,} claims, median", times[len(times) // 2], "ms")
        slowest = times[int(len(times) * 0.95)]
        yield Figure(f"a query on {claims:,} claims, 95th percentile", slowest, "ms", most=MOST_MILLISECONDS)


def fill(ledger: Ledger, claims: int) -> float:
    """Write so many claims; the claims a second, the time of inventing them left out."""
    spent, written, made = 0.0, 0, make_prepared(claims)
    while batch := list(islice(made, _BATCH_CLAIMS // CLAIMS_A_REPORT)):
        begun = time.perf_counter()
        written += ledger.add(batch).claims
        spent += time.perf_counter() - begun
    return written / spent


def time_queries(ledger: Ledger) -> Iterator[tuple[str, str, float]]:
    """Each filter in each order: its name, the order, and the milliseconds that the first page took (best of two)."""
    for name, wanted in make_filters():
        for order in ORDERS:
            took = []
            for _ in range(2):
                begun = time.perf_counter()
                list(ledger.claims(wanted, order=order, limit=PAGE))
                took.append((time.perf_counter() - begun) * 1000)
            yield name, order, min(took)


def make_filters() -> list[tuple[str, Filter]]:
    """What people ask for: frequent and rare, of all years and of a few, alone and together."""
    world = World(random.Random(1))
    front, once = world.places[0], world.places[2500]
    near = Circle(front["latitude"], front["longitude"], 50.0)
    box = Box(front["latitude"] - 1, front["longitude"] - 1, front["latitude"] + 1, front["longitude"] + 1)
    season = Filter(since=date(2025, 3, 1), until=date(2025, 5, 31))
    old = Filter(since=date(2014, 3, 1), until=date(2014, 3, 31))
    press = Filter(published_since=date(2025, 3, 1), published_until=date(2025, 5, 31))
    country = (front["country"],)
    return [
        ("all", Filter()),
        ("happened in a season", season),
        ("happened in an old month", old),
        ("happened since", Filter(since=date(2025, 12, 1))),
        ("published in a season", press),
        ("place", Filter(places=(front["name"],))),
        ("other place", Filter(places=(once["name"],))),
        ("part of many names", Filter(places=("lomir",))),
        ("country", Filter(countries=country)),
        ("box", Filter(box=box)),
        ("near", Filter(near=near)),
        ("near, wide", Filter(near=Circle(front["latitude"], front["longitude"], 400.0))),
        ("frequent type", Filter(types=("shelling",))),
        ("rare type", Filter(types=("chemical_attack",))),
        ("two types", Filter(types=("bombing", "suicide_bombing"))),
        ("frequent source", Filter(sources=(world.bodies[0],))),
        ("known source", Filter(sources=(world.people[50],))),
        ("rare source", Filter(sources=(world.people[20_000],))),
        ("actor", Filter(actors=(world.bodies[3],))),
        ("actor by id", Filter(actors=("trn-forces",))),
        ("side", Filter(sides=("TRN",))),
        ("denied", Filter(factuality=("CT-",))),
        ("many killed", Filter(counts=(Count("killed", ">=", 100.0),))),
        ("some killed", Filter(counts=(Count("killed", ">=", 10.0),))),
        ("frequent word", Filter(words="shelled")),
        ("two words", Filter(words="hospital shelled")),
        ("rare word", Filter(words=world.words[5000])),
        ("publisher", Filter(publishers=(world.publishers[0],))),
        ("small publisher", Filter(publishers=(world.publishers[200],))),
        ("report", Filter(reports=("report-7",))),
        ("place and season", replace(season, places=(front["name"],))),
        ("country and season", replace(season, countries=country)),
        ("type and country", Filter(types=("air_strike",), countries=country)),
        ("type, country, season", replace(season, types=("air_strike",), countries=country)),
        ("source and type", Filter(sources=(world.bodies[0],), types=("killing",))),
        ("source and country", Filter(sources=(world.bodies[1],), countries=country)),
        ("source and word", Filter(sources=(world.bodies[0],), words="hospital")),
        ("side and killed", Filter(sides=("KES",), counts=(Count("killed", ">=", 50.0),))),
        ("near and killed", Filter(near=near, counts=(Count("killed", ">=", 10.0),))),
        ("word and place", Filter(words="market", places=(front["name"],))),
        ("word and season", replace(season, words="drones")),
        ("publisher and type", replace(press, publishers=(world.publishers[0],), types=("shelling",))),
        ("denied by a body", Filter(factuality=("CT-",), sources=(world.bodies[0],))),
    ]


def main() -> int:
    """Measure at a size of one's choice; `--all` shows each query's time, `--keep FILE` fills or uses that ledger."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.queries", description=__doc__)
    parser.add_argument("--claims", type=int, default=CLAIMS)
    parser.add_argument("--keep", type=Path, help="a ledger that stays; one that is there is not filled again")
    chosen = parser.parse_args()
    if chosen.keep is None:
        figures = list(measure(claims=chosen.claims))
        for figure in figures:
            print(figure)
        return int(any(figure.is_missed for figure in figures))
    there = chosen.keep.exists()
    with Ledger(str(chosen.keep), create=True) as ledger:
        if not there:
            print(f"{fill(ledger, chosen.claims):,.0f} claims/s")
        times = list(time_queries(ledger))
    for name, order, took in sorted(times, key=lambda time: -time[2]):
        print(f"{took:9.1f} ms  {name}, by {order}")
    print(f"95th percentile: {sorted(took for _, _, took in times)[int(len(times) * 0.95)]:.1f} ms")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
