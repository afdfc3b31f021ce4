"""An annotated report: its spaCy `Doc` and the attribution fragments that the reader model found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import spacy.tokens

from sayso.model import Report

Role = Literal["source", "cue", "content"]


@dataclass(frozen=True, slots=True)
class Fragment:
    """One piece of an attribution: tokens `start` to `end` (exclusive) of the `Doc`.

    Fragments with the same `group` belong to one attribution; `score` (0..1) is the reader model's own.
    """

    role: Role
    start: int
    end: int
    group: int
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Annotated:
    """A report with its `Doc` and attribution fragments (in text order).

    `doc.text` is `report.text`, so `token.idx` counts characters of the report. Every word of the running text has
    `pos_`, `lemma_`, `head` and `dep_` (UD); `doc.ents` are names (PER, ORG, LOC). Line breaks are tokens of their own
    (`is_space`) that hang on the word before them. Furniture (headers, datelines, credits …) stands in the `Doc` too,
    each piece as a sentence of its own whose tokens have the dep `furniture`.
    """

    report: Report
    doc: spacy.tokens.Doc
    fragments: tuple[Fragment, ...] = ()

    @property
    def sentences(self) -> Iterator[spacy.tokens.Span]:
        """The sentences of the running text, in order, furniture left out."""
        for sentence in self.doc.sents:
            if sentence[0].dep_ != "furniture":
                yield sentence
