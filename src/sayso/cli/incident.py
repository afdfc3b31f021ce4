"""`sayso incident`: one incident, with its accounts side by side."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from sayso.cli.about import Estimates, with_estimates
from sayso.cli.exits import ExitCode
from sayso.cli.filtering import Format, with_as_of, with_format, with_ledger
from sayso.cli.messages import Messages, write_line
from sayso.cli.output import open_output

EXAMPLE = """\b
Examples:
  sayso incident 02383cbfc0
  sayso incident 02383cbfc0 --as-of 2026-03-04 --policy median
  sayso incident 02383cbfc0 --format json"""


@with_ledger
@with_estimates
@with_format(Format.TABLE, Format.JSON)
@with_as_of
def incident_command(  # noqa: PLR0913 - as many as the command has options
    id: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="The id of the incident or of one of its claims, or how it begins (sayso incidents)."
        ),
    ],
    *,
    ledger: str | None,
    estimates: Estimates,
    format: Format,
    as_of: datetime | None,
    all: Annotated[bool, typer.Option("--all", help="Every source, and every sentence in full length.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing on stderr but errors.")] = False,
) -> int:
    """Show one incident: how well it is told, what is disputed, every number, and who says what, side by side.

    An id that was given up when incidents were joined leads to the incident that has its claims now. Exit code 1 when
    there is no such incident.
    """
    from sayso.cli.catching_up import catch_up  # noqa: PLC0415 - heavy: loaded once the command is understood
    from sayso.ledger import Ledger  # noqa: PLC0415
    from sayso.run.incidents import IncidentBook  # noqa: PLC0415

    with Ledger(ledger) as opened, open_output(None) as out:
        catch_up(opened, Messages(quiet=quiet))
        found = IncidentBook(opened, estimates.make_settings()).get(id, as_of=as_of)
        if found is None:
            then = f" in what was known at {as_of.isoformat(timespec='seconds')}" if as_of else ""
            write_line(f"no incident's id, nor a claim's, begins with {id!r}{then} (sayso incidents shows ids)")
            return ExitCode.SOME_REFUSED
        if format is Format.JSON:
            from sayso.export import format_json, make_incident_detail  # noqa: PLC0415 - as above

            out.write(format_json(make_incident_detail(found.incident)).encode() + b"\n")
            return ExitCode.DONE
        from sayso.cli.incident_page import write_incident  # noqa: PLC0415 - as above

        write_incident(found.incident, out, moved=found.moved, whole=all)
    return ExitCode.DONE
