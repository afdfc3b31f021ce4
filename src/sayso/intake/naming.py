"""Names for inputs: what messages call them, and the ids of reports that bring none."""

from __future__ import annotations

import re
from pathlib import PurePath
from urllib.parse import urlsplit

STANDARD_INPUT = "standard input"
LONGEST_ID = 200
# Controls, lone surrogates and marks that turn the direction of writing round: a path may hold any of them.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# The name and password of an address, which are never shown.
_USER = re.compile(r"(?<=://)[^/?#]*@")
_ADDRESS = re.compile(r"https?://\S", re.IGNORECASE)


def is_address(word: str) -> bool:
    """Whether an input is an address of the web and not a path."""
    return _ADDRESS.match(word) is not None


def show_name(path: str) -> str:
    """The path or address on one line; `-` is standard input.

    >>> show_name("news\\n2024.txt"), show_name("-")
    ('news\\\\n2024.txt', 'standard input')
    """
    return STANDARD_INPUT if path == "-" else _show(_USER.sub("", path))


def make_stem(path: str) -> str:
    """The id of the report in a file or behind an address, where it brings none.

    >>> make_stem("reports/orlivka.txt"), make_stem("https://news.example/war/bridge.html?page=2"), make_stem("-")
    ('orlivka', 'bridge', 'stdin')
    """
    if path == "-":
        return "stdin"
    if not is_address(path):
        return _show(PurePath(path).stem)[:LONGEST_ID] or "report"
    try:
        parts = urlsplit(path)
    except ValueError:
        return "page"
    return _show(PurePath(parts.path).stem)[:LONGEST_ID] or _show(parts.netloc.rpartition("@")[2]) or "page"


def _show(name: str) -> str:
    shown = _UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode(), name)
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", shown)
