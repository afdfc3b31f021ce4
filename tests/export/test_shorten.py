"""A sentence cut short around its trigger."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.export.shorten import shorten_around
from sayso.model import Span
from tests.make import make_span

LONG = "On the third day of the thaw the two drones from the east hit the old bridge at Orlivka and then flew on home"


@pytest.mark.parametrize(
    ("text", "words", "room", "expected"),
    [
        ("It was hit.", "hit", 40, "It was <hit>."),
        ("It was hit.", "It was hit.", 40, "<It was hit.>"),
        (LONG, "hit", 40, "…the east <hit> the old bridge at Orlivka…"),
        (LONG, "On", 30, "<On> the third day of the thaw…"),
        (LONG, "home", 30, "…Orlivka and then flew on <home>"),
        (LONG, "drones from the east hit the old bridge", 20, "…<drones from the…>…"),
        ("It \n\t was   hit\r\nhard.", "hit", 40, "It was <hit> hard."),
        ("“Hit!” he cried.", "Hit", 40, "“<Hit>!” he cried."),
        ("x" * 50 + "hit" + "y" * 50, "hit", 23, "…xxxxxxx<hit>yyyyyyyyyyy…"),
        ("\x1b[31mIt was\u202e hit\x00.", "hit", 40, "\ufffd[31mIt was\ufffd <hit>\ufffd."),
    ],
)
def test_excerpt(text: str, words: str, room: int, expected: str) -> None:
    excerpt = shorten_around(make_span(text, words), Span.of(text, 0, len(text)), room=room)
    assert f"{excerpt.before}<{excerpt.words}>{excerpt.after}" == expected


def test_words_outside_their_sentence_stand_alone() -> None:
    text = "It fell. It was hit."
    assert shorten_around(make_span(text, "hit"), Span.of(text, 0, 8), room=40).text == "hit"


@given(st.text("ab \n,…", min_size=1, max_size=80), st.data())
def test_excerpt_keeps_to_its_room_and_to_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    room = data.draw(st.integers(1, 40))
    excerpt = shorten_around(Span.of(text, start, end), Span.of(text, 0, len(text)), room=room)
    assert len(excerpt.text) <= room + 2  # an ellipsis on either side
    shown = re.sub(r"\s+", "", text)
    for part in (excerpt.before.removeprefix("…"), excerpt.words.removesuffix("…"), excerpt.after.removesuffix("…")):
        assert re.sub(r"\s+", "", part) in shown
