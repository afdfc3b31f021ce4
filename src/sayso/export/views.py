"""What the page shows, ready for its templates."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sayso.codebook.event_types import SECTIONS, EventType
from sayso.export.atlas import Map, make_map
from sayso.export.claims import (
    SURE_IN_WORDS,
    ClaimGroup,
    ClaimRow,
    count_claims,
    group_claims,
    name_type,
    source_key,
)
from sayso.export.days import Strip, make_strip
from sayso.export.marks import Paragraph, find_marks, find_paragraphs
from sayso.export.tables import Statement, StatementGroup, group_statements
from sayso.export.templates import read_file
from sayso.model import FACTUALITIES, Reading, Refusal, Report, Versions
from sayso.model.visible import safe_link, visible_text

SECTION_NAMES = {
    "violence": "Violence",
    "consequences": "Consequences",
    "territory": "Territory and forces",
    "crowds": "Crowds",
    "relations": "Relations",
    "words": "Words",
    "other": "Other",
}
_SURE_STYLES = {"CT+": "sure", "CT-": "denied"}
_DATE_FOUND = {
    "given": "as given",
    "header": "from its header line",
    "dateline": "from its dateline",
    "byline": "from its byline",
    "metadata": "from the page’s metadata",
    "feed": "from the feed",
    "mail": "from the mail’s header",
}


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One claim. `section` counts the codebook's sections from 1, `group` the sources of claims, `badge` those of
    statements (0: it makes none). `style` is `sure`, `denied` or `unsure`.
    """

    row: ClaimRow
    source: ClaimGroup
    section: int
    definition: str
    group: int
    badge: int
    style: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A value by which the claims can be filtered, in words, and how many claims have it."""

    value: str
    words: str
    claims: int


@dataclass(frozen=True, slots=True)
class Filters:
    """By what the claims of a report can be filtered: types by section, sources, degrees of certainty."""

    types: tuple[tuple[str, tuple[Choice, ...]], ...]
    sources: tuple[Choice, ...]
    degrees: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """What the page shows of one report that was read: `key` begins the ids of everything in it, `statements` and
    `claims` have each by its number, statements with the source that makes them.
    """

    key: str
    report: Report
    heading: str
    dated: str | None
    date_found: str
    link: str
    groups: tuple[StatementGroup, ...]
    statements: dict[int, tuple[StatementGroup, Statement]]
    claims: dict[int, ClaimView]
    count: str
    filters: Filters
    map: Map | None
    strip: Strip | None
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """Everything that the page's template is given. `script_digest` lets the browser run `script` and nothing else."""

    title: str
    reports: tuple[ReportView, ...]
    refusals: tuple[tuple[str, Refusal], ...]
    versions: tuple[Versions, ...]
    style: str
    script: str
    script_digest: str


def make_page_view(readings: tuple[Reading, ...], types: Mapping[str, EventType]) -> PageView:
    """All that is to be shown of these readings; `types` tells the section and definition of each type of event."""
    read = [reading for reading in readings if reading.refusal is None]
    reports = tuple(_view_report(f"r{number}", reading, types) for number, reading in enumerate(read, start=1))
    script = read_file("sayso.export", "page.js")
    return PageView(
        title=reports[0].heading if len(reports) == 1 else f"{len(reports)} reports",
        reports=reports,
        refusals=tuple((reading.report.id, reading.refusal) for reading in readings if reading.refusal),
        versions=tuple(dict.fromkeys(reading.versions for reading in readings)),
        style=read_file("sayso.export", "page.css"),
        script=script,
        script_digest=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )


def _view_report(key: str, reading: Reading, types: Mapping[str, EventType]) -> ReportView:
    report = reading.report
    groups, sources = group_statements(reading), group_claims(reading)
    claims = sorted(_view_claims(groups, sources, types), key=lambda view: view.row.number)
    rows = tuple(view.row for view in claims)
    return ReportView(
        key=key,
        report=report,
        heading=visible_text(report.title or report.id),
        dated=f"{report.published.day} {report.published:%B %Y}" if report.published else None,
        date_found=_DATE_FOUND.get(report.published_from or "", ""),
        link=safe_link(report.url),
        groups=groups,
        statements={statement.number: (group, statement) for group in groups for statement in group.statements},
        claims={view.row.number: view for view in claims},
        count=count_claims(sources),
        filters=_make_filters(claims, sources),
        map=make_map(reading.places, [(row.number, place) for row in rows for place in row.claim.places]),
        strip=make_strip([(row.number, row.claim.time) for row in rows if row.claim.time], report.published),
        paragraphs=tuple(find_paragraphs(report.text, find_marks(groups, report.furniture, rows))),
    )


def _view_claims(
    groups: tuple[StatementGroup, ...], sources: tuple[ClaimGroup, ...], types: Mapping[str, EventType]
) -> Iterable[ClaimView]:
    badges = {source_key(group.source): group.number for group in groups if group.source}
    for number, group in enumerate(sources, start=1):
        for row in group.rows:
            type = types.get(row.claim.type)
            yield ClaimView(
                row=row,
                source=group,
                section=SECTIONS.index(type.section if type else "other") + 1,
                definition=visible_text(type.definition) if type else "",
                group=number,
                badge=badges.get(source_key(group.source), 0),
                style=_SURE_STYLES.get(row.claim.factuality, "unsure"),
            )


def _make_filters(claims: list[ClaimView], sources: tuple[ClaimGroup, ...]) -> Filters:
    types = Counter((view.section, view.row.claim.type) for view in claims)
    degrees = Counter(view.row.claim.factuality for view in claims)
    sections = (
        (
            SECTION_NAMES[section],
            tuple(Choice(type, name_type(type), n) for (own, type), n in sorted(types.items()) if own == number),
        )
        for number, section in enumerate(SECTIONS, start=1)
    )
    return Filters(
        types=tuple((name, choices) for name, choices in sections if choices),
        sources=tuple(Choice(str(number), of.name, len(of.rows)) for number, of in enumerate(sources, start=1)),
        degrees=tuple(Choice(code, SURE_IN_WORDS[code], degrees[code]) for code in FACTUALITIES if degrees[code]),
    )
