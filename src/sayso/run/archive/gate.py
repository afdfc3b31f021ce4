"""What is worth reading: a first pass that costs a hundredth of the reading, and sets most of the web aside.

A report passes where its words promise a claim of violence. They are weighed sentence by sentence: each by itself, with
its neighbour, and as what the codebook makes of it (a trigger of a type, a class of noun), so that words count that no
training text held. `training.gate` makes the weights from public corpora; docs/archives.md says how well they do.
"""

from __future__ import annotations

import csv
import functools
import heapq
import math
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from sayso.codebook.events import Codebook, load_codebook
from sayso.lexicon.lemmas import lemma_of
from sayso.model import Report

WEIGHTS_FILE = Path(__file__).with_name("gate.csv")
NUMBERS_FILE = Path(__file__).with_name("gate.toml")
SECTIONS = frozenset(("violence", "consequences", "territory", "crowds"))
"""Sections of the codebook whose triggers are looked for."""
BEST_SENTENCES = 5
PART_CHARACTERS = 2000
"""A sentence is cut after so many: a text without ends of sentences is weighed in parts, too."""
_WORD = re.compile(r"[A-Za-z](?:[A-Za-z'’-]*[A-Za-z])?")
_END = re.compile(r"(?<=[.!?\"”])\s+(?=[A-Z\"“'(])|\n+")


class Lexicon:
    """What the codebook makes of single words: `t:` types that a word may be a trigger of, `c:` classes of nouns."""

    def __init__(self, book: Codebook) -> None:
        self._types = {id: type_.section for id, type_ in book.types.items()}
        self._book = book
        self.look_up = functools.lru_cache(maxsize=200_000)(self._look_up)

    def _look_up(self, word: str) -> tuple[frozenset[str], frozenset[str]]:
        """Types and classes of a word in lower case."""
        types, classes = set[str](), set[str]()
        triggers = list(self._book.by_adjective.get(word, ()))
        for upos, index in (("VERB", self._book.by_verb), ("NOUN", self._book.by_noun)):
            lemma = lemma_of(word, upos)
            triggers += index.get(lemma, ())
            classes |= {f"c:{name}" for name in self._book.classes.of.get(lemma, ())}
        types |= {f"t:{one.type}" for one in triggers if self._types.get(one.type) in SECTIONS}
        return frozenset(types), frozenset(classes)

    def find_features(self, sentence: str) -> set[str]:
        """What is weighed of a sentence: its words, pairs of words, and what the codebook makes of them."""
        words = [word.replace("’", "'") for word in _WORD.findall(sentence.lower())]
        types, classes = set[str](), set[str]()
        for word in words:
            of_types, of_classes = self.look_up(word)
            types |= of_types
            classes |= of_classes
        found = set(words) | types | classes
        found.update(f"{first} {second}" for first, second in pairwise(words))
        found.update(f"{one}&{other}" for one in types for other in classes)
        return found


def cut_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where sentences begin and end, about."""
    at = 0
    for found in _END.finditer(text):
        yield from _cut_long(at, found.start())
        at = found.end()
    yield from _cut_long(at, len(text))


def _cut_long(start: int, end: int) -> Iterator[tuple[int, int]]:
    for at in range(start, end, PART_CHARACTERS):
        yield at, min(at + PART_CHARACTERS, end)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The few numbers of the gate: what a sentence without a word weighs, how far length counts, and what passes.

    A report's score is the sum of its sentences' shares over its hundreds of words to the power of `exponent`, and
    `best` times the sum of its five best ones: a single passage in a long report counts, too.
    """

    bias: float
    exponent: float
    best: float
    threshold: float
    fewest_words: int


class Gate:
    """Tells whether a report may hold a claim of violence."""

    def __init__(self, lexicon: Lexicon, weights: Mapping[str, float], numbers: Numbers) -> None:
        self.lexicon, self.weights, self.numbers = lexicon, weights, numbers

    def judge(self, report: Report) -> str | None:
        """Why the report is not worth reading (`too-short`, `no-trigger`, `off-topic`); None where it may be."""
        words = report.text.count(" ") + 1
        if words < self.numbers.fewest_words:
            return "too-short"
        shares, is_triggered = self._weigh(report.text)
        if self._sum_up(shares, words) >= self.numbers.threshold:
            return None  # without a trigger, too: a truce that holds, prisoners who come home
        return "off-topic" if is_triggered else "no-trigger"

    def score(self, text: str) -> float:
        """How much a text promises: above the threshold it is worth reading."""
        return self._sum_up(self._weigh(text)[0], text.count(" ") + 1)

    def _sum_up(self, shares: list[float], words: int) -> float:
        all_of_them = sum(shares) / (words / 100) ** self.numbers.exponent
        return float(all_of_them + self.numbers.best * sum(heapq.nlargest(BEST_SENTENCES, shares)))

    def _weigh(self, text: str) -> tuple[list[float], bool]:
        """The shares of the sentences, and whether any word may be a trigger at all."""
        shares, is_triggered, get = list[float](), False, self.weights.get
        for start, end in cut_sentences(text):
            weight = self.numbers.bias
            for feature in sorted(self.lexicon.find_features(text[start:end])):  # sums hang on their order
                weight += get(feature, 0.0)
                is_triggered = is_triggered or feature.startswith("t:")
            shares.append(1 / (1 + math.exp(-weight)))
        return shares, is_triggered


def load_gate(codebook: Path | None = None) -> Gate:
    """The gate as it is shipped; what a user's codebook adds counts as the types that it is of."""
    with WEIGHTS_FILE.open(encoding="utf-8", newline="") as lines:
        weights = {feature: float(weight) for feature, weight in csv.reader(lines)}
    numbers = Numbers(**tomllib.loads(NUMBERS_FILE.read_text("utf-8")))
    return Gate(Lexicon(load_codebook(codebook)), weights, numbers)
