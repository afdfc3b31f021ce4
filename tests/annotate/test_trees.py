"""Trees are trees, and the best ones."""

import itertools

import numpy as np
import pytest

from sayso.annotate.trees import best_heads


def is_tree(heads: list[int], n: int) -> bool:
    for start in range(n):
        seen, at = set(), start
        while at != n:
            if at in seen:
                return False
            seen.add(at)
            at = heads[at]
    return sum(h == n for h in heads) == 1


@pytest.mark.parametrize("seed", range(40))
def test_the_best_tree_with_its_root_is_found(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 6))
    scores = rng.normal(size=(n, n + 1)).astype(np.float32)
    heads = best_heads(scores).tolist()
    assert is_tree(heads, n)
    root = heads.index(n)
    total = lambda choice: sum(scores[i, h] for i, h in enumerate(choice))  # noqa: E731
    every = itertools.product(range(n + 1), repeat=n)
    best = max(total(c) for c in every if c[root] == n and all(i != h for i, h in enumerate(c)) and is_tree(list(c), n))
    assert total(heads) == pytest.approx(best, abs=1e-4)


@pytest.mark.parametrize("n", [1, 2, 60, 250])
def test_many_words_make_one_tree(n: int) -> None:
    rng = np.random.default_rng(n)
    assert is_tree(best_heads(rng.normal(size=(n, n + 1)).astype(np.float32)).tolist(), n)
