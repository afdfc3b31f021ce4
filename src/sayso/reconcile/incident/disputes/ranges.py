"""Ranges that do not all meet, put into groups that do."""

from __future__ import annotations

import math
from collections.abc import Sequence


def group_ranges(ranges: Sequence[tuple[float, float]]) -> list[list[int]]:
    """The places of ranges in groups that each have a point in common; fewer than two groups: they may all be one.

    A range that belongs to several groups agrees with more than one side, and is left out of all.

    >>> group_ranges([(4, 4), (9, math.inf), (9, 9), (3, 12)])
    [[0], [1, 2]]
    """
    points: list[float] = []
    for low, high in sorted(ranges, key=lambda ends: (ends[1], -ends[0])):
        if not points or low > points[-1]:
            points.append(high if math.isfinite(high) else low)
    groups: list[list[int]] = [[] for _ in points]
    for at, (low, high) in enumerate(ranges):
        homes = [number for number, point in enumerate(points) if low <= point <= high]
        if len(homes) == 1:
            groups[homes[0]].append(at)
    groups = [group for group in groups if group]
    return groups if len(groups) > 1 else []
