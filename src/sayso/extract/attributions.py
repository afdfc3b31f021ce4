"""From an annotated report to its attributions: who says what, by which words, how it is quoted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from sayso.annotate.document import Annotated
from sayso.extract.carrying import (
    introduces,
    with_own_sentence,
    with_run_on,
    with_statements_below,
    with_whole_quotations,
)
from sayso.extract.cast import find_cast
from sayso.extract.clauses import complete, with_quoted_source
from sayso.extract.drafts import Draft, make_drafts, span_of, without_overlaps
from sayso.extract.memory import Asked
from sayso.extract.nesting import find_nested, with_tellers
from sayso.extract.quotes import Quotes, find_quotes, quotation_of
from sayso.extract.sources import Sources
from sayso.model import Attribution, Span


def find_attributions(annotated: Annotated) -> tuple[Attribution, ...]:
    """All attributions of a report, in text order; the same report always gives the same ones.

    The reader model draws them; the tree completes them; pronouns and short descriptions are traced to names; quoted
    sentences that run on keep their speaker.
    """
    doc = annotated.doc
    quotes = find_quotes(annotated.report.text)
    drafts, orphans = make_drafts(annotated)
    drafts = with_own_sentence(doc, drafts, orphans)
    drafts = [with_quoted_source(doc, complete(doc, draft)) for draft in drafts]
    drafts = [draft for draft in map(without_overlaps, drafts) if draft.content or introduces(doc, draft)]
    drafts = with_run_on(doc, drafts, orphans, quotes)
    drafts = with_whole_quotations(doc, drafts, quotes)
    drafts = with_statements_below(doc, drafts)
    drafts = with_tellers(doc, [*map(without_overlaps, drafts), *find_nested(doc, drafts)])
    drafts = sorted((d for d in drafts if d.content), key=lambda d: (d.start, d.cue.start if d.cue else -1))
    return tuple(_finish(annotated, drafts, quotes))


def _finish(annotated: Annotated, drafts: Sequence[Draft], quotes: Quotes) -> Iterable[Attribution]:
    """Resolve the sources, in the order in which they are mentioned, and make the records."""
    doc, text = annotated.doc, annotated.report.text
    # What is asked last about one place stands: a source knows what it says, a go-between need not.
    asked = [Asked(piece) for d in drafts for piece in d.via]
    asked += [Asked(d.source, d.content, d.via[-1] if d.via else None) for d in drafts if d.source]
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
            quotation="direct" if draft.spoken else quotation_of(quotes, text, content),
            score=draft.score,
        )


def _id(digest: str, source: Span | None, cue: Span | None, content: Sequence[Span]) -> str:
    """Sixteen hexadecimal digits made from the text's digest and the places of all parts."""
    places = [f"{s.start}-{s.end}" if s else "-" for s in (source, cue, *content)]
    return hashlib.sha256(f"{digest}:attribution:{','.join(places)}".encode()).hexdigest()[:16]
