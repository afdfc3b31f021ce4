"""`sayso export`: claims of the ledger for other people's programs, with what must not go out kept back."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from sayso.cli.about import Estimates, with_about, with_estimates
from sayso.cli.exits import ExitCode
from sayso.cli.filtering import with_filters
from sayso.cli.messages import Messages, show_log
from sayso.cli.output import check_output, is_terminal, open_output
from sayso.cli.progress import Bar
from sayso.model import StoredReport

if TYPE_CHECKING:
    from sayso.export.care import Care, Dossier, Kept
    from sayso.export.formats import Format
    from sayso.ledger import Ledger
    from sayso.ledger.filters import Filter
    from sayso.ledger.incidents import About

EXAMPLE = """\b
Examples:
  sayso export csv --output claims.csv
  sayso export ucdp --since 2026-01-01 --country SDN --level incident --output events.csv
  sayso export geojson --round-coordinates 10 --delay 14 --hold-back hospitals,shelters,convoys"""
_FORMATS = ("csv", "json", "ucdp", "acled", "plover", "geojson", "jsonld", "parquet")
_FORMATS_OF_INCIDENTS = ("csv", "json", "ucdp", "acled", "geojson")
_SITES = ("hospitals", "shelters", "convoys")
_SHOWN_EVERY = 100
_Row = TypeVar("_Row")


class Level(StrEnum):
    """What a row is."""

    CLAIM = "claim"
    INCIDENT = "incident"


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be exported from which ledger, how, and where to."""

    format: str
    wanted: Filter
    as_of: datetime | None
    ledger: str | None
    path: Path | None
    level: Level
    about: About
    estimates: Estimates
    hxl: bool
    with_names: bool
    round_km: float | None
    delay_days: int
    sites: tuple[str, ...]


def _parse_format(words: str) -> str:
    if words in _FORMATS:
        return words
    near = get_close_matches(words.casefold(), _FORMATS, n=1)
    meant = f"; did you mean {near[0]}?" if near else ""
    raise typer.BadParameter(f"{words!r} is none of {', '.join(_FORMATS)}{meant}")


def _parse_sites(words: str | None) -> tuple[str, ...]:
    if words is None:
        return ()
    found = tuple(dict.fromkeys(word.strip().casefold() for word in words.split(",")))
    for word in found:
        if word not in _SITES:
            raise typer.BadParameter(
                f"{word!r} is none of {', '.join(_SITES)}; write several with commas", param_hint="--hold-back"
            )
    return found


@with_filters
@with_about
@with_estimates
def export_command(  # noqa: PLR0913 - as many as the command has options
    format: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            parser=_parse_format,
            help=f"One of {', '.join(_FORMATS)}; docs/exports.md has their columns.",
        ),
    ],
    *,
    wanted: Filter,
    about: About,
    estimates: Estimates,
    as_of: datetime | None = None,
    ledger: str | None = None,
    level: Annotated[
        Level,
        typer.Option(
            metavar="claim|incident",
            help="What a row is: a claim, or what all claims of one event say "
            f"({', '.join(_FORMATS_OF_INCIDENTS)}); what chooses among incidents counts only there.",
        ),
    ] = Level.CLAIM,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="PATH", help="Write to this file instead of stdout, once all is there."),
    ] = None,
    with_names: Annotated[
        bool, typer.Option("--with-names", help="Give the names of private persons, too. Think of them first.")
    ] = False,
    round_coordinates: Annotated[
        float | None,
        typer.Option(
            "--round-coordinates", metavar="KM", min=0.1, max=1000, help="Put coordinates on a grid of this width."
        ),
    ] = None,
    delay: Annotated[
        int,
        typer.Option(
            metavar="DAYS",
            min=0,
            help="Leave out what was published or happened less than so many days ago (before --as-of, else today).",
        ),
    ] = 0,
    hold_back: Annotated[
        str | None,
        typer.Option(
            "--hold-back",
            metavar="SITES",
            help=f"Leave out what is about these sites: {', '.join(_SITES)}, with commas.",
        ),
    ] = None,
    with_rejected: Annotated[
        bool, typer.Option("--with-rejected", help="With the claims that somebody rejected (sayso review).")
    ] = False,
    hxl: Annotated[bool, typer.Option("--hxl", help="With acled: a row of HXL's tags below the heads.")] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Say nothing on stderr but errors; no progress bar.")
    ] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Say more on stderr: tracebacks of faults.")] = False,
) -> int:
    """Write claims or incidents in a format that others read, the latest publication first.

    Names of private persons are withheld: of whoever the report gives no office, rank, title or spokesman's role,
    and of every victim, detainee and witness. What stays out is counted on stderr.
    """
    path = None if output is None or str(output) == "-" else output
    request = Request(
        format=format,
        wanted=replace(wanted, rejected=with_rejected),
        as_of=as_of,
        ledger=ledger,
        path=path,
        level=level,
        about=about,
        estimates=estimates,
        hxl=hxl,
        with_names=with_names,
        round_km=round_coordinates,
        delay_days=delay,
        sites=_parse_sites(hold_back),
    )
    if hxl and format != "acled":
        raise typer.BadParameter("only the format acled has a row of tags", param_hint="--hxl")
    if level is Level.INCIDENT and format not in _FORMATS_OF_INCIDENTS:
        raise typer.BadParameter(f"incidents can be written as {', '.join(_FORMATS_OF_INCIDENTS)}", param_hint="FORMAT")
    check_output(path)
    with show_log(verbose):
        export = _export_incidents if level is Level.INCIDENT else _export_claims
        return export(request, Messages(quiet=quiet, verbose=verbose))


