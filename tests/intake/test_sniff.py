"""Inputs are recognised by what they hold, then by their name."""

from __future__ import annotations

import time

import pytest

from sayso.intake.sniff import find_foreign, find_kind


@pytest.mark.parametrize(
    ("head", "what"),
    [
        (b"%PDF-1.7\n", "a PDF file"),
        (b"PK\x03\x04\x14", "a ZIP archive or an Office document"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\x1f\x8b\x08", "a gzip archive"),
        (b"{\\rtf1\\ansi", "a rich-text document"),
        (b'<?xml version="1.0"?>\n<rss version="2.0">', "a news feed"),
        (b"<!-- a --><feed>", "a news feed"),
        (b"WARC/1.0\r\n", "a web archive"),
        (b"ab\x00\x01\x02\x03\x04cd", "not text (too many control characters)"),
    ],
)
def test_what_is_no_text(head: bytes, what: str) -> None:
    assert find_foreign(head) == what


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"The road is shut.",
        b"The road\x00 is shut.",
        "The road is shut".encode("utf-16"),
        "The road is shut".encode("utf-16-le"),
        b"\x1b[1mThe road",
    ],
)
def test_what_may_be_text(head: bytes) -> None:
    assert find_foreign(head) is None


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        pytest.param(b"The road is shut.", "a.txt", "text", id="text"),
        pytest.param(b"[Editor's note] The road is shut.", "a.txt", "text", id="bracket"),
        pytest.param(b"{sic} The road is shut.", "a.txt", "text", id="brace"),
        pytest.param(b'{"text": "a"}\n{"text": "b"}\n', "a.txt", "lines", id="lines by content"),
        pytest.param(b'{"text": "a"}', "-", "lines", id="one line"),
        pytest.param(b'{"text": "a"\n{"text": "b"}\n', "a.json", "lines", id="first line broken"),
        pytest.param(b"nonsense\n{}", "a.jsonl", "lines", id="lines by name"),
        pytest.param(b'{\n  "text": "a"\n}\n', "a.json", "json", id="pretty"),
        pytest.param(b'[{"text": "a"},\n {"text": "b"}]', "-", "json", id="array"),
        pytest.param(b"<!DOCTYPE html><html>", "-", "html", id="page"),
        pytest.param(b'<?xml version="1.0"?>\n<!-- x -->\n<html>', "-", "html", id="page in XML"),
        pytest.param(b"<p>The road</p>", "a.txt", "html", id="piece of a page"),
        pytest.param(b"{% raw %}<body><p>The road</p>", "a.html", "html", id="page by name"),
        pytest.param(b"The road is shut.", "a.html", "text", id="text in spite of its name"),
    ],
)
def test_kind(head: bytes, name: str, kind: str) -> None:
    assert find_kind(head, name) == kind


def test_comments_without_end_take_no_time() -> None:
    started = time.perf_counter()
    assert find_kind(b"<!-- --> " * 2000, "a.txt") == "text"
    assert time.perf_counter() - started < 1
