"""How much of their words, names or numbers the two of each pair share."""

from __future__ import annotations

import numpy as np

from sayso.reconcile.comparing.pairs import Pairs
from sayso.reconcile.table import Bag, Floats, Ints, Mask


def share_any(pairs: Pairs, values: Ints) -> Mask:
    """Whether any value stands in both rows; 0 is none."""
    return np.asarray(_meet(*pairs.both(values)).any(1))


def share_weight(pairs: Pairs, bag: Bag) -> Floats:
    """The weight of the words that both have, of the weight of the lighter one's; 0 where one has none."""
    shared = (_meet(*pairs.both(bag.words)) * bag.weights[pairs.a]).sum(1)
    return divide(shared, np.minimum(*pairs.both(bag.weights.sum(1))))


def divide(part: Floats, whole: Floats) -> Floats:
    """The share, 0 of nothing."""
    found: Floats = np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)
    return found


def _meet(ours: Ints, theirs: Ints) -> Mask:
    """Which of our values are among theirs."""
    # A value of theirs at a time: ours by ours times theirs in one piece is too large for the processor's cache.
    met = np.zeros(ours.shape, np.bool_)
    for at in range(theirs.shape[1]):
        met |= ours == theirs[:, at : at + 1]
    met &= ours != 0
    return met
