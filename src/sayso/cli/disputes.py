"""`sayso disputes`: where accounts of one event cannot all be so, the sharpest first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from sayso.cli.about import Estimates, find_slots, with_estimates
from sayso.cli.exits import ExitCode
from sayso.cli.filtering import Format, with_filters, with_format
from sayso.cli.messages import Messages
from sayso.cli.output import open_output
from sayso.model import DISPUTE_SLOTS

if TYPE_CHECKING:
    from sayso.export.disputes import Disputed
    from sayso.ledger.filters import Filter

EXAMPLE = """\b
Examples:
  sayso disputes --since 2026-03-01
  sayso disputes --slot how_many --place Aleppo
  sayso disputes --slot whether --slot who --format csv"""
_PAGE = 20


@with_filters
@with_estimates
@with_format()
def disputes_command(  # noqa: PLR0913 - as many as the command has options
    *,
    wanted: Filter,
    estimates: Estimates,
    as_of: datetime | None,
    ledger: str | None,
    format: Format,
    slots: Annotated[
        list[str] | None,
        typer.Option("--slot", metavar="SLOT", help=f"What is disputed: {', '.join(DISPUTE_SLOTS)}."),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help=f"So many disputes at most; {_PAGE} in a table, else all unless given."),
    ] = None,
    page: Annotated[int, typer.Option(metavar="N", min=1, help="Which page of so many disputes.")] = 1,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing on stderr but errors.")] = False,
) -> int:
    """Show where accounts of one event contradict each other: the sentence, and who stands where.

    The sharpest come first: those that most independent origins are at odds about. A source that corrects itself is at
    odds with nobody, and two copies of one text are one account.
    """
    from sayso.cli.catching_up import catch_up  # noqa: PLC0415 - heavy: loaded once the command is understood
    from sayso.ledger import Ledger  # noqa: PLC0415
    from sayso.ledger.incidents import About  # noqa: PLC0415
    from sayso.run.incidents import IncidentBook  # noqa: PLC0415

    messages, about = Messages(quiet=quiet), About(slots=find_slots(slots, "--slot"))
    size = limit or (_PAGE if format is Format.TABLE or page > 1 else None)
    with Ledger(ledger) as opened, open_output(None) as out:
        catch_up(opened, messages)
        book = IncidentBook(opened, estimates.make_settings())
        found = book.disputes(wanted, about, as_of=as_of, limit=size, offset=(page - 1) * (size or 0))
        shown = _write(found, format, out)
    if not shown:
        messages.note("no dispute passes" + (f" on page {page}" if page > 1 else ""))
    elif shown == size and limit is None:
        messages.note(f"the {shown} sharpest disputes of the page; --page {page + 1} shows more")
    return ExitCode.DONE


def _write(disputes: Iterable[Disputed], format: Format, out: BinaryIO) -> int:
    """How many were written."""
    if format is Format.TABLE:
        from sayso.cli.dispute_list import write_disputes  # noqa: PLC0415 - as above

        return write_disputes(disputes, out)
    from sayso.export.disputes import write_dispute_lines, write_dispute_table  # noqa: PLC0415 - as above

    return (write_dispute_table if format is Format.CSV else write_dispute_lines)(disputes, out)
