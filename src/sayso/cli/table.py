"""The table on a terminal or in a pipe: one row a claim, grouped by source, at most 100 columns."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from sayso.export import ClaimGroup, ClaimRow, count_claims, group_claims, name_facts
from sayso.model import Reading
from sayso.model.visible import visible_text

WIDTH_COLUMNS = 100
_SETTINGS = "Where, when, how many"  # left out where the claims of a report have none
_COLUMNS = (
    ("Who says", 20),
    ("How sure", 11),
    ("What", 12),
    ("Who → whom", 17),
    (_SETTINGS, 19),
    ("The words", 21),
)
"""Names, and shares of the width."""


class LineWriter:
    """Writes what rich draws as plain lines, at most 100 columns wide, in colour on a terminal only."""

    def __init__(self, out: BinaryIO, *, path: Path | None) -> None:
        self.on_terminal = path is None and sys.stdout.isatty()
        self._out = out
        self._encoding = "utf-8" if path else sys.stdout.encoding or "utf-8"
        columns = shutil.get_terminal_size((WIDTH_COLUMNS, 24)).columns if self.on_terminal else WIDTH_COLUMNS
        self._console = Console(
            file=io.TextIOWrapper(io.BytesIO(), encoding=self._encoding),  # only captured; `out` gets the lines
            width=min(WIDTH_COLUMNS, columns),
            force_terminal=self.on_terminal,
            color_system="auto" if self.on_terminal else None,
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
        )
        self._begun = False

    @property
    def width(self) -> int:
        """How many columns there are."""
        return self._console.width

    def write(self, *parts: RenderableType) -> None:
        """Write these, with an empty line before them unless they are the first."""
        with self._console.capture() as captured:
            for part in parts:
                self._console.print(part)
        lines = [""] * self._begun + [line.rstrip() for line in captured.get().splitlines()]
        self._begun = True
        self._out.write("".join(f"{line}\n" for line in lines).encode(self._encoding, "replace"))
        self._out.flush()

    def write_whole(self, lines: Iterable[str]) -> None:
        """Write these lines as they are, however long: commands that people copy."""
        text = "".join(f"{line}\n" for line in [*[""] * self._begun, *lines])
        self._begun = True
        self._out.write(text.encode(self._encoding, "replace"))
        self._out.flush()


class TableWriter:
    """Writes the readings one under the other, each as soon as it comes."""

    def __init__(self, out: BinaryIO, *, path: Path | None) -> None:
        self._lines = LineWriter(out, path=path)

    def add(self, reading: Reading) -> None:
        """Write one reading; a refused one has no rows (stderr says why)."""
        if reading.refusal:
            return
        groups = group_claims(reading)
        starred = not self._lines.on_terminal  # where bold letters are not to be had
        rows = _make_rows(groups, starred=starred) if groups else _none(reading)
        self._lines.write(_heading(reading, groups), rows)

    def finish(self) -> None:
        """Nothing is left to be written."""


def _heading(reading: Reading, groups: tuple[ClaimGroup, ...]) -> Text:
    report = reading.report
    published = report.published.isoformat() if report.published else "no publication date"
    facts = [visible_text(report.publisher)] if report.publisher else []
    facts += [published, count_claims(groups)]
    return Text(visible_text(report.title or report.id), style="bold").append(f"\n{', '.join(facts)}", "not bold dim")


def _none(reading: Reading) -> str:
    number = len(reading.attributions)
    statements = "no statement is" if not number else "1 statement is" if number == 1 else f"{number} statements are"
    return f"No claim of an event was found; {statements} attributed to {'a source' if number < 2 else 'sources'}."


def _make_rows(groups: tuple[ClaimGroup, ...], *, starred: bool) -> Table:
    table = Table(box=box.HORIZONTALS, expand=True, show_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    settings = any(show_settings(row) for group in groups for row in group.rows)
    for name, share in _COLUMNS:
        if settings or name != _SETTINGS:
            table.add_column(name, ratio=share)
    for group in groups:
        said: Text | None = None
        for row in group.rows:
            how = show_how(row)
            who = _who(group) if said is None else Text()
            if how and how != said:
                who.append("\n" if who else "").append_text(how)
            said = how
            table.add_row(
                who,
                show_sure(row),
                row.type,
                show_parties(row),
                *([show_settings(row)] if settings else []),
                show_words(row, starred=starred),
                end_section=row is group.rows[-1],
            )
    return table


def _who(group: ClaimGroup) -> Text:
    who = Text(group.name, style="bold")
    if group.source:
        who.append(f" ({', '.join(name_facts(group.source))})", "not bold dim")
    return who


def show_how(row: ClaimRow) -> Text:
    """The words that attribute the claim, and whom they came through."""
    facts = [f"“{row.cue}”"] * bool(row.cue) + [f"via {name}" for name in row.via]
    return Text(", ".join(facts), style="not bold italic")


def show_sure(row: ClaimRow) -> Text:
    """How sure the source is, in words and by its code."""
    return Text(row.sure).append(f" {row.claim.factuality}", "dim")


def show_parties(row: ClaimRow) -> str:
    """Who did it → whom it was done to; the arrow tells which side is missing."""
    agents, recipients = ", ".join(row.agents), ", ".join(row.recipients)
    return f"{agents} → {recipients}".strip() if recipients else agents


def show_settings(row: ClaimRow) -> Text:
    """A line each: the places, the days, the numbers."""
    lines = [", ".join(row.where), row.when, ", ".join(row.how_many)]
    return Text("\n".join(line for line in lines if line))


def show_words(row: ClaimRow, *, starred: bool) -> Text:
    """The words of the event in what stands around them; between stars where there are no bold letters."""
    star = "*" if starred else ""
    return Text(row.words.before).append(f"{star}{row.words.words}{star}", "bold").append(row.words.after)
