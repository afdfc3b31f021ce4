"""What attributions, claims, and where, when and how many cost: their time beside that of the reader model, on the same
texts in the same run.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from benchmarks.figures import Figure
from sayso.annotate import load_reader
from sayso.extract import Settings, find_attributions, find_claims, find_places, find_quantities, find_times
from sayso.intake import make_report
from sayso.model import Report
from sayso.run import load_rules
from sayso.run.linking import link_claims

MOST_SHARE = 0.25
"""The goal: claims add a quarter to the reader model's time at most."""
MOST_SETTINGS = 0.30
"""The goal: where, when and how many, and giving each claim its own, add at most so much of the model's time."""
_STEPS = ("reader", "attributions", "times", "places", "numbers", "claims", "bare claims")


def measure(texts: tuple[str, ...], *, threads: int, seconds: float) -> Iterator[Figure]:
    """The shares of the reader model's time.

    Claims are found twice, with and without the report's places, times and numbers: the difference is what it costs to
    give each claim its own.
    """
    spent = _spend(texts, threads=threads, seconds=seconds)
    own = max(spent["claims"] - spent["bare claims"], 0.0)
    settings = spent["times"] + spent["places"] + spent["numbers"] + own
    shares = {
        "attributions": (spent["attributions"], None),
        "claims, with their actors": (spent["bare claims"], MOST_SHARE),
        "  places": (spent["places"], None),
        "  times": (spent["times"], None),
        "  numbers": (spent["numbers"], None),
        "  each claim's own": (own, None),
        "where, when and how many, in all": (settings, MOST_SETTINGS),
    }
    for name, (took, most) in shares.items():
        share = took / spent["reader"]
        yield Figure(f"{name}, of the reader model's time ({threads} threads)", share, "", most=most)


def _spend(texts: tuple[str, ...], *, threads: int, seconds: float) -> dict[str, float]:
    """Seconds that each step took, over all texts again and again, once warm."""
    reader, rules = load_reader(threads=threads), load_rules()
    reports = [make_report(text, id=str(number)) for number, text in enumerate(texts)]
    spent = dict.fromkeys(_STEPS, 0.0)

    def read(report: Report) -> list[float]:
        marks = [time.perf_counter()]
        annotated = reader.annotate(report)
        marks.append(time.perf_counter())
        attributions = find_attributions(annotated)
        marks.append(time.perf_counter())
        times = find_times(annotated)
        marks.append(time.perf_counter())
        places = find_places(annotated, rules.gazetteer)
        marks.append(time.perf_counter())
        settings = Settings(places, times, find_quantities(annotated, times))
        marks.append(time.perf_counter())
        link_claims(find_claims(annotated, attributions, rules.codebook, settings), rules.actors, report.published)
        marks.append(time.perf_counter())
        link_claims(find_claims(annotated, attributions, rules.codebook), rules.actors, report.published)
        marks.append(time.perf_counter())
        return marks

    for warm in (True, False):
        begun = time.perf_counter()
        while time.perf_counter() - begun < (0.5 if warm else seconds):
            for report in reports:
                marks = read(report)
                if not warm:
                    for name, start, end in zip(_STEPS, marks, marks[1:], strict=False):
                        spent[name] += end - start
    return spent
