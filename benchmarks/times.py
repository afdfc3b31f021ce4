"""When, against a corpus of TIMEX3: python -m benchmarks.times FILE [--limit N] [--threads N].

FILE has one document a line: `text`, `created` or `date` (its day of publication), `timexes` with `start`, `end`,
`value`. `found` counts expressions that overlap, `strict` those with the same span, `value` those that overlap and have
the same TIMEX3 value.

The baseline is found in the same run: `dateparser.search.search_dates`, told the day of publication and that reports
tell of the past. It gives moments, not values; to its favour a year, a month or a day counts as the same value wherever
its moment lies in it. It needs the extra `bench`: pip install 'sayso[bench]'.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from benchmarks.corpora import Score, overlaps, read_records, report_of
from sayso.annotate import load_reader
from sayso.extract import find_times
from sayso.model import Report

_Searcher = Callable[[str, date | None], Sequence[tuple[str, datetime]]]


@dataclass(frozen=True, slots=True)
class Told:
    """An expression at `start` to `end`, with every value that counts as what it says."""

    start: int
    end: int
    values: frozenset[str]


def main() -> int:
    """Print the figures of the corpus for sayso and for dateparser."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.times", description="Score when.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--limit", type=int, help="only the first N documents")
    parser.add_argument("--threads", type=int, default=2)
    chosen = parser.parse_args()
    search = load_dateparser()
    reader = load_reader(threads=chosen.threads)
    records = list(read_records(chosen.file))[: chosen.limit]
    scores = {name: {row: Score() for row in ("found", "strict", "value")} for name in ("sayso", "dateparser")}
    for record in records:
        report, gold = report_of(record), record["timexes"]
        ours = [
            Told(found.span.start, found.span.end, frozenset((found.value,)))
            for found in find_times(reader.annotate(report))
        ]
        _count(gold, ours, scores["sayso"])
        _count(gold, list(find_moments(report, search)), scores["dateparser"])
    print(f"{chosen.file.name}: {len(records)} documents, {scores['sayso']['found'].gold} expressions")
    for name, rows in scores.items():
        print(f"  {name:<12}" + "   ".join(f"{row} {score}" for row, score in rows.items()))
    return 0


def load_dateparser() -> _Searcher:
    """`search_dates` of dateparser, told the day of publication; ends the run where it is not installed."""
    try:
        from dateparser.search import search_dates  # noqa: PLC0415 - only this baseline needs it
    except ImportError as error:
        raise SystemExit("the baseline needs dateparser: pip install 'sayso[bench]'") from error

    def search(text: str, published: date | None) -> Sequence[tuple[str, datetime]]:
        settings: dict[str, object] = {"PREFER_DATES_FROM": "past"}
        if published:
            settings["RELATIVE_BASE"] = datetime.combine(published, time(12))
        return search_dates(text, languages=["en"], settings=settings) or ()

    return search


def find_moments(report: Report, search: _Searcher) -> Iterator[Told]:
    """What the baseline finds, each where its words stand next in the text."""
    at = 0
    for words, moment in search(report.text, report.published):
        start = report.text.find(words, at)
        if start < 0:
            continue
        at = start + len(words)
        yield Told(start, at, frozenset(moment.strftime(shape) for shape in ("%Y", "%Y-%m", "%Y-%m-%d")))


def _count(gold: Sequence[Mapping[str, Any]], found: Sequence[Told], rows: Mapping[str, Score]) -> None:
    def is_found(wanted: Mapping[str, Any], told: Told) -> bool:
        return overlaps(wanted["start"], wanted["end"], told.start, told.end)

    rights = {
        "found": is_found,
        "strict": lambda wanted, told: (wanted["start"], wanted["end"]) == (told.start, told.end),
        "value": lambda wanted, told: is_found(wanted, told) and wanted["value"] in told.values,
    }
    for row, score in rows.items():
        score.add(_pairs(gold, found, rights[row]), len(gold), len(found))


def _pairs(
    gold: Sequence[Mapping[str, Any]], found: Sequence[Told], right: Callable[[Mapping[str, Any], Told], bool]
) -> int:
    left = list(found)
    for wanted in gold:
        match = next((told for told in left if right(wanted, told)), None)
        if match is not None:
            left.remove(match)
    return len(found) - len(left)


if __name__ == "__main__":
    raise SystemExit(main())
