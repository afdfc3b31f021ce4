"""From an annotated report to its attributions: who says what, by which words, how it is quoted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import spacy.tokens

from sayso.annotate.document import Annotated
from sayso.extract.cast import find_cast
from sayso.extract.clauses import complete, with_quoted_source
from sayso.extract.drafts import Draft, Piece, make_drafts, span_of, without_overlaps
from sayso.extract.memory import Asked
from sayso.extract.nesting import find_nested, with_tellers
from sayso.extract.quotes import Quotes, find_quotes, quotation_of
from sayso.extract.sources import Sources
from sayso.model import Attribution, Span

RUN_ON_TOKENS = 60
"""How far behind the last words of a quotation a further quoted sentence still belongs to the same speaker."""


def find_attributions(annotated: Annotated) -> tuple[Attribution, ...]:
    """All attributions of a report, in text order; the same report always gives the same ones.

    The reader model draws them; the tree completes them; pronouns and short descriptions are traced to names; quoted
    sentences that run on keep their speaker.
    """
    doc = annotated.doc
    quotes = find_quotes(annotated.report.text)
    drafts, orphans = make_drafts(annotated)
    drafts = [with_quoted_source(doc, complete(doc, draft)) for draft in drafts]
    drafts = [draft for draft in map(without_overlaps, drafts) if draft.content]
    drafts += _run_on(doc, drafts, orphans, quotes)
    drafts = with_tellers(doc, [*drafts, *find_nested(doc, drafts)])
    drafts = sorted((d for d in drafts if d.content), key=lambda d: (d.start, d.cue.start if d.cue else -1))
    return tuple(_finish(annotated, drafts, quotes))


def _run_on(doc: spacy.tokens.Doc, drafts: Sequence[Draft], orphans: Iterable[Piece], quotes: Quotes) -> list[Draft]:
    """Quoted words without a cue of their own: the speaker of the quotation before them goes on."""
    found: list[Draft] = []
    waiting = sorted((d for d in drafts if d.source), key=_last_token, reverse=True)
    last: Draft | None = None
    for piece in sorted(orphans, key=lambda p: p.start):
        while waiting and waiting[-1].start < piece.start:
            last = waiting.pop()
        if last is None or not quotes.covers(doc[piece.start].idx):
            continue
        if piece.start - _last_token(last) <= RUN_ON_TOKENS:
            last = Draft(last.source, last.cue, (piece,), last.score, last.via)
            found.append(last)
    return found


def _last_token(draft: Draft) -> int:
    """Where a quotation and what attributes it end."""
    return max(piece.end for piece in (*draft.content, draft.cue) if piece)


def _finish(annotated: Annotated, drafts: Sequence[Draft], quotes: Quotes) -> Iterable[Attribution]:
    """Resolve the sources, in the order in which they are mentioned, and make the records."""
    doc, text = annotated.doc, annotated.report.text
    asked = [Asked(d.source, d.content, d.via[-1] if d.via else None) for d in drafts if d.source]
    asked += [Asked(piece) for d in drafts for piece in d.via]
    resolved = Sources(doc, text, find_cast(doc), asked).resolve_all()
    for draft in drafts:
        content = tuple(span_of(doc, text, piece) for piece in sorted(draft.content, key=lambda p: p.start))
        source = resolved[draft.source] if draft.source else None
        cue = span_of(doc, text, draft.cue) if draft.cue else None
        # "She said she thought …": nobody is a go-between of her own words.
        via = tuple(v for v in (resolved[p] for p in draft.via) if source is None or v.name != source.name)
        yield Attribution(
            id=_id(annotated.report.sha256, source.span if source else None, cue, content),
            source=source,
            via=via,
            cue=cue,
            content=content,
            quotation=quotation_of(quotes, text, content),
            score=draft.score,
        )


def _id(digest: str, source: Span | None, cue: Span | None, content: Sequence[Span]) -> str:
    """Sixteen hexadecimal digits made from the text's digest and the places of all parts."""
    places = [f"{s.start}-{s.end}" if s else "-" for s in (source, cue, *content)]
    return hashlib.sha256(f"{digest}:attribution:{','.join(places)}".encode()).hexdigest()[:16]
