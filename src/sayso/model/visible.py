"""Text from outside made safe to show."""

from __future__ import annotations

import re

# What must not reach a terminal or a page from a text that anybody may have written: controls (an escape sequence can
# rename the window or hide lines), lone surrogates, and the marks that turn the direction of writing round.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def visible_text(text: str) -> str:
    """The text on one line, with a visible character for each that a terminal would obey or a reader not see.

    >>> visible_text("a\\n  line \\x1b[31mred")
    'a line \ufffd[31mred'
    """
    return _UNSEEN.sub("\ufffd", " ".join(text.split()))
