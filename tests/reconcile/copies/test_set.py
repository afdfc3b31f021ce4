"""How well copies are told from reports of the same event, on the set: 40 events, each with copies and with none."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from sayso.reconcile.copies import Copies, find_copies
from tests.reconcile.copies.reports import COPIED, Entry, load_set

LEAST_F1 = 0.95
SEED = 7
"""Splits the events: on the first half the limits were tuned, the second half was only looked at."""


@pytest.fixture(scope="module")
def copies() -> Copies:
    return find_copies(entry.report for entry in load_set())


def _halves() -> tuple[set[str], set[str]]:
    events = sorted({entry.event for entry in load_set()})
    random.Random(SEED).shuffle(events)
    return set(events[: len(events) // 2]), set(events[len(events) // 2 :])


def _is_copy(one: Entry, two: Entry) -> bool:
    return one.event == two.event and one.kind in COPIED and two.kind in COPIED


def _score(copies: Copies, events: set[str], *, retold: bool) -> tuple[float, int, int, int]:
    """F1 over pairs, and how many were right, wrong and missed."""
    entries = [e for e in load_set() if e.event in events and (retold or e.kind != "retold")]
    right = wrong = missed = 0
    for one, two in combinations(entries, 2):
        expected = _is_copy(one, two) or (one.event == two.event and {one.kind, two.kind} <= {*COPIED, "retold"})
        found = bool(copies.roots(one.report.id) & copies.roots(two.report.id))
        right, wrong, missed = right + (expected and found), wrong + (found > expected), missed + (expected > found)
    return 2 * right / (2 * right + wrong + missed), right, wrong, missed


def test_set_is_large_enough() -> None:
    entries = load_set()
    kinds = [entry.kind for entry in entries]
    assert all(kinds.count(kind) == 40 for kind in COPIED)
    assert kinds.count("event") + kinds.count("quote") == 40
    assert kinds.count("rival") >= 20
    assert sum(_is_copy(one, two) for one, two in combinations(entries, 2)) >= 200


def test_pairs_are_told(copies: Copies) -> None:
    first, second = _halves()
    for name, events in (("tuned on", first), ("held out", second), ("all", first | second)):
        f1, right, wrong, missed = _score(copies, events, retold=False)
        print(f"copies, {name}: F1 {f1:.3f}, {right} right, {wrong} wrong, {missed} missed")
        assert f1 >= LEAST_F1, name


def test_retellings_that_share_no_words_are_not_claimed_to_be_found(copies: Copies) -> None:
    first, second = _halves()
    f1, right, wrong, missed = _score(copies, first | second, retold=True)
    print(f"copies, with retellings counted as copies: F1 {f1:.3f}, {right} right, {wrong} wrong, {missed} missed")
    assert f1 >= 0.85


@pytest.mark.parametrize("kind", ["light", "heavy", "part"])
def test_kind_of_copy_is_told(copies: Copies, kind: str) -> None:
    kinds = {"light": {"whole"}, "heavy": {"whole", "part"}, "part": {"part"}}[kind]
    names = {entry.report.id for entry in load_set() if entry.kind == kind}
    found = [copy.kind for copy in copies.copies if copy.report in names and copy.kind != "quote"]
    assert sum(one in kinds for one in found) >= 0.9 * len(found) > 0


def test_quotation_taken_over_is_one_say_so_of_two_reports(copies: Copies) -> None:
    names = [entry.report.id for entry in load_set() if entry.kind == "quote"]
    found = {copy.report for copy in copies.copies if copy.kind == "quote"}
    assert found == set(names)
    assert all(copies.roots(name) == {name} for name in names)
