"""One report: its text with the claims in it by source, and what it shares with other reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter
from fastapi import Query as Asks

from sayso.export.claims import OWN_VOICE, ClaimRow
from sayso.export.marks import Mark, Paragraph, find_marks, find_paragraphs
from sayso.export.reviving import make_stored_row
from sayso.export.stored import format_moment, make_claim_record
from sayso.ledger.filters import Filter
from sayso.model import StoredClaim, StoredReport
from sayso.model.visible import visible_text
from sayso.reconcile.copies import Copy
from sayso.run.reports import FoundReport, find_report, find_reports
from sayso.web.answering import Answer, NotThereError, page
from sayso.web.asking import read_moment
from sayso.web.here import AtHand, Here
from sayso.web.rendering import section_of

router = APIRouter()
COLOURS = 8
LIT = 9999
"""The group of the mark around the sentence that the page was opened for."""
_MOST = 2000


@dataclass(frozen=True, slots=True)
class ClaimInText:
    """One claim of the report; `group` is the number of its source, 0 where the report itself speaks."""

    id: str
    row: ClaimRow
    section: int
    group: int


@dataclass(frozen=True, slots=True)
class SourceInText:
    """One source of the report with its claims; `number` 0 is the report's own voice."""

    number: int
    name: str
    claims: tuple[ClaimInText, ...]


@dataclass(frozen=True, slots=True)
class CopyLine:
    """What this report shares with another: `earlier` where the other has it first.

    `passages` are numbers in the text.
    """

    other: StoredReport | None
    id: str
    earlier: bool
    kind: str
    share: float
    passages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """One report. `by_number` are its claims as the marks in the text number them; `lit` is the claim to be seen."""

    found: FoundReport
    paragraphs: tuple[Paragraph, ...]
    groups: tuple[SourceInText, ...]
    by_number: dict[int, ClaimInText]
    copies: tuple[CopyLine, ...]
    lit: str
    colours: int = COLOURS
    lit_group: int = LIT

    @property
    def lit_number(self) -> int:
        """The number of the claim that the page was opened for; 0 without one."""
        return next((number for number, claim in self.by_number.items() if claim.id == self.lit), 0)

    @property
    def heading(self) -> str:
        """The report's title, or what it goes by."""
        return visible_text(self.found.report.title or self.found.report.name)


@page(router, "/report/{id}", example="report", summary="One report with its claims and its copies")
def show_report(
    here: AtHand,
    id: str,
    claim: Annotated[str | None, Asks(max_length=100, description="The claim whose sentence is lit.")] = None,
    as_of: Annotated[
        str | None, Asks(alias="as-of", max_length=100, description="What the ledger knew at that moment.")
    ] = None,
) -> Answer:
    """The text of a report (by the ledger's id, or by the name that it came with), its claims, and its copies."""
    here.as_of = read_moment("as-of", as_of or None)
    found = find_report(here.ledger, id)
    if found is None:
        raise NotThereError("report", id, "incidents lead to the reports that tell of them")
    moment = here.as_of or _just_before(found)
    stored = list(here.ledger.claims(Filter(reports=(found.report.id,)), as_of=moment, limit=_MOST))
    copies = here.book.copies(found.report.id, as_of=here.as_of)
    view = _make_view(here, found, stored, copies, claim or "")
    return Answer("report", view.heading, view, lambda: _record(view, stored))


def _just_before(found: FoundReport) -> datetime | None:
    superseded = found.report.superseded
    return superseded - timedelta(microseconds=1) if superseded else None


def _make_view(
    here: Here, found: FoundReport, stored: Sequence[StoredClaim], copies: Sequence[Copy], lit: str
) -> ReportView:
    ordered = sorted(stored, key=lambda claim: (claim.record["trigger"]["start"], claim.id))
    rows = [make_stored_row(claim, number) for number, claim in enumerate(ordered, start=1)]
    names = list(dict.fromkeys(row.claim.source.name for row in rows if row.claim.source))
    claims = [
        ClaimInText(
            claim.id, row, section_of(row.claim.type), names.index(row.claim.source.name) + 1 if row.claim.source else 0
        )
        for claim, row in zip(ordered, rows, strict=True)
    ]
    lines, passages = _list_copies(here, found, copies)
    marks = [*find_marks((), (), tuple(rows)), *_contents(claims), *passages, *_lit(claims, lit)]
    return ReportView(
        found=found,
        paragraphs=tuple(find_paragraphs(found.text, tuple(mark for mark in marks if mark.end <= len(found.text)))),
        groups=tuple(_group(claims, names)),
        by_number={claim.row.number: claim for claim in claims},
        copies=lines,
        lit=lit,
    )


def _contents(claims: Iterable[ClaimInText]) -> Iterable[Mark]:
    """The words that are said by a source, in its colour."""
    told = {
        (claim.row.claim.content.start, claim.row.claim.content.end, claim.group)
        for claim in claims
        if claim.row.claim.content and claim.group
    }
    return [Mark("content", start, end, group=group) for start, end, group in sorted(told)]


def _lit(claims: Iterable[ClaimInText], lit: str) -> Iterable[Mark]:
    return [
        Mark("content", claim.row.claim.sentence.start, claim.row.claim.sentence.end, group=LIT)
        for claim in claims
        if claim.id == lit
    ][:1]


def _group(claims: Sequence[ClaimInText], names: Sequence[str]) -> Iterable[SourceInText]:
    for number, name in [*enumerate(names, start=1), (0, OWN_VOICE)]:
        own = tuple(claim for claim in claims if claim.group == number)
        if own:
            yield SourceInText(number, visible_text(name), own)


def _list_copies(here: Here, found: FoundReport, copies: Sequence[Copy]) -> tuple[tuple[CopyLine, ...], list[Mark]]:
    """The reports that it shares words with, and its passages that come from others, as marks numbered from 1."""
    own = found.report.id
    others = [copy.origin if copy.report == own else copy.report for copy in copies]
    known = find_reports(here.ledger, tuple(dict.fromkeys(others)))
    lines: list[CopyLine] = []
    marks: list[Mark] = []
    for copy, other in zip(copies, others, strict=True):
        earlier = copy.report == own
        numbers = []
        for span in copy.spans:
            start, end = (span.start, span.end) if earlier else (span.origin_start, span.origin_end)
            if start is not None and end is not None and start < end:
                marks.append(Mark("source", start, end, group=len(marks) + 1))
                numbers.append(len(marks))
        lines.append(CopyLine(known.get(other), other, earlier, copy.kind, copy.share, tuple(numbers)))
    return tuple(sorted(lines, key=lambda line: (not line.earlier, -line.share))), marks


def _record(view: ReportView, stored: Sequence[StoredClaim]) -> dict[str, Any]:
    report = view.found.report
    return {
        "id": report.id,
        "name": report.name,
        "title": report.title,
        "published": report.published.isoformat() if report.published else None,
        "publisher": report.publisher,
        "url": report.url,
        "language": report.language,
        "sha256": report.digest,
        "recorded": format_moment(report.recorded),
        "redacted": report.redacted,
        "text": view.found.text,
        "versions": [
            {"id": version.id, "version": version.version, "recorded": format_moment(version.recorded)}
            for version in view.found.versions
        ],
        "claims": [make_claim_record(claim) for claim in stored],
        "copies": [
            {"report": line.id, "earlier": line.earlier, "kind": line.kind, "share": line.share} for line in view.copies
        ],
    }
