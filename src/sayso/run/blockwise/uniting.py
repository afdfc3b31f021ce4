"""Numbers that pairs tie together, directly or through others."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt


def find_roots(count: int, one: npt.NDArray[Any], other: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """For each of the numbers from 0 to before `count` the lowest of those that it is tied to.

    >>> find_roots(6, np.array([4, 1]), np.array([1, 3])).tolist()
    [0, 1, 2, 1, 1, 5]
    """
    roots = np.arange(count, dtype=np.int64)
    one, other = np.asarray(one, np.int64), np.asarray(other, np.int64)
    while len(one):
        low, high = np.minimum(roots[one], roots[other]), np.maximum(roots[one], roots[other])
        apart = low != high
        one, other, low, high = one[apart], other[apart], low[apart], high[apart]
        np.minimum.at(roots, high, low)
        while not np.array_equal(deeper := roots[roots], roots):
            roots = deeper
    return roots
