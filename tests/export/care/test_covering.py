"""Names are covered wherever they stand, and only names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.export.care.covering import MARK, make_cover
from sayso.export.care.persons import Names

COVER = make_cover(Names(frozenset({"Anna Król", "Rose al-Amin"}), frozenset({"Piotr Krol"})))


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("Anna Król fled.", f"{MARK} fled."),
        ("Anna Krol fled.", f"{MARK} fled."),
        ("ANNA KROL FLED", f"{MARK} FLED"),
        ("Ms Krol’s sister Anna fled.", f"Ms {MARK}’s sister {MARK} fled."),
        ("Anna\n  Krol fled.", f"{MARK} fled."),
        ("Anna Maria Krol fled.", f"{MARK} Maria {MARK} fled."),
        ("Piotr Krol stayed, Krol fled.", f"Piotr Krol stayed, {MARK} fled."),
        ("Rose fled, a rose bloomed.", f"{MARK} fled, a rose bloomed."),
        ("al-Amin fled, and so did Amin.", f"{MARK} fled, and so did {MARK}."),
        ("Krolewo and Annaberg stand.", "Krolewo and Annaberg stand."),
        ("", ""),
    ],
)
def test_text(text: str, covered: str) -> None:
    assert COVER.text(text) == covered


def test_a_place_that_shares_a_word_keeps_its_name() -> None:
    assert COVER.place("Rose") == "Rose"
    assert COVER.place("house of Anna Krol") == f"house of {MARK}"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://tarn.example/2026/anna-krol-fled", "https://tarn.example/"),
        ("https://tarn.example/2026/Anna_Kr%C3%B3l", "https://tarn.example/"),
        ("https://tarn.example/2026/ferry", "https://tarn.example/2026/ferry"),
        ("anna-krol.txt", MARK),
        ("https://anna-krol.example/1", MARK),
    ],
)
def test_an_address_with_a_name_is_cut_down(url: str, shown: str) -> None:
    assert COVER.url(url) == shown


@pytest.mark.parametrize(("label", "shown"), [("anna-krol-1", MARK), ("ferry", "ferry")])
def test_label(label: str, shown: str) -> None:
    assert COVER.label(label) == shown


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_full_name_survives(before: str, behind: str) -> None:
    assert "Anna Krol" not in COVER.text(f"{before} Anna Krol {behind}")


@given(st.text(max_size=80))
def test_nothing_is_covered_without_names(text: str) -> None:
    assert make_cover(Names(frozenset(), frozenset())).text(text) == text


def test_many_names_in_a_long_text_are_no_trouble() -> None:
    names = frozenset(f"Anna Name{number}x" for number in range(5000))
    text = " ".join(f"Anna Name{number}x left." for number in range(20000))
    assert make_cover(Names(names, frozenset())).text(text).count(MARK) == 20000
