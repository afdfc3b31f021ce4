"""What people say of claims: that one is right, that it is none, or what is right instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

Verdict = Literal["accept", "reject", "correct"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
ReviewField = Literal["type", "factuality", "source", "place", "time", "numbers"]
"""What of a claim a person can correct."""
REVIEW_FIELDS: tuple[ReviewField, ...] = get_args(ReviewField)

Values = Mapping[str, Mapping[str, Any]]
"""By field: the parts of the claim's record that it sets, as `{"time": {"time": {…}}}`."""


@dataclass(frozen=True, slots=True)
class Review:
    """What `who` said of the claim of an id, and why.

    `values` are those that the claim has by it, empty where they are the ones that were read; those of a correction
    that it was based on are among them. `undone` is when it was taken back, `replaced` when a later review of the same
    person took its place; it stands while it is neither.
    """

    row: int
    claim: str
    verdict: Verdict
    values: Values
    who: str
    reason: str
    recorded: datetime
    undone: datetime | None = None
    replaced: datetime | None = None

    @property
    def stands(self) -> bool:
        """Whether it was neither taken back nor replaced."""
        return self.undone is None and self.replaced is None

    @property
    def position(self) -> tuple[bool, str]:
        """What two reviews have in common that say the same of a claim."""
        return self.verdict == "reject", repr(sorted((field, repr(part)) for field, part in self.values.items()))


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What people say of a claim at a moment: the `latest` review that stands, and all that stand, the oldest first.

    `before` are the parts of the record that the latest review has put others in the place of, as they were read.
    """

    latest: Review
    standing: tuple[Review, ...]
    before: Mapping[str, Any]

    @property
    def is_contested(self) -> bool:
        """Whether the people who reviewed it say different things of it."""
        return len({review.position for review in self.standing}) > 1
