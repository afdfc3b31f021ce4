"""Words covered with blocks, sign for sign, so that every span of a text stays where it was."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

BLOCK = "█"
Cover = Callable[[str], str]

_SIGN = re.compile(r"\S")
_NOT_SEEN = "[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]*"  # accents that stand alone, and what nobody sees
_BETWEEN = r"(?:[\W_]|%[0-9a-f]{2})"  # also in addresses and names of files
_PARTS = re.compile(r"[\W_]+")
_KEPT = frozenset(  # what the program put there, and no words of a report
    "id type kind factuality quotation attribution country gazetteer rule role cameo event mode event_type "
    "sub_event_type currency use actor value precision from to published rules".split()
)
_WHERE = ("latitude", "longitude", "admin1", "precision", "confidence", "where_prec", "geo_precision", "gazetteer")
_PLAIN_LETTERS = {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i"}


class _Plain(dict[int, str]):
    """For `str.translate`: letters without case and accents, one for one."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        bare = "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))
        folded = _PLAIN_LETTERS.get(bare.casefold(), bare.casefold())
        self[code] = folded if len(folded) == 1 else letter
        return self[code]


_PLAIN = _Plain()


def cover_all(words: str) -> str:
    """All of it: "Anna Krol" is "████ ████"."""
    return _SIGN.sub(BLOCK, words)


class NameCover:
    """Covers one name wherever it stands, with any case, accents, spaces and signs between its words.

    >>> NameCover("Anna Król")("Mayor ANNA\\u00a0KROL's house, anna-krol, Annabel Krol")
    "Mayor ████\\xa0████'s house, █████████, Annabel Krol"
    """

    def __init__(self, name: str) -> None:
        words = [word for word in _PARTS.split(unicodedata.normalize("NFC", name).translate(_PLAIN)) if word]
        self.empty = not words
        spelt = [_NOT_SEEN.join(re.escape(letter) for letter in word) + _NOT_SEEN for word in words]
        before, after = r"(?:(?<![^\W_])|(?<=%[0-9a-f]{2}))", r"(?![^\W_])"
        self._standing = re.compile(before + f"{_BETWEEN}+".join(spelt) + after)
        # In an address all may be one word: @annakrol, annakrol2.html
        written = f"{_BETWEEN}*".join(spelt)
        self._joined = re.compile(written if len(words) > 1 else before + written + after)

    def __call__(self, words: str) -> str:
        """The words with the name covered in them."""
        return _cover_found(self._standing, words)

    def in_address(self, words: str) -> str:
        """The same for an address, or what a file is called, where words may be joined."""
        return _cover_found(self._joined, words)

    def stands_in(self, words: str) -> bool:
        """Whether the name stands there."""
        return self._standing.search(words.translate(_PLAIN)) is not None

    def stands_in_record(self, record: str) -> bool:
        """Whether it stands in a record in JSON, other than in what the program put there."""
        plain = json.dumps(json.loads(record), ensure_ascii=False) if "\\u" in record else record
        return self.stands_in(plain) and any(self.stands_in(words) for words in _words_of(json.loads(record), ""))


def _words_of(part: Any, key: str) -> Iterator[str]:
    if isinstance(part, dict):
        for name, value in part.items():
            yield from _words_of(value, name)
    elif isinstance(part, list):
        for value in part:
            yield from _words_of(value, key)
    elif isinstance(part, str) and key not in _KEPT:
        yield part


def _cover_found(pattern: re.Pattern[str], words: str) -> str:
    parts, last = [], 0
    for found in pattern.finditer(words.translate(_PLAIN)):
        parts += [words[last : found.start()], cover_all(words[found.start() : found.end()])]
        last = found.end()
    return "".join(parts) + words[last:] if parts else words


def cover_record(record: str, text: str, cover: Cover) -> str:
    """A record in JSON with its words covered; its spans hold what now stands in the report's text."""
    return json.dumps(_cover_part(json.loads(record), text, cover, ""), ensure_ascii=True, separators=(",", ":"))


def _cover_part(part: Any, text: str, cover: Cover, key: str) -> Any:
    if isinstance(part, dict):
        return _cover_table(part, text, cover)
    if isinstance(part, list):
        return [_cover_part(value, text, cover, key) for value in part]
    return cover(part) if isinstance(part, str) and key not in _KEPT else part


def _cover_table(part: dict[str, Any], text: str, cover: Cover) -> dict[str, Any]:
    covered = {name: _cover_part(value, text, cover, name) for name, value in part.items()}
    if not {"start", "end", "text"} <= part.keys():
        return covered
    covered["text"] = text[part["start"] : part["end"]]
    if "name" in part:
        if part["name"] == part["text"]:  # a part of what was covered, as in "Krol" of "Anna Krol"
            covered["name"] = covered["text"] if covered["text"] != part["text"] else covered["name"]
        if "latitude" in part and covered["name"] != part["name"]:
            # Where it lies on the map would tell its name.
            covered |= {**dict.fromkeys(_WHERE), "reason": "redacted"}
    return covered
