"""Words by which a sentence points back to an earlier event: its day and its place are not those of that event."""

from __future__ import annotations

import re

_HAD = re.compile(r"\b(?:that|which|who|where)\s+had\s+(?:\w+\s+){0,2}$")
_AFTER = re.compile(
    r"\b(?:days?|weeks?|months?|years?)\s+(?:after|before)\b(?:\s+(?!(?:and|but|while|when)\b)[^\s,;.:]+){0,10}\s*$",
    re.I,
)


def find_own(before: str) -> int:
    """From where on what the sentence tells may be of an event, by the words before it; -1 where all of it may.

    "They struck the port at night and burned the jets that had bombed the market": neither the port nor the night is of
    the bombing, which was before. So in "a curfew was imposed on Friday, a day after the blast".

    >>> find_own("They burned two jets that had "), find_own("He was freed a day after the "), find_own("Jets ")
    (21, 15, -1)
    """
    for pattern in (_HAD, _AFTER):
        found = pattern.search(before)
        if found:
            return found.start()
    return -1
