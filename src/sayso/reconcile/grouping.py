"""From scored pairs to groups: the strongest pairs first, as long as whole groups agree."""

from __future__ import annotations

import heapq

import numpy as np
import numpy.typing as npt

UNSEEN = -1.5
"""The log-odds of a pair that was never compared: it shared nothing rare, so it hardly is one event."""
LEAST = -1.0
"""The mean log-odds from which on two groups are one. Both were tuned on the training topics of ECB+, by fifths."""


def group(
    count: int,
    a: npt.NDArray[np.int32],
    b: npt.NDArray[np.int32],
    odds: npt.NDArray[np.float32],
    *,
    least: float = LEAST,
) -> npt.NDArray[np.int32]:
    """The group of each of `count` items, named by its first item's number.

    Agglomerative, by the mean log-odds of all pairs between two groups (average linkage): a chain of likenesses does
    not hold unlike things together. Pairs are merged from the highest mean down to `least`; equal ones in the order of
    their items' numbers, so that the result depends on the items and on nothing else.
    """
    edges: list[dict[int, tuple[float, int]]] = [{} for _ in range(count)]
    heap: list[tuple[float, int, int]] = []
    for first, second, weight in zip(a.tolist(), b.tolist(), odds.tolist(), strict=True):
        edges[first][second] = edges[second][first] = (weight, 1)
        if weight >= least:
            heap.append((-weight, first, second))
    heapq.heapify(heap)
    sizes, parent = [1] * count, list(range(count))
    while heap:
        negative, first, second = heapq.heappop(heap)
        if parent[first] != first or parent[second] != second or second not in edges[first]:
            continue
        if _mean(edges[first][second], sizes[first] * sizes[second]) != -negative:
            continue  # a group has grown since
        _merge(first, second, edges, sizes, parent, heap, least)
    return np.array([_root(parent, at) for at in range(count)], dtype=np.int32)


def _mean(edge: tuple[float, int], pairs: int) -> float:
    total, seen = edge
    return (total + (pairs - seen) * UNSEEN) / pairs


def _merge(  # noqa: PLR0913, PLR0917 - the whole state of the grouping
    first: int,
    second: int,
    edges: list[dict[int, tuple[float, int]]],
    sizes: list[int],
    parent: list[int],
    heap: list[tuple[float, int, int]],
    least: float,
) -> None:
    """Take the later group into the earlier one."""
    keep, gone = (first, second) if first < second else (second, first)
    parent[gone] = keep
    sizes[keep] += sizes[gone]
    del edges[keep][gone]
    for other, (total, seen) in edges[gone].items():
        if other == keep:
            continue
        before, before_seen = edges[keep].get(other, (0.0, 0))
        edges[keep][other] = edges[other][keep] = (before + total, before_seen + seen)
        del edges[other][gone]
    edges[gone] = {}
    for other, edge in edges[keep].items():
        mean = _mean(edge, sizes[keep] * sizes[other])
        if mean >= least:
            low, high = (keep, other) if keep < other else (other, keep)
            heapq.heappush(heap, (-mean, low, high))


def _root(parent: list[int], at: int) -> int:
    while parent[at] != at:
        parent[at] = parent[parent[at]]
        at = parent[at]
    return at
