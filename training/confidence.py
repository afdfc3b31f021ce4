"""Fit the weights by which claims are trusted: python -m training.confidence REPORTS.jsonl GOLD_DIR … --out FILE.

REPORTS has one report a line (`id`, `text`), GOLD_DIR one ID.json a report with its `claims` (`trigger`, `type`). A
claim counts as right when a gold claim's trigger overlaps with its own and has its type. The figures printed are of
reports that the weights were not fitted to (each fifth of the reports by the others).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from sayso import make_report
from sayso.extract import find_attributions
from sayso.extract.claims import weigh_claims
from sayso.extract.trust import features_of
from sayso.run import load_annotator

FOLDS = 5
RIDGE = 20.0
STEPS = 60
BINS = ((0.0, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01))

Matrix = npt.NDArray[np.float64]


def main() -> None:
    """Read the reports, fit, print the calibration on reports kept aside, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", type=Path, metavar="REPORTS GOLD_DIR", help="pairs of a file and a folder")
    parser.add_argument("--out", type=Path, help="trust.toml to write")
    chosen = parser.parse_args()
    if len(chosen.sets) % 2:
        parser.error("give a folder of gold claims after each file of reports")
    rows, right, report = [], [], []
    for reports, gold in zip(chosen.sets[::2], chosen.sets[1::2], strict=True):
        for number, features, correct in _weighed(reports, gold):
            rows.append(features)
            right.append(float(correct))
            report.append(number)
    names = sorted({name for features in rows for name in features})
    x = np.array([[1.0, *(features.get(name, 0.0) for name in names)] for features in rows])
    y = np.array(right)
    folds = {name: k % FOLDS for k, name in enumerate(sorted(set(report)))}
    fold = np.array([folds[name] for name in report])
    aside = np.zeros(len(y))
    for k in range(FOLDS):
        aside[fold == k] = _probability(x[fold == k], _fit(x[fold != k], y[fold != k]))
    _tell(aside, y, len(folds))
    weights = _fit(x, y)
    if chosen.out:
        lines = [
            "# Written by `python -m training.confidence`: log odds that a claim is right.",
            f"bias = {weights[0]:.3f}",
            "",
            "[weights]",
        ]
        lines += [f'"{name}" = {weight:.3f}' for name, weight in zip(names, weights[1:], strict=True)]
        chosen.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _weighed(reports: Path, gold: Path) -> Iterator[tuple[str, dict[str, float], bool]]:
    reader = load_annotator()
    for line in reports.read_text(encoding="utf-8").splitlines():
        record: dict[str, Any] = json.loads(line)
        path = gold / f"{record['id']}.json"
        if not path.exists():
            continue
        wanted = json.loads(path.read_text(encoding="utf-8"))["claims"]
        annotated = reader.annotate(make_report(record["text"], id=record["id"]))
        for claim, evidence in weigh_claims(annotated, find_attributions(annotated)):
            start, end = claim.trigger.start, claim.trigger.end
            correct = any(
                g["type"] == claim.type and g["trigger"]["start"] < end and start < g["trigger"]["end"] for g in wanted
            )
            yield record["id"], features_of(evidence), correct


def _fit(x: Matrix, y: Matrix) -> Matrix:
    """Logistic regression by Newton's method, the squares of all weights but the bias held down."""
    weights = np.zeros(x.shape[1])
    ridge = np.full(x.shape[1], RIDGE)
    ridge[0] = 1e-3
    for _ in range(STEPS):
        p = _probability(x, weights)
        gradient = x.T @ (y - p) - ridge * weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        weights = weights + np.linalg.solve(hessian, gradient)
    return weights


def _probability(x: Matrix, weights: Matrix) -> Matrix:
    return np.asarray(1.0 / (1.0 + np.exp(-(x @ weights))))


def _tell(p: Matrix, y: Matrix, reports: int) -> None:
    print(f"{len(y)} claims in {reports} reports, {y.mean():.3f} right")
    print(f"Brier score {np.mean((p - y) ** 2):.3f} (one figure for all: {y.mean() * (1 - y.mean()):.3f})")
    gap = 0.0
    for low, high in BINS:
        inside = (p >= low) & (p < high)
        if inside.any():
            gap += inside.mean() * abs(p[inside].mean() - y[inside].mean())
            said, right = p[inside].mean(), y[inside].mean()
            print(f"  said {low:.1f}-{min(high, 1):.1f}: {inside.sum():4d} claims, mean {said:.2f}, right {right:.2f}")
    print(f"expected calibration error {gap:.3f}")


if __name__ == "__main__":
    main()
