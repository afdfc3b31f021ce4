"""Signatures: a few hundred bytes that stand for the words of a passage and can be compared without them."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Set
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

SIGNATURE_VERSION = 1
"""Stored signatures of another version are not comparable. It changes with anything below, and with the normalising."""
PASSAGE_PERMUTATIONS = 128
REPORT_PERMUTATIONS = 512
"""More for a whole report: a retelling has less in common with its origin, so that chance must weigh less."""
SHINGLE_WORDS = 3
"""Tuned on the first half of the tests' set: 2 finds copies in formulas, 4 loses lightly edited sentences."""
_SEED = 20_260_301
_BYTES = np.dtype("<u4")
_AT_ONCE = 2048

Signature = NDArray[np.uint32]
"""One signature, or one a row."""


@lru_cache(maxsize=2)
def _permute(permutations: int) -> tuple[Signature, Signature]:
    """So many permutations h -> a * h + b of 32 bits, a odd: those of datasketch's scheme `affine32`.

    crc32 and numpy's RandomState give the same on every machine. A test compares the signatures with datasketch's,
    which is not needed otherwise: it brings scipy, a quarter of all that sayso installs.
    """
    random = np.random.RandomState(_SEED)
    a = random.randint(0, 1 << 31, permutations, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    return a, random.randint(0, 1 << 32, permutations, dtype=np.uint32)


def _mix(values: Signature) -> Signature:
    """Hashes spread over all 32 bits (the last steps of MurmurHash3): CRCs of like words lie too close together."""
    values = (values ^ (values >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    values = (values ^ (values >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return values ^ (values >> np.uint32(16))


def hash_shingles(runs: Iterable[tuple[str, ...]]) -> frozenset[int]:
    """The hashes of every three words that follow each other in a run; of a shorter run as a whole.

    >>> len(hash_shingles([("shells", "fell", "on", "the", "market"), ("he", "said")]))
    4
    """
    hashes = set()
    for run in runs:
        words = [word.encode("utf-8", "surrogatepass") for word in run]
        for first in range(max(1, len(words) - SHINGLE_WORDS + 1)):
            hashes.add(zlib.crc32(b" ".join(words[first : first + SHINGLE_WORDS])))
    return frozenset(hashes)


def sign_shingles(hashes: Set[int], *, permutations: int = PASSAGE_PERMUTATIONS) -> bytes:
    """The MinHash signature of these shingles, four bytes a permutation.

    >>> len(sign_shingles(hash_shingles([("shells", "fell", "on", "the", "market")])))
    512
    """
    a, b = _permute(permutations)
    values = np.full(permutations, np.iinfo(np.uint32).max, dtype=np.uint32)
    told = _mix(np.fromiter(hashes, dtype=np.uint32, count=len(hashes)))
    for first in range(0, len(told), _AT_ONCE):  # a long text must not need an array of all its shingles' permutations
        values = np.minimum(values, (told[first : first + _AT_ONCE, None] * a + b).min(axis=0))
    return values.astype(_BYTES).tobytes()


def stack_signatures(signatures: Iterable[bytes], *, permutations: int = PASSAGE_PERMUTATIONS) -> Signature:
    """Signatures as the rows of an array."""
    return np.frombuffer(b"".join(signatures), dtype=_BYTES).reshape(-1, permutations).astype(np.uint32, copy=False)


def count_shingles(words: NDArray[np.int64]) -> NDArray[np.int64]:
    """About how many shingles passages of so many words have."""
    return np.maximum(words - SHINGLE_WORDS + 1, 1)


def estimate_common(
    alike: NDArray[np.float64], one: NDArray[np.int64], two: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How many shingles two passages have in common, and what share that is of the shorter one's.

    `alike` is the share of places where the signatures are alike, `one` and `two` are the passages' words.
    From J = |A and B| / |A or B| follows |A and B| = J (|A| + |B|) / (1 + J).
    """
    first, second = count_shingles(one), count_shingles(two)
    shorter = np.minimum(first, second)
    common = np.minimum(alike * (first + second) / (1 + alike), shorter)
    return common, common / shorter
