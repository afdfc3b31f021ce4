"""Sayings inside what somebody says, which the reader model never marks: "the mayor said that rebels claimed …"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

import spacy.tokens

from sayso.codebook.cues import load_cues
from sayso.extract.clauses import content_of, cue_verb
from sayso.extract.drafts import Draft, Piece
from sayso.extract.phrases import clause_of, is_hearsay, longest_outside, may_speak, owner_of, source_of

Token = spacy.tokens.Token
_STRONG = frozenset(("say", "claim", "deny", "confirm"))
_CONTRAST = frozenset(("advcl", "advcl:relcl"))
_CONTRAST_MARKS = frozenset("despite although though while whereas but".split())


def find_nested(doc: spacy.tokens.Doc, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Reporting verbs and nouns inside contents that have a speaker and a clause and are no cue yet."""
    cues = load_cues()
    taken = {i for d in drafts for p in (d.cue, d.source) if p for i in range(p.start, p.end)}
    for draft in drafts:
        for piece in draft.content:
            for token in doc[piece.start : piece.end]:
                lemma = token.lemma_.lower()
                if token.i in taken:
                    continue
                found = None
                if token.pos_ == "VERB" and cues.verbs.get(lemma) in _STRONG:
                    found = _of_verb(token)
                elif token.pos_ == "NOUN" and (lemma in cues.nouns or is_hearsay(token)):
                    found = _of_noun(token)
                if found is not None:
                    taken.add(token.i)
                    yield replace(found, score=draft.score)


def _of_verb(verb: Token) -> Draft | None:
    source, content = source_of(verb), content_of(verb)
    if source is None or content is None or source.overlaps(content):
        return None
    doc = verb.doc
    head = next((t for t in doc[source.start : source.end] if not source.start <= t.head.i < source.end), None)
    if head is None or (head.pos_ == "PRON" and not may_speak(head)):
        return None
    return _draft(source, Piece(verb.i, verb.i + 1), content)


def _of_noun(noun: Token) -> Draft | None:
    """ "Oslo's claim that …", "a Kenyan statement urging …": a noun of saying with its owner and its clause."""
    clause = next((t for t in noun.children if t.dep_ in ("acl", "ccomp") and t.i > noun.i), None)
    owner = owner_of(noun)
    if clause is None or (owner is None and not is_hearsay(noun)):
        return None
    says_that = any(t.lower_ == "that" for t in clause.children if t.dep_ == "mark")
    if not says_that and not clause.lower_.endswith("ing"):
        return None
    content = clause_of(clause)
    if content is None:
        return None
    own = Piece(noun.i, noun.i + 1)
    return _draft(owner, own, content) if owner is not None else _draft(own, None, content)


def _draft(source: Piece, cue: Piece | None, content: Piece) -> Draft | None:
    kept = longest_outside(content, (source, cue))
    return Draft(source, cue, kept, 0.0) if kept and not (cue and source.overlaps(cue)) else None


def with_tellers(doc: spacy.tokens.Doc, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with the speakers in whose words they stand before their own `via`, outermost first.

    A saying in a clause of contrast ("despite Oslo claiming …") is not vouched for by who speaks around it.
    """
    places = sorted({_place(d) for d in drafts})
    around: dict[int, list[tuple[int, Piece, Draft]]] = {}
    for draft in drafts:
        for piece in draft.content:
            for place in places[bisect_left(places, piece.start) : bisect_left(places, piece.end)]:
                around.setdefault(place, []).append((piece.end - piece.start, piece, draft))
    return [_with_tellers(doc, draft, around.get(_place(draft), [])) for draft in drafts]


def _place(draft: Draft) -> int:
    """Where a draft says what it says: at its cue, else at its source."""
    at = draft.cue or draft.source
    return at.start if at else draft.start


def _with_tellers(doc: spacy.tokens.Doc, draft: Draft, around: Sequence[tuple[int, Piece, Draft]]) -> Draft:
    tellers: list[Piece] = []
    for _, piece, outer in sorted(around, key=lambda one: -one[0]):
        if outer is draft or outer.source is None or _denies(doc, outer):
            continue
        if _stands_in_contrast(doc[_place(draft)], piece):
            continue
        tellers += [p for p in (*outer.via, outer.source) if p not in tellers and p != draft.source]
    return replace(draft, via=(*tellers, *(p for p in draft.via if p not in tellers))) if tellers else draft


def _denies(doc: spacy.tokens.Doc, outer: Draft) -> bool:
    """Who rejects a statement does not pass it on."""
    verb = cue_verb(doc, outer.cue)
    return verb is not None and load_cues().verbs.get(verb.lemma_.lower()) == "deny"


def _stands_in_contrast(verb: Token, content: Piece) -> bool:
    """Whether a clause that does not belong to what the outer source vouches for leads down to the verb."""
    at = verb
    while content.start <= at.i < content.end:
        marks = {t.lower_ for t in at.children if t.dep_ in ("mark", "case")}
        if at.dep_ in _CONTRAST or marks & _CONTRAST_MARKS:
            return bool(marks & _CONTRAST_MARKS)
        if at.head.i == at.i:
            break
        at = at.head
    return False
