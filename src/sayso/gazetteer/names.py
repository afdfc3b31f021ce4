"""Names of places as keys: case, accents, apostrophes and hyphens make no difference."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘`´ʼʻʹʽ\""))
_BREAKS = re.compile(r"[\s\u00a0\-‐‑–—_/.,]+")
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
LONGEST = 120


@lru_cache(maxsize=4096)
def key_of(name: str) -> str:
    """The key that a name is found by; "" for one that is longer than any place's.

    >>> key_of("Deir ez-Zor"), key_of("İZMİR"), key_of("Dar'ā")
    ('deir ez zor', 'izmir', 'dara')
    """
    if len(name) > LONGEST:
        return ""
    plain = unicodedata.normalize("NFKD", name.translate(_APOSTROPHES).casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c)).translate(_PLAIN)
    return _BREAKS.sub(" ", plain).strip()


def is_latin(name: str) -> bool:
    """Whether every letter of the name is Latin."""
    return all(not c.isalpha() or "LATIN" in unicodedata.name(c, "") for c in name)
