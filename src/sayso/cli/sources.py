"""`sayso sources`: what sources claimed, and how often others confirmed or contradicted them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from sayso.cli.about import Estimates, with_estimates
from sayso.cli.exits import ExitCode
from sayso.cli.filtering import Format, with_filters, with_format
from sayso.cli.messages import Messages
from sayso.cli.output import open_output
from sayso.cli.progress import Bar
from sayso.model import Incident, SourceRecord

if TYPE_CHECKING:
    from sayso.cli.dossier import Dossier
    from sayso.ledger.filters import Filter

EXAMPLE = """\b
Examples:
  sayso sources --since 2026-03-01 --sort contradicted
  sayso sources "health ministry"
  sayso sources --format csv"""
_PAGE, _MOST_SHEETS, _SHOWN_EVERY = 40, 5, 100


class Sort(StrEnum):
    """What sources are sorted by."""

    CLAIMS = "claims"
    CONFIRMED = "confirmed"
    CONTRADICTED = "contradicted"
    ALONE = "alone"
    NAME = "name"


_ORDERS: Mapping[Sort, Callable[[SourceRecord], tuple[object, ...]]] = {
    Sort.CLAIMS: lambda one: (-one.claims, one.name),
    Sort.CONFIRMED: lambda one: (-one.confirmed, one.name),
    Sort.CONTRADICTED: lambda one: (-one.contradicted, one.name),
    Sort.ALONE: lambda one: (-one.alone, one.name),
    Sort.NAME: lambda one: (one.name.casefold(), one.name),
}


@with_filters
@with_estimates
@with_format()
def sources_command(  # noqa: PLR0913 - as many as the command has options
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="A source or publisher, by name or a part of it; all unless given."),
    ] = None,
    *,
    wanted: Filter,
    estimates: Estimates,
    as_of: datetime | None,
    ledger: str | None,
    format: Format,
    sort: Annotated[
        Sort, typer.Option(metavar="claims|confirmed|contradicted|alone|name", help="What comes first: the most.")
    ] = Sort.CLAIMS,
    limit: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help=f"So many sources at most; {_PAGE} in a table, else all unless given."),
    ] = None,
    page: Annotated[int, typer.Option(metavar="N", min=1, help="Which page of so many sources.")] = 1,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Say nothing on stderr but errors; no progress bar.")
    ] = False,
) -> int:
    """Show what each source claimed, how often independent others said the same, and how often they contradicted it.

    All but claims are counted in incidents, those that pass the filters. Publishers are counted for what their reports
    say in their own voice. With NAME, what it said last and the disputes it stands in are shown, too. It is no
    judgement: who is often contradicted may be the only one who tells it.
    """
    from sayso.cli.catching_up import catch_up  # noqa: PLC0415 - heavy: loaded once the command is understood
    from sayso.cli.dossier import Dossier  # noqa: PLC0415
    from sayso.ledger import Ledger  # noqa: PLC0415
    from sayso.reconcile.incident.records import SourceTally  # noqa: PLC0415
    from sayso.run.incidents import IncidentBook  # noqa: PLC0415

    messages, tally = Messages(quiet=quiet), SourceTally()
    with Ledger(ledger) as opened, open_output(None) as out:
        catch_up(opened, messages)
        book, dossier = IncidentBook(opened, estimates.make_settings()), Dossier(name)
        with Bar(shown=sys.stderr.isatty() and not quiet) as bar:
            for incident in _counted(book.incidents(wanted, as_of=as_of, order="sharpness"), bar):
                tally.add(incident)
                dossier.add(incident)
        found = sorted((one for one in tally.records() if dossier.is_about(one)), key=_ORDERS[sort])
        size = limit or (_PAGE if format is Format.TABLE or page > 1 else None)
        shown = found[(page - 1) * (size or 0) :][:size]
        _write(shown, dossier if name else None, format, out)
    if not shown:
        messages.note(
            f"no source {f'is called {name!r}' if name else 'passes'}" + (f" on page {page}" if page > 1 else "")
        )
    elif len(found) > len(shown) and limit is None and page == 1:
        messages.note(f"the first {len(shown)} of {len(found):,} sources; --page {page + 1} shows more")
    return ExitCode.DONE if shown or not name else ExitCode.SOME_REFUSED


def _counted(incidents: Iterable[Incident], bar: Bar) -> Iterator[Incident]:
    for number, incident in enumerate(incidents, start=1):
        if number % _SHOWN_EVERY == 0:
            bar.show(f"{number:,} incidents")
        yield incident


def _write(records: Sequence[SourceRecord], dossier: Dossier | None, format: Format, out: BinaryIO) -> None:
    """With a dossier, all that is in it of the sources that come first; else a row a source."""
    from sayso.cli.source_table import write_source_sheets, write_sources  # noqa: PLC0415 - as above
    from sayso.export.lines import format_json  # noqa: PLC0415
    from sayso.export.source_records import (  # noqa: PLC0415
        make_source_detail,
        write_source_lines,
        write_source_table,
    )

    if format is Format.CSV:
        write_source_table(records, out)
    elif format is Format.JSON and dossier:
        for record in records:
            out.write(format_json(make_source_detail(dossier.make_sheet(record))).encode("utf-8") + b"\n")
    elif format is Format.JSON:
        write_source_lines(records, out)
    elif dossier and len(records) <= _MOST_SHEETS:
        write_source_sheets(map(dossier.make_sheet, records), out)
    else:
        write_sources(records, out)
