"""When: an expression of time, with the days that it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from sayso.model.span import Span

TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
"""The types of TIMEX3 (ISO 24617-1)."""
TIME_TYPES: tuple[TimeType, ...] = get_args(TimeType)
TimePrecision = Literal["hour", "day", "week", "month", "year", "unknown"]
TIME_PRECISIONS: tuple[TimePrecision, ...] = get_args(TimePrecision)

_UCDP = {"hour": 1, "day": 1, "week": 3, "month": 4, "year": 5}
_DAYS_OF_TWO_TO_SIX = 6


@dataclass(frozen=True, slots=True)
class Time:
    """An expression of time: `value` is TIMEX3's, `first` and `last` the days it stands for, both inclusive.

    None is an open end. Both are None where the days cannot be told (a mere duration, a set, a date without an anchor);
    `reason` says why then. `alternatives` holds the other reading of "5/6/2024" where nothing tells which is meant;
    `first` and `last` then cover both.
    """

    span: Span
    type: TimeType
    value: str
    first: date | None = None
    last: date | None = None
    precision: TimePrecision = "unknown"
    alternatives: tuple[date, ...] = ()
    reason: str = ""

    @property
    def date_prec(self) -> int | None:
        """UCDP's code: 1 a day, 2 two to six days, 3 a week, 4 a month, 5 a year; None where unknown."""
        code = _UCDP.get(self.precision)
        if code == 1 and self.first and self.last and self.first != self.last:
            return 2 if (self.last - self.first).days < _DAYS_OF_TWO_TO_SIX else 3
        return code

    @property
    def time_precision(self) -> int | None:
        """ACLED's code: 1 a day, 2 a week or so, 3 a month; None for anything longer, which it does not code."""
        code = self.date_prec
        return {1: 1, 2: 2, 3: 2, 4: 3}.get(code) if code else None
