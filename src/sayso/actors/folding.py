"""Names without what reports write differently: case, accents, apostrophes, hyphens, dots, possessives."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans({"ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae"})
_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼʻʿʾ`´′"), "'")
# Dots and apostrophes within words are dropped, all else that is neither letter nor digit parts words.
_MARKS = {code: " " for code in range(128) if not chr(code).isalnum()} | {ord("'"): None, ord("."): None}
_MARKS |= {ord("&"): " and "}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−«»“”„‟…·•"), " ")
_POSSESSIVE = re.compile(r"'s?(?=[^\w']|$)", re.IGNORECASE)


def split_name(text: str) -> tuple[list[str], list[str]]:
    """The words of a name, folded, and the same words as they are shown, without dots, accents and possessives.

    >>> split_name("the U.N.’s al-Qaïda")
    (['the', 'un', 'al', 'qaida'], ['the', 'UN', 'al', 'Qaida'])
    """
    if not text.isascii():
        text = text.translate(_APOSTROPHES)
        plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
        text = "".join(c for c in plain if not unicodedata.combining(c)).translate(_DASHES)
    if "'" in text:
        text = _POSSESSIVE.sub("", text)
    shown = text.translate(_MARKS).split()
    return [word.casefold() for word in shown], shown


def fold_name(text: str) -> str:
    """The key under which a name is kept.

    >>> fold_name("Kata’ib Hezbollah")
    'kataib hezbollah'
    """
    return " ".join(split_name(text)[0])
