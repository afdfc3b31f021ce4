"""`sayso agreement`: how far coders agree with each other, and sayso with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from sayso.cli.exits import ExitCode
from sayso.cli.filtering import Format, with_format, with_ledger
from sayso.cli.messages import Messages
from sayso.cli.output import open_output
from sayso.model.visible import visible_text

if TYPE_CHECKING:
    from sayso.run.reviewing import Agreement, FieldAgreement

EXAMPLE = """\b
Examples:
  sayso agreement
  sayso agreement --format json"""


@with_ledger
@with_format(Format.TABLE, Format.JSON)
def agreement_command(
    *,
    ledger: str | None,
    format: Format,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing on stderr but errors.")] = False,
) -> int:
    """Show how far the people who reviewed claims agree, field by field, and how far sayso agrees with each of them.

    The measure is Krippendorff's alpha for nominal data: 1 is full agreement, 0 what chance would give. Where two have
    reviewed too few of the same claims no figure is given.
    """
    from sayso.ledger import Ledger  # noqa: PLC0415 - heavy: loaded once the command is understood
    from sayso.run.reviewing import agreement  # noqa: PLC0415

    with Ledger(ledger) as opened, open_output(None) as out:
        found = agreement(opened)
        if format is Format.JSON:
            from sayso.export.lines import format_json  # noqa: PLC0415 - as above

            out.write(format_json(asdict(found)).encode() + b"\n")
        elif found.coders:
            _write(found, out)
    if not found.coders:
        Messages(quiet=quiet).note("nobody has reviewed a claim yet (sayso review)")
    return ExitCode.DONE


def _write(found: Agreement, out: BinaryIO) -> None:
    from rich.table import Table  # noqa: PLC0415 - as above

    from sayso.cli.table import LineWriter  # noqa: PLC0415

    lines = LineWriter(out, path=None)
    coders = Table("Who", "Reviewed", "Accepted", "Rejected", "Corrected", box=None, header_style="bold")
    for coder in found.coders:
        counts = coder.accepted, coder.rejected, coder.corrected
        coders.add_row(visible_text(coder.who), f"{sum(counts):,}", *(f"{count:,}" for count in counts))
    figures = Table("Between", "Field", "Claims", "Alike", "Alpha", box=None, header_style="bold")
    for row in _rows(found):
        figures.add_row(*row)
    lines.write(coders)
    lines.write(figures)


def _rows(found: Agreement) -> Iterator[tuple[str, ...]]:
    last = ""
    for figure in found.figures:
        between = visible_text(f"{figure.one} and {figure.other}")
        yield "" if between == last else between, figure.field, f"{figure.units:,}", f"{figure.alike:,}", _alpha(figure)
        last = between


def _alpha(figure: FieldAgreement) -> str:
    return f"{figure.alpha:.2f}" if figure.alpha is not None else figure.why
