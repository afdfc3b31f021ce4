"""Words that somebody goes on to say: quotations that run on over sentences, statements below their introduction."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

import spacy.tokens

from sayso.extract.columns import columns_of
from sayso.extract.drafts import Draft, Piece
from sayso.extract.quotes import Quotes

RUN_ON_TOKENS = 60
"""How far behind the last words of a quotation a further quoted sentence still belongs to the same speaker."""
PARAGRAPH_TOKENS = 12
"""A line so long is a paragraph, no heading or caption: it may be part of a statement without saying "I" or "we"."""
_SPEAKING = frozenset("i we my our me us mine ours myself ourselves".split())
_GAP_LINES = 1
"""How many lines without "I" or "we" a statement may have between lines with them."""


def with_own_sentence(doc: spacy.tokens.Doc, drafts: Sequence[Draft], orphans: Sequence[Piece]) -> list[Draft]:
    """Contents given to the cue of their own sentence, where that has none and they were linked elsewhere or nowhere.

    "The ward was hit, according to nurses. The mayor blamed rebels.": the first clause is the nurses'.
    """
    empty = [n for n, d in enumerate(drafts) if not d.content and d.cue]
    found = list(drafts)
    for n in empty:
        cue = drafts[n].cue
        if cue is None:
            continue
        sentence = doc[cue.start].sent
        strays = [
            (other, piece)
            for other in range(max(0, n - 3), min(len(found), n + 4))
            for piece in found[other].content
            if other != n and _stray(found[other], piece, sentence)
        ]
        free = [p for p in orphans if sentence.start <= p.start < sentence.end]
        if strays:
            other, piece = min(strays, key=lambda s: _gap(s[1], cue))
            found[other] = replace(found[other], content=tuple(p for p in found[other].content if p != piece))
            found[n] = replace(found[n], content=(piece,))
        elif free:
            found[n] = replace(found[n], content=tuple(free))
    return found


def _stray(draft: Draft, piece: Piece, sentence: spacy.tokens.Span) -> bool:
    """Whether a piece stands in the sentence and its cue does not."""
    inside = sentence.start <= piece.start < sentence.end
    return inside and draft.cue is not None and not sentence.start <= draft.cue.start < sentence.end


def _gap(a: Piece, b: Piece) -> int:
    return max(a.start - b.end, b.start - a.end, 0)


def with_run_on(
    doc: spacy.tokens.Doc, drafts: Sequence[Draft], orphans: Sequence[Piece], quotes: Quotes
) -> list[Draft]:
    """Quoted words without a cue of their own go to the speaker of the quotation before them."""
    words = columns_of(doc)
    found = list(drafts)
    given = {p for d in drafts for p in d.content}
    ends = sorted((_end(d), n) for n, d in enumerate(drafts) if d.source)
    for piece in sorted(orphans, key=lambda p: p.start):
        if piece in given or not quotes.covers(words.start[piece.start]):
            continue
        at = bisect_right(ends, (piece.start, len(drafts))) - 1
        if at < 0 or piece.start - ends[at][0] > RUN_ON_TOKENS:
            continue
        last = found[ends[at][1]]
        found[ends[at][1]] = replace(last, content=(*last.content, piece))
        ends[at] = (max(ends[at][0], piece.end), ends[at][1])
    return found


def _end(draft: Draft) -> int:
    return max(p.end for p in (*draft.content, draft.cue) if p)


def with_whole_quotations(doc: spacy.tokens.Doc, drafts: Sequence[Draft], quotes: Quotes) -> list[Draft]:
    """Contents that begin in a quotation stretched over all of it, as far as nobody else's words stand there.

    A saying that itself stands in the quotation does not hold the rest of it.
    """
    taken = sorted({(p.start, p.end) for d in drafts for p in (*d.content, d.cue, d.source) if p})
    words = columns_of(doc)
    starts = words.start
    found = []
    for draft in drafts:
        content = []
        for piece in draft.content:
            grown = piece
            for low, high in quotes.runs_within(starts[piece.start], words.end[piece.end - 1]):
                whole = quotes.whole(low)
                run = Piece(bisect_left(starts, whole[0]), bisect_left(starts, whole[1]))
                nested = draft.cue is not None and run.start <= draft.cue.start < run.end
                if high - low > 1 and not nested and _is_free(run, draft.content, taken):
                    grown = Piece(min(grown.start, run.start), max(grown.end, run.end))
            content.append(grown)
        found.append(replace(draft, content=_merged(content)))
    return found


def _is_free(run: Piece, own: Sequence[Piece], taken: Sequence[tuple[int, int]]) -> bool:
    """Whether no piece but these own ones stands in a run of tokens."""
    at = max(0, bisect_left(taken, (run.start, 0)) - 1)
    while at < len(taken) and taken[at][0] < run.end:
        low, high = taken[at]
        if high > run.start and Piece(low, high) not in own:
            return False
        at += 1
    return True


def _merged(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Pieces in order, those that touch or overlap joined."""
    found: list[Piece] = []
    for piece in sorted(pieces, key=lambda p: p.start):
        if found and piece.start <= found[-1].end:
            found[-1] = Piece(found[-1].start, max(found[-1].end, piece.end))
        else:
            found.append(piece)
    return tuple(found)


