"""The best sequence of BIO tags for each line of a text (Viterbi 1967), many lines at a time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
FORBIDDEN = np.float32(-1e4)
_LINES_AT_ONCE = 64
_WORDS_AT_ONCE = 4096


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
    """The best tags of lines that are sorted by their length: at each step those that have ended fall away."""
    lengths = [end - start for start, end in lines]
    longest = lengths[-1]
    padded = np.zeros((longest, len(lines), scores.shape[1]), dtype=np.float32)
    for n, (start, end) in enumerate(lines):
        padded[: end - start, n] = scores[start:end]
    towards = np.ascontiguousarray(moves.T)
    alphas = np.zeros_like(padded)
    alphas[0] = alpha = begin + padded[0]
    ended = 0
    last: list[int] = []
    for step in range(1, longest):
        if lengths[ended] <= step:
            still = bisect_right(lengths, step)
            last += alpha[: still - ended].argmax(1).tolist()
            alpha, ended = alpha[still - ended :], still
        alpha = np.maximum.reduce(alpha[:, None, :] + towards, axis=2)
        alpha += padded[step, ended:]
        alphas[step, ended:] = alpha
    last += alpha.argmax(1).tolist()
    back = _find_back(alphas, towards)
    for n, (start, end) in enumerate(lines):
        best[start:end] = _follow(back[: end - start, n].tolist(), last[n])


def _find_back(alphas: Floats, towards: Floats) -> NDArray[np.int8]:
    """For each word but the first of each line, and each of its tags, the best tag before it."""
    back = np.zeros(alphas.shape, dtype=np.int8)
    steps = max(1, _WORDS_AT_ONCE // alphas.shape[1])
    for at in range(0, len(alphas) - 1, steps):
        to = min(at + steps, len(alphas) - 1)
        back[at + 1 : to + 1] = (alphas[at:to, :, None, :] + towards).argmax(3)
    return back


def _follow(back: list[list[int]], tag: int) -> list[int]:
    """The tags of one line from its last one backwards."""
    found = [tag] * len(back)
    for step in range(len(back) - 1, 0, -1):
        tag = found[step - 1] = back[step][tag]
    return found


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
