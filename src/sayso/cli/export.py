"""`sayso export`: claims of the ledger for other people's programs, with what must not go out kept back."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.exits import ExitCode
from sayso.cli.filtering import with_filters
from sayso.cli.messages import Messages, show_log
from sayso.cli.output import check_output, is_terminal, open_output
from sayso.cli.progress import Bar
from sayso.cli.settings import ACTORS
from sayso.model import StoredClaim, StoredReport

if TYPE_CHECKING:
    from sayso.export.care import Care, Dossier, Kept
    from sayso.export.formats import Format
    from sayso.ledger import Ledger
    from sayso.ledger.filters import Filter

EXAMPLE = """\b
Examples:
  sayso export csv --output claims.csv
  sayso export ucdp --since 2026-01-01 --country SDN --output events.csv
  sayso export geojson --round-coordinates 10 --delay 14 --hold-back hospitals,shelters,convoys"""
_FORMATS = ("csv", "json", "ucdp", "acled", "plover", "geojson", "jsonld", "parquet")
_SITES = ("hospitals", "shelters", "convoys")
_SHOWN_EVERY = 100


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be exported from which ledger, how, and where to."""

    format: str
    wanted: Filter
    as_of: datetime | None
    ledger: str | None
    path: Path | None
    actors: Path | None
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
    as_of: datetime | None = None,
    ledger: str | None = None,
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
            help=f"Leave out claims about these sites: {', '.join(_SITES)}, with commas.",
        ),
    ] = None,
    hxl: Annotated[bool, typer.Option("--hxl", help="With acled: a row of HXL's tags below the heads.")] = False,
    own_actors: Annotated[
        Path | None, typer.Option(ACTORS.option, envvar=ACTORS.environment, metavar="PATH", help=ACTORS.help)
    ] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Say nothing on stderr but errors; no progress bar.")
    ] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Say more on stderr: tracebacks of faults.")] = False,
) -> int:
    """Write claims in a format that others read, the latest publication first.

    Names of private persons are withheld: of whoever the report gives no office, rank, title or spokesman's role,
    and of every victim, detainee and witness. What stays out is counted on stderr.
    """
    path = None if output is None or str(output) == "-" else output
    request = Request(
        format=format,
        wanted=wanted,
        as_of=as_of,
        ledger=ledger,
        path=path,
        actors=own_actors,
        hxl=hxl,
        with_names=with_names,
        round_km=round_coordinates,
        delay_days=delay,
        sites=_parse_sites(hold_back),
    )
    if hxl and format != "acled":
        raise typer.BadParameter("only the format acled has a row of tags", param_hint="--hxl")
    check_output(path)
    with show_log(verbose):
        return _export(request, Messages(quiet=quiet, verbose=verbose))


def _export(request: Request, messages: Messages) -> ExitCode:
    from sayso.actors import load_actors  # noqa: PLC0415 - heavy: loaded once the command is understood
    from sayso.export.care import Kept, take_care  # noqa: PLC0415
    from sayso.export.formats import Writing  # noqa: PLC0415
    from sayso.ledger import Ledger  # noqa: PLC0415

    format = _find_format(request)
    writing = Writing(known=load_actors(request.actors).get, hxl=request.hxl)
    kept, passed = Kept(), _Count()
    shown = sys.stderr.isatty() and not messages.quiet
    with Ledger(request.ledger) as ledger, Bar(shown=shown) as bar, open_output(request.path) as out:
        claims = passed.count(ledger.claims(request.wanted, as_of=request.as_of), bar)
        written = format.write(take_care(claims, _make_care(request, ledger), kept), out, writing)
    _sum_up(written, passed.claims, kept, messages)
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
    """Counts claims as they pass, and shows how many."""

    def __init__(self) -> None:
        self.claims = 0

    def count(self, claims: Iterable[StoredClaim], bar: Bar) -> Iterator[StoredClaim]:
        for claim in claims:
            self.claims += 1
            if self.claims % _SHOWN_EVERY == 0:
                bar.show(f"{self.claims:,} claims")
            yield claim


def _sum_up(written: int, passed: int, kept: Kept, messages: Messages) -> None:
    parts = [f"{written:,} claim{'' if written == 1 else 's'} exported"]
    if kept.sites:
        parts.append(f"{kept.sites:,} held back for their sites")
    if kept.young:
        parts.append(f"{kept.young:,} too young")
    if rest := passed - kept.sites - kept.young - written:
        parts.append(f"{rest:,} without a row in this format")
    messages.note(", ".join(parts))
    if not passed:
        messages.note("no claim passes the filters (sayso ledger stats tells what is there)")
