"""Which signatures may be alike: those with the same values in one of many bands, found by sorting."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso.reconcile.copies.signatures import Signature

MOST_BEFORE = 8
"""So many of a band's earlier signatures each one is compared with. Where forty papers print one text, each is tied to
some of those just before it and these to others, so nothing is lost, and a phrase that all use costs no more."""
MOST_HELD = 8_000_000
"""Pairs that are held before those found twice are put together; 64 MB."""
WITHOUT_DATE = np.int64(-1)

Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rows:
    """Signatures in the order of their reports, with the day of each and which report it is of."""

    signatures: Signature
    days: Indices
    owners: Indices


def find_candidates(rows: Rows, *, width: int, window_days: int) -> tuple[Indices, Indices]:
    """Pairs (earlier, later) that agree in all of the `width` values of a band, not farther apart than the window.

    A row without a date is compared with all. Rows must stand in order: days rise, those without a date come last.
    """
    count = len(rows.days)
    found = [np.empty(0, dtype=np.int64)]
    for first in range(0, rows.signatures.shape[1] - width + 1, width):
        one, two = _pair_band(_make_keys(rows.signatures[:, first : first + width]), rows, window_days)
        found.append(one * count + two)
        if sum(map(len, found[1:])) > MOST_HELD:
            found = [np.unique(np.concatenate(found))]
    pairs = np.unique(np.concatenate(found))
    return pairs // max(count, 1), pairs % max(count, 1)


def _make_keys(band: Signature) -> NDArray[np.uint64]:
    """One number for the values of a band; different values with one number only cost a comparison."""
    keys = np.zeros(len(band), dtype=np.uint64)
    for column in band.T:
        keys = (keys ^ column) * np.uint64(0x9E3779B97F4A7C15)
        keys ^= keys >> np.uint64(29)
    return keys


def _pair_band(keys: NDArray[np.uint64], rows: Rows, window_days: int) -> tuple[Indices, Indices]:
    order = np.argsort(keys, kind="stable")
    ranked = keys[order]
    repeated = np.zeros(len(keys), dtype=bool)
    repeated[1:] = ranked[1:] == ranked[:-1]
    later = np.flatnonzero(repeated)
    pairs: list[tuple[Indices, Indices]] = []
    for distance in range(1, MOST_BEFORE + 1):
        later = later[later >= distance]
        later = later[ranked[later] == ranked[later - distance]]
        if not len(later):
            break
        one, two = order[later - distance], order[later]
        near = is_near(rows.days[one], rows.days[two], window_days) & (rows.owners[one] != rows.owners[two])
        pairs.append((one[near], two[near]))
    if not pairs:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    return np.concatenate([one for one, _ in pairs]), np.concatenate([two for _, two in pairs])


def is_near(one: Indices, two: Indices, window_days: int) -> NDArray[np.bool_]:
    """Whether days are no farther apart than the window; a missing day is near to all."""
    near = (np.abs(one - two) <= window_days) | (one == WITHOUT_DATE) | (two == WITHOUT_DATE)
    return np.asarray(near, dtype=np.bool_)


def count_alike(signatures: Signature, one: Indices, others: Signature, two: Indices) -> NDArray[np.float64]:
    """For each pair the share of places at which the signatures are alike: an estimate of their Jaccard similarity."""
    alike = np.empty(len(one), dtype=np.float64)
    step = 1 << 15  # so that what is compared stays in the cache, and memory small
    for first in range(0, len(one), step):
        part = slice(first, first + step)
        alike[part] = np.count_nonzero(signatures[one[part]] == others[two[part]], axis=1)
    alike /= signatures.shape[1]
    return alike
