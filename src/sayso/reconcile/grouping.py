"""From scored pairs to groups: the strongest pairs first, as long as whole groups agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from sayso.reconcile.table import Floats, Ints

UNSEEN = -1.0
"""The log-odds of a pair that was never compared: it shared nothing rare, so it hardly is one event."""
LEAST = -0.5
"""The mean log-odds from which on two groups are one. Both were tuned on the training topics of ECB+, by fifths."""

_MARGIN = 1e-6
"""More than sums of log-odds are off by rounding."""

Pairs = Iterable[tuple[int, int]]
Indices = npt.NDArray[np.int64]
Whole = TypeVar("Whole", bound=np.integer[Any])


@dataclass(slots=True)
class _Groups:
    """Groups under way, each named by its first row: their sizes, what speaks for merging two, who may not meet."""

    parent: list[int]
    sizes: list[int]
    earlier: list[bool]
    edges: dict[int, dict[int, tuple[float, int]]] = field(default_factory=dict)
    foes: dict[int, set[int]] = field(default_factory=dict)

    def root(self, at: int) -> int:
        while self.parent[at] != at:
            self.parent[at] = self.parent[self.parent[at]]
            at = self.parent[at]
        return at

    def may_merge(self, one: int, other: int) -> bool:
        """Two events of earlier days stay two, and so do claims of which a person said that they differ."""
        return not (self.earlier[one] and self.earlier[other]) and other not in self.foes.get(one, ())

    def nearest(self, one: int, before: int | None, least: float) -> int | None:
        """The group with the highest mean from `least` up that this one may be merged with.

        Of equals `before`, else the first.
        """
        size, best, found = self.sizes[one], least, None
        for other, (total, seen) in self.edges.get(one, {}).items():
            pairs = size * self.sizes[other]
            mean = (total + (pairs - seen) * UNSEEN) / pairs
            if mean < best or not self.may_merge(one, other):
                continue
            if mean > best or found is None or other == before or (found != before and other < found):
                best, found = mean, other
        return found

    def add_edge(self, one: int, other: int, total: float, seen: int) -> None:
        before, before_seen = self.edges.setdefault(one, {}).get(other, (0.0, 0))
        edge = (before + total, before_seen + seen)
        self.edges[one][other] = edge
        self.edges.setdefault(other, {})[one] = edge

    def add_foes(self, one: int, other: int) -> None:
        self.foes.setdefault(one, set()).add(other)
        self.foes.setdefault(other, set()).add(one)

    def merge(self, one: int, other: int) -> int:
        """Take the later group into the earlier one, whose name it gives."""
        keep, gone = min(one, other), max(one, other)
        self.parent[gone] = keep
        self.sizes[keep] += self.sizes[gone]
        self.earlier[keep] = self.earlier[keep] or self.earlier[gone]
        for third, (total, seen) in self.edges.pop(gone, {}).items():
            del self.edges[third][gone]
            if third != keep:
                self.add_edge(keep, third, total, seen)
        for foe in self.foes.pop(gone, ()):
            self.foes[foe].discard(gone)
            self.add_foes(keep, foe)
        return keep


def group(  # noqa: PLR0913 - the pairs, what is settled already, what a person decided
    events: Ints,
    earlier: Sequence[bool],
    a: Ints,
    b: Ints,
    odds: Floats,
    *,
    apart: Pairs = (),
    together: Pairs = (),
    least: float = LEAST,
) -> Ints:
    """The group of each row, named by its first row.

    `events` names the groups to begin with: those of earlier days (`earlier`), which are not merged with each other,
    and each other row by itself. Agglomerative, by the mean log-odds of all pairs between two groups (average linkage):
    a chain of likenesses does not hold unlike things together. Groups are merged from the highest mean down to `least`
    (which is no less than `UNSEEN`), so that the result depends on the rows and on nothing else. Before that, what
    a person said is one is merged (`together`), in order, as far as nothing stands against it; what he said is two
    (`apart`) is never merged.
    """
    groups = _Groups(events.tolist(), np.bincount(events, minlength=len(events)).tolist(), list(earlier))
    for one, other in apart:
        if (first := groups.root(one)) != (second := groups.root(other)):
            groups.add_foes(first, second)
    for one, other in sorted(together):
        if (first := groups.root(one)) != (second := groups.root(other)) and groups.may_merge(first, second):
            groups.merge(first, second)
    roots = _ends_of(np.array(groups.parent, dtype=np.int32))
    _fill_edges(groups, roots[a], roots[b], odds, least)
    _merge_all(groups, least)
    return _ends_of(np.array(groups.parent, dtype=np.int32))


def _fill_edges(groups: _Groups, a: Ints, b: Ints, odds: Floats, least: float) -> None:
    """The sums of the log-odds between each two groups that may still be merged."""
    count, earlier, sizes = len(groups.parent), np.array(groups.earlier, dtype=bool), np.array(groups.sizes)
    wanted = (a != b) & ~(earlier[a] & earlier[b])
    low, high = np.minimum(a, b)[wanted].astype(np.int64), np.maximum(a, b)[wanted].astype(np.int64)
    pairs = low * count + high
    order = np.argsort(pairs, kind="stable")
    starts = np.flatnonzero(np.concatenate([np.ones(min(len(pairs), 1), np.bool_), np.diff(pairs[order]) != 0]))
    keys, seen = pairs[order][starts], np.diff(np.append(starts, len(pairs)))
    totals = np.add.reduceat(odds[wanted][order].astype(np.float64), starts) if len(starts) else np.zeros(0)
    lows, highs = np.divmod(keys, max(count, 1))
    all_pairs = sizes[lows] * sizes[highs]
    near = totals + (all_pairs - seen) * UNSEEN >= (least - _MARGIN) * all_pairs
    crowds = _find_crowds(lows[near], highs[near], count)
    kept = crowds[lows] == crowds[highs]
    edges = (values[kept].tolist() for values in (lows, highs, totals, seen))
    for one, other, total, number in zip(*edges, strict=True):
        groups.edges.setdefault(one, {})[other] = groups.edges.setdefault(other, {})[one] = (total, number)


def _find_crowds(a: Indices, b: Indices, count: int) -> Indices:
    """For each of `count` groups the first of those to which a chain of the pairs (a, b) leads.

    The mean of a merged group to a third lies between those of its parts. So two groups between which no chain of near
    ones leads are never merged, nor is anything that is made of them, and what lies between them need not be kept.
    """
    found = np.arange(count)
    while (found[a] != found[b]).any():
        one, other = found[a], found[b]
        np.minimum.at(found, np.maximum(one, other), np.minimum(one, other))
        found = _ends_of(found)
    return found


def _ends_of(steps: npt.NDArray[Whole]) -> npt.NDArray[Whole]:
    """Where each gets that goes from one to the next until it stays."""
    while (steps != (further := steps[steps])).any():
        steps = further
    return steps


def _merge_all(groups: _Groups, least: float) -> None:
    """Merge what is nearest to each other until no two groups are near enough.

    Two groups that are each other's nearest may be merged at once, wherever else there is something nearer still: a
    merged group is never nearer to a third than the nearer of its parts was (chains of nearest neighbours). So nothing
    has to be sorted, and the outcome is that of merging the nearest of all first.
    """
    waiting = sorted(groups.edges, reverse=True)
    chain: list[int] = []
    while waiting or chain:
        if not chain:
            first = waiting.pop()
            if groups.parent[first] != first:
                continue
            chain.append(first)
        before = chain[-2] if len(chain) > 1 else None
        nearest = groups.nearest(chain[-1], before, least)
        if nearest is None:
            chain.pop()
        elif nearest == before:
            waiting.append(groups.merge(chain.pop(), chain.pop()))
        else:
            chain.append(nearest)
