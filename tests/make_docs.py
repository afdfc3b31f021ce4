"""Builds annotated documents by hand from words, tags, heads and labels, so that rules are tested without the model."""

from __future__ import annotations

from spacy.tokens import Doc, Span

from sayso.annotate import Annotated, Fragment
from sayso.annotate.words import tokenizer
from sayso.model import Report


def make_annotated(
    table: str, *, ents: tuple[tuple[int, int, str], ...] = (), fragments: tuple[Fragment, ...] = ()
) -> Annotated:
    """An annotated report of `table`: one word a line as `word POS head label`, heads counted from 0.

    A lemma may follow as a fifth column; otherwise it is the word in lower case. Words that begin with `+` stand
    without a space after the word before them; `¶` is a paragraph's end.
    """
    rows = [line.split() for line in table.strip().splitlines()]
    words = [("\n\n" if r[0] == "¶" else r[0].removeprefix("+") or "+") for r in rows]
    joined = [r[0].startswith("+") and len(r[0]) > 1 for r in rows]
    spaces = [
        i + 1 < len(rows) and not joined[i + 1] and "\n" not in words[i] and "\n" not in words[i + 1]
        for i in range(len(rows))
    ]
    doc = Doc(
        tokenizer().vocab,
        words=words,
        spaces=spaces,
        pos=["SPACE" if "\n" in w else r[1] for w, r in zip(words, rows, strict=True)],
        heads=[int(r[2]) for r in rows],
        deps=[r[3] for r in rows],
        lemmas=[r[4] if len(r) > 4 else w.lower() for w, r in zip(words, rows, strict=True)],
    )
    doc.set_ents([Span(doc, start, end, label=label) for start, end, label in ents])
    return Annotated(Report("made", doc.text), doc, fragments)
