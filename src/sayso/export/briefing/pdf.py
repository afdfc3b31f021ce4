"""A briefing as a PDF with real text, bookmarks and the same content as the page. It needs the extra `sayso[pdf]`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from importlib.util import find_spec
from typing import TYPE_CHECKING, BinaryIO

from sayso.export.briefing.accounts import AccountView, ReportView, SideView, VoiceView
from sayso.export.briefing.ranges import FigureView
from sayso.export.briefing.views import BriefingView, IncidentView
from sayso.export.shorten import shorten_end
from sayso.model import SetupError

if TYPE_CHECKING:
    from sayso.export.briefing.sheet import Block, Sheet

_PARTS = ("fpdf", "uharfbuzz", "pymupdf_fonts")
_NAME_ROOM = 160
_KEY = "Square: those said to have done it. Diamond: the other side. Disc: neither side. Grey disc: side not known."


def check_pdf() -> None:
    """SetupError unless all is there that makes a PDF."""
    missing = [name for name in _PARTS if find_spec(name) is None]
    if missing:
        remedy = "pip install 'sayso[pdf]', or name a file that ends in .html"
        raise SetupError("missing-extra", f"a PDF needs {', '.join(missing)}", remedy=remedy)


def write_pdf(view: BriefingView, out: BinaryIO, *, moment: datetime | None) -> None:
    """Write the PDF, dated at the `moment` of the ledger; the same briefing gives the same bytes."""
    check_pdf()
    from sayso.export.briefing.sheet import open_sheet  # noqa: PLC0415 - an extra: needed only here

    with open_sheet(view.title, moment) as sheet:
        sheet.put(f"sayso. A briefing: who says what happened. As the ledger knew it at {view.moment}.", "small")
        sheet.rule(strong=True)
        if view.day:
            _put_overview(sheet, view)
        for number, incident in enumerate(view.incidents):
            if number or view.day:
                sheet.turn()
            _put_incident(sheet, incident, level=1 if view.day else 0)
        _put_end(sheet, view)
        out.write(sheet.finish())


def _put_overview(sheet: Sheet, view: BriefingView) -> None:
    sheet.head(view.title, "title", 0)
    sheet.put(view.lead, "lead", after=3)
    for incident in view.incidents:
        disputed = f"; disputed: {incident.disputed}" if incident.disputed else ""
        sheet.keep(14)
        sheet.put(incident.title, "label", link=sheet.link_to(incident.anchor))
        sheet.put(f"{incident.status}{disputed}", "small")
        sheet.put(incident.paragraph, "body", after=3)


def _put_incident(sheet: Sheet, incident: IncidentView, *, level: int) -> None:
    sheet.reach(incident.anchor)
    sheet.put(f"{incident.type} · {incident.status} · {incident.id}", "small", after=1)
    sheet.head(incident.title, "h2" if level else "title", level)
    sheet.put(incident.paragraph, "lead", after=3)
    sheet.pairs((fact.name, fact.value, fact.reasons) for fact in incident.facts)
    if incident.map:
        sheet.gap(2)
        sheet.draw(incident.map.drawing, 90)
        sheet.put(incident.map.caption, "small", after=2)
    parts = (_put_disputes, _put_timeline, _put_figures, _put_sides, _put_chains, _put_history, _put_reports)
    for put in parts:
        put(sheet, incident, level + 1)


def _put_disputes(sheet: Sheet, incident: IncidentView, level: int) -> None:
    if not incident.disputes:
        return
    sheet.head("Disputed", "h3", level)
    for dispute in incident.disputes:
        sheet.keep(20)
        sheet.put(dispute.about, "about")
        sheet.put(dispute.says, "says")
        columns = [(value, [(voice, "small", 0.0) for voice in voices]) for value, voices in dispute.positions]
        for at in range(0, len(columns), 3):
            sheet.columns([(value, "line", [[block] for block in blocks]) for value, blocks in columns[at : at + 3]])
        sheet.gap(2)


def _put_timeline(sheet: Sheet, incident: IncidentView, level: int) -> None:
    if incident.timeline:
        drawing = incident.timeline.drawing
        sheet.head("When it was told", "h3", level, room=sheet.height_of(drawing, 165) - 10)
        sheet.draw(drawing, 165)
        sheet.put(f"{incident.timeline.caption} {_KEY}", "small", after=2)


def _put_figures(sheet: Sheet, incident: IncidentView, level: int) -> None:
    if not incident.figures:
        return
    sheet.head("How many", "h3", level)
    for policy in incident.policies:
        sheet.put(policy, "small", after=1)
    for figure in incident.figures:
        _put_figure(sheet, figure)


def _put_figure(sheet: Sheet, figure: FigureView) -> None:
    sheet.keep(12 + (sheet.height_of(figure.drawing, 165) if figure.drawing else 0))
    sheet.put(figure.words, "label")
    if figure.drawing:
        sheet.draw(figure.drawing, 165)
    for row in figure.rows:
        notes = "".join(f"; {note}" for note in row.notes)
        by = f" ({row.by})" if row.by else ""
        sheet.put(f"{row.told}: {row.source}{by}{notes}", "small")
    if figure.notes:
        sheet.put(" ".join(figure.notes), "small")
    sheet.gap(2)


def _put_sides(sheet: Sheet, incident: IncidentView, level: int) -> None:
    sheet.head("Accounts side by side", "h3", level)
    sheet.columns([(side.title, side.side, list(_list_blocks(side))) for side in incident.sides])
    if incident.silent:
        sheet.put(f"No account from: {incident.silent}.", "small")


def _list_blocks(side: SideView) -> Iterator[list[Block]]:
    """Each telling, which is not torn apart; the first one of a voice under its name."""
    for voice in side.voices:
        for at, telling in enumerate(voice.tellings):
            parts: list[Block] = [] if at else [(_name_voice(voice), "name", 2.0)]
            parts += [(telling.what, "small", 1.3 if at else 0.0), (telling.words, "quote", 0.0)]
            yield [*parts, *([(telling.by, "small", 0.0)] if telling.by else [])]


def _name_voice(voice: VoiceView) -> str:
    return shorten_end(voice.name, room=_NAME_ROOM) + (", in its own words" if voice.own else "")


def _put_chains(sheet: Sheet, incident: IncidentView, level: int) -> None:
    sheet.head("Who told whom", "h3", level)
    for chain in incident.chains:
        sheet.keep(10)
        sheet.put(f"{chain.who} ({'its own text' if chain.is_text else 'said it'})", "label")
        for printed in chain.prints:
            by = f" {printed.publisher}:" if printed.publisher else ""
            share = f" (copy, {printed.share} %)" if printed.share else ""
            sheet.put(f"{printed.published}{by} {printed.title}{share}", "small", indent=4)
        sheet.gap(1)


def _put_history(sheet: Sheet, incident: IncidentView, level: int) -> None:
    sheet.head("How it changed", "h3", level)
    for day, says in incident.history:
        sheet.put(f"{day}: {says}", "body")
    if not incident.history:
        sheet.put("No source has changed what it says.", "small")
    if incident.moments:
        sheet.put(incident.moments, "small")


def _put_reports(sheet: Sheet, incident: IncidentView, level: int) -> None:
    sheet.head("Every account, report by report", "h3", level)
    for report in incident.reports:
        _put_report(sheet, report)


def _put_report(sheet: Sheet, report: ReportView) -> None:
    sheet.keep(22)
    sheet.put(f"{report.number}. {report.title}", "name")
    note = f"; {report.note}" if report.note else ""
    sheet.put(f"{report.publisher}, {report.published}{note}", "small")
    if report.address:
        sheet.put(report.address, "small", link=report.link)
    for account in report.accounts:
        with sheet.bar_beside(account.side):
            _put_account(sheet, account)
    sheet.gap(2.5)


def _put_account(sheet: Sheet, account: AccountView) -> None:
    notes = "".join(f"; {note}" for note in account.notes)
    sheet.put(account.source, "name", indent=4)
    sheet.put(f"{account.side_title}; {account.what}{notes}; {account.claims}", "small", indent=4)
    sheet.put(account.sentence, "quote", indent=4)


def _put_end(sheet: Sheet, view: BriefingView) -> None:
    sheet.keep(60)
    sheet.rule(strong=True)
    sheet.head("How this was made", "h3", 0)
    for note in (*view.notes, *_say_missing(sheet.missing)):
        sheet.put(note, "body")
    sheet.gap(1)
    rows: Sequence[tuple[str, str]] = (("ledger as of", view.exact), *view.versions)
    sheet.pairs((name, version, ()) for name, version in rows)


def _say_missing(letters: Iterable[str]) -> Iterator[str]:
    codes = ", ".join(f"U+{ord(letter):04X}" for letter in sorted(letters)[:12])
    if codes:
        yield f"The font of this PDF lacks some letters of the reports ({codes}); the page in HTML shows them."
