"""Bytes to text: which encoding they are in, also where two are mixed."""

from __future__ import annotations

import codecs
import re
import string
from dataclasses import dataclass

LATIN_LETTERS = 2
"""From so many ASCII letters for each byte beyond ASCII on a text is in Latin script, English with its quotation marks
and dashes. Where it is not UTF-8, it is taken for Western (Windows-1252); below, charset-normalizer is asked."""
MIXED_LATIN, MIXED_OTHER = 0.25, 4
"""From so many characters of UTF-8 for each stray byte on a text is UTF-8 with strays: few in Latin script, many in
another, because the bytes of Chinese encodings often look like UTF-8 by chance."""
SAMPLE_BYTES = 200_000
ALPHABETS = ["cp1251", "koi8_r", "cp1252", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "iso8859_5",
             "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"]  # fmt: skip
"""Encodings that charset-normalizer chooses from: those of news from regions at war; more make it guess worse."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ASCII_LETTERS = string.ascii_letters.encode()
_HIGH = bytes(range(0x80, 0x100))
_WESTERN = {code: bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0x100)}
_STRAYS = {0xDC00 + code: character for code, character in _WESTERN.items()}
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was in, and whether stray bytes of Windows-1252 stood among its UTF-8."""

    text: str
    encoding: str
    mixed: bool = False


def decode_bytes(data: bytes) -> Decoded:
    """The text of `data`. Never fails: every byte sequence comes out as characters that UTF-8 can hold.

    >>> decode_bytes("At the café, he said ".encode() + b"\\x93now\\x94")
    Decoded(text='At the café, he said “now”', encoding='utf-8', mixed=True)
    >>> decode_bytes(b"He said \\x93now\\x94 and left the harbour town").text
    'He said “now” and left the harbour town'
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], encoding)
    if wide := find_wide_encoding(data):
        return _decode_as(data, wide)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _decode_mixed(data)


def replace_surrogates(text: str) -> str:
    """`text` with halves of surrogate pairs replaced, which JSON can write (`\\ud800`) and no file can hold."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text) if _SURROGATE.search(text) else text


def is_wide(head: bytes) -> bool:
    """Whether a text that begins so has two or four bytes a character, so that bytes cannot be split at newlines."""
    return any(head.startswith(mark) for mark, encoding in _BOMS if encoding != "utf-8") or bool(
        find_wide_encoding(head[: len(head) // 2 * 2])
    )


def find_wide_encoding(data: bytes) -> str | None:
    """UTF-16 without its mark, known by the zero bytes between Latin letters; None for anything else."""
    sample = data[:4096]
    if len(sample) < 8 or len(data) % 2:
        return None
    half = len(sample) // 2
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd > 0.7 and even < 0.05:
        return "utf-16-le"
    if even > 0.7 and odd < 0.05:
        return "utf-16-be"
    return None


def _decode_as(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        if encoding == "utf-8":
            return _decode_mixed(data)
        return Decoded(data.decode(encoding, "replace"), encoding)


def _decode_mixed(data: bytes) -> Decoded:
    """UTF-8 with stray bytes, or an encoding of one or two bytes a character, whichever the bytes speak for."""
    escaped = data.decode("utf-8", "surrogateescape")
    letters, high = (len(data) - len(data.translate(None, some)) for some in (_ASCII_LETTERS, _HIGH))
    strays = len(data) - len(escaped.encode("utf-8", "ignore"))
    characters = len(escaped) - strays - (len(data) - high)
    is_latin = letters >= LATIN_LETTERS * high
    if characters >= (MIXED_LATIN if is_latin else MIXED_OTHER) * strays:
        return Decoded(escaped.translate(_STRAYS), "utf-8", mixed=True)
    encoding = "cp1252" if is_latin else _guess_encoding(data)
    if encoding == "cp1252":
        return Decoded(data.decode("latin-1").translate(_WESTERN), encoding)
    return Decoded(data.decode(encoding, "replace"), encoding)


def _guess_encoding(data: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - seldom needed, and slow to load

    best = from_bytes(data[:SAMPLE_BYTES], cp_isolation=ALPHABETS, preemptive_behaviour=False).best()
    return best.encoding if best is not None else "cp1252"