def with_statements_below(doc: spacy.tokens.Doc, drafts: Sequence[Draft]) -> list[Draft]:
    """ "The minister said:" and below it, without quotation marks, what he said: its lines with "I" or "we"."""
    lines = _lines(doc)
    line_starts = [line.start for line in lines]
    cues = sorted(d.cue.start for d in drafts if d.cue)
    blocks: list[Piece] = []
    found = []
    for draft in drafts:
        block = _block(doc, draft, lines, line_starts, cues) if draft.cue and draft.source else None
        if block is None:
            found.append(draft)
        else:
            blocks.append(block)
            kept = [p for p in draft.content if not p.overlaps(block)]
            found.append(replace(draft, content=_merged([*kept, block]), spoken=True))
    return [_without_strays(doc, draft, blocks) for draft in found] if blocks else found


def _without_strays(doc: spacy.tokens.Doc, draft: Draft, blocks: Sequence[Piece]) -> Draft:
    """Without the words of a statement that stand in other sentences than the cue: those are the speaker's."""
    if draft.cue is None or draft.spoken:
        return draft
    sentence = doc[draft.cue.start].sent
    own = Piece(sentence.start, sentence.end)
    kept = tuple(p for p in draft.content if p.overlaps(own) or not any(p.overlaps(block) for block in blocks))
    return replace(draft, content=kept)


def introduces(doc: spacy.tokens.Doc, draft: Draft) -> bool:
    """Whether the cue ends its line with a colon, so that what is said stands below."""
    if draft.cue is None or draft.source is None:
        return False
    rest = doc[draft.cue.end : draft.cue.end + 3]
    return len(rest) > 1 and rest[0].text == ":" and rest[1].is_space and "\n" in rest[1].text


def _lines(doc: spacy.tokens.Doc) -> list[Piece]:
    found: list[Piece] = []
    start = 0
    words = columns_of(doc)
    for i, is_space in enumerate(words.is_space):
        if is_space and "\n" in words.text[i]:
            if i > start:
                found.append(Piece(start, i))
            start = i + 1
    if start < len(doc):
        found.append(Piece(start, len(doc)))
    return found


def _block(
    doc: spacy.tokens.Doc, draft: Draft, lines: Sequence[Piece], line_starts: Sequence[int], cues: Sequence[int]
) -> Piece | None:
    """The lines below a cue that ends its line with a colon, as far as they speak in the first person."""
    assert draft.cue is not None
    at = bisect_right(line_starts, draft.cue.start) - 1
    line = lines[at]
    if doc[line.end - 1].text != ":" or draft.cue.end < line.end - 2:
        return None
    last, gap, foreign = at, 0, False
    for number in range(at + 1, len(lines)):
        words = doc[lines[number].start : lines[number].end]
        if words[0].text[0] in "“\"«„‘'" or words[-1].text == ":" or words[0].dep_ == "furniture":
            foreign = True
            break
        own_cues = cues[bisect_left(cues, lines[number].start) : bisect_left(cues, lines[number].end)]
        if any(t.lower_ in _SPEAKING for t in words):
            last, gap = number, 0
        elif number == at + 1 and len(words) >= PARAGRAPH_TOKENS:
            last = number  # what stands right below is what was said, whoever it speaks of
        elif own_cues or gap >= _GAP_LINES:
            foreign = bool(own_cues)
            break
        else:
            gap += 1
    rest = lines[last + 1 :]
    if last > at and not foreign and len(rest) == gap and all(r.end - r.start >= PARAGRAPH_TOKENS for r in rest):
        last += gap  # to the end of the text nobody else speaks
    return Piece(lines[at + 1].start, lines[last].end) if last > at else None
