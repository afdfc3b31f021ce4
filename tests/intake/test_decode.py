"""Bytes in any encoding become the characters that were meant, and never fail."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.intake.decode import decode_bytes, replace_surrogates

ENGLISH = "The mayor said “the bridge is shut” — nobody knows why; repairs cost £5 a day at the café."
RUSSIAN = (
    "Вчера вечером в городе прошёл сильный дождь, и мост через реку был закрыт для движения до утра. "
    "Жители сообщили, что вода поднялась на два метра, а власти обещали восстановить дорогу к концу недели."
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_english(encoding: str) -> None:
    assert decode_bytes(ENGLISH.encode(encoding)).text == ENGLISH


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1251", "koi8_r"])
def test_russian(encoding: str) -> None:
    assert decode_bytes(RUSSIAN.encode(encoding)).text == RUSSIAN


def test_latin_1() -> None:
    assert (
        decode_bytes("Señor Núñez spoke at the harbour.".encode("latin-1")).text == "Señor Núñez spoke at the harbour."
    )


def test_stray_bytes_among_utf_8_are_western() -> None:
    decoded = decode_bytes("He left Kyiv’s “north” at dawn, ".encode() + "then its “south”.".encode("cp1252"))
    assert (decoded.text, decoded.mixed) == ("He left Kyiv’s “north” at dawn, then its “south”.", True)


def test_chinese_is_not_taken_for_utf_8_with_stray_bytes() -> None:
    chinese = "昨天晚上城里下了大雨，过河的桥在早晨之前对交通关闭。居民说水位上升了两米，当局承诺在周末前恢复道路。"
    assert decode_bytes((chinese * 3).encode("gb18030")).text == chinese * 3


def test_zero_and_control_characters_and_line_ends_stay() -> None:
    assert decode_bytes(b"One\x00 two\x07\r\nthree").text == "One\x00 two\x07\r\nthree"


@given(st.text(max_size=300))
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    plain = replace_surrogates(text).removeprefix("\ufeff")
    if "\x00" not in plain:
        assert decode_bytes(plain.encode()).text == plain


@given(st.binary(max_size=400))
def test_any_bytes_give_a_text_that_a_file_can_hold(data: bytes) -> None:
    text = decode_bytes(data).text
    assert text.encode("utf-8").decode("utf-8") == text
