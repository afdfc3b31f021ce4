"""What bad data does to reconciling: python -m benchmarks.oddities [CASE…] [--claims N].

Reports of an invented war (`benchmarks.warlike`) are spoilt: all of one source and one publisher, all at one place and
day, without any place or time, or dated 1970. Each must take about as long as the same number of good claims
(`good`), and must give no incident far larger than the most told one is.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import select

from benchmarks.figures import Figure
from benchmarks.reconciling import peak_megabytes
from benchmarks.stages import Timer
from benchmarks.warlike import War
from sayso.ledger import Ledger, schema
from sayso.ledger.conditions import holds
from sayso.ledger.engine import reading
from sayso.ledger.rows import ClaimRows, Mention, Prepared
from sayso.run.reconciling import reconcile

_BATCH = 500
_SOURCE: dict[str, Any] = {"name": "Velmar Ministry", "kind": "state", "named": True, "country": None, "actor": None}
_TOWN = {
    "name": "Velmar", "latitude": 41.5, "longitude": 44.5, "country": "UKR", "admin1": None, "precision": "settlement",
    "gazetteer": "invented:velmar", "confidence": 0.9, "where_prec": 1, "geo_precision": 1, "reason": None,
}  # fmt: skip
_DAY = date(2022, 1, 2)
MOST_SECONDS_A_CLAIM = 0.002
"""Good claims take 0.7 ms on two cores."""
MOST_TIMES_THE_TRUTH = 3.0
"""So many times as large as the most told incident may the largest be."""


def spoil_source(report: Prepared) -> Prepared:
    """All claims are one source's, and all reports one publisher's."""
    whole = {"start": 0, "end": 1, "text": "V"}
    claims = (
        _change(
            claim, {"source": whole | _SOURCE}, mentions=[Mention("source", 0, _SOURCE["name"], "state", None, None)]
        )
        for claim in report.claims
    )
    return replace(report, report=report.report | {"publisher": "Velmar Post"}, claims=tuple(claims))


def spoil_place(report: Prepared) -> Prepared:
    """All that happened happened in one town on one day."""
    span = {"start": 0, "end": 1, "text": "V"}
    time = {"from": _DAY.isoformat(), "to": _DAY.isoformat(), "precision": "day", "span": span, "reason": None}
    keys = ("name", "latitude", "longitude", "country", "admin1", "precision")
    place = {"number": 0, **{key: _TOWN[key] for key in keys}}
    claims = (
        replace(
            _change(claim, {"places": [span | _TOWN], "time": time}, columns={"first": _DAY, "last": _DAY}),
            places=(place,),
        )
        for claim in report.claims
    )
    return replace(report, claims=tuple(claims))


def spoil_all(report: Prepared) -> Prepared:
    """Nobody knows where or when anything was, nor when it was published."""
    unknown = {"first": None, "last": None, "published": None}
    claims = (
        replace(_change(claim, {"places": [], "time": None}, columns=unknown), places=()) for claim in report.claims
    )
    return replace(report, report=report.report | {"published": None}, claims=tuple(claims))


def spoil_date(report: Prepared) -> Prepared:
    """All reports are dated 1970."""
    past = date(1970, 1, 1)
    claims = (_change(claim, {}, columns={"published": past}) for claim in report.claims)
    return replace(report, report=report.report | {"published": past}, claims=tuple(claims))


def spoil_nothing(report: Prepared) -> Prepared:
    """The report as it is."""
    return report


CASES: dict[str, tuple[int, Callable[[Prepared], Prepared]]] = {
    "good": (20_000, spoil_nothing),
    "one-source": (100_000, spoil_source),
    "one-place": (10_000, spoil_place),
    "nothing-known": (20_000, spoil_all),
    "dated-1970": (20_000, spoil_date),
}


def measure(case: str, claims: int | None = None) -> Iterator[Figure]:
    """Seconds a claim, memory, and the largest incident beside the largest that there was."""
    usual, spoil = CASES[case]
    with tempfile.TemporaryDirectory() as made, Ledger(str(Path(made) / "ledger.db"), create=True) as ledger:
        war, written = War(1, keeps_truth=True), 0
        reports = war.reports(claims or usual)
        while batch := [spoil(report) for report in islice(reports, _BATCH)]:
            written += ledger.add(batch).claims
        timer = Timer()
        tally = reconcile(ledger, timer.tell)
        found = _find_incidents(ledger)
    truth = {claim: of for claim, of in (war.truth or {}).items() if claim in found}
    sizes, most = Counter(found.values()), max(Counter(truth.values()).values())
    yield Figure(f"{case}: {written:,} claims", timer.seconds, "s", most=written * MOST_SECONDS_A_CLAIM)
    for name, seconds in timer.steps.items():
        yield Figure(f"  {name}", seconds, "s")
    yield Figure("  incidents", tally.new, "")
    yield Figure(f"  claims of the largest (truth: {most})", max(sizes.values()), "", most=most * MOST_TIMES_THE_TRUTH)
    for name, value in zip(("precision", "recall", "F1"), score_b_cubed(found, truth), strict=True):
        yield Figure(f"  B³ {name} of incidents", value, "")
    yield Figure("  memory at the peak, all processes", peak_megabytes(), "MB", most=4000)


def _change(
    claim: ClaimRows,
    record: dict[str, Any],
    *,
    columns: dict[str, Any] | None = None,
    mentions: Sequence[Mention] | None = None,
) -> ClaimRows:
    others = (
        claim.mentions if mentions is None else (*mentions, *(one for one in claim.mentions if one.role != "source"))
    )
    changed = json.dumps(json.loads(claim.record) | record)
    return replace(claim, record=changed, columns=claim.columns | (columns or {}), mentions=tuple(others))


def score_b_cubed(found: Mapping[str, int], truth: Mapping[str, int]) -> tuple[float, float, float]:
    """Precision, recall and F1 of groups, each given by the group of each claim (Bagga and Baldwin 1998)."""
    both = Counter((found[claim], truth[claim]) for claim in truth)
    of_found, of_truth = Counter(found[claim] for claim in truth), Counter(truth.values())
    precision = sum(n * n / of_found[one] for (one, _), n in both.items()) / len(truth)
    recall = sum(n * n / of_truth[other] for (_, other), n in both.items()) / len(truth)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _find_incidents(ledger: Ledger) -> dict[str, int]:
    """By claim's id the incident that it belongs to."""
    m, c = schema.memberships.c, schema.claims.c
    query = select(c.id, m.incident).join(schema.claims, c.row == m.claim).where(*holds(m, None))
    with reading(ledger.engine) as connection:
        return {str(claim): int(incident) for claim, incident in connection.execute(query)}


def main(given: Sequence[str] | None = None) -> int:
    """Print a line a figure; exit code 1 when one misses its goal."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.oddities", description=__doc__)
    parser.add_argument("case", nargs="*", help=f"{', '.join(CASES)}; all unless given")
    parser.add_argument("--claims", type=int, help="so many, instead of each case's own number")
    chosen = parser.parse_args(given)
    if unknown := set(chosen.case) - set(CASES):
        parser.error(f"no such case: {', '.join(sorted(unknown))} (choose from {', '.join(CASES)})")
    figures = []
    for case in chosen.case or CASES:
        for figure in measure(case, chosen.claims):
            print(figure, flush=True)
            figures.append(figure)
    return int(any(figure.is_missed for figure in figures))


if __name__ == "__main__":
    raise SystemExit(main())
