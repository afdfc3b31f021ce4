"""What goes into the search for copies, and what is kept of a report so that its text is not needed again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sayso.model import Furniture

PassageKind = Literal["prose", "quote"]


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words of a report that somebody is quoted with, and who: the caller knows it from the report's attributions."""

    start: int
    end: int
    speaker: str


@dataclass(frozen=True, slots=True)
class ReportText:
    """One report as far as copies are concerned. `furniture` lies in its text, sorted, as in `Report`.

    `spoken` only adds speakers: quotations themselves are found by their marks.
    """

    id: str
    text: str
    furniture: tuple[Furniture, ...] = ()
    published: date | None = None
    publisher: str | None = None
    spoken: tuple[Spoken, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a report, the `number`th: prose without the quotations in it, or the words of one quotation.

    `signature` stands for the words and can be compared without them; `words` counts them.
    """

    report: str
    number: int
    start: int
    end: int
    signature: bytes
    words: int
    kind: PassageKind = "prose"
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class SignedReport:
    """What is kept of a report: enough to find its copies later, among reports that come after it too.

    `signature` stands for all its prose; `agency` is the one whose text it says it carries.
    """

    id: str
    published: date | None
    publisher: str | None
    agency: str | None
    signature: bytes
    passages: tuple[Passage, ...]

    @property
    def order(self) -> tuple[date, str]:
        """By this the earliest of several reports is told: publication date, those without one last, then id."""
        return self.published or date.max, self.id
