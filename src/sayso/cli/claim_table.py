"""Claims of the ledger on a terminal or in a pipe: one row a claim, at most 100 columns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from rich import box
from rich.table import Table
from rich.text import Text

from sayso.cli.table import (
    LineWriter,
    show_how,
    show_parties,
    show_settings,
    show_sure,
    show_words,
)
from sayso.export.claims import OWN_VOICE, name_facts
from sayso.export.reviving import make_stored_row
from sayso.model import StoredClaim
from sayso.model.visible import visible_text

_COLUMNS = (
    ("Published, id", 12),
    ("Who says", 17),
    ("How sure, what", 13),
    ("Who → whom", 17),
    ("Where, when, how many", 19),
    ("The words", 22),
)
"""Names, and shares of the width."""
_ID_SHOWN = 10


def write_claims(claims: Iterable[StoredClaim], out: BinaryIO) -> int:
    """Write a table of these claims to stdout, in their order; how many there were."""
    lines = LineWriter(out, path=None)
    table = Table(box=box.HORIZONTALS, expand=True, show_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for name, share in _COLUMNS:
        table.add_column(name, ratio=share)
    for number, claim in enumerate(claims, start=1):
        table.add_row(*_cells(claim, number, starred=not lines.on_terminal), end_section=True)
    if table.row_count:
        lines.write(table)
    return table.row_count


def _cells(claim: StoredClaim, number: int, *, starred: bool) -> tuple[Text | str, ...]:
    row, report = make_stored_row(claim, number), claim.report
    published = Text(report.published.isoformat() if report.published else "no date")
    published.append(f"\n{claim.id[:_ID_SHOWN]}", "dim")
    if report.publisher:
        published.append(f"\n{visible_text(report.publisher)}", "dim")
    source = row.claim.source
    who = Text(visible_text(source.name) if source else OWN_VOICE, style="bold")
    if source:
        who.append(f" ({', '.join(name_facts(source))})", "not bold dim")
    if how := show_how(row):
        who.append("\n").append_text(how)
    sure = show_sure(row).append(f"\n{row.type}")
    return published, who, sure, show_parties(row), show_settings(row), show_words(row, starred=starred)
