"""Cutting a text into paragraphs of properly nested pieces."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.export.claims import group_claims
from sayso.export.marks import Mark, Paragraph, find_marks, find_paragraphs
from sayso.export.tables import group_statements
from tests.make import make_attribution, make_claim, make_reading, make_report, make_source


def _sketch(paragraph: Paragraph) -> str:
    """Marks as brackets: [c content], [s source], [q cue], [f furniture], [t trigger]; one that goes on has a dot."""
    letters = {"content": "c", "source": "s", "cue": "q", "furniture": "f", "trigger": "t"}
    out = ""
    for piece in paragraph.pieces:
        if piece.step == "text":
            out += piece.text
        elif piece.step == "open":
            out += f"[{'' if piece.first else '.'}{letters[piece.mark.role]}:"
        else:
            out += f"{'' if piece.last else '.'}]"
    return out


def _sketches(text: str, *marks: Mark) -> list[str]:
    return [_sketch(paragraph) for paragraph in find_paragraphs(text, marks)]


@pytest.mark.parametrize(
    ("text", "marks", "expected"),
    [
        ("plain", (), ["plain"]),
        ("abcdef", (Mark("content", 1, 3),), ["a[c:bc]def"]),
        ("abcdef", (Mark("content", 0, 6), Mark("cue", 2, 4)), ["[c:ab[q:cd]ef]"]),
        ("abcdef", (Mark("content", 0, 4), Mark("content", 2, 6)), ["[c:ab[c:cd.]][.c:ef]"]),
        ("abcdef", (Mark("source", 0, 2), Mark("content", 0, 2)), ["[c:[s:ab]]cdef"]),
        ("abcdef", (Mark("content", 0, 4), Mark("trigger", 2, 6)), ["[c:ab[t:cd.]][.t:ef]"]),
        ("abcdef", (Mark("trigger", 0, 4), Mark("trigger", 1, 2)), ["[t:a[t:b]cd]ef"]),
        ("abcdef", (Mark("trigger", 1, 3), Mark("cue", 1, 3)), ["a[q:[t:bc]]def"]),
        ("ab\n\ncd", (Mark("content", 1, 5),), ["a[c:b.]", "[.c:c]d"]),
        ("ab\ncd", (), ["ab", "cd"]),
        ("ab\ncd\n\nef", (), ["ab\ncd", "ef"]),
        ("ab\r\n\r\n  cd ", (), ["ab", "cd"]),
        ("ab\u2028cd", (), ["ab", "cd"]),
        (" \n\n ", (), []),
        ("", (), []),
    ],
)
def test_pieces(text: str, marks: tuple[Mark, ...], expected: list[str]) -> None:
    assert _sketches(text, *marks) == expected


@pytest.mark.parametrize(
    ("block", "wrapped"),
    [
        ("one line", False),
        ("short\nlines\nhere", False),
        (f"{'words ' * 12}\n{'words ' * 12}\nend", True),
        (f"{'words ' * 60}\nend", False),
    ],
)
def test_lines_broken_by_width_are_told_from_others(block: str, wrapped: bool) -> None:
    first, *_ = find_paragraphs(block + "\n\nother", ())
    assert first.wrapped is wrapped


@given(
    st.text("ab \n\r\u2028", max_size=40),
    st.lists(
        st.tuples(
            st.sampled_from(["content", "cue", "source", "furniture", "trigger"]),
            st.integers(0, 40),
            st.integers(0, 40),
        )
    ),
)
def test_pieces_nest_and_lose_nothing(text: str, drawn: list[tuple[str, int, int]]) -> None:
    marks = tuple(
        Mark(role, *sorted((min(a, len(text)), min(b, len(text)))), group=number)
        for number, (role, a, b) in enumerate(drawn)
    )
    marks = tuple(mark for mark in marks if mark.start < mark.end)
    written, covered = "", dict.fromkeys(marks, "")
    for paragraph in find_paragraphs(text, marks):
        stack: list[Mark] = []
        for piece in paragraph.pieces:
            if piece.step == "open":
                assert piece.mark not in stack
                stack.append(piece.mark)
            elif piece.step == "close":
                assert stack.pop() is piece.mark
            else:
                written += piece.text
                for mark in stack:
                    covered[mark] += piece.text
        assert stack == []
    assert "".join(written.split()) == "".join(text.split())
    for mark in marks:
        assert "".join(covered[mark].split()) == "".join(text[mark.start : mark.end].split())


def test_a_source_of_two_statements_is_one_mark() -> None:
    text = "The mayor said rain fell and that snow fell."
    mayor = make_source(text, "The mayor")
    reading = make_reading(
        make_report(text, furniture=[("said", "credit")]),
        make_attribution(text, mayor, "said", "rain fell"),
        make_attribution(text, mayor, "said", "snow fell"),
    )
    marks = find_marks(group_statements(reading), reading.report.furniture)
    assert [(mark.role, mark.statements) for mark in marks] == [
        ("source", (1, 2)),
        ("furniture", ()),
        ("cue", (1, 2)),
        ("content", (1,)),
        ("content", (2,)),
    ]


def test_trigger_of_two_claims_is_one_mark_and_a_blank_one_none() -> None:
    text = "They struck the mill."
    reading = make_reading(
        make_report(text),
        claims=[make_claim(text, "struck"), make_claim(text, " struck ", "killing"), make_claim(text, " ")],
    )
    rows = tuple(row for group in group_claims(reading) for row in group.rows)
    (mark,) = find_marks((), (), rows)
    assert (mark.role, text[mark.start : mark.end], len(mark.claims)) == ("trigger", "struck", 2)


def test_headlines_over_furniture_keep_their_lines() -> None:
    text = f"{'HEADLINE ' * 8}\n{'byline ' * 9}\n\nother"
    first, *_ = find_paragraphs(text, (Mark("furniture", text.index("byline"), text.index("\n\n")),))
    assert not first.wrapped


def test_long_texts_take_time_in_proportion() -> None:
    text = "word word word\n\n" * 8000
    marks = tuple(Mark("content", start, start + 4, number) for number, start in enumerate(range(0, len(text), 16)))
    begun = time.process_time()
    assert sum(len(paragraph.pieces) for paragraph in find_paragraphs(text, marks)) == 8000 * 4
    assert time.process_time() - begun < 5  # comparing every mark with every paragraph would take half a minute
