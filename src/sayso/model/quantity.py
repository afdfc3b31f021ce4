"""How many: a number in the text, as the range that its words leave open, with what is counted."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

from sayso.model.span import Span

QuantityRole = Literal[
    "killed",
    "wounded",
    "displaced",
    "detained",
    "missing",
    "used",
    "hit",
    "intercepted",
    "destroyed",
    "distance",
    "area",
    "duration",
    "money",
    "other",
]
"""What an event does with what is counted."""
QUANTITY_ROLES: tuple[QuantityRole, ...] = get_args(QuantityRole)


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure in SI base units: 30 km is 30000 m."""

    low: Decimal | None
    high: Decimal | None
    unit: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or measure. `low` and `high` are inclusive; None is an open end ("at least 43" is 43 to None).

    `unit` is what is counted, in the singular ("person", "drone", "km"). `rule` names the rule for vague words that
    gave the range ("literal:dozens"), "" where the number is written out. `cumulative` is a running toll; `part_of`
    the span of the number that it is a share of ("43, including 12 children"); `currency` an ISO 4217 code.
    """

    span: Span
    low: Decimal | None
    high: Decimal | None
    unit: str = ""
    role: QuantityRole = "other"
    rule: str = ""
    cumulative: bool = False
    part_of: Span | None = None
    measure: Measure | None = None
    currency: str = ""
