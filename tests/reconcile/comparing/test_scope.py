"""What is told in general, and what tells hardly anything."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.reconcile.items import Item
from sayso.reconcile.wording import Weighted
from tests.reconcile.items import find_level, make_linked

FRONT, PORT = (((1, 1.0), (2, 1.0)), ((3, 1.0), (4, 1.0)))
"""Telling words of two reports that share none."""


def _told(
    id: str, report: str, *, general: bool = False, bare: bool = False, by: str = "", words: Weighted = FRONT
) -> Item:
    item = make_linked(id, "They shelled it.", report=report, agents=[by] if by else [], place=None, day=None)
    return replace(item, is_general=general, is_bare=bare, report_words=words)


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        pytest.param(_told("a", "r", general=True), _told("b", "s", general=True), "both_general", id="both"),
        pytest.param(_told("a", "r"), _told("b", "s", general=True), "one_general", id="one"),
        pytest.param(_told("a", "r", general=True), _told("b", "r", general=True), "both_general_here", id="both-here"),
        pytest.param(_told("a", "r"), _told("b", "r", general=True), "one_general_here", id="one-here"),
        pytest.param(_told("a", "r", bare=True), _told("b", "r", bare=True), "bare", id="bare-in-one-report"),
        pytest.param(
            _told("a", "r", bare=True, words=FRONT), _told("b", "s", bare=True, words=PORT), "bare",
            id="bare-in-unlike-reports",
        ),
        pytest.param(
            _told("a", "r", bare=True, words=FRONT), _told("b", "s", bare=True, words=FRONT), "particular",
            id="bare-in-like-reports",
        ),
        pytest.param(
            _told("a", "r", bare=True, by="gunners"), _told("b", "r", bare=True, by="gunners"), "particular",
            id="bare-but-for-who-did-it",
        ),
        pytest.param(_told("a", "r"), _told("b", "r", bare=True), "particular", id="one-bare"),
    ],
)  # fmt: skip
def test_scope(one: Item, other: Item, level: str) -> None:
    assert find_level("scope", one, other) == level
