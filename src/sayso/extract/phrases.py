"""Noun phrases and clauses as runs of tokens, read off the tree: who a verb's subject is, what it governs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import spacy.tokens

from sayso.codebook.countries import country_of
from sayso.codebook.sources import load_source_words
from sayso.extract.drafts import Piece, minus
from sayso.extract.kinds import kind_of_word

Token = spacy.tokens.Token
_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")
_CLAUSES = frozenset(("acl:relcl", "acl", "parataxis", "advcl", "ccomp"))
_EDGES = frozenset(",;:.–—-")
_CLIMBED = frozenset(("xcomp", "advcl", "conj", "acl"))
_GOING_ON = frozenset(("add", "note", "stress", "emphasise", "emphasize"))
_STEPS = 4
_TELLERS = frozenset("he she they who his her their some many others all".split())
"""Pronouns that may begin the mention of a source; "whoever", "nobody", "it" and those who speak themselves may not."""


def subject_of(verb: Token) -> Piece | None:
    """The subject's phrase."""
    for child in verb.children:
        if child.dep_ in _SUBJECTS:
            return phrase_of(child)
    return None


def source_of(verb: Token) -> Piece | None:
    """Who speaks: the subject of a verb or of the verb it is joined to ("came and said"), or "by" whom it is done."""
    found = subject_of(verb)
    if any(t.dep_ == "aux:pass" for t in verb.children):
        agents = [t for t in verb.children if t.dep_ == "obl:agent"]
        return phrase_of(agents[0]) if agents else None
    if found is None and verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        found = subject_of(verb.head)
    return found


def is_impersonal(verb: Token) -> bool:
    """ "It is understood that …", "it appears that …": nobody is named who says so."""
    return any(t.dep_ == "expl" and t.lower_ == "it" for t in verb.children) and not any(
        t.dep_ == "obl:agent" for t in verb.children
    )


def speaker_above(verb: Token) -> Piece | None:
    """Who speaks where the verb has no subject of its own: that of the clause it hangs on, or the noun it describes."""
    before = _said_before(verb)
    if before is not None:
        return before
    at = verb
    for _ in range(_STEPS):
        if at.dep_ not in _CLIMBED or at.head.i == at.i:
            return None
        at = at.head
        if at.pos_ in ("NOUN", "PROPN"):
            return phrase_of(at) if may_speak(at) else None
        for child in at.children:
            if child.dep_ in _SUBJECTS:
                return phrase_of(child) if may_speak(child) else None
    return None


def _said_before(verb: Token) -> Piece | None:
    """ "The army said its guns had fired, adding that …": the army adds it, wherever the parser hung the participle."""
    if verb.dep_ != "advcl" or verb.lemma_ not in _GOING_ON or not verb.lower_.endswith("ing"):
        return None
    at = verb.head
    while at.dep_ == "conj" and at.head.i != at.i:
        at = at.head
    return subject_of(at.head) if at.dep_ == "ccomp" else None


def object_of(verb: Token) -> Piece | None:
    """The phrase of the object, or of the subject of a passive, if it may speak."""
    for child in verb.children:
        if child.dep_ in ("obj", "nsubj:pass") and may_speak(child):
            return phrase_of(child)
    return None


def owner_of(noun: Token) -> Piece | None:
    """Whose a noun is: "Oslo's claim", "a Kenyan statement", "a suggestion from the mayor"."""
    for child in noun.children:
        if child.dep_ == "nmod:poss" and may_speak(child):
            return phrase_of(child)
    for child in noun.children:
        from_whom = child.dep_ == "nmod" and any(t.lower_ in ("from", "by") for t in child.children if t.dep_ == "case")
        own = child.i < noun.i and child.dep_ in ("compound", "amod", "nmod:desc")
        if (from_whom or (own and (child.ent_type_ in ("ORG", "PER") or _is_country(child)))) and may_speak(child):
            return phrase_of(child)
    return None


def is_hearsay(noun: Token) -> bool:
    """Whether a noun tells of what is said by nobody in particular: "reports", "rumours"."""
    return noun.lemma_.lower() in load_source_words().hearsay and noun.lower_ != noun.lemma_.lower()


def _is_country(token: Token) -> bool:
    return token.text[:1].isupper() and country_of(token.text) is not None


def may_speak(token: Token) -> bool:
    """Whether a word is one for somebody who can say something: a person, a body, a state, a report."""
    if token.pos_ == "PRON" or token.lower_ in _TELLERS:
        return token.lower_ in _TELLERS
    words = load_source_words()
    speaks = token.lemma_.lower() in words.spokesmen | words.authored or kind_of_word(words, token) is not None
    return speaks or token.ent_type_ in ("PER", "ORG") or _is_country(token)


def phrase_of(head: Token) -> Piece:
    """A noun phrase without its relative clauses and the preposition before it."""
    skipped: set[int] = set()
    for child in head.children:
        if child.dep_ in _CLAUSES or (child.dep_ == "case" and child.i < head.i):
            skipped.update(t.i for t in child.subtree)
    kept = [t.i for t in head.subtree if t.i not in skipped and not t.is_space] or [head.i]
    low, high = min(kept), max(kept) + 1
    doc = head.doc
    while high - 1 > head.i and doc[high - 1].text in _EDGES:
        high -= 1
    while low < head.i and (doc[low].pos_ == "PUNCT" or low in skipped):
        low += 1
    if high - 1 > head.i and doc[high - 1].lower_ in ("'s", "’s", "'", "’"):
        high -= 1
    # A relative clause in the middle ends the phrase: what follows it is seldom part of the name.
    for i in range(head.i + 1, high):
        if i in skipped:
            return Piece(low, i - 1 if doc[i - 1].text in _EDGES and i - 1 > head.i else i)
    return Piece(low, high)


def clause_of(root: Token) -> Piece | None:
    """All words that hang on a word, without the marks at their edges."""
    return edged(root.doc, [t.i for t in root.subtree if not t.is_space])


def edged(doc: spacy.tokens.Doc, tokens: Sequence[int]) -> Piece | None:
    """From the first of these tokens to the last, without the marks at the edges."""
    if not tokens:
        return None
    low, high = min(tokens), max(tokens) + 1
    while low < high and doc[low].text in _EDGES:
        low += 1
    while high > low and doc[high - 1].text in _EDGES:
        high -= 1
    return Piece(low, high) if low < high else None


def longest_outside(content: Piece, taken: Iterable[Piece | None]) -> tuple[Piece, ...]:
    """The longest part of a clause that holds none of the pieces taken."""
    parts = minus(content, [piece for piece in taken if piece is not None])
    return tuple(sorted(parts, key=lambda p: p.start - p.end)[:1])
