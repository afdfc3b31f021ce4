"""Which language a text is in."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

MIN_LETTERS = 200
"""Below so many letters names outweigh words, and a guess would refuse good reports."""
SAMPLE_CHARACTERS = 20_000
NO_LANGUAGE = "zxx"
"""What py3langid calls tables, code and the like."""
QUICK_CHARACTERS = 4000
QUICK_THE, QUICK_WORDS = 0.025, 0.12
"""From these shares of "the" and of English function words on a text is English without asking py3langid, which takes
half a second to load. 97 in 100 news texts in English pass; no other language has so many of both."""
_WORD = re.compile(r"[^\W\d_]+")
_LETTER = re.compile(r"[^\W\d_]")
_ENGLISH = frozenset(
    ("the", "of", "and", "to", "that", "with", "by", "from", "were", "has", "have", "which", "this", "they", "their")
) | {"his", "said", "it"}


def detect_language(text: str) -> str | None:
    """The ISO 639-1 code of the language of `text`, or None when it has too few letters to tell.

    >>> detect_language("Too short to tell.") is None
    True
    """
    sample = text[:SAMPLE_CHARACTERS]
    if len(_LETTER.findall(sample)) < MIN_LETTERS:
        return None
    if _is_plainly_english(sample[:QUICK_CHARACTERS]):
        return "en"
    import py3langid  # type: ignore[import-untyped]  # noqa: PLC0415 - half a second to load, and seldom needed

    # In lower case, because headlines and old dispatches in capitals are taken for other languages.
    code, _ = py3langid.classify(sample.lower())
    return None if code == NO_LANGUAGE else str(code)


def name_language(code: str) -> str:
    """The English name of a language, for messages; the code itself where it has none here.

    >>> name_language("ru")
    'Russian'
    """
    return _load_names().get(code, code)


@lru_cache(maxsize=1)
def _load_names() -> dict[str, str]:
    return tomllib.loads((files("sayso.intake") / "languages.toml").read_text("utf-8"))


def _is_plainly_english(sample: str) -> bool:
    words = _WORD.findall(sample.lower())
    if not words:
        return False
    common = sum(1 for word in words if word in _ENGLISH)
    return words.count("the") >= QUICK_THE * len(words) and common >= QUICK_WORDS * len(words)
