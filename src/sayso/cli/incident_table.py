"""Incidents on a terminal or in a pipe: one row an incident, at most 100 columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from rich import box
from rich.table import Table
from rich.text import Text

from sayso.cli.table import LineWriter
from sayso.export import IncidentRow, list_incidents
from sayso.model import Incident

_COLUMNS = (
    ("When, id", 13),
    ("What, where", 19),
    ("Who → whom", 18),
    ("How many", 19),
    ("How well told", 14),
    ("Disputed", 13),
)
"""Names, and shares of the width."""
ID_SHOWN = 10
_ALARMING = frozenset(("contested", "denied"))


def write_incidents(incidents: Iterable[Incident], out: BinaryIO) -> int:
    """Write a table of these incidents to stdout, in their order; how many there were."""
    lines = LineWriter(out, path=None)
    table = make_table(list_incidents(incidents))
    if table.row_count:
        lines.write(table)
    return table.row_count


def make_table(rows: Iterable[IncidentRow]) -> Table:
    """The table of these rows."""
    table = Table(box=box.HORIZONTALS, expand=True, show_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for name, share in _COLUMNS:
        table.add_column(name, ratio=share)
    for row in rows:
        table.add_row(*_cells(row), end_section=True)
    return table


def say_number(number: int, noun: str) -> str:
    """A number with its noun.

    >>> say_number(1, "origin"), say_number(1200, "report")
    ('1 origin', '1,200 reports')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _cells(row: IncidentRow) -> Iterator[Text | str]:
    yield Text(row.when or "no day told").append(f"\n{row.id[:ID_SHOWN]}", "dim")
    yield Text(row.type, style="bold").append(f"\n{row.where}" if row.where else "", "not bold")
    yield row.who
    yield "\n".join(row.how_many)
    status, *rest = row.grade.split(", ")
    told = Text(status, style="bold" if status in _ALARMING else "")
    facts = (", ".join(rest), say_number(row.origins, "origin"), say_number(row.reports, "report"))
    yield told.append("".join(f"\n{fact}" for fact in facts if fact), "not bold dim")
    yield "\n".join(row.disputes)
