"""Corpora as files of JSON lines, plain or gzipped, and the counts that figures are made of."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sayso.intake import make_report
from sayso.model import Report


@dataclass(slots=True)
class Score:
    """How many were wanted, how many found, and how many of these were right."""

    right: int = 0
    gold: int = 0
    found: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.gold + self.found) if self.right else 0.0

    def add(self, right: int, gold: int, found: int) -> None:
        """Count so many more."""
        self.right, self.gold, self.found = self.right + right, self.gold + gold, self.found + found

    def __str__(self) -> str:
        precision = self.right / self.found if self.found else 0.0
        recall = self.right / self.gold if self.gold else 0.0
        return f"P {precision:.3f}  R {recall:.3f}  F1 {self.f1:.3f}"


def read_records(file: Path) -> Iterator[dict[str, Any]]:
    """One record a line."""
    return (json.loads(line) for line in read_lines(file) if line.strip())


def read_lines(file: Path) -> Iterator[str]:
    """The lines of a text in UTF-8, unpacked where its name ends in .gz."""
    opened: Callable[..., Any] = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8") as lines:
        yield from lines


def report_of(record: Mapping[str, Any]) -> Report:
    """The report of a record, with its day of publication (`date`, else the `value` under `created`) and address."""
    day = str(record.get("date") or (record.get("created") or {}).get("value") or "")[:10]
    try:
        published = date.fromisoformat(day)
    except ValueError:
        published = None
    return make_report(record["text"], id=str(record["id"]), published=published, url=record.get("url"))


def overlaps(start: int, end: int, found_start: int, found_end: int) -> bool:
    """Whether a span found shares a character with the wanted one and is not far longer (twice and eight more)."""
    return start < found_end and found_start < end and found_end - found_start <= 2 * (end - start) + 8
