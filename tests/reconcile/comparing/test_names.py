"""Who did it, to whom it was done, and by what means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from sayso.reconcile.items import Item
from tests.reconcile.items import find_level, make_linked


def _by(id: str, *names: str) -> Item:
    return make_linked(id, "They shelled the mill.", agents=names)


def _told(words: Sequence[int], heads: Sequence[int] = (), countries: Sequence[int] = ()) -> dict[str, object]:
    """Features of names: words of one weight, what the names end in, and their countries."""
    return {"words": tuple((word, 1.0) for word in words), "heads": tuple(heads), "countries": tuple(countries)}


def _with(id: str, who: str, told: dict[str, object]) -> Item:
    return replace(
        _by(id),
        **{f"{who}s": told["words"], f"{who}_heads": told["heads"], f"{who}_countries": told["countries"]},  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("who", ["agent", "recipient"])
@pytest.mark.parametrize(
    ("ours", "theirs", "level"),
    [
        pytest.param(_told([1], [5]), _told([2], [6, 5]), "same_name", id="one-name"),
        pytest.param(_told([1, 2], [5]), _told([1, 2], [6]), "other_name", id="other-names"),
        pytest.param(_told([1, 2]), _told([1, 3], [5]), "partly", id="half-of-the-words"),
        pytest.param(_told([1]), _told([1, 3]), "same", id="all-words-of-the-shorter"),
        pytest.param(_told([1], (), [4]), _told([2], (), [4]), "same_country", id="one-country"),
        pytest.param(_told([1]), _told([2]), "different", id="nothing-in-common"),
        pytest.param(_told([]), _told([2], [6], [4]), "unknown", id="not-told"),
    ],
)
def test_agents_and_recipients(who: str, ours: dict[str, object], theirs: dict[str, object], level: str) -> None:
    assert find_level(f"{who}s", _with("a", who, ours), _with("b", who, theirs)) == level


def test_the_same_did_it_in_other_words() -> None:
    assert find_level("agents", _by("a", "The Karsk Front"), _by("b", "fighters of the Karsk Front")) == "same"


@pytest.mark.parametrize(
    ("ours", "theirs", "level"),
    [
        pytest.param("house 17", "house 17", "same", id="one-house"),
        pytest.param("house 17", "house 18", "different", id="two-houses"),
        pytest.param("house 17", "the house", "unknown", id="one-without"),
    ],
)
def test_serials(ours: str, theirs: str, level: str) -> None:
    one, other = (make_linked(id, "They shelled it.", recipients=[it]) for id, it in (("a", ours), ("b", theirs)))
    assert find_level("serials", one, other) == level


@pytest.mark.parametrize(
    ("ours", "theirs", "level"),
    [
        pytest.param((1, 2), (3, 1), "same", id="one-of-them"),
        pytest.param((1, 2), (3,), "different", id="none-of-them"),
        pytest.param((), (3,), "unknown", id="not-told"),
    ],
)
def test_instruments(ours: tuple[int, ...], theirs: tuple[int, ...], level: str) -> None:
    assert (
        find_level("instruments", replace(_by("a"), instruments=ours), replace(_by("b"), instruments=theirs)) == level
    )
