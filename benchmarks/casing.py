"""Texts in capitals put into normal case, each word as it is mostly written elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpora import read_lines, read_records

_SENTENCE_END = re.compile(r"[.!?]['\")\]]*$")


def learn_casing(files: list[Path]) -> dict[str, str]:
    """How each word is mostly written where it does not begin a sentence."""
    counts: dict[str, Counter[str]] = {}
    for file in files:
        if ".conllu" in file.name:
            words = (line.split("\t") for line in read_lines(file) if "\t" in line)
            pairs = ((w[1], w[0] == "1") for w in words)
        else:
            pairs = ((w, start) for r in read_records(file) for w, start in _running(r["text"]))
        for word, begins in pairs:
            if not begins:
                counts.setdefault(word.lower(), Counter())[word] += 1
    return {word: found.most_common(1)[0][0] for word, found in counts.items()}


def _running(text: str) -> Iterator[tuple[str, bool]]:
    begins = True
    for piece in text.split():
        for word in re.findall(r"\w+", piece):
            yield word, begins
            begins = False
        begins = bool(_SENTENCE_END.search(piece))


def put_in_normal_case(text: str, casing: dict[str, str]) -> str:
    """A text in capitals as it would be written; words that no text shows are taken for names."""
    begins = True

    def written(found: re.Match[str]) -> str:
        nonlocal begins
        word = found[0]
        known = casing.get(word.lower(), word.capitalize())
        result = known[:1].upper() + known[1:] if begins else known
        begins = False
        return result

    parts = []
    for piece in re.split(r"(\s+)", text):
        parts.append(re.sub(r"\w+", written, piece))
        begins = begins or bool(_SENTENCE_END.search(piece)) or "\n\n" in piece
    return re.sub(r"(?<!\n)\n(?!\s*\n)", " ", "".join(parts))
