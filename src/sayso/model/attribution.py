"""Who says it: a source, the words that attribute, and the words attributed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from sayso.model.span import Span

SourceKind = Literal["person", "organisation", "government", "military", "armed_group", "media", "civilian", "document"]
SOURCE_KINDS: tuple[SourceKind, ...] = get_args(SourceKind)
Quotation = Literal["direct", "indirect", "mixed"]
QUOTATIONS: tuple[Quotation, ...] = get_args(Quotation)


@dataclass(frozen=True, slots=True)
class Source:
    """Who vouches for a statement, at one mention.

    `name` is the fullest name that the report gives for it, `named` is False for "a security source" or "residents",
    `country` the ISO 3166 alpha-3 code of the side it speaks for, or None, `actor` the id of a known actor, or None.
    """

    span: Span
    name: str
    kind: SourceKind
    named: bool
    country: str | None = None
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """One statement: its source, the cue that attributes it, and its content in one or more pieces, in text order.

    `via` holds the sources between the report and `source`, outermost first. `id` is made from the text's digest and
    the spans, so that reading twice gives the same ids. `score` (0..1) is how sure the reader model is of it.
    """

    id: str
    source: Source | None
    via: tuple[Source, ...]
    cue: Span | None
    content: tuple[Span, ...]
    quotation: Quotation
    score: float = 1.0
