"""`sayso changes`: what became different in the incidents since a moment, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from sayso.cli.about import Estimates, with_estimates
from sayso.cli.exits import ExitCode
from sayso.cli.filtering import Format, make_moment, with_filters_at_a_time, with_format
from sayso.cli.messages import Messages
from sayso.cli.output import open_output

if TYPE_CHECKING:
    from sayso.export.changes import ChangeSheet
    from sayso.ledger.filters import Filter
    from sayso.run.changes import IncidentChange

EXAMPLE = """\b
Examples:
  sayso changes --since 2026-03-04
  sayso changes --since 2026-03-04T06:00Z --until 2026-03-04T18:00Z --place Aleppo
  sayso changes --since 2026-03-01 --format csv"""
_PAGE = 30


@with_filters_at_a_time
@with_estimates
@with_format()
def changes_command(  # noqa: PLR0913 - as many as the command has options
    *,
    wanted: Filter,
    estimates: Estimates,
    ledger: str | None,
    format: Format,
    after: Annotated[
        str,
        typer.Option(
            "--since",
            metavar="MOMENT",
            help="What the ledger learnt after this moment, as in 2026-03-04 or 2026-03-04T12:00Z.",
        ),
    ],
    before: Annotated[
        str | None, typer.Option("--until", metavar="MOMENT", help="What it learnt by this moment; now unless given.")
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help=f"So many incidents at most; {_PAGE} in a table, else all unless given."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing on stderr but errors.")] = False,
) -> int:
    """Show what became different in the incidents since a moment, the latest first, and why.

    Each incident is new, changed, part of another one now, split off from another one, or told by nobody any more.
    Below it stands what is different, in sentences, and which reports or decisions made it so. A day alone stands for
    its beginning in --since and for its end in --until.
    """
    from sayso.cli.catching_up import catch_up  # noqa: PLC0415 - heavy: loaded once the command is understood
    from sayso.ledger import Ledger  # noqa: PLC0415
    from sayso.run.incidents import IncidentBook  # noqa: PLC0415

    since, until = make_moment("--since", after, begins=True), make_moment("--until", before)
    if since is None or (until is not None and until <= since):
        raise typer.BadParameter(f"{before} is not later than {after}; write a later moment", param_hint="--until")
    messages, size = Messages(quiet=quiet), limit or (_PAGE if format is Format.TABLE else None)
    with Ledger(ledger) as opened, open_output(None) as out:
        catch_up(opened, messages)
        book = IncidentBook(opened, estimates.make_settings())
        found = book.changes(since, until=until, wanted=wanted, limit=size)
        shown = _write(_make_sheets(found), format, out)
    if not shown:
        messages.note("nothing became different")
    elif shown == size and limit is None:
        messages.note(f"the latest {shown} incidents; --limit shows more")
    return ExitCode.DONE


def _make_sheets(changes: Iterable[IncidentChange]) -> Iterator[ChangeSheet]:
    from sayso.export.changes import ChangeSheet  # noqa: PLC0415 - as above
    from sayso.reconcile.incident.changes import describe_changes  # noqa: PLC0415

    for one in changes:
        # One that became part of another is told there; that nobody tells of it any more would be wrong.
        differences = () if one.into else describe_changes(one.before, one.after)
        yield ChangeSheet(one.id, one.kind, one.recorded, one.before, one.after, one.into, one.why, differences)


def _write(sheets: Iterable[ChangeSheet], format: Format, out: BinaryIO) -> int:
    """How many were written."""
    if format is Format.TABLE:
        from sayso.cli.change_list import write_changes  # noqa: PLC0415 - as above

        return write_changes(sheets, out)
    from sayso.export.changes import write_change_lines, write_change_table  # noqa: PLC0415 - as above

    return (write_change_table if format is Format.CSV else write_change_lines)(sheets, out)
