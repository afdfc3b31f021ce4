"""What came of reports, in numbers: of one day in one shard, of a shard, of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sayso.ledger.rows import Prepared
from sayso.model import Refusal
from sayso.run.archive.taking import Taken


@dataclass(slots=True)
class Counts:
    """How many documents and words came in, how many of them were read, refused or kept outside the gate, by reason."""

    documents: int = 0
    words: int = 0
    read: int = 0
    read_words: int = 0
    claims: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    gated: Counter[str] = field(default_factory=Counter)

    def count(self, taken: Taken, result: Prepared | Refusal | None) -> None:
        """Count one input and what came of it."""
        self.documents += 1
        self.words += taken.words
        refusal = result if isinstance(result, Refusal) else taken.refusal
        if isinstance(result, Prepared):
            self.read += 1
            self.read_words += taken.words
            self.claims += len(result.claims)
        elif refusal is not None:
            self.refused[refusal.slug] += 1
        elif taken.gated is not None:
            self.gated[taken.gated] += 1

    def add(self, other: Counts) -> None:
        """Count all that the other has counted."""
        self.documents += other.documents
        self.words += other.words
        self.read += other.read
        self.read_words += other.read_words
        self.claims += other.claims
        self.refused.update(other.refused)
        self.gated.update(other.gated)

    def to_record(self) -> dict[str, Any]:
        """The numbers as JSON, the same for the same numbers."""
        return {
            "documents": self.documents,
            "words": self.words,
            "read": self.read,
            "read_words": self.read_words,
            "claims": self.claims,
            "refused": dict(sorted(self.refused.items())),
            "gated": dict(sorted(self.gated.items())),
        }


def read_counts(record: Mapping[str, Any]) -> Counts:
    """The counts of a record that `Counts.to_record` gave."""
    return Counts(**{**record, "refused": Counter(record["refused"]), "gated": Counter(record["gated"])})
