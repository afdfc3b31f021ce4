"""Signatures: the same bytes everywhere, and an estimate that is near enough to the truth."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reconcile.copies.passages import normalise_words
from sayso.reconcile.copies.signatures import (
    PASSAGE_PERMUTATIONS,
    REPORT_PERMUTATIONS,
    SIGNATURE_VERSION,
    estimate_common,
    hash_shingles,
    sign_shingles,
    stack_signatures,
)
from tests.reconcile.copies.reports import BAKER, BRIDGE, DOCTOR


def sign_runs(runs: Sequence[tuple[str, ...]], *, permutations: int = PASSAGE_PERMUTATIONS) -> bytes:
    return sign_shingles(hash_shingles(runs), permutations=permutations)


WORDS = [f"word{number}" for number in range(400)]


def test_bytes_are_those_of_this_version() -> None:
    # A ledger keeps these bytes: when this fails, SIGNATURE_VERSION must rise.
    digest = hashlib.sha256(sign_runs([normalise_words(BRIDGE)])).hexdigest()
    assert (SIGNATURE_VERSION, digest[:16]) == (1, "861ebadddb2294a7")


@pytest.mark.parametrize("permutations", [PASSAGE_PERMUTATIONS, REPORT_PERMUTATIONS])
@pytest.mark.parametrize("runs", [[WORDS], [WORDS[:2]], [normalise_words(BRIDGE), normalise_words(BAKER)], []])
def test_signatures_are_those_of_datasketch(runs: Sequence[Sequence[str]], permutations: int) -> None:
    datasketch = pytest.importorskip("datasketch", reason="datasketch comes with sayso[dev]")
    hashes = hash_shingles([tuple(run) for run in runs])
    theirs = datasketch.MinHash(num_perm=permutations, seed=20_260_301, scheme="affine32", hashfunc=int)
    theirs.update_batch(hashes)
    ours = stack_signatures([sign_shingles(hashes, permutations=permutations)], permutations=permutations)
    assert ours[0].tolist() == theirs.hashvalues.tolist()


@pytest.mark.parametrize("permutations", [PASSAGE_PERMUTATIONS, REPORT_PERMUTATIONS])
def test_size_is_fixed(permutations: int) -> None:
    for text in ("", "one", BRIDGE, " ".join([BRIDGE, BAKER, DOCTOR] * 9)):
        assert len(sign_runs([normalise_words(text)], permutations=permutations)) == 4 * permutations


def test_order_of_runs_and_repetition_do_not_matter() -> None:
    one, two = normalise_words(BRIDGE), normalise_words(BAKER)
    assert sign_runs([one, two]) == sign_runs([two, one, two])


@given(st.integers(20, 200), st.integers(0, 200), st.integers(0, 200))
def test_share_is_estimated(common: int, first: int, second: int) -> None:
    shared, one, two = WORDS[:common], WORDS[200 : 200 + first], [f"other{number}" for number in range(second)]
    rows = stack_signatures(
        [sign_runs([tuple(shared), tuple(own)], permutations=REPORT_PERMUTATIONS) for own in (one, two)],
        permutations=REPORT_PERMUTATIONS,
    )
    alike = np.array([np.count_nonzero(rows[0] == rows[1]) / REPORT_PERMUTATIONS])
    _, share = estimate_common(alike, np.array([common + first]), np.array([common + second]))
    shorter = min(common + first, common + second)
    assert abs(share[0] - common / shorter) < 0.2
