"""One measured figure, and whether it keeps its goal."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its unit; `least` and `most` are the goals, None where there is none."""

    name: str
    value: float
    unit: str
    least: float | None = None
    most: float | None = None

    @property
    def is_missed(self) -> bool:
        """Whether the value lies outside its goal."""
        return (self.least is not None and self.value < self.least) or (
            self.most is not None and self.value > self.most
        )

    def __str__(self) -> str:
        goal = "" if self.least is None else f"at least {self.least:,g}"
        goal = goal if self.most is None else f"at most {self.most:,g}"
        verdict = "MISSED" if self.is_missed else "kept" if goal else ""
        shown = f"{self.value:,.0f}" if self.value >= 100 else f"{self.value:,.3f}"
        return f"{self.name:<58}{shown:>12} {self.unit:<10}{goal:<20}{verdict}".rstrip()
