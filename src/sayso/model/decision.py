"""What a person decided about two claims."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """That the claims `a` and `b` (ids, `a` before `b`) are of one incident ("same") or of two ("different"), or that
    this is for the program to tell again ("undecided").

    `withdrawn` is when a later decision on the same two took its place.
    """

    row: int
    kind: str
    a: str
    b: str
    reason: str
    who: str | None
    recorded: datetime
    withdrawn: datetime | None = None
