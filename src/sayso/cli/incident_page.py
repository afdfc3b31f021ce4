"""One incident on a terminal: what it says, and its accounts side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from rich import box
from rich.table import Table
from rich.text import Text

from sayso.cli.incident_table import ID_SHOWN, say_number
from sayso.cli.table import LineWriter
from sayso.export import IncidentRow, list_incidents
from sayso.export.incident_rows import name_figure, name_number
from sayso.export.incident_voices import (
    SIDE_TITLES,
    SideColumn,
    Telling,
    Voice,
    list_numbers,
    list_sides,
    name_carriers,
)
from sayso.export.shorten import shorten_end
from sayso.model import Dispute, Figure, Incident, Party
from sayso.model.visible import visible_text

_NARROWEST = 24
"""A column for a side has so many characters at least; else the sides stand one under the other."""
_MOST_VOICES, _MOST_TELLINGS, _MOST_NUMBERS, _MOST_UPDATES, _MOST_PARTIES = 12, 6, 12, 12, 5
"""So many are shown unless all are asked for: of sources, sentences of one source, numbers of one figure, changes."""
_ROOM, _MOST_IDS = 240, 4
_MOST_COLUMNS = 3
_MINOR = frozenset(("duration", "distance", "area", "money", "other"))


def write_incident(incident: Incident, out: BinaryIO, *, moved: Sequence[str] = (), whole: bool = False) -> None:
    """Write an incident to stdout; `moved` are ids that lead here, `whole` shows every voice and every sentence."""
    lines = LineWriter(out, path=None)
    (row,) = list_incidents([incident])
    lines.write(_make_head(incident, row, moved))
    lines.write(_make_facts(incident, row))
    if incident.disputes:
        lines.write(Text("Disputed", style="bold"), _make_disputes(incident.disputes))
    shown = [figure for figure in incident.figures if whole or figure.role not in _MINOR]
    for title, figures in (("How many", shown), ("Shares of these", incident.shares)):
        if figures:
            heading = Text(title, style="bold").append(f", by the policy {figures[0].policy}", "not bold dim")
            lines.write(heading, _make_figures(figures, incident, whole=whole))
    if left := len(incident.figures) - len(shown):
        lines.write(Text(f"{say_number(left, 'other number')}, of durations and the like; --all shows them", "italic"))
    if incident.history:
        lines.write(Text("Changed over time", style="bold"), _make_history(incident, whole=whole))
    for part in _make_accounts(list_sides(incident), lines.width, most=None if whole else _MOST_VOICES, whole=whole):
        lines.write(part)


def _make_head(incident: Incident, row: IncidentRow, moved: Sequence[str]) -> Text:
    head = Text(row.type, style="bold")
    for fact in (row.where, row.when):
        head.append(f", {fact}" if fact else "", "not bold")
    head.append(f"\n{visible_text(incident.id)}", "not bold dim")
    if moved:
        head.append(f"\n{', '.join(map(visible_text, moved))} became part of this incident", "not bold italic")
    return head


def _make_grid() -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(min_width=12, style="bold")
    table.add_column(overflow="fold")
    return table


def _make_facts(incident: Incident, row: IncidentRow) -> Table:
    table = _make_grid()
    for name, value in _list_facts(incident, row):
        if value:
            table.add_row(name, value)
    return table


def _list_facts(incident: Incident, row: IncidentRow) -> Iterator[tuple[str, Text | str]]:
    grade = incident.grade
    told = Text(row.grade)
    told.append(f"\n{say_number(row.origins, 'origin')} in {say_number(row.reports, 'report')}")
    for says in dict.fromkeys(reason.says for reason in grade.reasons):
        told.append(f"\n{says}", "dim")
    yield "How well told", told
    yield "Where", _with_reason(row.where, incident.place_reason.says)
    yield "When", _with_reason(row.when, incident.time_reason.says)
    yield "Who did it", _name_all(party for party in incident.parties if party.role == "agent")
    yield "To whom", _name_all(party for party in incident.parties if party.role == "recipient")


def _with_reason(value: str, reason: str) -> Text | str:
    return Text(value).append(f"\n{reason}", "dim") if value else ""


def _name_all(parties: Iterable[Party]) -> str:
    """The parties with how many origins name them, the best one first."""
    ranked = sorted(parties, key=lambda party: not party.best)
    told = [f"{visible_text(party.name)} ({say_number(party.origins, 'origin')})" for party in ranked]
    left = len(told) - _MOST_PARTIES
    return ", ".join(told[:_MOST_PARTIES]) + (f" and {say_number(left, 'other')}" if left > 0 else "")


def _make_disputes(disputes: Iterable[Dispute]) -> Table:
    table = _make_grid()
    for dispute in disputes:
        table.add_row(Text(dispute.slot.replace("_", " "), style="not bold"), visible_text(dispute.says))
    return table


def _make_figures(figures: Iterable[Figure], incident: Incident, *, whole: bool) -> Table:
    """Each figure with who gives which number."""
    table = Table(box=box.HORIZONTALS, expand=True, show_edge=False, padding=(0, 1, 0, 0), show_header=False)
    for share in (26, 13, 28, 33):
        table.add_column(ratio=share)
    for figure in figures:
        heading = Text(name_figure(figure), style="bold")
        heading.append(f" of {visible_text(figure.whose)}" if figure.whose else "", "not bold")
        numbers = list_numbers(figure, incident)
        shown = numbers if whole else numbers[:_MOST_NUMBERS]
        left = len(numbers) - len(shown)
        for at, number in enumerate(shown):
            one = number.figure
            style = "" if one.standing else "dim"
            told = name_number(one.low, one.high, "", "other")
            notes = [note for note, holds in _list_notes(figure, one.claim, cumulative=one.cumulative) if holds]
            table.add_row(
                heading if not at else "",
                Text(told if one.standing else f"{told}, at first", style=style),
                Text(f"{number.source}{''.join(f' ({note})' for note in notes)}", style=style),
                Text(name_carriers(number.carriers), style="dim"),
                end_section=at == len(shown) - 1 and not left,
            )
        if left:
            table.add_row("", "", Text(_say_left(left), style="italic"), "", end_section=True)
    return table


def _list_notes(figure: Figure, claim: str, *, cumulative: bool) -> Iterator[tuple[str, bool]]:
    yield "a running toll", cumulative
    yield "its own losses", claim in figure.conceded


def _make_history(incident: Incident, *, whole: bool) -> Table:
    table = _make_grid()
    updates = list(dict.fromkeys((update.published, update.says) for update in incident.history))
    shown = updates if whole else updates[:_MOST_UPDATES]
    for day, says in shown:
        table.add_row(Text(f"{day.day} {day:%b %Y}" if day else "no date", style="not bold"), visible_text(says))
    if left := len(updates) - len(shown):
        table.add_row("", Text(_say_left(left), style="italic"))
    return table


def _make_accounts(sides: Sequence[SideColumn], width: int, *, most: int | None, whole: bool) -> Iterator[Table]:
    """The sides beside each other where there is room, else one under the other."""
    columns = _merge(sides)
    together = [columns] if width // max(len(columns), 1) >= _NARROWEST else [[column] for column in columns]
    for row in together:
        table = Table(box=box.HORIZONTALS, expand=True, show_edge=False, padding=(0, 2, 0, 0), header_style="bold")
        for title, _ in row:
            table.add_column(title, ratio=1)
        table.add_row(*(_make_cell(voices, most=most, whole=whole) for _, voices in row))
        yield table


def _merge(sides: Sequence[SideColumn]) -> list[tuple[str, tuple[Voice, ...]]]:
    """Titles and voices; those of neither side and those not known share a column where there would be four."""
    columns = [(SIDE_TITLES[column.side], column.voices) for column in sides]
    if len(columns) <= _MOST_COLUMNS:
        return columns
    (_, third), (_, unknown) = columns[-2:]
    return [*columns[:-2], ("Neither side, or not known", (*third, *unknown))]


def _make_cell(voices: Sequence[Voice], *, most: int | None, whole: bool) -> Text:
    cell = Text()
    for voice in voices[:most]:
        cell.append("\n\n" if cell else "").append(voice.name, "bold")
        tellings = voice.tellings if whole else voice.tellings[:_MOST_TELLINGS]
        for at, telling in enumerate(tellings):
            cell.append("\n" if at else "").append_text(_make_telling(telling, voice, whole=whole))
        if left := len(voice.tellings) - len(tellings):
            cell.append(f"\n{_say_left(left)}", "italic")
    if most is not None and len(voices) > most:
        cell.append(f"\n\n{_say_left(len(voices) - most)}", "italic")
    return cell


def _say_left(number: int) -> str:
    return f"and {say_number(number, 'other')}; --all shows {'it' if number == 1 else 'them'}"


def _make_telling(telling: Telling, voice: Voice, *, whole: bool) -> Text:
    notes = "".join(f", {note}" for note in telling.notes)
    told = Text(f"\n{telling.what}{notes}")
    by = name_carriers(telling.carriers, but=voice.name if voice.is_publisher else "")
    told.append(f"\n{by}" if by else "", "dim")
    told.append(f"\n“{telling.words if whole else shorten_end(telling.words, room=_ROOM)}”", "italic")
    claims = telling.claims if whole else telling.claims[:_MOST_IDS]
    ids = " ".join(visible_text(claim)[:ID_SHOWN] for claim in claims)
    return told.append(f"\n{ids}{' …' if len(telling.claims) > len(claims) else ''}", "dim")
