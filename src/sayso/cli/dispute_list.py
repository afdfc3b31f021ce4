"""Disputes on a terminal or in a pipe: the sentence, and below it who stands where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import BinaryIO

from rich.table import Table
from rich.text import Text

from sayso.cli.incident_table import ID_SHOWN, say_number
from sayso.cli.table import LineWriter
from sayso.export import list_incidents
from sayso.export.disputes import Disputed, list_voices
from sayso.model.visible import visible_text

SLOT_WORDS = {
    "whether": "whether it happened",
    "who": "who did it",
    "how_many": "how many",
    "where": "where",
    "when": "when",
    "control": "who holds the place",
}
_MOST_VOICES = 5


def write_disputes(disputes: Iterable[Disputed], out: BinaryIO) -> int:
    """Write these disputes to stdout, in their order; how many there were."""
    lines = LineWriter(out, path=None)
    written = 0
    for incident, dispute in disputes:
        (row,) = list_incidents([incident])
        head = Text(SLOT_WORDS[dispute.slot], style="bold")
        facts = ", ".join(fact for fact in (row.type, row.where, row.when) if fact)
        head.append(f"  {facts}  ", "not bold").append(row.id[:ID_SHOWN], "not bold dim")
        table = Table.grid(padding=(0, 2, 0, 2), expand=True)
        table.add_column(ratio=34)
        table.add_column(ratio=66)
        for position in dispute.positions:
            table.add_row(visible_text(position.value), _list(list_voices(incident, position)))
        lines.write(head, visible_text(dispute.says), table)
        written += 1
    return written


def _list(voices: Sequence[str]) -> Text:
    shown = Text("\n".join(voices[:_MOST_VOICES]), style="dim")
    left = len(voices) - _MOST_VOICES
    return shown.append(f"\nand {say_number(left, 'other')}" if left > 0 else "")
