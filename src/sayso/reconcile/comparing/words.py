"""How much of what is telling in the sentences, and in the reports, is the same."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from sayso.reconcile.comparing.comparison import Comparison, Levels
from sayso.reconcile.comparing.numbers import DIFFER, compare_numbers
from sayso.reconcile.comparing.pairs import Pairs
from sayso.reconcile.comparing.sharing import divide, share_weight
from sayso.reconcile.distinct import distinct
from sayso.reconcile.table import Floats, Mask, Table


def compare_words(pairs: Pairs) -> Levels:
    """How much of what is telling in the two sentences is the same."""
    return np.digitize(-share_weight(pairs, pairs.table.words), [-0.6, -0.4, -0.25, -0.12]).astype(np.int8)


WORDS = Comparison(
    "words",
    (
        ("most", "the sentences share most of their telling words"),
        ("many", "the sentences share many telling words"),
        ("some", "the sentences share some telling words"),
        ("few", "the sentences share few telling words"),
        ("none", "the sentences share hardly a telling word"),
    ),
    compare_words,
)


def compare_reports(pairs: Pairs) -> Levels:
    """How much of what is telling in the two reports is the same; two claims of one report come first."""
    cosines = pairs.once(find_report_cosines)
    found = (np.digitize(-cosines, [-0.4, -0.3, -0.23, -0.17, -0.12, -0.07]) + 2).astype(np.int8)
    one = np.equal(*pairs.both(pairs.table.report))
    found[one] = np.where(_are_told_apart(pairs)[one], 0, 1)
    return found


def _are_told_apart(pairs: Pairs) -> Mask:
    """Whether one report tells the later of two claims apart, or its numbers cannot be one count of one source."""
    table = pairs.table
    start_a, start_b = pairs.both(table.start)
    found: Mask = table.is_another[np.where(start_a > start_b, pairs.a, pairs.b)]
    counted_by_one = np.equal(*pairs.both(table.source)) & np.equal(*pairs.both(table.mode))
    found |= (pairs.once(compare_numbers) == DIFFER) & counted_by_one
    return found


REPORTS = Comparison(
    "reports",
    (
        ("one_apart", "both stand in one report, which tells them apart"),
        ("one", "both stand in one report"),
        ("over_40", "the reports share most of their telling words (cosine 0.40 or more)"),
        ("over_30", "the reports share very many telling words (cosine 0.30 or more)"),
        ("over_23", "the reports share many telling words (cosine 0.23 or more)"),
        ("over_17", "the reports share some telling words (cosine 0.17 or more)"),
        ("over_12", "the reports share a few telling words (cosine 0.12 or more)"),
        ("over_7", "the reports share few telling words (cosine 0.07 or more)"),
        ("less", "the reports share hardly a telling word"),
    ),
    compare_reports,
)


def find_report_cosines(pairs: Pairs) -> Floats:
    """The cosine of the angle between the words of the two reports; worked out once for each pair of reports."""
    ours, theirs = (report.astype(np.int64) for report in pairs.both(pairs.table.report))
    size = np.int64(len(pairs.table.report_codes))
    keys = np.minimum(ours, theirs) * size + np.maximum(ours, theirs)
    found = distinct(keys)
    return _cosines(pairs.table, found // size, found % size)[np.searchsorted(found, keys)]


def _cosines(table: Table, lows: npt.NDArray[np.int64], highs: npt.NDArray[np.int64]) -> Floats:
    """Of pairs in the order of `lows`: one report's words are laid out for all its pairs, which then look theirs up."""
    codes, weights = table.report_codes, table.report_words.weights
    laid_out = np.zeros(int(codes.max(initial=0)) + 1, np.float32)
    shared = np.zeros(len(lows), np.float32)
    starts = np.flatnonzero(np.diff(lows, prepend=-1))
    for start, end in pairwise([*starts.tolist(), len(lows)]):
        one, others = int(lows[start]), highs[start:end]
        laid_out[codes[one]] = weights[one]
        laid_out[0] = 0.0
        shared[start:end] = np.einsum("ij,ij->i", laid_out[codes[others]], weights[others])
        laid_out[codes[one]] = 0.0
    lengths = (weights**2).sum(1)
    return divide(shared, np.sqrt(lengths[lows] * lengths[highs]))
