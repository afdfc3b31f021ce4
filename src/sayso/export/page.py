"""One self-contained HTML page that shows who says what in one report or several."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, BinaryIO

from sayso.export.marks import Paragraph, find_marks, find_paragraphs
from sayso.export.tables import Statement, StatementGroup, group_statements
from sayso.model import Reading, Refusal, Report, Versions
from sayso.model.visible import visible_text

if TYPE_CHECKING:
    import jinja2

COLOURS = 8  # as many as page.css has; further sources begin again with the first, and differ in their number

_DATE_FOUND = {
    "given": "as given",
    "header": "from its header line",
    "dateline": "from its dateline",
    "byline": "from its byline",
    "metadata": "from the page’s metadata",
}
# Characters that HTML may not hold or that a reader would not see, but for the ends of lines and tabs.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class ReportView:
    """What the page shows of one report that was read: `key` begins the ids of everything in it, `statements` has each
    by its number, with the source that makes it.
    """

    key: str
    report: Report
    heading: str
    dated: str | None
    date_found: str
    link: str | None
    groups: tuple[StatementGroup, ...]
    statements: dict[int, tuple[StatementGroup, Statement]]
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """Everything that the page's template is given."""

    title: str
    reports: tuple[ReportView, ...]
    refusals: tuple[tuple[str, Refusal], ...]
    versions: tuple[Versions, ...]
    style: str


def write_page(readings: Iterable[Reading], out: BinaryIO) -> None:
    """Write one HTML page for all the readings, in UTF-8: without scripts, and with nothing fetched from elsewhere."""
    template = _load_template()
    for chunk in template.generate(page=_view_page(tuple(readings)), colours=COLOURS):
        out.write(chunk.encode("utf-8"))


@lru_cache(maxsize=1)
def _load_template() -> jinja2.Template:
    import jinja2  # noqa: PLC0415 - only a page needs it, and it is slow to load

    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["shown"] = _shown
    environment.filters["visible"] = visible_text
    return environment.from_string(_own_file("page.html.jinja"))


def _view_page(readings: tuple[Reading, ...]) -> PageView:
    read = [reading for reading in readings if reading.refusal is None]
    reports = tuple(_view_report(f"r{number}", reading) for number, reading in enumerate(read, start=1))
    return PageView(
        title=reports[0].heading if len(reports) == 1 else f"{len(reports)} reports",
        reports=reports,
        refusals=tuple((reading.report.id, reading.refusal) for reading in readings if reading.refusal),
        versions=tuple(dict.fromkeys(reading.versions for reading in readings)),
        style=_own_file("page.css"),
    )


def _view_report(key: str, reading: Reading) -> ReportView:
    report = reading.report
    groups = group_statements(reading)
    return ReportView(
        key=key,
        report=report,
        heading=visible_text(report.title or report.id),
        dated=f"{report.published.day} {report.published:%B %Y}" if report.published else None,
        date_found=_DATE_FOUND.get(report.published_from or "", ""),
        link=report.url if report.url and re.match(r"https?://[^\s]+\Z", report.url, re.IGNORECASE) else None,
        groups=groups,
        statements={statement.number: (group, statement) for group in groups for statement in group.statements},
        paragraphs=tuple(find_paragraphs(report.text, find_marks(groups, report.furniture))),
    )


def _shown(text: str) -> str:
    """The text with a visible character for each that a page may not hold, spaces and line ends as they are."""
    return _UNSEEN.sub("\ufffd", text)


def _own_file(name: str) -> str:
    return files("sayso.export").joinpath(name).read_text(encoding="utf-8")
