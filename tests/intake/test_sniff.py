"""Inputs are recognised by what they hold, then by their name."""

from __future__ import annotations

import time

import pytest

from sayso.intake.sniff import find_binary_kind, find_foreign, find_kind

MAIL = b"From: Press <press@port.example>\r\nTo: all@port.example\r\nSubject: Fire\r\n\r\nIt burned.\r\n"


@pytest.mark.parametrize(
    ("head", "what"),
    [
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        (b"{\\rtf1\\ansi", "a rich-text document"),
        (b'<?xml version="1.0"?>\n<urlset xmlns="x">', "a sitemap"),
        (b"<!-- a --><sitemapindex>", "a sitemap"),
        (b"ab\x00\x01\x02\x03\x04cd", "not text (too many control characters)"),
    ],
)
def test_what_is_no_text(head: bytes, what: str) -> None:
    assert find_foreign(head) == what


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"PK\x03\x04\x14", "zip"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"(\xb5/\xfd\x04", "zstd"),
        (b"PAR1\x15", "parquet"),
        (b"WARC/1.0\r\n", "warc"),
        (b"The road is shut.", None),
        (b"", None),
    ],
)
def test_what_is_read_by_its_bytes(head: bytes, kind: str | None) -> None:
    assert find_binary_kind(head) == kind


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
        pytest.param(b'<?xml version="1.0"?>\n<rss version="2.0">', "-", "feed", id="RSS"),
        pytest.param(b"<!-- a --><feed>", "-", "feed", id="Atom"),
        pytest.param(b'<!DOCTYPE rss [<!ENTITY a "b">]><rss>', "-", "feed", id="feed with entities"),
        pytest.param(b"<!DOCTYPE rss [<!ENTITY a ", "-", "feed", id="feed whose declarations do not end"),
        pytest.param(b"<rdf:RDF xmlns='x'>", "-", "feed", id="RSS 1.0"),
        pytest.param(MAIL, "-", "mail", id="mail"),
        pytest.param(b"Subject: Fire\r\n\r\nIt burned.", "a.eml", "mail", id="mail by name"),
        pytest.param(b"Subject: Fire\n\nIt burned.", "a.txt", "text", id="one field is no mail"),
        pytest.param(b"Date: 5 May\nSubject: Fire\nTo: all\n\nIt burned.", "-", "text", id="nobody sent it"),
        pytest.param(b"From a@b.example Mon May  6 10:00:00 2024\n" + MAIL, "-", "mbox", id="folder of mails"),
        pytest.param(b"From here on 10:00 it was quiet in 2024.\nNobody fired.", "-", "text", id="text from"),
        pytest.param(b"date,text\n2024-05-06,The road is shut.\n", "-", "table", id="CSV"),
        pytest.param(b"Titre;Text;Date\na;b;c\n", "-", "table", id="semicolons"),
        pytest.param(b"id\ttext\n1\tThe road is shut.\n", "-", "table", id="tabs"),
        pytest.param(b"who,what,when\na,b,c\nd,e,f\ng,h,i\n", "-", "table", id="unknown names, like rows"),
        pytest.param(b"text\nThe road is shut.\n", "a.csv", "table", id="one column by name"),
        pytest.param(b"On Monday, the mayor, the\npriest, they\nsaid, a, b.\nx, y, z", "-", "text", id="commas"),
    ],
)
def test_kind(head: bytes, name: str, kind: str) -> None:
    assert find_kind(head, name) == kind


def test_comments_without_end_take_no_time() -> None:
    started = time.perf_counter()
    assert find_kind(b"<!-- --> " * 2000, "a.txt") == "text"
    assert time.perf_counter() - started < 1
