"""The words of a report as the reader model sees them: no white space, no furniture, and where each stands."""

from __future__ import annotations

import bisect
import functools
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

import spacy
import spacy.tokens
from spacy.attrs import SPACY
from spacy.lang.en import English
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
from spacy.vocab import create_vocab

from sayso.model import Report

_WRAPPED_LINES = 8
_WRAPPED_WIDTH = (45, 100)
_RUNS = (r"[!?]{2,}", r"={2,}", r"\*{2,}", r"_{2,}", r"~{2,}", r"\${2,}", r"<{2,}", r">{2,}", r"#{2,}")
SECTION_WORDS = 8000
"""Words whose scores are held at once: 4 kB each, so some 32 MB. Longer than all but the longest reports."""
_LONGEST_RUN = 100
"""spaCy takes one mark at a time off a run without blanks and looks at all the rest each time: 10,000 brackets in a row
took it minutes. Longer runs are cut; few words of prose are longer, and of links no more than the tail is lost."""
_LONG_RUN = re.compile(rf"\S{{{_LONGEST_RUN + 1},}}")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_ENDS = frozenset(".!?:…\"'”’»)]")


@functools.cache
def tokenizer() -> Tokenizer:
    """The tokenizer of spaCy's blank English pipeline, with runs of one mark ("!!!") kept whole as in UD.

    It is made of the language's defaults; a whole blank pipeline would take twice as long to set up.
    """
    defaults = English.Defaults
    return Tokenizer(
        create_vocab("en", defaults),
        rules=defaults.tokenizer_exceptions,
        prefix_search=compile_prefix_regex([*_RUNS, *(defaults.prefixes or [])]).search,
        suffix_search=compile_suffix_regex([*_RUNS, *(defaults.suffixes or [])]).search,
        infix_finditer=compile_infix_regex(defaults.infixes or []).finditer,
        token_match=defaults.token_match,
        url_match=defaults.url_match,
    )


def make_doc(text: str) -> spacy.tokens.Doc:
    """The tokens of a text, as a blank `Doc` that counts the same characters.

    Halves of surrogate pairs, which spaCy cannot hold, stand in it as U+FFFD.
    """
    text = _LONE_SURROGATE.sub("\ufffd", text)
    cutter = tokenizer()
    cuts = list(_cuts_in_long_runs(text))
    if not cuts:
        doc: spacy.tokens.Doc = cutter(text)
        return doc
    words: list[str] = []
    spaces: list[bool] = []
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        for token in cutter(text[start:end]):
            words.append(token.text)
            spaces.append(bool(token.whitespace_))
    return spacy.tokens.Doc(cutter.vocab, words=words, spaces=spaces)


def _cuts_in_long_runs(text: str) -> Iterator[int]:
    for run in _LONG_RUN.finditer(text):
        yield from range(run.start() + _LONGEST_RUN, run.end(), _LONGEST_RUN)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the running text: `tokens` are their indices in the `Doc`, the rest is as the model takes it."""

    tokens: list[int]
    texts: list[str]
    spaced: list[bool]
    line_starts: list[bool]


def cut_sections(words: Words) -> list[Words]:
    """A long report in sections that are read one after the other, so that memory does not grow with its length.

    A section ends where a line does; only a line that is longer than a section is cut inside.
    """
    bounds, start, last = [0], 0, 0
    for n, line in enumerate(words.line_starts):
        if n - start >= SECTION_WORDS:
            start = last if last > start else n
            bounds.append(start)
        if line:
            last = n
    bounds.append(len(words.texts))
    return [
        Words(words.tokens[a:b], words.texts[a:b], words.spaced[a:b], words.line_starts[a:b])
        for a, b in itertools.pairwise(bounds)
    ]


def find_words(report: Report, doc: spacy.tokens.Doc) -> tuple[Words, list[range]]:
    """The words of the running text, and the pieces of furniture as ranges of tokens."""
    kept = [True] * len(doc)
    furniture: list[range] = []
    starts = [t.idx for t in doc] if report.furniture else []
    for piece in report.furniture:
        first = _token_at(starts, doc, piece.span.start)
        end = first
        while end < len(doc) and starts[end] < piece.span.end:
            kept[end] = False
            end += 1
        if end > first:
            furniture.append(range(first, end))
    words = Words([], [], [], [])
    begins = {piece.start for piece in furniture}
    breaks = _is_break_everywhere(report.text)
    blanks = doc.to_array([SPACY]).tolist()
    spaced, line = True, True
    for i, text in enumerate([token.text for token in doc]):
        if not text.strip():
            spaced = True
            line = line or (("\n" in text or "\r" in text) and (breaks or _is_break(doc, i)))
        elif kept[i]:
            words.tokens.append(i)
            words.texts.append(text)
            words.spaced.append(spaced)
            words.line_starts.append(line)
            spaced, line = bool(blanks[i]), False
        else:
            spaced, line = True, line or i in begins
    return words, furniture


def _token_at(starts: list[int], doc: spacy.tokens.Doc, character: int) -> int:
    at = bisect.bisect_right(starts, character) - 1
    if at >= 0 and starts[at] + len(doc[at]) > character:
        return at
    return at + 1


def _is_break_everywhere(text: str) -> bool:
    """Whether single line breaks separate paragraphs: not in a text that was wrapped at a fixed width."""
    lines = [len(line) for line in text[:20_000].splitlines() if line.strip()]
    narrow, wide = _WRAPPED_WIDTH
    wrapped = sum(narrow <= n <= wide for n in lines)
    return len(lines) < _WRAPPED_LINES or wrapped < 0.6 * len(lines) or max(lines) > 2 * wide


def _is_break(doc: spacy.tokens.Doc, space: int) -> bool:
    """In a wrapped text: a blank line, or a line that ends with a stop."""
    return doc[space].text.count("\n") > 1 or (space > 0 and doc[space - 1].text[-1] in _ENDS)
