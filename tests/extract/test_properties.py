"""What holds for any tree and any fragments, however little sense they make."""

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from sayso.annotate import Annotated, Fragment
from sayso.annotate.words import tokenizer
from sayso.extract import find_attributions
from sayso.model import Report

WORDS = (
    "he she they it who I said says claimed citing quoted report reports statement minister Kenyan Oslo Putin Mr Hamad "
    "Idris the a rebels army source , . : “ ” \" ' that of from by according to and head country 's local\n\n \n"
).split(" ")
POS = ("NOUN", "PROPN", "VERB", "PRON", "ADJ", "ADP", "DET", "PUNCT", "AUX", "PART")
DEPS = (
    "nsubj",
    "obj",
    "ccomp",
    "advcl",
    "acl",
    "acl:relcl",
    "appos",
    "flat",
    "compound",
    "amod",
    "nmod",
    "nmod:poss",
    "case",
    "mark",
    "conj",
    "parataxis",
    "xcomp",
    "nsubj:pass",
    "aux:pass",
    "obl:agent",
    "dep",
    "furniture",
)


@st.composite
def annotated(draw: st.DrawFn) -> Annotated:
    n = draw(st.integers(1, 30))
    words = [draw(st.sampled_from(WORDS)) or "x" for _ in range(n)]
    cuts = sorted({0, n, *draw(st.lists(st.integers(0, n), max_size=4))})
    heads, deps = [0] * n, ["dep"] * n
    for low, high in pairwise(cuts):
        for i in range(low, high):
            # Heads before their words make a tree; the first word of each sentence is its root.
            heads[i] = i if i == low else draw(st.integers(low, i - 1))
            # Line breaks are nobody's subject: they hang on the word before them.
            told = "dep" if words[i].isspace() else draw(st.sampled_from(DEPS))
            deps[i] = "root" if i == low else told
    flip = draw(st.booleans())
    if flip:
        heads = [n - 1 - h for h in reversed(heads)]
        deps.reverse()
    spaces = [draw(st.booleans()) for _ in range(n)]
    pos = ["SPACE" if w.isspace() else draw(st.sampled_from(POS)) for w in words]
    doc = Doc(
        tokenizer().vocab,
        words=words,
        spaces=spaces,
        pos=pos,
        heads=heads,
        deps=deps,
        lemmas=[w.lower() for w in words],
    )
    marks = sorted({0, n, *draw(st.lists(st.integers(0, n), max_size=10))})
    pieces = list(pairwise(marks))
    fragments = [
        Fragment(draw(st.sampled_from(("source", "cue", "content"))), low, high, draw(st.integers(0, 4)))
        for low, high in pieces
        if draw(st.integers(0, 3))
    ]
    doc.set_ents(
        [Span(doc, a, b, label=draw(st.sampled_from(("PER", "ORG", "LOC")))) for a, b in pieces if draw(st.booleans())]
    )
    return Annotated(Report("made", doc.text), doc, tuple(fragments))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(annotated())
def test_any_tree_and_fragments(made: Annotated) -> None:
    found = find_attributions(made)
    assert found == find_attributions(made)
    assert len({a.id for a in found}) == len(found)
    for attribution in found:
        source = [attribution.source.span] if attribution.source else []
        cue = [attribution.cue] if attribution.cue else []
        parts = sorted([*source, *cue, *attribution.content])
        assert attribution.content
        assert all(made.report.text[s.start : s.end] == s.text and s.text for s in parts)
        assert all(a.end <= b.start for a, b in pairwise(parts)), parts
        assert attribution.source is None or attribution.source.name
        assert all(via.name for via in attribution.via)
