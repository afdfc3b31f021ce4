"""Text from outside made safe to show."""

from __future__ import annotations

import re

# What must not reach a terminal or a page from a text that anybody may have written: controls (an escape sequence can
# rename the window or hide lines), lone surrogates, and the marks that turn the direction of writing round.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
# The same but for what divides a text into lines and what stands between words.
_UNSEEN_IN_LINES = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_ADDRESS = re.compile(r"https?://[^\s]+\Z", re.IGNORECASE)


def visible_text(text: str) -> str:
    """The text on one line, with a visible character for each that a terminal would obey or a reader not see.

    >>> visible_text("a\\n  line \\x1b[31mred")
    'a line \ufffd[31mred'
    """
    return _UNSEEN.sub("\ufffd", " ".join(text.split()))


def visible_lines(text: str) -> str:
    """The same with its spaces and line ends as they are, each character in its place.

    >>> visible_lines("a\\n  line \\x1b[31mred")
    'a\\n  line \ufffd[31mred'
    """
    return _UNSEEN_IN_LINES.sub("\ufffd", text)


def safe_link(address: str | None) -> str:
    """The address if a page may lead there, else nothing.

    >>> safe_link("https://example.org/1"), safe_link("javascript:alert(1)"), safe_link(None)
    ('https://example.org/1', '', '')
    """
    return address if address and _ADDRESS.match(address) else ""
