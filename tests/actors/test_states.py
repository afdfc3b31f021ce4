"""Words after a country, and the branch of the state that they mean."""

from __future__ import annotations

import pytest

from sayso.actors.states import load_states


@pytest.mark.parametrize(
    ("words", "branch"),
    [
        ("troops", "military"),
        ("government troops", "military"),
        ("police forces", "police"),
        ("army sources", "military"),
        ("senior officials", "government"),
        ("foreign ministry spokeswoman", "government"),
        ("military intelligence", "intelligence"),
        ("ministry of defence spokesman", "military"),
        ("state television", "state-media"),
        ("navy ships", "military"),
        ("interior ministry troops", "police"),
        ("sources", None),
        ("rebels", None),
        ("army base", None),
        ("opposition leader", None),
        ("", None),
    ],
)
def test_branch(words: str, branch: str | None) -> None:
    assert load_states().classify(words.split()) == branch


@pytest.mark.parametrize(
    ("text", "code", "length"),
    [
        ("South Sudanese troops", "SSD", 2),
        ("Sudanese troops", "SDN", 1),
        ("Democratic Republic of the Congo", "COD", 5),
        ("US troops", "USA", 1),
        ("us troops", None, 0),
        ("North Korean", "PRK", 2),
        ("Papua New Guinea", "PNG", 3),
        ("troops", None, 0),
    ],
)
def test_country_at_the_start(text: str, code: str | None, length: int) -> None:
    found = load_states().find_country(text.lower().split(), text.split())
    assert (found.code if found else None, found.length if found else 0) == (code, length)
