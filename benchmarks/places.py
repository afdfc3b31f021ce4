"""Where, against a corpus of located names: python -m benchmarks.places FILE… [--limit N] [--threads N].

FILE has one document a line: `text`, `toponyms` with `start`, `end`, `latitude`, `longitude` (those without coordinates
are left out), and `url` and `date` where known. `found` counts the names; `within 161 km` those whose place lies no
farther off, over all names.

The baseline is found in the same run: the same names, each put at the most populous place that the gazetteer knows by
it (a country counts as more populous than any town; a sea or a mountain range has no inhabitants). Exit code 1 where
sayso is not 5 points better.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.corpora import Score, overlaps, read_records, report_of
from sayso.annotate import load_reader
from sayso.annotate.document import Annotated
from sayso.extract import find_places
from sayso.extract.places.spotting import Spotter
from sayso.extract.tree import make_tree
from sayso.gazetteer import Entry, Gazetteer, load_gazetteer
from sayso.model import Place

NEAR_KM = 161.0
"""A hundred miles, by which the field compares."""
LEAST_LEAD = 0.05
"""The goal: so much better than the most populous place of the name."""
_Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Located:
    """A name found at `start` to `end`, by sayso at `ours` and by the baseline at `populous`; None: not located."""

    start: int
    end: int
    ours: _Point | None
    populous: _Point | None


def main() -> int:
    """Print the figures of each corpus, and whether the baseline is beaten."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.places", description="Score where.")
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--limit", type=int, help="only the first N documents")
    parser.add_argument("--threads", type=int, default=2)
    chosen = parser.parse_args()
    reader, gazetteer = load_reader(threads=chosen.threads), load_gazetteer()
    missed = False
    for file in chosen.files:
        records = list(read_records(file))[: chosen.limit]
        found, ours, populous = Score(), Score(), Score()
        for record in records:
            located = _locate(reader.annotate(report_of(record)), gazetteer)
            _count(record["toponyms"], located, found, ours, populous)
        lead = ours.f1 - populous.f1
        verdict = "MISSED" if lead < LEAST_LEAD else "kept"
        missed = missed or lead < LEAST_LEAD
        print(f"{file.name}: {len(records)} documents, {found.gold} names with a place")
        print(f"  found                                {found}")
        print(f"  within 161 km, sayso                 {ours}   of those found {ours.right / max(found.right, 1):.3f}")
        share = populous.right / max(found.right, 1)
        print(f"  within 161 km, most populous place   {populous}   of those found {share:.3f}")
        print(
            f"  lead                                 {100 * lead:.1f} points, at least {100 * LEAST_LEAD:g}: {verdict}"
        )
    return int(missed)


def _locate(annotated: Annotated, gazetteer: Gazetteer) -> list[Located]:
    mentions = Spotter(make_tree(annotated.doc), annotated.report, gazetteer).spot()
    doc, known = annotated.doc, {}
    for mention in mentions:
        last = doc[mention.end - 1]
        known[doc[mention.start].idx, last.idx + len(last.text)] = most_populous(mention.candidates)
    return [_located(place, known) for place in find_places(annotated, gazetteer)]


def _located(place: Place, known: Mapping[tuple[int, int], _Point | None]) -> Located:
    ours = (place.at.latitude, place.at.longitude) if place.at else None
    span = place.span.start, place.span.end
    return Located(*span, ours, known.get(span, ours))  # "between X and Y" has no name of its own: the same for both


def most_populous(candidates: Sequence[Entry]) -> _Point | None:
    """The point of the place with most inhabitants; not listed are those of countries, which come first, and areas."""
    if not candidates:
        return None
    entry = max(candidates, key=lambda each: (each.kind == "country", each.population))
    return entry.latitude, entry.longitude


def _count(
    toponyms: Sequence[Mapping[str, Any]], located: list[Located], found: Score, ours: Score, populous: Score
) -> None:
    wanted = [t for t in toponyms if t.get("latitude") is not None]
    left, size = list(located), len(located)
    pairs = []
    for toponym in wanted:
        match = next((p for p in left if overlaps(toponym["start"], toponym["end"], p.start, p.end)), None)
        if match is not None:
            left.remove(match)
            pairs.append(((toponym["latitude"], toponym["longitude"]), match))
    found.add(len(pairs), len(wanted), size)
    ours.add(sum(_is_near(point, match.ours) for point, match in pairs), len(wanted), size)
    populous.add(sum(_is_near(point, match.populous) for point, match in pairs), len(wanted), size)


def _is_near(one: _Point, two: _Point | None) -> bool:
    if two is None:
        return False
    a, b, c, d = map(math.radians, (*one, *two))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, h))) <= NEAR_KM


if __name__ == "__main__":
    raise SystemExit(main())
