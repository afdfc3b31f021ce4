"""Pieces of HTML in feeds and mails to text: the words, one block a line."""

from __future__ import annotations

import re

from sayso.model import InputError

MAX_TAGS = 100_000
"""Tags of one page or piece: each takes a thousand bytes and more once it is taken apart."""
_MARKUP = re.compile(r"<(?:/?[a-z][a-z0-9]*\b|!--)[^<]*>|&(?:#\d+|#x[0-9a-f]+|[a-z]+);", re.IGNORECASE)
_BLOCKS = frozenset(
    "address article aside blockquote br caption dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header "
    "hr li main nav ol p pre section table td th tr ul".split()
)
_UNSEEN = frozenset("head script style template noscript title object svg math".split())


def has_markup(text: str) -> bool:
    """Whether a text is written as HTML.

    >>> has_markup("<p>Shells fell.</p>"), has_markup("3 < 5 and 7 > 2")
    (True, False)
    """
    return _MARKUP.search(text) is not None


def count_tags(page: str | bytes) -> int:
    """How many tags a page may have, counted in no time."""
    return page.count(b"<") if isinstance(page, bytes) else page.count("<")


def read_markup(piece: str) -> str:
    """The text of a piece of HTML, without scripts and styles. InputError where it has too many tags.

    >>> read_markup("<p>Shells <b>fell</b>.</p><script>x()</script><p>Two died.</p>")
    'Shells fell.\\nTwo died.'
    """
    from lxml import etree, html  # noqa: PLC0415 - loaded where it is needed

    if count_tags(piece) > MAX_TAGS:
        raise InputError("too-many-parts", f"it has more than {MAX_TAGS:,} tags")
    if not piece.strip():
        return ""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    # From bytes, because a declaration of an encoding in a string is an error to lxml.
    try:
        root = html.fromstring(f"<html><body>{piece}</body></html>".encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return ""
    lines = "".join(_walk(root)).split("\n")
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def _walk(root: object) -> list[str]:
    """The words in order, with a line break around each block. By hand, because trees may be deep."""
    from lxml import etree  # noqa: PLC0415 - as above

    parts: list[str] = []
    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            hidden += name in _UNSEEN
            parts.append("\n" if name in _BLOCKS else "")
            parts.append("" if hidden else _space(element.text))
        else:
            hidden -= name in _UNSEEN
            parts.append("\n" if name in _BLOCKS else "")
            parts.append("" if hidden else _space(element.tail))
    return parts


def _space(words: str | None) -> str:
    return words.replace("\n", " ") if words else ""
