"""Words a second: the reader model and the whole reading, with spaCy's tokenizer and sentencizer as the yardstick."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator

import spacy

from benchmarks.figures import Figure
from sayso.annotate import load_reader
from sayso.annotate.words import make_doc
from sayso.intake import make_report
from sayso.run import read_report

LEAST_SHARE = 1 / 25
"""The goal: a reading may take 25 times as long as splitting the text into words and sentences."""


def measure(texts: tuple[str, ...], *, threads: int, seconds: float) -> Iterator[Figure]:
    """The yardstick, then the annotated `Doc` on so many threads and on one, then everything that `sayso read` does."""
    yardstick_nlp = spacy.blank("en")
    yardstick_nlp.add_pipe("sentencizer")
    reports = [make_report(text, id=str(number)) for number, text in enumerate(texts)]
    counts = [sum(not token.is_space for token in make_doc(text)) for text in texts]

    def rate(work: Callable[[int], object]) -> float:
        return _rate(work, counts, seconds=seconds)

    yardstick = rate(lambda number: list(yardstick_nlp(texts[number]).sents))
    yield Figure("yardstick: blank tokenizer + sentencizer, one thread", yardstick, "words/s")
    for count in dict.fromkeys((threads, 1)):
        reader = load_reader(threads=count)
        speed = rate(lambda number, reader=reader: reader.annotate(reports[number]))  # type: ignore[misc]
        name = f"text to annotated Doc, {count} thread{'s' if count > 1 else ''}"
        yield Figure(name, speed, "words/s", least=round(yardstick * LEAST_SHARE) if count == threads else None)
        yield Figure(f"  the yardstick is faster by a factor of ({count})", yardstick / speed, "")
    reader = load_reader(threads=threads)
    yield Figure(
        f"text to Reading, {threads} threads",
        rate(lambda number: read_report(make_report(texts[number], id=str(number)), reader)),
        "words/s",
    )


def _rate(work: Callable[[int], object], counts: list[int], *, seconds: float) -> float:
    """Words a second of `work` on text after text, once warm."""
    for number in range(min(3, len(counts))):
        work(number)
    done = 0
    begun = time.perf_counter()
    for number in itertools.cycle(range(len(counts))):
        work(number)
        done += counts[number]
        if number == len(counts) - 1 and time.perf_counter() - begun > seconds:
            break
    return done / (time.perf_counter() - begun)
