"""What the tree adds to the model's attributions: what a cue governs, who its subject is, sayings within sayings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import spacy.tokens

from sayso.codebook.cues import load_cues
from sayso.extract.drafts import Draft, Piece

Token = spacy.tokens.Token
_SUBJECTS = ("nsubj", "nsubj:pass")
_CONTENTS = ("ccomp", "parataxis")
_NOT_OF_PHRASE = frozenset(("acl:relcl", "acl", "parataxis", "advcl", "ccomp"))
_EDGES = frozenset(",;:.–—-")
_QUOTING = frozenset(("quote", "cite"))
_STRONG = frozenset(("say", "claim", "deny", "confirm"))
_TELLERS = frozenset(("he", "she", "they", "who", "his", "her", "their", "some", "many", "others", "all"))
"""Pronouns that may begin the mention of a source; "whoever", "nobody", "it" and those who speak themselves may not."""
_CONCESSIVE = frozenset(("advcl", "advcl:relcl"))


def complete(doc: spacy.tokens.Doc, draft: Draft) -> Draft:
    """The draft with the content and the source that the tree gives where the model found none."""
    if draft.cue is None:
        return draft
    verb = _cue_verb(doc, draft.cue)
    if verb is None:
        return draft
    if not draft.content:
        content = _content_of(verb)
        draft = replace(draft, content=tuple(_outside(content, draft)) if content else ())
    if draft.source is None:
        source = _source_of(verb)
        taken = [*draft.content, draft.cue]
        if source is not None and not any(source.overlaps(piece) for piece in taken if piece):
            draft = replace(draft, source=source)
    return draft


def with_quoted_source(doc: spacy.tokens.Doc, draft: Draft) -> Draft:
    """ "X said, citing Y" and "X quoted Y as saying": Y is the source, X stands before it in `via`."""
    if draft.cue is None:
        return draft
    verb = _cue_verb(doc, draft.cue)
    if verb is None:
        return draft
    if verb.lemma_ in _QUOTING:
        cited = _object_of(verb)
        teller = _subject_of(verb) or _subject_of(verb.head)
    else:
        citing = [t for t in verb.children if t.dep_ == "advcl" and t.lemma_ in _QUOTING and t.lower_.endswith("ing")]
        cited = _object_of(citing[0]) if citing else None
        teller = draft.source
    if cited is None or (draft.source is not None and cited.overlaps(draft.source) and teller is None):
        return draft
    if teller is None or cited.overlaps(teller):
        return draft
    return replace(draft, source=cited, via=(teller,))


def nested(doc: spacy.tokens.Doc, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Sayings inside what somebody says: a reporting verb with its subject and its clause, not yet marked as a cue.

    The outer source is `via`, unless the inner saying stands in a clause of contrast ("despite Oslo claiming …"),
    which the outer source does not vouch for.
    """
    cues = load_cues()
    taken = {i for d in drafts for p in (d.cue, d.source) if p for i in range(p.start, p.end)}
    for draft in drafts:
        for piece in draft.content:
            for token in doc[piece.start : piece.end]:
                if token.i in taken or token.pos_ != "VERB" or cues.verbs.get(token.lemma_.lower()) not in _STRONG:
                    continue
                source, content = _source_of(token), _content_of(token)
                if source is None or content is None or source.overlaps(content):
                    continue
                if doc[source.start].lower_ not in _TELLERS and doc[source.start].pos_ == "PRON":
                    continue
                contrast = _stands_in_contrast(token, piece)
                via = (draft.source,) if draft.source and not contrast else ()
                cue = Piece(token.i, token.i + 1)
                yield Draft(source, cue, tuple(_outside(content, Draft(source, cue, (), 0))), draft.score, via)


def _cue_verb(doc: spacy.tokens.Doc, cue: Piece) -> Token | None:
    verbs = [t for t in doc[cue.start : cue.end] if t.pos_ == "VERB"]
    return verbs[-1] if verbs else None


def _subject_of(verb: Token) -> Piece | None:
    for child in verb.children:
        if child.dep_ in _SUBJECTS:
            return phrase_of(child)
    return None


def _source_of(verb: Token) -> Piece | None:
    """The subject of a verb, or of the verb that it is joined to ("came and said")."""
    found = _subject_of(verb)
    if found is None and verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        found = _subject_of(verb.head)
    if found is None and any(t.dep_ == "aux:pass" for t in verb.children):
        agents = [t for t in verb.children if t.dep_ == "obl:agent"]
        found = phrase_of(agents[0]) if agents else None
    return found


def _object_of(verb: Token) -> Piece | None:
    for child in verb.children:
        if child.dep_ in ("obj", "nsubj:pass"):
            return phrase_of(child)
    return None


def phrase_of(head: Token) -> Piece:
    """A noun phrase without its relative clauses and the preposition before it."""
    skipped: set[int] = set()
    for child in head.children:
        if child.dep_ in ("acl:relcl", "acl", "parataxis", "advcl", "ccomp") or (
            child.dep_ == "case" and child.i < head.i
        ):
            skipped.update(t.i for t in child.subtree)
    kept = [t.i for t in head.subtree if t.i not in skipped and not t.is_space]
    low, high = min(kept), max(kept) + 1
    doc = head.doc
    while high - 1 > head.i and doc[high - 1].text in _EDGES:
        high -= 1
    while low < head.i and doc[low].pos_ == "PUNCT":
        low += 1
    # A relative clause in the middle ends the phrase: what follows it is seldom part of the name.
    for i in range(head.i + 1, high):
        if i in skipped:
            return Piece(low, i - 1 if doc[i - 1].text in _EDGES and i - 1 > head.i else i)
    return Piece(low, high)


def _content_of(verb: Token) -> Piece | None:
    """The clause that a reporting verb governs, or that it is set beside ("…, he said")."""
    for child in verb.children:
        if child.dep_ in _CONTENTS and child.pos_ in ("VERB", "AUX", "NOUN", "ADJ", "PROPN", "PRON", "NUM", "ADV"):
            return _clause(child)
    if verb.dep_ == "parataxis":
        own = {t.i for t in verb.subtree}
        rest = [t.i for t in verb.head.subtree if t.i not in own and not t.is_space]
        before = [i for i in rest if i < min(own)]
        return _edged(verb.doc, before) if before else None
    return None


def _clause(root: Token) -> Piece | None:
    return _edged(root.doc, [t.i for t in root.subtree if not t.is_space])


def _edged(doc: spacy.tokens.Doc, tokens: list[int]) -> Piece | None:
    low, high = min(tokens), max(tokens) + 1
    while low < high and doc[low].text in _EDGES:
        low += 1
    while high > low and doc[high - 1].text in _EDGES:
        high -= 1
    return Piece(low, high) if low < high else None


def _outside(content: Piece, draft: Draft) -> list[Piece]:
    """The longest part of a clause that holds neither the source nor the cue."""
    parts = [content]
    for cut in (draft.source, draft.cue):
        if cut is not None:
            parts = [
                Piece(low, high)
                for part in parts
                for low, high in ((part.start, min(part.end, cut.start)), (max(part.start, cut.end), part.end))
                if low < high
            ]
    return sorted(parts, key=lambda p: p.start - p.end)[:1]


def _stands_in_contrast(verb: Token, content: Piece) -> bool:
    """Whether a clause that does not belong to what the outer source vouches for leads down to the verb."""
    at = verb
    while content.start <= at.i < content.end:
        if at.dep_ in _CONCESSIVE:
            return True
        if at.head.i == at.i:
            break
        at = at.head
    return False
