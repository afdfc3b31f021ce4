"""Fits the weights by which claims are linked: python -m training.linking --corpora DIR --readings FILE.

FILE holds what `sayso read --format json --any-language` gives for ECB+ (`benchmarks.linking` says how). Pairs of
claims whose triggers are annotated mentions are learnt from: one event or not. Topics 2, 5, 12, 18, 21, 23, 34, 35 are
left alone.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.ecb import HELD_OUT, Topic, load_topics
from sayso.reconcile.candidates import find_candidates
from sayso.reconcile.comparing import COMPARISONS, compare
from sayso.reconcile.table import make_table

PENALTY, ROUNDS = 3.0, 40
"""Weights are drawn to zero so strongly (L2), for levels that few pairs have."""
VERSION = "ecb-2026.3"
_JUDGED = {
    ("mode", "denied"): 0.0, ("mode", "open"): -1.0, ("mode", "both_open"): 0.0,
    ("mode", "answered"): 4.0,
    ("time", "same_day"): 1.5, ("time", "same_day_carried"): 1.0, ("time", "meets"): 0.5, ("time", "longer"): -2.0,
    ("time", "next_day"): -3.0, ("time", "near"): -4.0, ("time", "apart"): -6.0, ("time", "next_day_carried"): -1.5,
    ("time", "apart_carried"): -2.5, ("time", "no_dates"): 0.0, ("time", "same_day_out"): 0.3,
    ("time", "days_out"): -0.5, ("time", "week_out"): -0.7, ("time", "far_out"): -2.0,
    ("place", "same"): 2.5, ("place", "same_carried"): 0.75, ("place", "touching"): 0.5, ("place", "near"): -1.0,
    ("place", "apart"): -4.0, ("place", "apart_carried"): -3.0,
    ("setting", "same"): 2.0, ("setting", "same_carried"): 0.5, ("setting", "apart"): -4.0,
    ("setting", "other"): 0.0,
    ("agents", "other_name"): -0.5, ("recipients", "other_name"): -2.5,
    ("deeds", "same"): 2.0, ("deeds", "different"): -3.0, ("deeds", "unknown"): 0.0,
    ("serials", "different"): -20.0, ("reports", "one_apart"): -4.0,
}  # fmt: skip
# Set after the others are learnt, as if it counted nothing: each topic of ECB+ has one war at most, so that two reports
# that speak of "the war" mean the same one.
_ADDED = {
    ("scope", "both_general"): -6.0, ("scope", "one_general"): -4.0, ("scope", "both_general_here"): -3.5,
    ("scope", "one_general_here"): -2.5, ("scope", "bare"): -4.0, ("scope", "particular"): 0.0,
    ("crowd", "none"): 0.0, ("crowd", "alike"): 0.0, ("crowd", "some_unlike"): -2.0,
    ("crowd", "many_partly"): -3.0, ("crowd", "many_unlike"): -6.0,
    ("crowd", "mass_mostly"): -2.0, ("crowd", "mass_partly"): -6.0, ("crowd", "mass_unlike"): -9.0,
}  # fmt: skip
# What can only speak for, or only against: a level that a few odd pairs taught otherwise is set to zero.
_NEVER_BELOW = {
    ("place", "same"),
    ("time", "same_day"),
    ("agents", "same"),
    ("recipients", "same"),
    ("numbers", "equal"),
}
_NEVER_ABOVE = {
    ("place", "apart"), ("time", "apart"), ("time", "near"), ("agents", "other_name"), ("recipients", "other_name"),
    ("numbers", "differ"), ("instruments", "different"), ("time", "far_out"),
}  # fmt: skip


def main() -> None:
    """Learn from the training topics and write the table to --output."""
    parser = argparse.ArgumentParser(prog="python -m training.linking", description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--readings", type=Path, required=True)
    parser.add_argument("--output", type=Path, default=Path("src/sayso/reconcile/weights.toml"))
    chosen = parser.parse_args()
    topics = [t for t in load_topics(chosen.corpora, chosen.readings) if t.number not in HELD_OUT]
    rows, labels = make_pairs(topics)
    start, weights = fit(rows, labels)
    chosen.output.write_text(format_weights(start, weights, rows, labels), encoding="utf-8")
    print(f"{len(labels):,} pairs of {len(topics)} topics, {int(labels.sum()):,} of one event")


def make_pairs(topics: list[Topic]) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.bool_]]:
    """Levels and labels of the pairs that would be compared, of claims that stand on annotated mentions."""
    rows, labels = [], []
    for topic in topics:
        table = make_table(topic.items)
        gold = np.array([topic.gold[id] for id in table.ids])
        a, b = find_candidates(table)
        rows.append(compare(table, a, b))
        labels.append(gold[a] == gold[b])
    return np.concatenate(rows), np.concatenate(labels)


def fit(rows: npt.NDArray[np.int8], labels: npt.NDArray[np.bool_]) -> tuple[float, list[npt.NDArray[np.float64]]]:
    """Logistic regression over the levels, by Newton's method; those set by judgement stay as they are."""
    offsets = np.cumsum([0, *(len(comparison.levels) for comparison in COMPARISONS)])
    columns = np.zeros((len(rows), offsets[-1] + 1))
    columns[:, -1] = 1
    for at, offset in enumerate(offsets[:-1]):
        columns[np.arange(len(rows)), offset + rows[:, at]] = 1
    found, free = np.zeros(columns.shape[1]), np.ones(columns.shape[1], np.bool_)
    for at, comparison in enumerate(COMPARISONS):
        for level, name in enumerate(comparison.levels):
            if (comparison.name, name) in _ADDED:
                free[offsets[at] + level] = False
            elif (comparison.name, name) in _JUDGED:
                found[offsets[at] + level], free[offsets[at] + level] = _JUDGED[comparison.name, name], False
    judged, columns = columns[:, ~free] @ found[~free], columns[:, free]
    penalty = np.where(np.arange(len(found)) == len(found) - 1, 1e-6, PENALTY)[free]
    for _ in range(ROUNDS):
        sure = 1 / (1 + np.exp(-np.clip(columns @ found[free] + judged, -30, 30)))
        slope = columns.T @ (labels - sure) - penalty * found[free]
        curve = (columns * (sure * (1 - sure))[:, None]).T @ columns + np.diag(penalty)
        found[free] += np.linalg.solve(curve, slope)
    return float(found[-1]), [found[offsets[at] : offsets[at + 1]] for at in range(len(COMPARISONS))]


