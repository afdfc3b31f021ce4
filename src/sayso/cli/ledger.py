"""`sayso ledger`: what the ledger holds, whether it holds together, copies of it, and words taken out of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli import ledger_load
from sayso.cli.exits import ExitCode
from sayso.cli.filtering import Format, with_as_of, with_format, with_ledger
from sayso.cli.messages import write_line
from sayso.cli.output import open_output
from sayso.cli.progress import Bar
from sayso.model.visible import visible_text

if TYPE_CHECKING:
    from sayso.ledger.stats import Stats

NAMES = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
app = typer.Typer(
    help="Show what the ledger holds, prove that it holds together, copy it, or take words out of it.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings=NAMES,
    epilog="\b\nExample:\n  sayso ledger stats",
)
_MOST_WRONG = 50
_MEGABYTE = 1_000_000


@app.command("stats", epilog="\b\nExample:\n  sayso ledger stats --format json", context_settings=NAMES)
@with_ledger
@with_format(Format.TABLE, Format.JSON)
@with_as_of
def stats_command(*, ledger: str | None, format: Format, as_of: datetime | None) -> int:
    """Show how many reports, claims and refusals the ledger holds, since when, and how large it is."""
    from sayso.ledger import Ledger  # noqa: PLC0415 - heavy: loaded once the command is understood

    with Ledger(ledger) as opened:
        stats, address = opened.describe(as_of=as_of), opened.address
    if format is Format.JSON:
        from sayso.export.lines import format_json  # noqa: PLC0415 - as above

        typer.echo(format_json(_make_record(stats, address)))
        return ExitCode.DONE
    for name, value in _lines(stats, address):
        typer.echo(f"{name:<12} {visible_text(value)}")
    return ExitCode.DONE


def _make_record(stats: Stats, address: str) -> dict[str, Any]:
    from dataclasses import asdict  # noqa: PLC0415 - as above

    moments = {"first": _moment(stats.first), "last": _moment(stats.last)}
    return {"ledger": address, **asdict(stats), **moments}


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


def _lines(stats: Stats, address: str) -> Iterator[tuple[str, str]]:
    yield "ledger", address
    versions = f" of {stats.addresses:,} addresses" if stats.addresses != stats.reports else ""
    redacted = f", {stats.redacted:,} redacted" if stats.redacted else ""
    yield "reports", f"{stats.reports:,}{versions}{redacted}"
    yield "readings", f"{stats.readings:,}"
    superseded = stats.claims - stats.standing - stats.rejected
    gone = [f"{superseded:,} superseded"] * bool(superseded) + [f"{stats.rejected:,} rejected"] * bool(stats.rejected)
    yield "claims", ", and ".join((f"{stats.standing:,}", *gone))
    yield "names", f"{stats.names:,}"
    yield "decisions", f"{stats.decisions:,}"
    yield "reviews", f"{stats.reviews:,}"
    told = ", ".join(f"{number:,} {slug}" for slug, number in stats.refusals.items())
    yield "refusals", f"{sum(stats.refusals.values()):,}" + (f" ({told})" if told else "")
    if stats.first and stats.last:
        yield "recorded", f"{_moment(stats.first)} to {_moment(stats.last)}"
    yield "size", f"{stats.size_bytes / _MEGABYTE:,.1f} MB"


@app.command("check", epilog="\b\nExample:\n  sayso ledger check", context_settings=NAMES)
@with_ledger
def check_command(
    *,
    ledger: str | None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress bar, and nothing where all is well.")
    ] = False,
) -> int:
    """Prove that every span matches its report's text, and that every text is the one that was read, by its digest.

    What is wrong is told, a line each. Exit code 1 when anything is.
    """
    from sayso.ledger import Ledger  # noqa: PLC0415 - as above

    wrong = done = 0
    with Ledger(ledger) as opened, Bar(shown=sys.stderr.isatty() and not quiet, time_left=True) as bar:
        stats = opened.describe()

        def tell() -> None:
            nonlocal done
            done += 1
            bar.show(f"{done:,} of {stats.reports:,} reports", done=done, total=stats.reports)

        with open_output(None) as out:
            for line in opened.check(tell):
                wrong += 1
                if wrong <= _MOST_WRONG:
                    with bar.aside():
                        out.write(f"{visible_text(line)}\n".encode())
    if wrong > _MOST_WRONG:
        write_line(f"{wrong - _MOST_WRONG:,} more lines are not shown")
    if wrong:
        write_line(f"{wrong:,} things are wrong (take your last backup: sayso ledger backup makes them)")
        return ExitCode.SOME_REFUSED
    if not quiet:
        write_line(f"all is well: {_number(stats.reports, 'report')} and {_number(stats.claims, 'claim')} checked")
    return ExitCode.DONE


@app.command("backup", epilog="\b\nExample:\n  sayso ledger backup ledger-2026-03-04.db", context_settings=NAMES)
@with_ledger
def backup_command(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The file to write; nothing may be there yet.")],
    *,
    ledger: str | None,
) -> int:
    """Write a whole copy of the ledger while others go on with it. PostgreSQL has its own tools for that."""
    from sayso.ledger import Ledger  # noqa: PLC0415 - as above

    with Ledger(ledger) as opened:
        opened.backup(path)
    write_line(f"{path}: {path.stat().st_size / _MEGABYTE:,.1f} MB")
    return ExitCode.DONE


@app.command("vacuum", epilog="\b\nExample:\n  sayso ledger vacuum", context_settings=NAMES)
@with_ledger
def vacuum_command(*, ledger: str | None) -> int:
    """Give room that is no longer used back to the disk; nobody may write meanwhile."""
    from sayso.ledger import Ledger  # noqa: PLC0415 - as above

    with Ledger(ledger) as opened:
        before = opened.describe().size_bytes
        opened.vacuum()
        after = opened.describe().size_bytes
    write_line(f"{before / _MEGABYTE:,.1f} MB before, {after / _MEGABYTE:,.1f} MB now")
    return ExitCode.DONE


REDACT_EXAMPLE = """\b
Examples:
  sayso ledger redact 4f0c2a9be1d37786 --reason "taken down by its publisher"
  sayso ledger redact "Anna Krol" --reason "at her request" --by "Ida Voss" """


@app.command("redact", epilog=REDACT_EXAMPLE.rstrip(), context_settings=NAMES)
@with_ledger
def redact_command(
    what: Annotated[
        str,
        typer.Argument(metavar="REPORT|NAME", help="A report's id, address or file name; else a name in any report."),
    ],
    *,
    ledger: str | None,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; it is kept.")],
    by: Annotated[str | None, typer.Option(metavar="WHO", help="Who decided so; it is kept.")] = None,
    name: Annotated[bool, typer.Option("--name", help="Take it for a name, though a report goes by it.")] = False,
) -> int:
    """Cover the words of a report, or a name wherever it stands, for good: there is no way back.

    Digests, times and the reason stay, and `sayso ledger check` still passes. Copies made before keep the words.
    """
    from sayso.ledger import Ledger  # noqa: PLC0415 - as above

    if not reason.strip():
        raise typer.BadParameter("say why; it is kept beside what was redacted", param_hint="--reason")
    with Ledger(ledger) as opened:
        done = opened.redact(what, reason=reason.strip(), who=by, as_name=name)
    write_line(f"{_number(done.reports, 'report')} and {_number(done.claims, 'claim')} lost words")
    if done.alike:
        write_line(f"the same text stands in {', '.join(done.alike)}")
    return ExitCode.DONE


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


@app.command("upgrade", epilog="\b\nExample:\n  sayso ledger upgrade", context_settings=NAMES)
@with_ledger
def upgrade_command(*, ledger: str | None) -> int:
    """Bring a ledger that an older sayso made to the shape that this one needs; all that it holds stays."""
    from sayso.ledger.upgrading import upgrade_ledger  # noqa: PLC0415 - as above

    before, after = upgrade_ledger(ledger)
    write_line(f"from {before} to {after}" if before != after else f"it is up to date ({after})")
    return ExitCode.DONE


app.command("load", epilog=ledger_load.EXAMPLE, context_settings=NAMES)(ledger_load.load_command)
