"""How long it takes to say what an incident says: of one to five claims, and of 10,000 with few or ever new names."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from benchmarks.figures import Figure
from sayso.model import StoredClaim, StoredReport
from sayso.reconcile.incident import make_incident

CLAIMS = 10_000
MOST_SECONDS = 2.0
SMALL = 500
MOST_MILLISECONDS = 1.0
_MOMENT = datetime(2031, 4, 1, tzinfo=UTC)
_KINDS = ("government", "military", "armed_group", "civilian", "media", "person")
_TYPES = ("air_strike", "shelling", "attack", "killing", "wounding", "territory_gain", "territory_control")


def measure(*, claims: int = CLAIMS) -> Iterator[Figure]:
    """Seconds of processor time for an incident as a siege makes one, and for one in which nothing comes twice."""
    for name, spread, most in (("a dozen names", 12, MOST_SECONDS), ("no name twice", claims, None)):
        made = [_make_claim(number, random.Random(number), spread) for number in range(claims)]
        begun = time.process_time()
        make_incident(made)
        yield Figure(f"an incident of {claims:,} claims, {name}", time.process_time() - begun, "s", most=most)
    yield _measure_small()


def _measure_small() -> Figure:
    """Milliseconds of processor time for each of many incidents of one to five claims, once the tables are read."""
    groups = [
        [_make_claim(at * 5 + n, random.Random(at * 5 + n), 12) for n in range(1 + at % 5)] for at in range(SMALL)
    ]
    make_incident(groups[0])
    begun = time.process_time()
    for group in groups:
        make_incident(group)
    took = (time.process_time() - begun) * 1000 / SMALL
    return Figure("an incident of one to five claims", took, "ms", most=MOST_MILLISECONDS)


def _make_claim(number: int, rnd: random.Random, spread: int) -> StoredClaim:
    report = StoredReport(
        f"{number}", f"report-{number}", 1, None, date(2031, 4, 1) + timedelta(days=rnd.randrange(30)), None,
        f"Paper {number % 300}", None, "en", "", _MOMENT,
    )  # fmt: skip
    return StoredClaim(f"{number:08}", report, _make_record(number % spread, rnd), "", {}, _MOMENT)


def _make_record(which: int, rnd: random.Random) -> dict[str, Any]:
    day = (date(2031, 4, 1) + timedelta(days=which % 200 if which > 12 else rnd.randrange(10))).isoformat()
    low = rnd.randrange(1, 60)
    source = {**_span("x"), "name": f"Speaker {which}", "kind": rnd.choice(_KINDS), "named": rnd.random() < 0.7,
              "country": rnd.choice((None, "NOR", "SWE")), "actor": None}  # fmt: skip
    place = {**_span("T"), "name": f"Tarn {which}", "latitude": 60 + which % 50 / 50, "longitude": 5 + which % 99 / 30,
             "country": "NOR", "admin1": None, "precision": rnd.choice(("settlement", "district", "region")),
             "gazetteer": f"made:{which}"}  # fmt: skip
    quantity = {**_span(str(low), 6), "low": low, "high": rnd.choice((low, None, low + 3)), "unit": "person",
                "role": rnd.choice(("killed", "wounded")), "rule": None, "cumulative": rnd.random() < 0.2,
                "part_of": None, "currency": None}  # fmt: skip
    agent = f"the Brigade of Tarn {which}" if rnd.random() < 0.7 else "rebels"
    return {
        "type": rnd.choice(_TYPES),
        "factuality": rnd.choice(("CT+", "CT+", "CT+", "PR+", "CT-", "Uu")),
        "trigger": _span("x", which % 50),
        "source": source if rnd.random() < 0.8 else None,
        "agents": [{**_span(agent), "name": agent, "country": None, "actor": None}],
        "recipients": [{**_span("soldiers", 5), "name": f"{low} soldiers of Brek {which}", "country": "SWE",
                        "actor": None, "role": rnd.choice(("civilian", "combatant", None))}],
        "places": [place],
        "time": {"from": day, "to": day, "precision": "day", "text": "then"},
        "quantities": [quantity] if rnd.random() < 0.6 else [],
        "sentence": {"start": 0, "end": 0},
    }  # fmt: skip


def _span(text: str, start: int = 0) -> dict[str, Any]:
    return {"start": start, "end": start + len(text), "text": text}


if __name__ == "__main__":
    for figure in measure():
        print(figure)
