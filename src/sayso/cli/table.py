"""The table on a terminal or in a pipe: one row a statement, grouped by source, at most 100 columns."""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from sayso.export import StatementGroup, group_statements
from sayso.model import Reading
from sayso.model.visible import visible_text

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

WIDTH_COLUMNS = 100
_WHO_COLUMNS, _HOW_COLUMNS = 28, 20


class TableWriter:
    """Writes the readings one under the other, each as soon as it comes."""

    def __init__(self, out: BinaryIO, *, path: Path | None) -> None:
        from rich.console import Console  # noqa: PLC0415 - only a table needs it

        on_terminal = path is None and sys.stdout.isatty()
        encoding = "utf-8" if path else sys.stdout.encoding or "utf-8"
        self._stream = io.TextIOWrapper(out, encoding=encoding, errors="replace", newline="\n", write_through=True)
        columns = shutil.get_terminal_size((WIDTH_COLUMNS, 24)).columns if on_terminal else WIDTH_COLUMNS
        self._console = Console(
            file=self._stream,
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
        if self._begun:
            self._console.print()
        self._begun = True
        groups = group_statements(reading)
        self._console.print(_heading(reading), soft_wrap=False)
        if groups:
            _print_rows(self._console, groups)
        else:
            self._console.print("No statement is attributed to a source.")
        self._stream.flush()

    def finish(self) -> None:
        """Let go of the stream without closing it."""
        self._stream.flush()
        self._stream.detach()


def _heading(reading: Reading) -> Text:
    from rich.text import Text  # noqa: PLC0415 - as above

    report = reading.report
    heading = Text(visible_text(report.title or report.id), style="bold")
    published = report.published.isoformat() if report.published else "no publication date"
    facts = [visible_text(report.publisher)] if report.publisher else []
    facts += [published, f"{len(reading.attributions)} statement{'' if len(reading.attributions) == 1 else 's'}"]
    return heading.append(f"  {', '.join(facts)}", style="not bold dim")


def _print_rows(console: Console, groups: tuple[StatementGroup, ...]) -> None:
    from rich import box  # noqa: PLC0415 - as above
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=box.HORIZONTALS, expand=True, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("Who", width=_WHO_COLUMNS)
    table.add_column("How", width=_HOW_COLUMNS)
    table.add_column("Says", ratio=1)
    for group in groups:
        for place, statement in enumerate(group.statements):
            who = Text()
            if place == 0:
                who.append(group.name, style="bold")
                if group.kind:
                    country = f", {group.source.country}" if group.source and group.source.country else ""
                    who.append(f"\n{group.kind.replace('_', ' ')}{country}", style="dim")
            how = Text(statement.cue or "–")
            how.append(f"\n{statement.attribution.quotation}", style="dim")
            for name in statement.via:
                how.append(f"\nvia {name}", style="dim")
            table.add_row(who, how, Text(statement.words), end_section=place == len(group.statements) - 1)
    console.print(table)
