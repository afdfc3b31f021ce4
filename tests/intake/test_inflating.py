"""Bodies come out as they went in, and bombs do not go off."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.intake.inflating import BodyError, TooLargeError, join_body

TEXT = b"The depot burned until morning, the mayor said. " * 9


def deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKERS = {"": bytes, "identity": bytes, "gzip": gzip.compress, "x-gzip": gzip.compress, "deflate": zlib.compress}


@pytest.mark.parametrize("encoding", list(PACKERS))
@given(data=st.binary(max_size=3000), size=st.integers(2, 500))
def test_what_was_packed_comes_out_as_it_was(encoding: str, data: bytes, size: int) -> None:
    packed = PACKERS[encoding](data)
    chunks = [packed[start : start + size] for start in range(0, len(packed), size)]
    assert join_body(chunks, encoding=encoding, limit=4000) == data


def test_deflate_without_the_header_of_zlib_and_capitals() -> None:
    assert join_body([deflate(TEXT)], encoding=" Deflate ", limit=4000) == TEXT


def test_an_empty_body_is_empty_however_it_is_packed() -> None:
    assert join_body([], encoding="gzip", limit=10) == b""


def test_what_follows_on_the_end_is_passed_over() -> None:
    assert join_body([gzip.compress(TEXT) + b"\r\n"], encoding="gzip", limit=4000) == TEXT


@pytest.mark.parametrize(
    ("body", "encoding", "says"),
    [
        pytest.param(b"plain", "gzip", "not packed as its header says", id="not packed"),
        pytest.param(gzip.compress(TEXT)[:-12], "gzip", "ends too early", id="cut off"),
        pytest.param(zlib.compress(TEXT)[:-1], "deflate", "ends too early", id="cut off, deflate"),
        pytest.param(b"plain", "br", "not asked for", id="brotli"),
        pytest.param(gzip.compress(gzip.compress(TEXT)), "gzip, gzip", "not asked for", id="twice"),
    ],
)
def test_broken_bodies_say_what_is_wrong(body: bytes, encoding: str, says: str) -> None:
    with pytest.raises(BodyError, match=says):
        join_body([body], encoding=encoding, limit=4000)


@pytest.mark.parametrize("encoding", ["", "gzip", "deflate"])
def test_one_byte_over_the_limit_is_too_much(encoding: str) -> None:
    packed = PACKERS[encoding](TEXT)
    assert join_body([packed], encoding=encoding, limit=len(TEXT)) == TEXT
    with pytest.raises(TooLargeError):
        join_body([packed], encoding=encoding, limit=len(TEXT) - 1)
    assert join_body([packed], encoding=encoding, limit=9, cut=True) == TEXT[:9]


def test_a_body_without_end_is_not_read_to_its_end() -> None:
    def pour() -> object:
        while True:
            yield b"\0" * 1000

    with pytest.raises(TooLargeError):
        join_body(pour(), encoding="", limit=10_000)  # type: ignore[arg-type]
    packed_and_more = iter([gzip.compress(TEXT), *([b"more" * 250] * 99)])
    with pytest.raises(TooLargeError):
        join_body(packed_and_more, encoding="gzip", limit=10_000)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_bomb_takes_no_more_memory_than_the_limit_allows(encoding: str) -> None:
    bomb = PACKERS[encoding](bytes(100_000_000))
    tracemalloc.start()
    try:
        with pytest.raises(TooLargeError):
            join_body([bomb], encoding=encoding, limit=1_000_000)
        assert tracemalloc.get_traced_memory()[1] < 6_000_000
    finally:
        tracemalloc.stop()
