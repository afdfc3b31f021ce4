"""A report as it was taken in: its text, which never changes again, and what is known about it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from sayso.model.span import Span

FurnitureKind = Literal["header", "dateline", "byline", "credit", "link"]
FURNITURE_KINDS: tuple[FurnitureKind, ...] = get_args(FurnitureKind)


def digest_text(text: str) -> str:
    """SHA-256 of the text in UTF-8, as hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Furniture:
    """A part of the text that is no running prose: a header line, dateline, byline, photo credit, "Read more" line."""

    span: Span
    kind: FurnitureKind


@dataclass(frozen=True, slots=True)
class Report:
    """One published report. `text` is everything as decoded; `furniture` lies in it, sorted, without overlaps.

    `published_from` says where the publication date was found: `given` (flag or field), `metadata` (of an HTML page),
    `feed` (a news feed's entry), `mail` (its header), `header`, `dateline` or `byline` (of the text), or None where
    there is none.
    """

    id: str
    text: str
    title: str | None = None
    published: date | None = None
    published_from: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    furniture: tuple[Furniture, ...] = ()
    sha256: str = field(default="")

    def __post_init__(self) -> None:
        if not self.sha256:
            object.__setattr__(self, "sha256", digest_text(self.text))
