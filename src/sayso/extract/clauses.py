"""What the tree adds to the model's attributions: what a cue governs, who its subject is, whom it cites."""

from __future__ import annotations

from dataclasses import replace

import spacy.tokens

from sayso.extract.drafts import Draft, Piece
from sayso.extract.phrases import (
    clause_of,
    edged,
    is_hearsay,
    longest_outside,
    object_of,
    owner_of,
    source_of,
    speaker_above,
    subject_of,
)

Token = spacy.tokens.Token
_CONTENTS = ("ccomp", "parataxis")
_CLAUSE_HEADS = frozenset(("VERB", "AUX", "NOUN", "ADJ", "PROPN", "PRON", "NUM", "ADV"))
_QUOTING = frozenset(("quote", "cite"))


def complete(doc: spacy.tokens.Doc, draft: Draft) -> Draft:
    """The draft with the content and the source that the tree gives where the model found none."""
    verb = cue_verb(doc, draft.cue)
    if verb is None:
        noun = _cue_noun(doc, draft.cue)
        if noun is None or draft.source:
            return draft
        draft = _with_source(draft, owner_of(noun))
        return _with_hearsay(draft, noun) if draft.source is None and is_hearsay(noun) else draft
    if not draft.content:
        content = content_of(verb)
        draft = replace(draft, content=longest_outside(content, (draft.source, draft.cue)) if content else ())
    if draft.source is None:
        draft = _with_source(draft, source_of(verb))
    if draft.source is None:
        draft = _with_source(draft, speaker_above(verb))
    return draft


def _with_source(draft: Draft, source: Piece | None) -> Draft:
    taken = [piece for piece in (*draft.content, draft.cue) if piece]
    return draft if source is None or any(map(source.overlaps, taken)) else replace(draft, source=source)


def _with_hearsay(draft: Draft, noun: Token) -> Draft:
    """ "Reports of a blast": the reports are the source, what is left of the cue attributes."""
    cue = draft.cue
    rest = Piece(noun.i + 1, cue.end) if cue is not None and noun.i + 1 < cue.end else None
    return replace(draft, source=Piece(noun.i, noun.i + 1), cue=rest)


def with_quoted_source(doc: spacy.tokens.Doc, draft: Draft) -> Draft:
    """ "X said, citing Y", "an X report citing Y" and "X quoted Y as saying": Y is the source, X is `via`."""
    verb = cue_verb(doc, draft.cue)
    if verb is None:
        return draft
    if verb.lemma_ in _QUOTING:
        cited = object_of(verb)
        teller = subject_of(verb) or (draft.source if draft.source != cited else None)
    else:
        heads = [verb, *(t for t in verb.children if t.dep_ == "nsubj")]
        citing = [
            t
            for head in heads
            for t in head.children
            if t.dep_ in ("advcl", "acl", "parataxis") and t.lemma_ in _QUOTING and t.lower_.endswith("ing")
        ]
        cited = object_of(citing[0]) if citing else None
        teller = draft.source
        if teller is not None and citing and teller.start < citing[0].i < teller.end:
            teller = Piece(teller.start, citing[0].i)
    if cited is None or teller is None or cited.overlaps(teller):
        return draft
    return replace(draft, source=cited, via=(teller,))


def cue_verb(doc: spacy.tokens.Doc, cue: Piece | None) -> Token | None:
    """The last verb of a cue."""
    verbs = [t for t in doc[cue.start : cue.end] if t.pos_ == "VERB"] if cue else []
    return verbs[-1] if verbs else None


def _cue_noun(doc: spacy.tokens.Doc, cue: Piece | None) -> Token | None:
    nouns = [t for t in doc[cue.start : cue.end] if t.pos_ == "NOUN"] if cue else []
    return nouns[0] if nouns else None


def content_of(verb: Token) -> Piece | None:
    """The clause that a reporting verb governs, or that it is set beside ("…, he said")."""
    for child in verb.children:
        if child.dep_ in _CONTENTS and child.pos_ in _CLAUSE_HEADS:
            return clause_of(child)
    if verb.dep_ == "parataxis":
        own = {t.i for t in verb.subtree}
        before = [t.i for t in verb.head.subtree if t.i not in own and not t.is_space and t.i < min(own)]
        return edged(verb.doc, before) if before else None
    return None
