"""What the claims cost: their time beside that of the reader model, on the same texts in the same run."""

from __future__ import annotations

import time
from collections.abc import Iterator

from benchmarks.figures import Figure
from sayso.annotate import load_reader
from sayso.extract import find_attributions, find_claims
from sayso.intake import make_report
from sayso.run import load_rules
from sayso.run.linking import link_claims

MOST_SHARE = 0.25
"""The goal: claims add a quarter to the reader model's time at most."""


def measure(texts: tuple[str, ...], *, threads: int, seconds: float) -> Iterator[Figure]:
    """The time of the reader model, of the attributions and of the claims (with their actors), and the shares."""
    reader, rules = load_reader(threads=threads), load_rules()
    reports = [make_report(text, id=str(number)) for number, text in enumerate(texts)]
    spent = {"reader": 0.0, "attributions": 0.0, "claims": 0.0}
    for warm in (True, False):
        begun = time.perf_counter()
        while time.perf_counter() - begun < (0.5 if warm else seconds):
            for report in reports:
                marks = [time.perf_counter()]
                annotated = reader.annotate(report)
                marks.append(time.perf_counter())
                attributions = find_attributions(annotated)
                marks.append(time.perf_counter())
                link_claims(find_claims(annotated, attributions, rules.codebook), rules.actors, report.published)
                marks.append(time.perf_counter())
                if not warm:
                    for name, start, end in zip(spent, marks, marks[1:], strict=False):
                        spent[name] += end - start
    yield Figure(
        f"attributions, of the reader model's time ({threads} threads)", spent["attributions"] / spent["reader"], ""
    )
    yield Figure(
        f"claims, of the reader model's time ({threads} threads)",
        spent["claims"] / spent["reader"],
        "",
        most=MOST_SHARE,
    )
