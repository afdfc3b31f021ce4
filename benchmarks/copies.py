"""How quickly copies are found: python -m benchmarks.copies [--reports N]; the goals are for 100,000 reports.

Seconds are those of one processor, which is all that the search uses.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from benchmarks.figures import Figure
from sayso.reconcile.copies import ReportText, SignedReport, Window, find_links, sign_report, trace_copies

REPORTS = 2_000
"""So many unless asked for more."""
REPORTS_A_DAY = 300
MOST_SECONDS = 300.0
"""For 100,000 reports; fewer must not take more than their part of it, but a second is always allowed."""
MOST_MEGABYTES = 2_000
MOST_NEW_SECONDS = 0.3
PARAGRAPHS = 10
_WORDS = 40_000
_PHRASES = 300
"""Set phrases, of which each paragraph has one, as "said in a statement on Monday"."""
_WINDOW_REPORTS = 15 * REPORTS_A_DAY


def measure(*, reports: int = REPORTS) -> Iterator[Figure]:
    """Signing, linking and tracing so many reports, each apart; the memory of it all; and one more report."""
    signed: list[SignedReport] = []
    spent, texts = 0.0, invent_reports(reports)
    while batch := list(islice(texts, 500)):
        begun = time.process_time()
        signed.extend(map(sign_report, batch))
        spent += time.process_time() - begun
    passages = sum(len(report.passages) for report in signed)
    most = max(1.0, MOST_SECONDS * reports / 100_000)
    yield Figure(f"copies: signing {reports:,} reports, {passages:,} passages", spent, "s", most=most)
    begun = time.process_time()
    links = find_links(signed)
    yield Figure(f"copies: {len(links):,} links among them", time.process_time() - begun, "s", most=most)
    begun = time.process_time()
    copies = trace_copies(signed, links)
    yield Figure(f"copies: {len(copies.copies):,} copies traced", time.process_time() - begun, "s", most=most)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Figure("copies: memory at most", megabytes, "MB", most=MOST_MEGABYTES)
    yield from _measure_new(signed[:_WINDOW_REPORTS])


def _measure_new(signed: list[SignedReport]) -> Iterator[Figure]:
    begun = time.process_time()
    window = Window(signed[:-1])
    opened = time.process_time() - begun
    yield Figure(f"copies: a window of {len(signed) - 1:,} reports made ready", opened, "s", most=MOST_NEW_SECONDS)
    took = []
    for report in signed[-20:]:
        begun = time.process_time()
        window.find_links(report)
        took.append(time.process_time() - begun)
    yield Figure("copies: one more report, the slowest of 20", max(took), "s", most=MOST_NEW_SECONDS)


def invent_reports(count: int) -> Iterator[ReportText]:
    """Reports of invented words, as frequent as words are; a third of them take over an earlier one or a part of it."""
    draw = random.Random(20_260_301)
    words = ["".join(draw.choices("abdefgiklmnoprstuv", k=draw.randint(2, 9))) for _ in range(_WORDS)]
    weights = [1 / (rank + 3) for rank in range(_WORDS)]
    sums = [sum(weights[:1])]
    for weight in weights[1:]:
        sums.append(sums[-1] + weight)
    phrases = [" ".join(draw.choices(words[:400], k=draw.randint(4, 7))) for _ in range(_PHRASES)]
    recent: list[list[str]] = []
    for number in range(count):
        paragraphs = [
            " ".join([*draw.choices(words, cum_weights=sums, k=draw.randint(20, 50)), draw.choice(phrases)])
            for _ in range(PARAGRAPHS)
        ]
        if recent and draw.random() < 1 / 3:
            taken = draw.choice(recent)
            for place in draw.sample(range(PARAGRAPHS), PARAGRAPHS if draw.random() < 0.5 else 3):
                paragraphs[place] = _edit(taken[place], draw)
        recent = [*recent[-REPORTS_A_DAY:], paragraphs]
        text = "\n\n".join(f"{paragraph[0].upper()}{paragraph[1:]}." for paragraph in paragraphs)
        published = date(2025, 1, 1) + timedelta(days=number // REPORTS_A_DAY)
        yield ReportText(f"r{number:07}", text, (), published, f"paper {number % 40}")


def _edit(paragraph: str, draw: random.Random) -> str:
    """A word in fifteen is another one: a light edit."""
    return " ".join("instead" if draw.random() < 1 / 15 else word for word in paragraph.split())


def main() -> int:
    """Print one line a figure; exit code 1 when one misses its goal."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.copies", description="Measure the search for copies.")
    parser.add_argument("--reports", type=int, default=REPORTS)
    figures = []
    for figure in measure(reports=parser.parse_args().reports):
        print(figure, flush=True)
        figures.append(figure)
    return int(any(figure.is_missed for figure in figures))


if __name__ == "__main__":
    raise SystemExit(main())
