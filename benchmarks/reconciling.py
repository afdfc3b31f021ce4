"""How long it takes to bring incidents up to date: python -m benchmarks.reconciling [--claims N…] [--plot FILE.svg].

So many claims of an invented war (`benchmarks.warlike`) are written into a new ledger and reconciled at once; then one
more report comes, of the last day and of a day long past. With several sizes the growth is drawn.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.growth import draw_growth
from benchmarks.stages import Timer
from benchmarks.warlike import CLAIMS_A_DAY, FIRST_DAY, War
from sayso.ledger import Ledger
from sayso.ledger.upgrading import upgrade_ledger
from sayso.run.incidents import IncidentBook
from sayso.run.reconciling import reconcile

CLAIMS = 20_000
"""So many unless asked for more; the goals are for a million."""
MILLION, MOST_SECONDS, MOST_MEGABYTES, MOST_SECONDS_MORE = 1_000_000, 15 * 60, 4_000, 1.0
_BATCH = 500
_PAGE = 50


def measure(*, claims: int = CLAIMS, folder: Path | None = None, filled: Path | None = None) -> Iterator[Figure]:
    """Seconds for all, memory at its peak, seconds for one more report, and for a page of incidents.

    In `filled` ledgers that are only filled are kept, so that the next time takes a copy.
    """
    is_all = claims >= MILLION
    with tempfile.TemporaryDirectory(dir=folder) as made, _make_ledger(claims, Path(made), filled) as ledger:
        written = ledger.count()
        timer = Timer()
        tally = reconcile(ledger, timer.tell)
        yield Figure(f"{written:,} claims reconciled", timer.seconds, "s", most=MOST_SECONDS if is_all else None)
        for name, seconds in timer.steps.items():
            yield Figure(f"  {name}", seconds, "s")
        yield Figure("  incidents", tally.new, "")
        yield Figure("  memory at the peak, all processes", peak_megabytes(), "MB", most=MOST_MEGABYTES)
        last = FIRST_DAY + timedelta(days=max(claims // CLAIMS_A_DAY, 1) - 1)
        for name, day in (("of the last day", last), ("of a day long past", FIRST_DAY + (last - FIRST_DAY) / 2)):
            most = MOST_SECONDS_MORE if day == last else None
            yield Figure(f"one more report, {name}", time_one_more(ledger, day), "s", most=most)
        begun = time.perf_counter()
        list(IncidentBook(ledger).incidents(limit=_PAGE))
        yield Figure(f"a page of {_PAGE} incidents", time.perf_counter() - begun, "s")


def _make_ledger(claims: int, folder: Path, filled: Path | None) -> Ledger:
    made = folder / "ledger.db"
    kept = filled / f"ledger-{claims}.db" if filled else None
    if kept and kept.exists():
        shutil.copy(kept, made)
        upgrade_ledger(str(made))
        return Ledger(str(made))
    with Ledger(str(made), create=True) as ledger:
        fill(ledger, claims)
    if kept:
        shutil.copy(made, kept)
    return Ledger(str(made))


def fill(ledger: Ledger, claims: int) -> int:
    """Write so many claims, unreconciled; how many there were."""
    written, reports = 0, War(1).reports(claims)
    while batch := list(islice(reports, _BATCH)):
        written += ledger.add(batch).claims
    return written


def time_one_more(ledger: Ledger, day: date) -> float:
    """The seconds from a written report to incidents that are up to date, the median of three."""
    took = []
    for seed in range(day.toordinal(), day.toordinal() + 3):
        ledger.add([War(1).one_more(seed, day)])
        begun = time.perf_counter()
        reconcile(ledger, jobs=1)
        took.append(time.perf_counter() - begun)
    return sorted(took)[1]


def peak_megabytes() -> float:
    """At most so much memory was used at a time: this process, and as many helpers as the largest one (kilobytes)."""
    own, helper = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return (own + 2 * helper) / 1000


def main(given: Sequence[str] | None = None) -> int:
    """Print a line a figure; exit code 1 when one misses its goal."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reconciling", description=__doc__)
    parser.add_argument("--claims", type=int, nargs="+", default=[CLAIMS])
    parser.add_argument("--folder", type=Path, help="where the ledgers are made (the system's temporary folder)")
    parser.add_argument("--filled", type=Path, help="keep ledgers that are only filled here, and take them from here")
    parser.add_argument("--plot", type=Path, help="draw the growth into this SVG file")
    chosen = parser.parse_args(given)
    figures, grown = [], []
    for claims in chosen.claims:
        for figure in measure(claims=claims, folder=chosen.folder, filled=chosen.filled):
            print(figure, flush=True)
            figures.append(figure)
            if figure.name.endswith("claims reconciled"):
                grown.append((claims, figure.value))
    if chosen.plot:
        chosen.plot.write_text(draw_growth(grown), encoding="utf-8")
    return int(any(figure.is_missed for figure in figures))


if __name__ == "__main__":
    raise SystemExit(main())
