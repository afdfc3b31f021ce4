"""Texts broken in every way that we could think of: example reports with parts lost, doubled, swapped and soiled."""

from __future__ import annotations

import json
import random
from itertools import chain
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "reports"
SEED = 20240814

QUOTES = "\"'“”‘’„«»‹›`´"
CONTROLS = "".join(map(chr, chain(range(32), range(127, 160)))) + "\u2028\u2029\ufeff\u200b\u200d\ufffd\ufffe"
RTL = ("قال المتحدث إن القصف توقف", "אמר הדובר", "\u202eطوفان\u202c", "\u200f\u061c")
EMOJI = ("🕊️", "👩🏽‍⚕️", "🇸🇩", "💥" * 40, "❤\ufe0f", "e\u0301\u0327" * 5)
OTHER = ("министерство обороны", "国防部说", "न्यूज़", "ﷺ", "\ud83d", "𝔅𝔬𝔪𝔟", "\x1b[31m", "&nbsp;<b>", "\\u0000", "%s{}")


def load_example_texts() -> tuple[str, ...]:
    """The example reports as texts (not those that are pages)."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt"))]
    for path in sorted(EXAMPLES.glob("*.jsonl")):
        texts.extend(json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines())
    return tuple(texts)


TEXTS = load_example_texts()


# ------------------------------------------------------------------ mutations: each takes a text and gives a text


def _cut(text: str, dice: random.Random) -> tuple[int, int]:
    """Two places in the text, in order; usually near each other."""
    start = dice.randint(0, len(text))
    return start, min(len(text), start + int(dice.expovariate(1 / 60)))


def _delete(text: str, dice: random.Random) -> str:
    start, end = _cut(text, dice)
    return text[:start] + text[end:]


def _duplicate(text: str, dice: random.Random) -> str:
    start, end = _cut(text, dice)
    return text[:end] + text[start:end] * dice.randint(1, 4) + text[end:]


def _swap(text: str, dice: random.Random) -> str:
    (a, b), (c, d) = sorted((_cut(text, dice), _cut(text, dice)))
    return text if b > c else text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]


def _insert(text: str, piece: str, dice: random.Random) -> str:
    at = dice.randint(0, len(text))
    return text[:at] + piece + text[at:]


def _add_quotes(text: str, dice: random.Random) -> str:
    for _ in range(dice.randint(1, 12)):
        text = _insert(text, dice.choice(QUOTES), dice)
    return text


def _lose_quotes(text: str, dice: random.Random) -> str:
    return "".join(c for c in text if c not in QUOTES or dice.random() < 0.5)


def _change_quotes(text: str, dice: random.Random) -> str:
    return "".join(dice.choice(QUOTES) if c in QUOTES else c for c in text)


def _add_controls(text: str, dice: random.Random) -> str:
    for _ in range(dice.randint(1, 8)):
        text = _insert(text, dice.choice(CONTROLS), dice)
    return text


def _add_foreign(text: str, dice: random.Random) -> str:
    for _ in range(dice.randint(1, 4)):
        text = _insert(text, dice.choice(EMOJI + RTL + OTHER), dice)
    return text


def _add_long_word(text: str, dice: random.Random) -> str:
    return _insert(text, dice.choice("aZ-_0.é說") * dice.choice((200, 2_000, 20_000)), dice)


def _lose_spaces(text: str, dice: random.Random) -> str:
    start, end = _cut(text, dice)
    if dice.random() < 0.3:
        return text.replace(" ", "")
    return text[:start] + text[start:end].replace(" ", "") + text[end:]


def _change_lines(text: str, dice: random.Random) -> str:
    return text.replace("\n", dice.choice((" ", "\r\n", "\r", "\n\n\n", "\t", "\u2028", "\x0b")))


def _change_case(text: str, dice: random.Random) -> str:
    return dice.choice((str.upper, str.lower, str.title, str.swapcase))(text)


def _shuffle_lines(text: str, dice: random.Random) -> str:
    lines = text.splitlines(keepends=True)
    dice.shuffle(lines)
    return "".join(lines)


def _shuffle_words(text: str, dice: random.Random) -> str:
    words = text.split(" ")
    dice.shuffle(words)
    return " ".join(words)


MUTATIONS = (
    _delete,
    _duplicate,
    _swap,
    _add_quotes,
    _lose_quotes,
    _change_quotes,
    _add_controls,
    _add_foreign,
    _add_long_word,
    _lose_spaces,
    _change_lines,
    _change_case,
    _shuffle_lines,
    _shuffle_words,
)


def make_broken_text(number: int) -> str:
    """The text of this number: always the same one. A part of an example, changed up to six times."""
    dice = random.Random(SEED + number)
    text = dice.choice(TEXTS)
    # Whole reports are long to read; most faults of a reader show in a few paragraphs as well.
    start = dice.randint(0, len(text))
    text = text if dice.random() < 0.1 else text[start : start + dice.choice((0, 40, 300, 900))]
    for _ in range(dice.randint(0, 6)):
        text = dice.choice(MUTATIONS)(text, dice)
    return text
