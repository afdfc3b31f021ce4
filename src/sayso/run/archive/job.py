"""What is to be read and how: the settings of a run, and the shards that it is cut into."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal

from sayso.intake import MAX_BYTES
from sayso.model import Refusal, Versions
from sayso.run.workers import ReaderOptions

How = Literal["whole", "lines", "warc", "members", "rows", "web", "refused"]
"""How a piece is read: the whole of a file; the lines that begin in a range of its bytes; the records of a WARC file,
or the packed ones of a `.warc.gz`; some row groups of a Parquet file; a page of the web; not at all."""
By = Literal["day", "month", "year"]
_DATE_LETTERS = {"day": 10, "month": 7, "year": 4}
_DIGEST_DIGITS = 32


@dataclass(frozen=True, slots=True)
class Limits:
    """What one report may take of the process that reads it; where it takes more, it alone is set aside.

    `cpu_seconds` are of a processor, `seconds` of the clock on the wall, whatever it waits for.
    """

    cpu_seconds: int = 60
    seconds: int = 90
    memory_mb: int = 1500
    deaths: int = 3


@dataclass(frozen=True, slots=True)
class Job:
    """The settings of a run. Those of `telling` decide what stands in the parts, the others do not.

    `versions` are those by which all machines must read; None as long as nobody has asked.
    """

    out: str
    options: ReaderOptions = field(default_factory=ReaderOptions)
    published: date | None = None
    any_language: bool = False
    max_bytes: int = MAX_BYTES
    gate: bool = True
    by: By = "day"
    shard_bytes: int = 4_000_000
    limits: Limits = field(default_factory=Limits)
    allow_private: bool = False
    obey_robots: bool = True
    versions: Versions | None = None

    def telling(self) -> dict[str, Any]:
        """The settings that an archive must be gone on with, as they stand in its manifest."""
        return {
            "published": self.published.isoformat() if self.published else None,
            "any_language": self.any_language,
            "max_bytes": self.max_bytes,
            "gate": self.gate,
            "by": self.by,
            "shard_bytes": self.shard_bytes,
        }

    def date_of(self, published: date | None) -> str:
        """The date by which a report's rows are put into folders; `unknown` where it has none."""
        return published.isoformat()[: _DATE_LETTERS[self.by]] if published else "unknown"


@dataclass(frozen=True, slots=True)
class Piece:
    """A file or a part of one: bytes or row groups from `start` to before `end`, or all of it where `end` is None.

    `size` is about how many bytes it is; `mark` changes with the file. `first` is the number of rows before it.
    """

    address: str
    how: How = "whole"
    start: int = 0
    end: int | None = None
    size: int = 0
    mark: str = ""
    first: int = 0
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Shard:
    """What is read in one go and written as one part of each table; its digest names the parts."""

    pieces: tuple[Piece, ...]

    @property
    def digest(self) -> str:
        """The same for the same pieces of the same files."""
        return hashlib.sha256(json.dumps(self.to_record(), sort_keys=True).encode()).hexdigest()[:_DIGEST_DIGITS]

    @property
    def size(self) -> int:
        """About how many bytes it is."""
        return sum(piece.size for piece in self.pieces)

    @property
    def name(self) -> str:
        """What messages call it."""
        first = self.pieces[0]
        more = f" and {len(self.pieces) - 1} more" if len(self.pieces) > 1 else ""
        part = f" from {first.start}" if first.end is not None else ""
        return f"{first.address}{part}{more}"

    def to_record(self) -> list[dict[str, Any]]:
        """The pieces as JSON."""
        return [{name: value for name, value in asdict(piece).items() if value} for piece in self.pieces]


def read_shard(record: list[Mapping[str, Any]]) -> Shard:
    """The shard of a record that `Shard.to_record` gave."""
    return Shard(
        tuple(
            Piece(**{**piece, "refusal": Refusal(**piece["refusal"]) if piece.get("refusal") else None})
            for piece in record
        )
    )
