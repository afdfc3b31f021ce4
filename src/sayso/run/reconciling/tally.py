"""What came of bringing the incidents up to date."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Tally:
    """How many claims were looked at, and how many incidents are new, became different, or are no more."""

    claims: int = 0
    new: int = 0
    changed: int = 0
    retired: int = 0
