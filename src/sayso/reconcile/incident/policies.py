"""From the figures that stand to low, best and high: one rule for each named policy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sayso.model import AdmiraltyLetter, Number, Policy, Quantiles, Reason
from sayso.reconcile.incident.counting import Range
from sayso.reconcile.incident.rules import give_reason

_LETTERS = "ABCFDE"
"""From the most to the least reliable; one that cannot be judged stands in the middle."""
_UNRELIABLE = "E"


@dataclass(frozen=True, slots=True)
class Estimate:
    """The figure of one independent origin: its range, who gives it, and when it was last given.

    `is_of_enemy` marks a party's count of the other side's losses, `revised` the day of a figure that took the place of
    an earlier one of the same source.
    """

    range: Range
    published: date | None
    letter: AdmiraltyLetter = "F"
    is_of_enemy: bool = False
    revised: date | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a policy makes of the estimates."""

    low: Number | None
    best: Number | None
    high: Number | None
    reason: Reason


def summarise(policy: Policy, estimates: Sequence[Estimate]) -> Summary:
    """Low, best and high by the policy; None where the words leave an end open."""
    return _POLICIES[policy](estimates)


def by_ucdp(estimates: Sequence[Estimate]) -> Summary:
    """Best is the figure that most reliable origins give, the lower of two; low and high are the lowest and highest
    reliable ones. A party's count of the other side's losses counts only where there is no other.
    """
    reliable = [one for one in estimates if one.letter != _UNRELIABLE] or list(estimates)
    reliable = [one for one in reliable if not one.is_of_enemy] or reliable
    votes = Counter(one.range.point for one in reliable if one.range.point is not None)
    rank = {point: min(_LETTERS.index(one.letter) for one in reliable if one.range.point == point) for point in votes}
    best = min(votes, key=lambda point: (-votes[point], rank[point], point), default=None)
    return Summary(_lowest(reliable), best, _highest(reliable), give_reason(by_ucdp))


def by_acled(estimates: Sequence[Estimate]) -> Summary:
    """Best is the most conservative of the estimates; those given before the last revision are out of date."""
    last = max((one.revised for one in estimates if one.revised), default=date.min)
    current = [one for one in estimates if (one.published or date.min) >= last] or list(estimates)
    points = [one.range.point for one in current if one.range.point is not None]
    return Summary(_lowest(current), min(points, default=None), _highest(current), give_reason(by_acled))


def by_median(estimates: Sequence[Estimate]) -> Summary:
    """Best is the median of the origins' figures, the lower of the two in the middle; low and high are the ends."""
    points = sorted(one.range.point for one in estimates if one.range.point is not None)
    best = points[(len(points) - 1) // 2] if points else None
    return Summary(_lowest(estimates), best, _highest(estimates), give_reason(by_median))


_POLICIES: Mapping[Policy, Callable[[Sequence[Estimate]], Summary]] = {
    "ucdp": by_ucdp,
    "acled": by_acled,
    "median": by_median,
}


def find_quantiles(estimates: Sequence[Estimate]) -> Quantiles | None:
    """The 10, 50 and 90 % quantiles over the origins' figures, between two of them in proportion; None without any."""
    points = sorted(float(one.range.point) for one in estimates if one.range.point is not None)
    if not points:
        return None
    return Quantiles(*(_quantile(points, share) for share in (0.1, 0.5, 0.9)))


def _quantile(points: Sequence[float], share: float) -> float:
    at = (len(points) - 1) * share
    below = int(at)
    above = min(below + 1, len(points) - 1)
    return round(points[below] + (points[above] - points[below]) * (at - below), 2)


def _lowest(estimates: Sequence[Estimate]) -> Number | None:
    """The least that is given. It stays open where a range without a lower end lies below all others."""
    lows = [one.range.low for one in estimates if one.range.low is not None]
    if not lows:
        return None
    open_ends = [one.range.high for one in estimates if one.range.low is None and one.range.high is not None]
    return None if any(high < min(lows) for high in open_ends) else min(lows)


def _highest(estimates: Sequence[Estimate]) -> Number | None:
    """The most that is given. It stays open where a range without an upper end lies above all others."""
    highs = [one.range.high for one in estimates if one.range.high is not None]
    if not highs:
        return None
    open_ends = [one.range.low for one in estimates if one.range.high is None and one.range.low is not None]
    return None if any(low > max(highs) for low in open_ends) else max(highs)
