"""`sayso why`: how two claims compare, and why they are of one incident or of two."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli.exits import ExitCode
from sayso.cli.filtering import Format, with_format, with_ledger
from sayso.cli.messages import Messages
from sayso.cli.output import open_output

EXAMPLE = """\b
Examples:
  sayso why 02383cbfc0 01c4e893c7
  sayso why 02383cbfc0 01c4e893c7 --format json"""


@with_ledger
@with_format(Format.TABLE, Format.JSON)
def why_command(
    a: Annotated[
        str, typer.Argument(metavar="A", help="The id of a claim, or how it begins (sayso incident ID shows them).")
    ],
    b: Annotated[str, typer.Argument(metavar="B", help="The other one's.")],
    *,
    ledger: str | None,
    format: Format,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing on stderr but errors.")] = False,
) -> int:
    """Show why two claims are of one incident or of two: each comparison in words, what it counts, and what decided.

    An incident's id stands for its first claim. Two claims may be of one event though their own sum is low: claims are
    grouped by how well whole groups agree.
    """
    from sayso.cli.catching_up import catch_up  # noqa: PLC0415 - heavy: loaded once the command is understood
    from sayso.ledger import Ledger  # noqa: PLC0415
    from sayso.run.explaining import explain  # noqa: PLC0415

    with Ledger(ledger) as opened, open_output(None) as out:
        catch_up(opened, Messages(quiet=quiet))
        why = explain(opened, a, b)
        if format is Format.JSON:
            from sayso.cli.why_page import make_why_record  # noqa: PLC0415 - as above
            from sayso.export import format_json  # noqa: PLC0415

            out.write(format_json(make_why_record(why)).encode() + b"\n")
            return ExitCode.DONE
        from sayso.cli.why_page import write_why  # noqa: PLC0415 - as above

        write_why(why, out)
    return ExitCode.DONE
