"""What became different, on a terminal or in a pipe: each incident with what changed and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from rich.table import Table
from rich.text import Text

from sayso.cli.incident_table import ID_SHOWN
from sayso.cli.table import LineWriter
from sayso.export import list_incidents
from sayso.export.changes import ChangeSheet
from sayso.model.visible import visible_text

_MOST_SENTENCES = 12
_KINDS = {
    "new": "new",
    "changed": "changed",
    "merged": "became part of another",
    "split": "split off",
    "withdrawn": "no longer told",
}


def write_changes(sheets: Iterable[ChangeSheet], out: BinaryIO) -> int:
    """Write these changes to stdout, in their order; how many there were."""
    lines = LineWriter(out, path=None)
    written = 0
    for sheet in sheets:
        lines.write(_make_head(sheet), _make_sentences(sheet))
        written += 1
    return written


def _make_head(sheet: ChangeSheet) -> Text:
    head = Text(_KINDS.get(sheet.kind, sheet.kind), style="bold")
    if sheet.shown:
        (row,) = list_incidents([sheet.shown])
        head.append(f"  {', '.join(fact for fact in (row.type, row.where, row.when) if fact)}", "not bold")
    head.append(f"  {visible_text(sheet.id)[:ID_SHOWN]}", "not bold dim")
    if sheet.into:
        head.append(f" → {visible_text(sheet.into)[:ID_SHOWN]}", "not bold dim")
    return head.append(f"  {sheet.recorded:%Y-%m-%d %H:%M}", "not bold dim")


def _make_sentences(sheet: ChangeSheet) -> Table:
    table = Table.grid(padding=(0, 2, 0, 2))
    table.add_column(min_width=4)
    table.add_column(overflow="fold")
    shown = sheet.differences[:_MOST_SENTENCES]
    for change in shown:
        table.add_row("", visible_text(change.says))
    if left := len(sheet.differences) - len(shown):
        table.add_row("", Text(f"and {left} more (--format json has all)", style="italic"))
    for says in sheet.why:
        table.add_row(Text("why", style="dim"), Text(visible_text(says), style="dim"))
    return table
