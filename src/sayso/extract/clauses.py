"""What the tree adds to the model's attributions: what a cue governs, who its subject is, whom it cites."""

from __future__ import annotations

from dataclasses import replace

import spacy.tokens

from sayso.extract.drafts import Draft, Piece
from sayso.extract.mentions import head_of
from sayso.extract.phrases import (
    clause_of,
    edged,
    is_hearsay,
    is_impersonal,
    longest_outside,
    object_of,
    owner_of,
    phrase_of,
    source_of,
    speaker_above,
    subject_of,
)

Token = spacy.tokens.Token
_CONTENTS = ("ccomp", "parataxis")
_CLAUSE_HEADS = frozenset(("VERB", "AUX", "NOUN", "ADJ", "PROPN", "PRON", "NUM", "ADV"))
_NOBODY = frozenset(("nobody", "none", "no-one", "nothing"))
_THOUGHT = frozenset(("think", "believe", "expect", "understand", "suspect", "presume", "fear", "report", "say"))
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
    draft = _with_whole_clause(draft, verb)
    if is_impersonal(verb) or _is_by_nobody(verb):
        return replace(draft, source=None)
    draft = _with_sound_source(doc, draft, verb)
    if draft.source is None:
        draft = _with_source(draft, source_of(verb))
        if draft.source is None:
            draft = _with_source(draft, speaker_above(verb))
    return draft


def _with_whole_clause(draft: Draft, verb: Token) -> Draft:
    """The draft with all of what is said where the model drew its beginning alone.

    "A strike hit the town, killing nine, residents said": a strike is nothing that anybody says.
    """
    if len(draft.content) != 1:
        return draft
    piece = draft.content[0]
    for said in verb.children:
        if said.dep_ != "ccomp" or said.pos_ != "VERB" or not piece.end <= said.i < verb.i:
            continue
        clause, stop = clause_of(said), min(part.start for part in (draft.source, draft.cue) if part)
        if clause is not None and clause.start <= piece.start and said.i < stop:
            whole = edged(verb.doc, list(range(clause.start, stop)))
            return replace(draft, content=(whole,)) if whole else draft
    return draft


def _with_sound_source(doc: spacy.tokens.Doc, draft: Draft, verb: Token) -> Draft:
    """The draft without a source that the tree speaks against: a clause, a later sentence, whoever is spoken of.

    "The mayor, in a speech while rebels were in the town, said …": the mayor said so, and no clause beside him.
    """
    source = draft.source
    if source is None:
        return draft
    if source.start >= verb.sent.end or _is_spoken_of(verb, source):
        return replace(draft, source=None)
    head = head_of(doc, source)
    if _is_clause(head, source):
        better = source_of(verb) or speaker_above(verb)
        return _with_source(draft, better) if better is not None and better != source else draft
    speaker = next((t for t in verb.children if t.dep_ in ("nsubj", "nsubj:outer")), None)
    if speaker is not None and doc[source.start].pos_ in ("ADP", "SCONJ") and speaker.i >= source.end:
        return _with_source(draft, phrase_of(speaker))  # "as many of you know, I said …"
    if speaker is not None and head.dep_ == "appos" and head.head.i == speaker.i and speaker.i < source.start:
        return _with_source(draft, phrase_of(speaker))  # "the league, one of the hosts, urged …"
    return draft


def _is_by_nobody(verb: Token) -> bool:
    """ "Nobody has claimed the raid", "no group has said": nobody says so."""
    speaker = next((t for t in verb.children if t.dep_ == "nsubj"), None)
    if speaker is None:
        return False
    return speaker.lower_ in _NOBODY or any(t.lower_ == "no" and t.dep_ == "det" for t in speaker.children)


def _is_spoken_of(verb: Token, source: Piece) -> bool:
    """ "The captives are thought to have fled": they do not think so."""
    if any(t.dep_ == "obl:agent" for t in verb.children):
        return False
    if verb.dep_ == "acl" and verb.lemma_ in _THOUGHT and not verb.lower_.endswith("ing"):
        return source.start <= verb.head.i < source.end  # "one of the captives thought to have fled"
    passive = any(t.dep_ == "aux:pass" for t in verb.children)
    return passive and any(t.dep_ == "nsubj:pass" and source.start <= t.i < source.end for t in verb.children)


def _is_clause(head: Token, piece: Piece) -> bool:
    """Whether what was taken for a source is a clause: "who called himself Musa", "rebels were in the town"."""
    inside = [t.dep_ for t in head.children if piece.start <= t.i < piece.end]
    return head.pos_ in ("VERB", "AUX") or "cop" in inside or "nsubj" in inside


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
