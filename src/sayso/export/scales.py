"""The scale on which the numbers of a figure are drawn side by side."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import count

_STEPS, _MOST_TICKS = (1, 2, 5), 6
_FAR = 40
"""So many times the middle number the largest one may be; beyond that the scale is logarithmic."""


class Scale:
    """From 0 to the largest of some numbers, `most`; `logarithmic` where it is far above the others."""

    def __init__(self, numbers: Iterable[float]) -> None:
        known = sorted(numbers)
        self.most = max([*known, 1.0])
        positive = [number for number in known if number > 0]
        self.logarithmic = bool(positive) and self.most > _FAR * positive[len(positive) // 2]

    def share(self, number: float) -> float:
        """How far along a number lies: 0 at the beginning, 1 at the end, more beyond.

        >>> Scale([2.0, 4.0]).share(3.0), Scale([2.0, 4.0]).share(8.0), Scale([2.0, 4.0]).share(-1.0)
        (0.75, 2.0, 0.0)
        """
        share = number / self.most
        if self.logarithmic:
            share = math.log10(max(number, 0) + 1) / math.log10(self.most + 1)
        return max(share, 0.0)

    def ticks(self) -> list[int]:
        """Round numbers on the scale, from 0 up.

        >>> Scale([3.0, 11.0]).ticks(), Scale([3.0, 4.0, 900.0]).ticks()
        ([0, 2, 4, 6, 8, 10], [0, 1, 10, 100])
        """
        if self.logarithmic:
            return [0, *(10**digits for digits in range(int(math.log10(self.most)) + 1))]
        steps = (step * 10**digits for digits in count() for step in _STEPS)
        return list(range(0, int(self.most) + 1, next(step for step in steps if self.most / step <= _MOST_TICKS)))
