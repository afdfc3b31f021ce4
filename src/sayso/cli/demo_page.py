"""What a newcomer sees of the invented war: what happened, what is disputed, who copied whom, what to try next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from shlex import quote
from typing import BinaryIO

from rich.table import Table
from rich.text import Text

from sayso.cli.dispute_list import write_disputes
from sayso.cli.incident_table import ID_SHOWN, write_incidents
from sayso.cli.table import LineWriter
from sayso.ledger import Ledger
from sayso.ledger.filters import Filter
from sayso.model import Incident, StoredReport
from sayso.model.visible import visible_text
from sayso.run.adding import Tally
from sayso.run.incidents import IncidentBook

_INCIDENTS, _DISPUTES = 8, 3
_LEAST_SHARE = 0.2
"""With less of a text in common, reports share a credit or a stock phrase."""
_TEMPORARY = Path("war.db")


@dataclass(frozen=True, slots=True)
class SharedText:
    """A text that several publishers printed: the report that it comes from, and the others with how much they took."""

    owner: StoredReport
    copies: tuple[tuple[StoredReport, float], ...]


def write_demo(ledger: Ledger, tally: Tally, out: BinaryIO, *, seconds: float, kept: Path | None) -> None:
    """Write the page to stdout; `kept` is where the ledger stays, None where it goes."""
    book, lines = IncidentBook(ledger), LineWriter(out, path=None)
    reports = list_reports(ledger)
    texts = find_texts(book, reports)
    publishers = {report.publisher for report in reports.values() if report.publisher}
    lines.write(
        Text("A small invented war", style="bold"),
        f"{tally.read:,} reports by {len(publishers)} publishers were read in {seconds:.0f} s. They make "
        f"{tally.claims:,} claims, which tell of {book.count():,} incidents.",
    )
    shown = list(book.incidents(order="claims", limit=_INCIDENTS))
    _write_head(lines, f"What happened: the {len(shown)} incidents that most claims tell of")
    write_incidents(shown, out)
    _write_head(lines, "The three sharpest disputes")
    write_disputes(book.disputes(limit=_DISPUTES), out)
    _write_head(lines, f"Copies: {_say_copies(texts, reports)}")
    lines.write(_make_copies(texts))
    _write_head(lines, "What to try next")
    lines.write_whole(_make_hints(shown, kept))


def _write_head(lines: LineWriter, words: str) -> None:
    lines.write(Text(f"{words}\n{'=' * len(words)}", style="bold"))


def list_reports(ledger: Ledger) -> dict[str, StoredReport]:
    """The reports that stand and have claims, by their ids."""
    return {claim.report.id: claim.report for claim in ledger.claims(Filter())}


def find_texts(book: IncidentBook, reports: Mapping[str, StoredReport]) -> list[SharedText]:
    """The texts that reports of several publishers share, those that most of them have first.

    The text is its agency's where it names one. What a publisher takes from himself, and quotations that several carry,
    are left out.
    """
    traced = book.trace(*reports)
    shared: dict[str, dict[str, float]] = {}
    agencies: dict[str, str | None] = {}
    for copy in traced.copies:
        if copy.kind == "quote" or copy.share < _LEAST_SHARE or not {copy.report, copy.origin} <= reports.keys():
            continue
        if reports[copy.report].publisher != reports[copy.origin].publisher:
            shared.setdefault(copy.origin, {})[copy.report] = copy.share
            first = copy.spans[0]
            agencies[copy.origin] = traced.origin(copy.report, first.start, first.end).agency
    texts = [_make_text(origin, copies, agencies[origin], reports) for origin, copies in shared.items()]
    return sorted(texts, key=lambda text: (-len(text.copies), text.owner.published or date.max, text.owner.id))


def _make_text(
    origin: str, copies: Mapping[str, float], agency: str | None, reports: Mapping[str, StoredReport]
) -> SharedText:
    """Of reports of one day the agency's own comes first, whichever was found first."""
    own = next((id for id in copies if agency and _is_by(reports[id], agency)), None)
    if own is None or _is_by(reports[origin], agency or ""):
        return SharedText(reports[origin], tuple((reports[id], share) for id, share in copies.items()))
    others = {origin: copies[own]} | {id: share for id, share in copies.items() if id != own}
    return SharedText(reports[own], tuple((reports[id], share) for id, share in others.items()))


def _is_by(report: StoredReport, agency: str) -> bool:
    return (report.publisher or "").casefold() == agency.casefold()


def _say_copies(texts: Sequence[SharedText], reports: Mapping[str, StoredReport]) -> str:
    number = len({report.id for text in texts for report, _ in text.copies})
    return f"{number} of {len(reports)} reports print what another one wrote, and a copy confirms nothing"


def _make_copies(texts: Sequence[SharedText]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(ratio=56)
    table.add_column(ratio=44)
    for text in texts:
        others = ", ".join(f"{visible_text(report.publisher or '')} {share:.0%}" for report, share in text.copies)
        table.add_row(_name(text.owner), f"→ {others}")
    return table


def _name(report: StoredReport) -> Text:
    day = f", {report.published.day} {report.published:%b}" if report.published else ""
    name = Text(visible_text(report.publisher or report.name)).append(day)
    return name.append(f" {visible_text(report.title)}" if report.title else "", "dim")


def _make_hints(shown: Sequence[Incident], kept: Path | None) -> Iterator[str]:
    """A command a line, below what it shows."""
    for command, says in _list_hints(shown, kept):
        yield f"  # {says}"
        yield f"  {command}"


def _list_hints(shown: Sequence[Incident], kept: Path | None) -> Iterator[tuple[str, str]]:
    """Commands that work, each with what it shows."""
    ledger = f"--ledger {quote(visible_text(str(kept or _TEMPORARY)))}"
    first = shown[0]
    if kept is None:
        yield f"sayso demo --keep {_TEMPORARY}", "keeps the ledger, so that the others can ask it"
    yield f"sayso incident {first.id[:ID_SHOWN]} {ledger}", "one incident, its accounts side by side"
    yield f"sayso incidents --contested {ledger}", "what is contested"
    yield f"sayso disputes --slot how_many {ledger}", "where the numbers cannot all be so"
    yield f"sayso sources {ledger}", "who is confirmed, contradicted, alone"
    pair = list(islice(_pair(first), 2))
    if len(pair) > 1:
        yield f"sayso why {pair[0]} {pair[1]} {ledger}", "why two claims are one event"
    yield f"sayso export ucdp --level incident {ledger}", "a row an incident, in UCDP's columns"
    yield f"sayso add report.txt {ledger}", "a report of your own"


def _pair(incident: Incident) -> Iterator[str]:
    """Claims of different reports, by ids that are long enough to name one."""
    seen: dict[str, str] = {}
    for account in incident.accounts:
        if seen.setdefault(account.report, account.claim) == account.claim:
            yield account.claim
