"""Streams are read within their limit, however their bytes arrive."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.intake.stream import Stream


class Drip(io.BytesIO):
    """A pipe that gives a few bytes at a time and counts what was asked of it."""

    asked = 0

    def read1(self, size: int | None = -1, /) -> bytes:
        self.asked += 1
        return super().read1(min(size, 7) if size and size > 0 else 7)


@given(st.binary(max_size=200), st.booleans())
def test_lines_are_those_of_the_bytes(data: bytes, peeked: bool) -> None:
    stream = Stream(Drip(data), limit=1000)
    if peeked:
        stream.peek()
    lines = data.split(b"\n")
    if lines[-1] == b"":
        lines.pop()
    assert list(stream.read_lines()) == list(enumerate(lines, 1))


@given(st.binary(max_size=200), st.integers(1, 200))
def test_whole_or_nothing(data: bytes, limit: int) -> None:
    stream = Stream(Drip(data), limit=limit)
    stream.peek()
    assert stream.read_whole() == (data if len(data) <= limit else None)


def test_a_line_over_the_limit_is_left_out_and_the_next_one_comes() -> None:
    stream = Stream(io.BytesIO(b"one\n" + b"x" * 1_000_000 + b"\nthree"), limit=10)
    assert list(stream.read_lines()) == [(1, b"one"), (2, None), (3, b"three")]


def test_the_first_record_comes_before_the_pipe_has_ended() -> None:
    pipe = Drip(b'{"text": "a"}\n' + b'{"text": "b"}\n' * 10_000)
    stream = Stream(pipe, limit=1000)
    stream.peek()
    assert next(stream.read_lines()) == (1, b'{"text": "a"}')
    assert pipe.asked <= 4


@pytest.mark.parametrize("data", [b"", b"\n", b"a\n\nb\n"])
def test_empty_lines_count(data: bytes) -> None:
    assert [number for number, _ in Stream(io.BytesIO(data), limit=9).read_lines()] == list(
        range(1, data.count(b"\n") + 1)
    )
