"""A report's text cut into passages: paragraphs, long ones by sentences, and the words of each quotation apart."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sayso.reconcile.copies.quoting import find_quotations
from sayso.reconcile.copies.texts import PassageKind, ReportText

LONGEST_WORDS = 60
"""A paragraph with more words is cut by sentences, so that one sentence taken over still is much of its passage."""
PIECE_WORDS = 25
"""Sentences of a long paragraph are put together up to this length."""
FEWEST_WORDS = 10
"""A piece of prose with fewer words is joined to its neighbour: alone it is often a set phrase."""
FEWEST_QUOTED = 5
"""Fewer quoted words are no passage: "a cowardly act" is said by many."""

_WORD = re.compile(r"\d+(?:\.\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*")
_SAME_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'"})
_NO_WORD = re.compile(r"(?<=\d),(?=\d)|'s\b")
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n|(?<=[.!?…\"”’)\]])[ \t\r]*\n|\r\n?(?!\n)|[\v\f\x85\u2028\u2029]")
_SENTENCE = re.compile(r"(?<=[.!?…])[\"”’)\]]*\s+(?=[\"“‘'(\[]?[^\W_a-z])")
_SHORTENED = re.compile(
    r"(?:\b[^\W\d_]|\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Capt|Sgt|St|No|Gov|Sen|Rep|Prof|vs|approx))\.\Z"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage before it is signed: `runs` are its words, normalised, with a gap wherever a quotation stands."""

    start: int
    end: int
    runs: tuple[tuple[str, ...], ...]
    kind: PassageKind = "prose"
    speaker: str | None = None

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(map(len, self.runs))


def normalise_words(text: str) -> tuple[str, ...]:
    """The words of `text` so that typing does not matter: case, accents' forms, quotes, hyphens, commas in numbers.

    >>> normalise_words("The Governor’s 1,200 men re-took “Tarn”.")
    ('the', 'governor', '1200', 'men', 're', 'took', 'tarn')
    """
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_SAME_QUOTES)
    return tuple(_WORD.findall(_NO_WORD.sub("", folded)))


def cut_report(report: ReportText) -> tuple[Piece, ...]:
    """The passages of `report` in the order of their place, its furniture left out."""
    quotations = [found for found in find_quotations(report) if _is_long(report.text[found.start : found.end])]
    pieces: list[Piece] = []
    quoted = [(quotation.start, quotation.end) for quotation in quotations]
    for start, end in _find_paragraphs(report):
        pieces.extend(_join_short(_cut_paragraph(report.text, start, end, quoted)))
    prose = list(_join_short(pieces))
    spoken = [
        Piece(start, end, (words,), "quote", quotation.speaker)
        for quotation in quotations
        for start, end, words in _cut_quotation(report.text, quotation.start, quotation.end)
    ]
    return tuple(sorted([*prose, *spoken], key=lambda piece: (piece.start, piece.end, piece.kind)))


def _is_long(quoted: str) -> bool:
    return len(normalise_words(quoted)) >= FEWEST_QUOTED


def _find_paragraphs(report: ReportText) -> Iterator[tuple[int, int]]:
    place = 0
    for part in report.furniture:
        yield from _split(report.text, place, part.span.start, _PARAGRAPH)
        place = max(place, part.span.end)
    yield from _split(report.text, place, len(report.text), _PARAGRAPH)


def _split(text: str, start: int, end: int, at: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The stretches between the matches of `at`, without the blanks around them; no sentence ends at "Dr."."""
    begun = start
    for found in at.finditer(text, start, end):
        if at is _SENTENCE and _SHORTENED.search(text, max(begun, found.start() - 8), found.start()):
            continue
        yield from _strip(text, begun, found.end())
        begun = found.end()
    yield from _strip(text, begun, end)


def _strip(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    inner = text[start:end]
    if bare := inner.strip():
        first = start + len(inner) - len(inner.lstrip())
        yield first, first + len(bare)


def _cut_paragraph(text: str, start: int, end: int, quoted: list[tuple[int, int]]) -> Iterator[Piece]:
    whole = _make_piece(text, start, end, quoted)
    if whole.words <= LONGEST_WORDS:
        yield whole
        return
    held: Piece | None = None
    for first, last in _split(text, start, end, _SENTENCE):
        sentence = _make_piece(text, first, last, quoted)
        if held and held.words >= PIECE_WORDS:
            yield held
            held = None
        held = _join(held, sentence) if held else sentence
    if held:
        yield held


def _make_piece(text: str, start: int, end: int, quoted: list[tuple[int, int]]) -> Piece:
    """The prose between `start` and `end`: each stretch between quotations is a run of its own."""
    runs, place = [], start
    begin = max(0, bisect_left(quoted, (start, start)) - 1)
    for first, last in [*quoted[begin : bisect_left(quoted, (end, end))], (end, end)]:
        if place < min(first, end) and (words := normalise_words(text[place : min(first, end)])):
            runs.append(words)
        place = max(place, last)
    return Piece(start, end, tuple(runs))


def _join(one: Piece, two: Piece) -> Piece:
    return Piece(one.start, two.end, one.runs + two.runs)


def _join_short(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Short pieces go to the next one, the last to the one before; what has no words is left out."""
    held: Piece | None = None
    done: Piece | None = None
    for piece in pieces:
        held = _join(held, piece) if held else piece
        if held.words >= FEWEST_WORDS:
            if done:
                yield done
            done, held = held, None
    if held and held.words:
        done = _join(done, held) if done else held
    if done:
        yield done


def _cut_quotation(text: str, start: int, end: int) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """The sentences of a quotation, each with its words: often only one of several is taken over."""
    first: int | None = None
    words: tuple[str, ...] = ()
    cuts = list(_split(text, start, end, _SENTENCE))
    for number, (begun, ended) in enumerate(cuts):
        first = begun if first is None else first
        words += normalise_words(text[begun:ended])
        rest = sum(len(normalise_words(text[a:b])) for a, b in cuts[number + 1 :])
        if len(words) >= FEWEST_QUOTED and (rest >= FEWEST_QUOTED or rest == 0):
            yield first, ended, words
            first, words = None, ()
