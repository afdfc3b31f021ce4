"""Words, names and countries as numbers, with how telling each is."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sayso.lexicon.stems import find_stems, stem_of, weigh_stem

MOST_WORDS, MOST_NAME_WORDS, MOST_REPORT_WORDS = 12, 4, 40
MOST_HEADS, MOST_COUNTRIES = 3, 2
_LEAST_WEIGHT = 0.15
"""Words as common as this one ("week", "told") say nothing about which event it is."""
_RARE = 0.6
_GENERIC = frozenset(stem_of(word) for word in "people person man woman child civilian resident one other".split())
_WORD_IN_TEXT = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_BEGINNINGS = frozenset(("", ".", "!", "?", "”", '"', "“", ":"))
_PARTICLES = frozenset(
    "about across after against ahead apart around aside at away back by down for from in into of off on onto open "
    "out over past round through to together towards under up upon with his her its their our the him them go".split()
)
_ALPHA_3 = re.compile(r"[A-Z]{3}")

Weighted = tuple[tuple[int, float], ...]


def number_of(word: str) -> int:
    """A number for a word, the same everywhere: its CRC-32 without the sign, above zero."""
    return (zlib.crc32(word.encode("utf-8", "surrogatepass")) & 0x7FFFFFFF) or 1


def number_of_country(code: str | None) -> int:
    """A number below 65,536 for a country's code of three letters, 0 for none.

    >>> number_of_country("AAA"), number_of_country(None)
    (1, 0)
    """
    if not code:
        return 0
    if not _ALPHA_3.fullmatch(code):
        return 20_000 + number_of(code) % 40_000
    first, second, third = (ord(letter) - ord("A") for letter in code)
    return 1 + first * 676 + second * 26 + third


def main_stem(text: str) -> str:
    """The stem of the word that names the event in a trigger: the last ("car bomb"), but for particles ("drove out").

    >>> main_stem("drove out"), main_stem("car bombs"), main_stem("")
    ('drive', 'bomb', '')
    """
    words = _WORD_IN_TEXT.findall(text)
    while len(words) > 1 and words[-1].lower() in _PARTICLES:
        words.pop()
    return stem_of(words[-1]) if words else ""


def weigh_words(text: str, *, most: int, but: str = "") -> Weighted:
    """The most telling stems of a text with their weights, the most telling first; `but` is left out."""
    weighed = {stem: weigh_stem(stem) for stem in find_stems(text) if stem != but}
    told = sorted(((stem, weight) for stem, weight in weighed.items() if weight >= _LEAST_WEIGHT), key=_telling)
    return tuple((number_of(stem), weight) for stem, weight in told[:most])


def weigh_report(text: str) -> Weighted:
    """The most telling stems of a report with their weights. Names and numbers count double: they tell events apart.

    A name is a word with a capital that does not begin its line or sentence.
    """
    weighed: dict[str, float] = {}
    for found in _WORD_IN_TEXT.finditer(text):
        word = found[0]
        stem = stem_of(word)
        weight = weigh_stem(stem)
        if weight < _LEAST_WEIGHT or len(stem) < 2:
            continue
        before = text[max(found.start() - 2, 0) : found.start()].strip()
        if word[0].isdigit() or (word[0].isupper() and before not in _BEGINNINGS and found.start() > 0):
            weight *= 2
        weighed[stem] = max(weighed.get(stem, 0.0), weight)
    told = sorted(weighed.items(), key=_telling)
    return tuple((number_of(stem), weight) for stem, weight in told[:MOST_REPORT_WORDS])


def weigh_names(mentions: Sequence[Mapping[str, Any]]) -> Weighted:
    """The words of all names, and who they are known as; what everybody is called ("people") counts little."""
    found: dict[str, float] = {}
    for mention in mentions:
        if mention.get("actor"):
            found[f"actor:{mention['actor']}"] = 1.5
        for stem in find_stems(str(mention["name"])):
            weight = weigh_stem(stem) * (0.2 if stem in _GENERIC else 1.0)
            if weight > 0.05:
                found[stem] = weight
    told = sorted(found.items(), key=_telling)
    return tuple((number_of(stem), weight) for stem, weight in told[:MOST_NAME_WORDS])


def find_heads(mentions: Sequence[Mapping[str, Any]]) -> tuple[int, ...]:
    """The last word of each name that is a name: of a person the family's. Those who differ in it are others.

    It has a capital and is rare, since a headline gives every word a capital ("Driver", "Star").
    """
    found = []
    for mention in mentions:
        words = _WORD_IN_TEXT.findall(str(mention["name"]))
        if words and words[-1][0].isupper() and weigh_stem(stem_of(words[-1])) >= _RARE:
            found.append(number_of(stem_of(words[-1])))
    return tuple(sorted(set(found)))[:MOST_HEADS]


def find_serial(mentions: Iterable[Mapping[str, Any]]) -> int:
    """The number by which the first of them that has one is called ("house 17", "the 3rd unit"), 0 without any."""
    for mention in mentions:
        words = _WORD_IN_TEXT.findall(str(mention["name"]))
        # At the beginning it counts: "17 houses".
        told = [word for word in words[1:] if any(letter.isdigit() for letter in word)]
        if told:
            return number_of(f"serial:{told[-1].casefold()}")
    return 0


def number_countries(mentions: Iterable[Mapping[str, Any]]) -> tuple[int, ...]:
    """The countries of those mentioned."""
    found = {number_of_country(str(mention["country"])) for mention in mentions if mention.get("country")}
    return tuple(sorted(found))[:MOST_COUNTRIES]


def _telling(word: tuple[str, float]) -> tuple[float, str]:
    return (-word[1], word[0])