def format_weights(
    start: float, weights: list[npt.NDArray[np.float64]], rows: npt.NDArray[np.int8], labels: npt.NDArray[np.bool_]
) -> str:
    """The table as TOML, each weight with the pairs that it was learnt from."""
    lines = [
        "# How much each level of each comparison counts, in log-odds that two claims are of one event. Learnt by",
        "# logistic regression from pairs of claims on ECB+ (topics 1 to 35 less 2, 5, 12, 18, 21, 23, 34, 35) by",
        "# `training.linking`; beside each weight: pairs with this level, and how many are of one event. ECB+ has",
        "# no dates of publication and few days and towns, so what these say is set by judgement (`_JUDGED`).",
        "",
        f'version = "{VERSION}"',
        f"start = {start:.2f}",
    ]
    for at, (comparison, values) in enumerate(zip(COMPARISONS, weights, strict=True)):
        lines += ["", f"[{comparison.name}]"]
        for level, (name, value) in enumerate(zip(comparison.levels, values, strict=True)):
            here = rows[:, at] == level
            kept = _ADDED.get((comparison.name, name)) or _keep_sign(comparison.name, name, float(value))
            lines.append(f"{name} = {kept:.2f} # {int(here.sum())} pairs, {int(labels[here].sum())} of one event")
    return "\n".join(lines) + "\n"


def _keep_sign(comparison: str, level: str, value: float) -> float:
    if (comparison, level) in _NEVER_BELOW:
        return max(value, 0.0)
    return min(value, 0.0) if (comparison, level) in _NEVER_ABOVE else value


if __name__ == "__main__":
    main()
