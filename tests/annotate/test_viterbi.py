"""The best tags are those of an exhaustive search, and always valid BIO."""

import itertools

import numpy as np
import pytest

from sayso.annotate.viterbi import FORBIDDEN, best_tags, bio_moves, runs_of

TAGS = ("O", "B-x", "I-x", "B-y", "I-y")


def is_bio(tags: list[str]) -> bool:
    return all(t[0] != "I" or b[1:] == t[1:] for b, t in itertools.pairwise(["O", *tags]))


@pytest.mark.parametrize("seed", range(25))
def test_best_of_all_sequences(seed: int) -> None:
    rng = np.random.default_rng(seed)
    lengths = rng.integers(1, 5, 3)
    scores = rng.normal(size=(int(lengths.sum()), len(TAGS))).astype(np.float32)
    moves = bio_moves(TAGS, rng.normal(size=(5, 5)).astype(np.float32))
    begin = np.where([t[0] == "I" for t in TAGS], FORBIDDEN, rng.normal(size=5)).astype(np.float32)
    bounds = [0, *np.cumsum(lengths).tolist()]
    lines = list(itertools.pairwise(bounds))
    found = best_tags(scores, lines, begin, moves)
    for start, end in lines:
        part = scores[start:end]

        def total(path: tuple[int, ...], part: np.ndarray = part) -> float:
            steps = sum(float(moves[a, b]) for a, b in itertools.pairwise(path))
            return float(begin[path[0]]) + steps + sum(float(part[i, t]) for i, t in enumerate(path))

        best = max(total(p) for p in itertools.product(range(5), repeat=end - start))
        path = tuple(found[start:end].tolist())
        assert total(path) == pytest.approx(best, abs=1e-4)
        assert is_bio([TAGS[t] for t in path])


def test_runs() -> None:
    best = [TAGS.index(t) for t in ("B-x", "I-x", "O", "B-y", "B-y", "I-y")]
    assert runs_of(best, TAGS) == [("x", 0, 2), ("y", 3, 4), ("y", 4, 6)]
