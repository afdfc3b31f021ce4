"""Sources on a terminal or in a pipe: a row each, or one with what it said and was contradicted in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import BinaryIO

from rich import box
from rich.table import Table
from rich.text import Text

from sayso.cli.dispute_list import SLOT_WORDS
from sayso.cli.incident_table import ID_SHOWN, say_number
from sayso.cli.table import LineWriter
from sayso.export import list_incidents
from sayso.export.disputes import Disputed
from sayso.export.incident_rows import name_days
from sayso.export.incident_voices import list_tellings, name_carriers
from sayso.export.source_records import SourceSheet
from sayso.model import Account, SourceRecord
from sayso.model.visible import visible_text

_COLUMNS = (
    ("Source", 30),
    ("Claims", 0),
    ("Incidents", 0),
    ("Confirmed", 0),
    ("Contradicted", 26),
    ("Alone", 0),
    ("Days", 16),
)
"""Names, and shares of the width; 0 is as wide as the name, for numbers."""


def write_sources(records: Sequence[SourceRecord], out: BinaryIO) -> None:
    """Write a table of sources to stdout."""
    table = Table(box=box.HORIZONTALS, expand=True, show_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for name, share in _COLUMNS:
        if share:
            table.add_column(name, ratio=share)
        else:
            table.add_column(name, justify="right", min_width=len(name))
    for record in records:
        numbers = (record.claims, record.incidents, record.confirmed)
        table.add_row(
            _name(record),
            *(f"{number:,}" for number in numbers),
            _say_contradicted(record),
            f"{record.alone:,}",
            _say_days(record),
        )
    if records:
        LineWriter(out, path=None).write(table)


def write_source_sheets(sheets: Iterable[SourceSheet], out: BinaryIO) -> None:
    """Write sources one under the other: the record, what they said last, and the disputes they stand in."""
    lines = LineWriter(out, path=None)
    for sheet in sheets:
        lines.write(_name(sheet.record), _make_facts(sheet.record))
        if sheet.disputes:
            lines.write(Text("Contradicted in", style="bold"), _make_disputes(sheet.disputes))
        if sheet.latest:
            lines.write(Text("Said last", style="bold"), _make_latest(sheet.latest))


def _name(record: SourceRecord) -> Text:
    name = Text(visible_text(record.name), style="bold")
    if record.voice == "publisher":
        return name.append(" (publisher)", "not bold dim")
    return name.append(f" ({visible_text(record.actor)})" if record.actor else "", "not bold dim")


def _say_contradicted(record: SourceRecord) -> str:
    if not record.contradicted:
        return "0"
    slots = ", ".join(f"{slot.replace('_', ' ')} {number}" for slot, number in record.by_slot)
    return f"{record.contradicted:,} ({slots})"


def _say_days(record: SourceRecord) -> str:
    return name_days(record.first, record.last) or "no date"


def _make_facts(record: SourceRecord) -> Table:
    table = Table.grid(padding=(0, 2, 0, 2))
    table.add_column(justify="right", style="bold")
    table.add_column(overflow="fold")
    table.add_row(f"{record.claims:,}", f"claims in {say_number(record.incidents, 'incident')}, {_say_days(record)}")
    for number, says in (
        (record.confirmed, "in which an independent origin says the same"),
        (record.alone, "in which nobody else says or denies what it says"),
        (record.contradicted, f"in which others contradict it{_say_slots(record)}"),
        (record.conceded, "in which it says something against its own side"),
        (record.revised, "times it changed what it had said"),
    ):
        if number:
            table.add_row(f"{number:,}", says)
    return table


def _say_slots(record: SourceRecord) -> str:
    slots = ", ".join(f"{SLOT_WORDS[slot]} {number}" for slot, number in record.by_slot)
    return f": {slots}" if slots else ""


def _make_disputes(disputes: Iterable[Disputed]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 2))
    table.add_column(min_width=ID_SHOWN, style="dim")
    table.add_column(overflow="fold")
    for incident, dispute in disputes:
        (row,) = list_incidents([incident])
        facts = ", ".join(fact for fact in (row.type, row.where, row.when) if fact)
        text = Text(f"{SLOT_WORDS[dispute.slot]}, {facts}\n").append(visible_text(dispute.says), "dim")
        table.add_row(row.id[:ID_SHOWN], text)
    return table


def _make_latest(latest: Iterable[tuple[str, Account]]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 2))
    table.add_column(min_width=ID_SHOWN, style="dim")
    table.add_column(overflow="fold")
    for telling in list_tellings(account for _, account in latest):
        told = Text(telling.what).append(f"  {name_carriers(telling.carriers)}", "dim")
        told.append(f"\n“{telling.words}”", "italic")
        table.add_row(visible_text(telling.claims[0])[:ID_SHOWN], told)
    return table
