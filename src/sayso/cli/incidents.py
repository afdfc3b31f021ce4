"""`sayso incidents`: what happened, as all reports together tell it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from sayso.cli.about import Estimates, with_about, with_estimates
from sayso.cli.exits import ExitCode
from sayso.cli.filtering import Format, with_filters, with_format
from sayso.cli.messages import Messages
from sayso.cli.output import open_output
from sayso.model import Incident

if TYPE_CHECKING:
    from sayso.ledger.filters import Filter
    from sayso.ledger.incidents import About

EXAMPLE = """\b
Examples:
  sayso incidents --place Aleppo --since 2024-05-01
  sayso incidents --contested --least-origins 3 --sort sharpness
  sayso incidents --dispute how_many --policy median --format json"""
_PAGE = 30


class Sort(StrEnum):
    """What incidents are sorted by."""

    HAPPENED = "happened"
    PUBLISHED = "published"
    RECORDED = "recorded"
    CLAIMS = "claims"
    SHARPNESS = "sharpness"


@with_filters
@with_about
@with_estimates
@with_format()
def incidents_command(  # noqa: PLR0913 - as many as the command has options
    *,
    wanted: Filter,
    about: About,
    estimates: Estimates,
    as_of: datetime | None,
    ledger: str | None,
    format: Format,
    sort: Annotated[
        Sort,
        typer.Option(
            metavar="happened|published|recorded|claims|sharpness",
            help="What comes first: the latest, what most claims tell, or what is disputed most.",
        ),
    ] = Sort.HAPPENED,
    ascending: Annotated[bool, typer.Option("--ascending", help="The earliest, or the least, first.")] = False,
    limit: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help=f"So many incidents at most; {_PAGE} in a table, else all unless given."),
    ] = None,
    page: Annotated[int, typer.Option(metavar="N", min=1, help="Which page of so many incidents.")] = 1,
    count: Annotated[bool, typer.Option("--count", help="Only tell how many incidents pass.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing on stderr but errors.")] = False,
) -> int:
    """Show the incidents of the ledger, the latest first: what several claims say of one event, and where they differ.

    An incident passes the filters when one of its claims passes all of them. Nothing is called true: an incident is
    confirmed by others, told by one alone, one-sided, contested, denied or conceded. Reports that are not linked yet
    are linked first.
    """
    from sayso.cli.catching_up import catch_up  # noqa: PLC0415 - heavy: loaded once the command is understood
    from sayso.ledger import Ledger  # noqa: PLC0415
    from sayso.run.incidents import IncidentBook  # noqa: PLC0415

    messages = Messages(quiet=quiet)
    size = limit or (_PAGE if format is Format.TABLE or page > 1 else None)
    offset = (page - 1) * (size or 0)
    with Ledger(ledger) as opened, open_output(None) as out:
        catch_up(opened, messages)
        book = IncidentBook(opened, estimates.make_settings())
        if count:
            out.write(f"{book.count(wanted, about, as_of=as_of)}\n".encode())
            return ExitCode.DONE
        found = book.incidents(
            wanted, about, as_of=as_of, order=sort.value, ascending=ascending, limit=size, offset=offset
        )
        shown = _write(found, format, out)
    if not shown:
        messages.note("no incident passes" + (f" on page {page}" if page > 1 else ""))
    elif shown == size and limit is None:
        messages.note(f"the first {shown} incidents of the page; --page {page + 1} shows more, --count tells how many")
    return ExitCode.DONE


def _write(incidents: Iterable[Incident], format: Format, out: BinaryIO) -> int:
    """How many were written."""
    if format is Format.TABLE:
        from sayso.cli.incident_table import write_incidents  # noqa: PLC0415 - as above

        return write_incidents(incidents, out)
    if format is Format.CSV:
        from sayso.export.formats.incident_columns import write_incident_table  # noqa: PLC0415 - as above

        return write_incident_table(incidents, out)
    from sayso.export import write_incident_lines  # noqa: PLC0415 - as above

    return write_incident_lines(incidents, out)
