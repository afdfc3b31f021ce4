"""The best sequence of BIO tags for each line of a text (Viterbi 1967), many lines at a time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
FORBIDDEN = np.float32(-1e4)
_LINES_AT_ONCE = 64


def bio_moves(tags: Sequence[str], moves: Floats) -> Floats:
    """Transition scores [from, to] with those that BIO forbids (O to I, B-X to I-Y) made impossible."""
    allowed = moves.copy()
    for i, before in enumerate(tags):
        for j, after in enumerate(tags):
            if after[0] == "I" and before[1:] != after[1:]:
                allowed[i, j] = FORBIDDEN
    return allowed


def best_tags(scores: Floats, lines: Sequence[tuple[int, int]], begin: Floats, moves: Floats) -> NDArray[np.int64]:
    """The best tag of every word; `scores` [words, tags], `lines` are ranges of words decoded apart from each other."""
    best = np.zeros(len(scores), dtype=np.int64)
    by_length = sorted(lines, key=lambda line: line[1] - line[0])
    for at in range(0, len(by_length), _LINES_AT_ONCE):
        _decode_lines(scores, by_length[at : at + _LINES_AT_ONCE], begin, moves, best)
    return best


def _decode_lines(
    scores: Floats, lines: Sequence[tuple[int, int]], begin: Floats, moves: Floats, best: NDArray[np.int64]
) -> None:
    lengths = np.array([end - start for start, end in lines])
    longest = int(lengths.max())
    padded = np.zeros((longest, len(lines), scores.shape[1]), dtype=np.float32)
    for n, (start, end) in enumerate(lines):
        padded[: end - start, n] = scores[start:end]
    back = np.zeros((longest, len(lines), scores.shape[1]), dtype=np.int8)
    alpha = begin + padded[0]
    final = np.where((lengths == 1)[:, None], alpha, 0)
    for step in range(1, longest):
        paths = alpha[:, :, None] + moves
        back[step] = paths.argmax(1)
        alpha = paths.max(1) + padded[step]
        ends = lengths == step + 1
        if ends.any():
            final[ends] = alpha[ends]
    tag = final.argmax(1)
    rows = np.arange(len(lines))
    found = np.zeros((longest, len(lines)), dtype=np.int64)
    for step in range(longest - 1, -1, -1):
        found[step] = tag
        inside = lengths > step
        tag = np.where(inside, back[step, rows, tag], tag)
    for n, (start, end) in enumerate(lines):
        best[start:end] = found[: end - start, n]


def runs_of(best: Sequence[int], tags: Sequence[str]) -> list[tuple[str, int, int]]:
    """Runs of BIO tags as (kind, first word, end)."""
    runs: list[tuple[str, int, int]] = []
    for n, number in enumerate(best):
        tag = tags[number]
        if tag[0] == "B":
            runs.append((tag[2:], n, n + 1))
        elif tag[0] == "I":
            kind, start, _ = runs[-1]
            runs[-1] = (kind, start, n + 1)
    return runs
