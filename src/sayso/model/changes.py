"""What became different between two states of one incident."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from sayso.model.incident import DisputeSlot, Number
from sayso.model.quantity import QuantityRole

ChangeKind = Literal[
    "begun",
    "ended",
    "renamed",
    "accounts",
    "accounts_gone",
    "type",
    "place",
    "time",
    "parties",
    "figure",
    "dispute",
    "dispute_over",
    "update",
    "grade",
]
CHANGE_KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `says` tells it in a sentence for people, `claims` are those that it comes from or is about.

    `before` and `after` are the two values: a word, days as "2031-04-03/2031-04-04", the best figure; None where there
    is none. `slot` is told of disputes and updates, `role` and `unit` of figures.
    """

    incident: str
    kind: ChangeKind
    says: str
    before: Number | str | None = None
    after: Number | str | None = None
    claims: tuple[str, ...] = ()
    slot: DisputeSlot | None = None
    role: QuantityRole | None = None
    unit: str | None = None
