"""The best dependency tree of a sentence: greedy heads where they form a tree, else Chu-Liu and Edmonds (1967)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Heads = NDArray[np.int64]
_NEVER = np.float32(-1e9)


def best_heads(scores: Floats) -> Heads:
    """The head of each word, `n` for the root; `scores` [n, n + 1] of each word against each head, the root last.

    Exactly one word hangs on the root, as UD wants it.
    """
    n = len(scores)
    scores = scores.copy()
    scores[np.arange(n), np.arange(n)] = _NEVER
    heads: Heads = scores.argmax(1)
    roots = np.flatnonzero(heads == n)
    if len(roots) == 1 and not _find_cycle(heads, n):
        return heads
    root = int(scores[:, n].argmax()) if len(roots) != 1 else int(roots[0])
    scores[:, n] = np.where(np.arange(n) == root, scores[:, n], _NEVER)
    scores[root, :n] = _NEVER
    return _edmonds(scores.astype(np.float64))


def _find_cycle(heads: Heads, root: int) -> list[int]:
    """The words of one cycle, or nothing."""
    state = [0] * (root + 1)
    state[root] = 2
    for start in range(root):
        path, at = [], start
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = int(heads[at])
        if state[at] == 1:
            return path[path.index(at) :]
        for word in path:
            state[word] = 2
    return []


def _edmonds(scores: NDArray[np.float64]) -> Heads:
    """The maximum spanning tree; scores [n, n + 1]. Each round contracts one cycle into a single node."""
    n = len(scores)
    heads: Heads = scores.argmax(1)
    cycle = _find_cycle(heads, n)
    if not cycle:
        return heads
    inside = np.zeros(n + 1, dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    ring = np.array(cycle)
    kept = scores[ring, heads[ring]]
    # The cycle becomes the last word but the root: it is entered by breaking its cheapest arc, left from its best word.
    enter = scores[np.ix_(ring, outside)] - kept[:, None]
    leave = scores[np.ix_(outside[:-1], ring)]
    small = np.full((len(outside), len(outside) + 1), -np.inf)
    m = len(outside) - 1
    small[:m, :m] = scores[np.ix_(outside[:-1], outside[:-1])]
    small[:m, m] = leave.max(1) if m else []
    small[:m, m + 1] = scores[outside[:-1], n]
    small[m, :m] = enter[:, :m].max(0)
    small[m, m + 1] = enter[:, m].max()
    found = _edmonds(small)
    result = heads.copy()
    for row in range(m):
        head = int(found[row])
        word = int(outside[row])
        if head < m:
            result[word] = outside[head]
        elif head == m:
            result[word] = ring[leave[row].argmax()]
        else:
            result[word] = n
    head = int(found[m])
    column = m if head == m + 1 else head
    entered = ring[enter[:, column].argmax()]
    result[entered] = n if head == m + 1 else outside[head]
    return result
