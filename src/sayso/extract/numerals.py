"""Numbers as reports write them: "117", "1,943", "1.5 million", "twenty-five", "two dozen", "a hundred and six"."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "dozen": 12,
    "score": 20,
    "lakh": 10**5,
    "crore": 10**7,
    "k": 1_000,
    "m": 10**6,
    "b": 10**9,
    "mn": 10**6,
    "bn": 10**9,
    "tn": 10**12,
}
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_VALUES = {word: value for value, word in enumerate(_ONES)} | {
    word: 10 * (value + 2) for value, word in enumerate(_TENS)
}
_UNITS = "|".join(_ONES[1:10])
_SMALL = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{_UNITS}))?|{'|'.join(sorted(_ONES, key=len, reverse=True))})"
_SCALE = "hundred|thousand|million|billion|trillion|dozen|lakh|crore"
DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d.])|\d+(?:\.\d+)?"
_REST = rf"(?:(?: and)? {_SMALL}\b)?"
WORDS = rf"(?:(?:half )?an? (?:{_SCALE}){_REST}|{_SMALL})(?:[ -](?:{_SCALE}){_REST})*"
NUMBER = rf"(?:(?:{DIGITS})(?:k\b|(?:[ -\u00a0]?(?:(?:{_SCALE}|mn|bn|tn)\b))*)|\b{WORDS}(?![^\W\d_]))"
"""A regular expression (ignore case) for a number in digits, in words, or in both."""

_LONGEST = 200


def parse_number(text: str) -> Decimal | None:
    """The value of a number in digits or words, or None where `text` as a whole is none.

    >>> parse_number("1.5 million"), parse_number("two dozen"), parse_number("a hundred and six")
    (Decimal('1500000.0'), Decimal('24'), Decimal('106'))
    """
    if len(text) > _LONGEST:
        return None
    total, current, seen = Decimal(0), Decimal(0), False
    half = False
    for word in re.findall(r"[a-z]+|\d[\d,.\u00a0\u202f]*(?: \d{3}(?!\d))*", text.lower()):
        if word[0].isdigit():
            try:
                current += Decimal(re.sub(r"[,\s]", "", word).rstrip("."))
            except InvalidOperation:
                return None
            seen = True
        elif word in _VALUES:
            current, seen = current + _VALUES[word], True
        elif word in {"a", "an"}:
            current, seen = current + (0 if half else 1), True
        elif word == "half":
            half, current = True, Decimal("0.5")
        elif word in SCALES and seen:
            scale = SCALES[word]
            current = (current or Decimal(1)) * scale
            if scale >= 1000:
                total, current = total + current, Decimal(0)
        elif word != "and":
            return None
    return total + current if seen else None


def parse_ordinal(text: str) -> int | None:
    """The rank that "third", "3rd" or "twenty-first" stands for, or None.

    >>> parse_ordinal("third"), parse_ordinal("21st"), parse_ordinal("twenty-first")
    (3, 21, 21)
    """
    word = text.lower()
    if found := re.fullmatch(r"(\d{1,4})(?:st|nd|rd|th)", word):
        return int(found[1])
    if word in _ORDINALS:
        return _ORDINALS.index(word)
    tens, _, ones = word.partition("-")
    if tens in _TENS and ones in _ORDINALS[1:10]:
        return _VALUES[tens] + _ORDINALS.index(ones)
    return None
