"""The table on a terminal or in a pipe: one row a statement, grouped by source, at most 100 columns."""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from sayso.export import Statement, StatementGroup, group_statements
from sayso.model import Reading
from sayso.model.visible import visible_text

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

WIDTH_COLUMNS = 100
_COLUMNS = (("Who", 29), ("How", 21), ("Says", 50))  # shares of the width


class TableWriter:
    """Writes the readings one under the other, each as soon as it comes."""

    def __init__(self, out: BinaryIO, *, path: Path | None) -> None:
        from rich.console import Console  # noqa: PLC0415 - only a table needs it

        on_terminal = path is None and sys.stdout.isatty()
        self._out = out
        self._encoding = "utf-8" if path else sys.stdout.encoding or "utf-8"
        columns = shutil.get_terminal_size((WIDTH_COLUMNS, 24)).columns if on_terminal else WIDTH_COLUMNS
        self._console = Console(
            file=io.TextIOWrapper(io.BytesIO(), encoding=self._encoding),  # only captured; `out` gets the lines
            width=min(WIDTH_COLUMNS, columns),
            force_terminal=on_terminal,
            color_system="auto" if on_terminal else None,
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
        )
        self._begun = False

    def add(self, reading: Reading) -> None:
        """Write one reading; a refused one has no rows (stderr says why)."""
        if reading.refusal:
            return
        groups = group_statements(reading)
        with self._console.capture() as captured:
            self._console.print(_heading(reading))
            self._console.print(_make_rows(groups) if groups else "No statement is attributed to a source.")
        lines = [""] * self._begun + [line.rstrip() for line in captured.get().splitlines()]
        self._begun = True
        self._out.write("".join(f"{line}\n" for line in lines).encode(self._encoding, "replace"))
        self._out.flush()

    def finish(self) -> None:
        """Nothing is left to be written."""


def _heading(reading: Reading) -> Text:
    from rich.text import Text  # noqa: PLC0415 - as above

    report = reading.report
    published = report.published.isoformat() if report.published else "no publication date"
    facts = [visible_text(report.publisher)] if report.publisher else []
    facts += [published, f"{len(reading.attributions)} statement{'' if len(reading.attributions) == 1 else 's'}"]
    return Text(visible_text(report.title or report.id), style="bold").append(f"\n{', '.join(facts)}", "not bold dim")


def _make_rows(groups: tuple[StatementGroup, ...]) -> Table:
    from rich import box  # noqa: PLC0415 - as above
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=box.HORIZONTALS, expand=True, show_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for name, share in _COLUMNS:
        table.add_column(name, ratio=share)
    for group in groups:
        for place, statement in enumerate(group.statements):
            last = place == len(group.statements) - 1
            table.add_row(_who(group) if place == 0 else "", _how(statement), statement.words, end_section=last)
    return table


def _who(group: StatementGroup) -> Text:
    from rich.text import Text  # noqa: PLC0415 - as above

    who = Text(group.name, style="bold")
    if group.source:
        facts = (group.kind.replace("_", " "), group.source.country)
        who.append(f" ({', '.join(fact for fact in facts if fact)})", "not bold dim")
    return who


def _how(statement: Statement) -> Text:
    from rich.text import Text  # noqa: PLC0415 - as above

    facts = [statement.attribution.quotation, *(f"via {name}" for name in statement.via)]
    return Text(statement.cue or "–").append(f", {', '.join(facts)}", "dim")
