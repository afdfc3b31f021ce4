"""`sayso claims`: the claims of the ledger that pass a filter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from sayso.cli.exits import ExitCode
from sayso.cli.filtering import Format, with_filters, with_format
from sayso.cli.messages import Messages
from sayso.cli.output import open_output
from sayso.model import StoredClaim

if TYPE_CHECKING:
    from sayso.ledger.filters import Filter

EXAMPLE = """\b
Examples:
  sayso claims --place Aleppo --since 2024-05-01 --number "killed>=10"
  sayso claims --source "health ministry" --factuality CT- --sort happened
  sayso claims --text "power station" --as-of 2026-03-04 --format json"""
_PAGE = 50


class Sort(StrEnum):
    """What claims are sorted by."""

    PUBLISHED = "published"
    HAPPENED = "happened"
    RECORDED = "recorded"
    CONFIDENCE = "confidence"


@with_filters
@with_format()
def claims_command(  # noqa: PLR0913 - as many as the command has options
    *,
    wanted: Filter,
    as_of: datetime | None,
    ledger: str | None,
    format: Format,
    sort: Annotated[
        Sort,
        typer.Option(
            metavar="published|happened|recorded|confidence",
            help="What comes first: the latest, or the surest. Claims without a day stand last.",
        ),
    ] = Sort.PUBLISHED,
    ascending: Annotated[bool, typer.Option("--ascending", help="The earliest, or the least sure, first.")] = False,
    limit: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help=f"So many claims at most; {_PAGE} in a table, else all unless given."),
    ] = None,
    page: Annotated[int, typer.Option(metavar="N", min=1, help="Which page of so many claims.")] = 1,
    with_rejected: Annotated[
        bool, typer.Option("--with-rejected", help="Show the claims that somebody rejected, too (sayso review).")
    ] = False,
    count: Annotated[bool, typer.Option("--count", help="Only tell how many claims pass.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing on stderr but errors.")] = False,
) -> int:
    """Show the claims of the ledger that pass all filters, the latest publication first.

    Of several values of one filter any may hold. Claims that a later version of their report, or a later reading of
    it, has replaced are left out; with --as-of the ledger is asked as it stood then.
    """
    from sayso.ledger import Ledger  # noqa: PLC0415 - heavy: loaded once the command is understood

    wanted = replace(wanted, rejected=with_rejected)
    size = limit or (_PAGE if format is Format.TABLE or page > 1 else None)
    offset = (page - 1) * (size or 0)
    with Ledger(ledger) as opened, open_output(None) as out:
        if count:
            out.write(f"{opened.count(wanted, as_of=as_of)}\n".encode())
            return ExitCode.DONE
        found = opened.claims(wanted, as_of=as_of, order=sort.value, ascending=ascending, limit=size, offset=offset)
        shown = _write(found, format, out)
    messages = Messages(quiet=quiet)
    if not shown:
        messages.note("no claim passes" + (f" on page {page}" if page > 1 else ""))
    elif shown == size and limit is None:
        messages.note(f"the first {shown} claims of the page; --page {page + 1} shows more, --count tells how many")
    return ExitCode.DONE


def _write(claims: Iterable[StoredClaim], format: Format, out: BinaryIO) -> int:
    """How many were written."""
    if format is Format.TABLE:
        from sayso.cli.claim_table import write_claims  # noqa: PLC0415 - as above

        return write_claims(claims, out)
    from sayso.export.formats import Writing, find_format  # noqa: PLC0415 - as above

    return find_format(format.value).write(claims, out, Writing())
