"""Who says what, against a corpus of attributions: python -m benchmarks.attributions GOLD.jsonl[.gz] [--limit N].

GOLD has one document a line: `id`, `text`, `attributions`, each with its pieces (`start`, `end`) under `source`, `cue`
and `content`. For each role the characters covered are counted. A `relation` is a predicted attribution and a gold one,
paired one to one, whose contents overlap by half of their union, whose cues overlap or are both absent, and whose
sources do.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sayso
from benchmarks.corpora import read_records
from sayso.model import Attribution, Span

Pieces = tuple[tuple[int, int], ...]
ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Statement:
    """The pieces of one attribution, by their characters."""

    source: Pieces
    cue: Pieces
    content: Pieces


@dataclass(slots=True)
class Count:
    """Found, wanted, and both."""

    hit: int = 0
    gold: int = 0
    found: int = 0

    def add(self, hit: int, gold: int, found: int) -> None:
        """Count so many more."""
        self.hit, self.gold, self.found = self.hit + hit, self.gold + gold, self.found + found

    def __str__(self) -> str:
        precision = self.hit / self.found if self.found else 0.0
        recall = self.hit / self.gold if self.gold else 0.0
        both = 2 * precision * recall / (precision + recall) if self.hit else 0.0
        return f"P {precision:.3f}  R {recall:.3f}  F1 {both:.3f}   (gold {self.gold:,}, found {self.found:,})"


@dataclass(slots=True)
class Score:
    """The counts of all documents so far."""

    roles: dict[str, Count] = field(default_factory=lambda: {role: Count() for role in ROLES})
    relation: Count = field(default_factory=Count)

    def add(self, gold: list[Statement], found: list[Statement]) -> None:
        """Count one document."""
        for role, count in self.roles.items():
            wanted = _characters(piece for statement in gold for piece in getattr(statement, role))
            covered = _characters(piece for statement in found for piece in getattr(statement, role))
            count.add(len(wanted & covered), len(wanted), len(covered))
        self.relation.add(_count_pairs(gold, found), len(gold), len(found))


def main() -> int:
    """Read every document of the corpus and print the scores."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.attributions", description="Score who says what.")
    parser.add_argument("gold", type=Path)
    parser.add_argument("--limit", type=int, help="only the first N documents")
    parser.add_argument("--threads", type=int, default=2)
    chosen = parser.parse_args()
    records = list(read_records(chosen.gold))[: chosen.limit]
    score = Score()
    refused = 0
    for record in records:
        reading = sayso.read(record["text"], id=str(record["id"]), any_language=True, threads=chosen.threads)
        refused += reading.refusal is not None
        score.add([_from_gold(g) for g in record["attributions"]], [_from_reading(a) for a in reading.attributions])
    print(f"documents {len(records)}, of which refused {refused}")
    for role, count in score.roles.items():
        print(f"{role:<10}{count}")
    print(f"{'relation':<10}{score.relation}")
    return 0


def _from_gold(record: dict[str, Any]) -> Statement:
    return Statement(*(tuple((piece["start"], piece["end"]) for piece in record.get(role) or ()) for role in ROLES))


def _from_reading(attribution: Attribution) -> Statement:
    source = (attribution.source.span,) if attribution.source else ()
    cue = (attribution.cue,) if attribution.cue else ()
    return Statement(_pieces(source), _pieces(cue), _pieces(attribution.content))


def _pieces(spans: Iterable[Span]) -> Pieces:
    return tuple((span.start, span.end) for span in spans)


def _characters(pieces: Iterable[tuple[int, int]]) -> set[int]:
    return {character for start, end in pieces for character in range(start, end)}


def _count_pairs(gold: list[Statement], found: list[Statement]) -> int:
    left = list(found)
    pairs = 0
    for wanted in gold:
        match = next((statement for statement in left if _agree(wanted, statement)), None)
        if match is not None:
            left.remove(match)
            pairs += 1
    return pairs


def _agree(gold: Statement, found: Statement) -> bool:
    wanted, covered = _characters(gold.content), _characters(found.content)
    return (
        2 * len(wanted & covered) >= len(wanted | covered) > 0
        and _overlap(gold.cue, found.cue)
        and _overlap(gold.source, found.source)
    )


def _overlap(gold: Pieces, found: Pieces) -> bool:
    return bool(_characters(gold) & _characters(found)) or not (gold or found)


if __name__ == "__main__":
    raise SystemExit(main())