def _export_claims(request: Request, messages: Messages) -> ExitCode:
    from sayso.actors import load_actors  # noqa: PLC0415 - heavy: loaded once the command is understood
    from sayso.export.care import Kept, take_care  # noqa: PLC0415
    from sayso.export.formats import Writing  # noqa: PLC0415
    from sayso.ledger import Ledger  # noqa: PLC0415

    format = _find_format(request)
    writing = Writing(known=load_actors(request.estimates.actors).get, hxl=request.hxl)
    kept, passed = Kept(), _Count()
    shown = sys.stderr.isatty() and not messages.quiet
    with Ledger(request.ledger) as ledger, Bar(shown=shown) as bar, open_output(request.path) as out:
        claims = passed.count(ledger.claims(request.wanted, as_of=request.as_of), bar)
        written = format.write(take_care(claims, _make_care(request, ledger), kept), out, writing)
    _sum_up(written, passed.number, kept, messages, noun="claim")
    return ExitCode.DONE


def _export_incidents(request: Request, messages: Messages) -> ExitCode:
    from sayso.cli.catching_up import catch_up  # noqa: PLC0415 - as above
    from sayso.export.care import Kept, take_care_of_incidents  # noqa: PLC0415
    from sayso.export.formats import Writing, find_incident_format  # noqa: PLC0415
    from sayso.export.incident_sheets import make_sheet  # noqa: PLC0415
    from sayso.ledger import Ledger  # noqa: PLC0415
    from sayso.run.incidents import IncidentBook  # noqa: PLC0415

    settings = request.estimates.make_settings(usual="acled" if request.format == "acled" else "ucdp")
    format, writing = find_incident_format(request.format), Writing(known=settings.actors.get, hxl=request.hxl)
    kept, passed = Kept(), _Count()
    shown = sys.stderr.isatty() and not messages.quiet
    with Ledger(request.ledger) as ledger, open_output(request.path) as out:
        catch_up(ledger, messages)
        book = IncidentBook(ledger, settings)
        with Bar(shown=shown) as bar:
            found = book.incidents(request.wanted, request.about, as_of=request.as_of, order="published")
            counted = passed.count(found, bar, noun="incidents")
            sheets = (make_sheet(incident, tuple(book.claims(incident, as_of=request.as_of))) for incident in counted)
            written = format.write(take_care_of_incidents(sheets, _make_care(request, ledger), kept), out, writing)
    _sum_up(written, passed.number, kept, messages, noun="incident")
    return ExitCode.DONE


def _find_format(request: Request) -> Format:
    from sayso.export.formats import find_format  # noqa: PLC0415 - as above

    format = find_format(request.format)
    if format.binary and is_terminal(request.path):
        raise typer.BadParameter(
            f"it would fill the terminal; add --output claims.{request.format}", param_hint="FORMAT"
        )
    return format


def _make_care(request: Request, ledger: Ledger) -> Care:
    from sayso.export.care import Care, Dossier, find_sites  # noqa: PLC0415 - as above
    from sayso.ledger.filters import Filter  # noqa: PLC0415

    def look_up(report: StoredReport) -> Dossier:
        claims = ledger.claims(Filter(reports=(report.id,)), as_of=request.as_of)
        return Dossier(tuple(claims), ledger.text(report.id))

    return Care(
        today=request.as_of.date() if request.as_of else date.today(),
        with_names=request.with_names,
        round_km=request.round_km,
        delay_days=request.delay_days,
        sites=find_sites(request.sites),
        look_up=look_up,
    )


class _Count:
    """Counts what passes, and shows how many."""

    def __init__(self) -> None:
        self.number = 0

    def count(self, rows: Iterable[_Row], bar: Bar, *, noun: str = "claims") -> Iterator[_Row]:
        for row in rows:
            self.number += 1
            if self.number % _SHOWN_EVERY == 0:
                bar.show(f"{self.number:,} {noun}")
            yield row


def _sum_up(written: int, passed: int, kept: Kept, messages: Messages, *, noun: str) -> None:
    parts = [f"{written:,} {noun}{'' if written == 1 else 's'} exported"]
    if kept.sites:
        parts.append(f"{kept.sites:,} held back for their sites")
    if kept.young:
        parts.append(f"{kept.young:,} too young")
    if rest := passed - kept.sites - kept.young - written:
        parts.append(f"{rest:,} without a row in this format")
    messages.note(", ".join(parts))
    if not passed:
        messages.note(f"no {noun} passes the filters (sayso ledger stats tells what is there)")
