"""`sayso report`: a briefing of an incident or of a day, to read, to print and to hand on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.about import Estimates, with_about, with_estimates
from sayso.cli.exits import ExitCode
from sayso.cli.filtering import with_filters
from sayso.cli.messages import Messages, write_line
from sayso.cli.output import check_output, open_output

if TYPE_CHECKING:
    from sayso.export.briefing import Edition
    from sayso.ledger.filters import Filter
    from sayso.ledger.incidents import About
    from sayso.model import Policy
    from sayso.run.briefing import DayFound
    from sayso.run.incidents import IncidentBook

EXAMPLE = """\b
Examples:
  sayso report 02383cbfc0 --output strike.html
  sayso report --day 2025-10-07 --country ISL --output day.pdf
  sayso report 02383cbfc0 --as-of 2025-10-08 --output strike-as-known-then.pdf"""
_ENDINGS = (".html", ".htm", ".pdf")
_MOST = 40


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be told of which ledger, and where to."""

    id: str | None
    day: date | None
    wanted: Filter
    about: About
    estimates: Estimates
    as_of: datetime | None
    path: Path
    with_names: bool
    most: int


def _parse_day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise typer.BadParameter(f"{words!r} is not a date; write it as 2024-05-07") from None


@with_filters
@with_about
@with_estimates
def report_command(  # noqa: PLR0913 - as many as the command has options
    incident: Annotated[
        str | None,
        typer.Argument(
            metavar="[INCIDENT]",
            help="The id of the incident or of one of its claims, or how it begins.",
            show_default=False,
        ),
    ] = None,
    *,
    wanted: Filter,
    about: About,
    estimates: Estimates,
    as_of: datetime | None = None,
    ledger: str | None = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE.html|FILE.pdf", help="The file; its ending tells the form.")
    ],
    day: Annotated[
        date | None,
        typer.Option(
            "--day",
            metavar="DATE",
            parser=_parse_day,
            help="In place of an incident: all that is said to have happened on this day, and passes the filters.",
        ),
    ] = None,
    most: Annotated[
        int, typer.Option(metavar="N", min=1, max=1000, help="Of a day so many incidents, those of most weight.")
    ] = _MOST,
    with_names: Annotated[
        bool, typer.Option("--with-names", help="Give the names of private persons, too. Think of them first.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing on stderr but errors.")] = False,
) -> int:
    """Write a briefing: what is said to have happened, by whom, what is disputed, every account with its report.

    The file holds all that it needs and fetches nothing. The same ledger at the same moment gives the same bytes.
    Names of private persons are withheld as in exports. Exit code 1 when there is no such incident.
    """
    request = Request(incident, day, wanted, about, estimates, as_of, output, with_names, most)
    _check(request)
    return _write(request, ledger, Messages(quiet=quiet))


def _check(request: Request) -> None:
    """Usage errors, found out before anything is opened."""
    if (request.id is None) == (request.day is None):
        raise typer.BadParameter("name either an incident or a day (--day 2025-10-07)", param_hint="INCIDENT")
    if request.path.suffix.lower() not in _ENDINGS:
        raise typer.BadParameter(f"{request.path} ends in neither .html nor .pdf", param_hint="--output")
    if request.day and (request.wanted.since or request.wanted.until):
        raise typer.BadParameter("the day is told by --day; leave out --since and --until", param_hint="--day")
    if request.id is not None and _say_filters(request):
        raise typer.BadParameter(
            "filters choose among the incidents of a day (--day), not of one", param_hint="INCIDENT"
        )
    check_output(request.path)


def _write(request: Request, ledger: str | None, messages: Messages) -> ExitCode:
    from sayso.cli.catching_up import catch_up  # noqa: PLC0415 - heavy: loaded once the command is understood
    from sayso.export.briefing import check_pdf, view_briefing, write_html, write_pdf  # noqa: PLC0415
    from sayso.ledger import Ledger  # noqa: PLC0415
    from sayso.run.briefing import find_moment, gather_cases  # noqa: PLC0415
    from sayso.run.incidents import IncidentBook  # noqa: PLC0415

    as_pdf = request.path.suffix.lower() == ".pdf"
    if as_pdf:
        check_pdf()
    with Ledger(ledger) as opened:
        catch_up(opened, messages)
        moment = request.as_of or find_moment(opened)
        book = IncidentBook(opened, request.estimates.make_settings())
        found = _find(request, book, moment)
        if request.id is not None and not found.incidents:
            _say_missing(request)
            return ExitCode.SOME_REFUSED
        cases = list(gather_cases(opened, book, found.incidents, as_of=moment, with_names=request.with_names))
    view = view_briefing(_make_edition(request, found, moment, book.settings.policy), cases)
    with open_output(request.path) as out:
        if as_pdf:
            write_pdf(view, out, moment=moment)
        else:
            write_html(view, out)
    _sum_up(request, found, messages)
    return ExitCode.DONE


def _say_missing(request: Request) -> None:
    then = f" in what was known at {request.as_of.isoformat(timespec='seconds')}" if request.as_of else ""
    write_line(f"no incident's id, nor a claim's, begins with {request.id!r}{then} (sayso incidents shows ids)")


def _make_edition(request: Request, found: DayFound, moment: datetime | None, policy: Policy) -> Edition:
    """What the briefing says of itself."""
    from sayso import __version__  # noqa: PLC0415 - as above
    from sayso.export.briefing import Edition  # noqa: PLC0415

    return Edition(
        moment=moment,
        program=__version__,
        policy=policy,
        withheld=not request.with_names,
        day=request.day,
        left_out=found.left_out,
        elsewhere=found.elsewhere,
        filters=_say_filters(request),
    )


def _find(request: Request, book: IncidentBook, moment: datetime | None) -> DayFound:
    """The incidents that are to be told."""
    from sayso.run.briefing import DayFound, find_day  # noqa: PLC0415 - as above

    if request.day is not None:
        return find_day(book, request.day, request.wanted, request.about, as_of=moment, most=request.most)
    found = book.get(request.id or "", as_of=moment)
    return DayFound((found.incident,) if found else (), 0, 0)


def _say_filters(request: Request) -> str:
    """The filters that were given, in words."""
    return "; ".join((*_name_set(request.wanted), *_name_set(request.about)))


def _name_set(conditions: Filter | About) -> Iterator[str]:
    for field in fields(conditions):
        value = getattr(conditions, field.name)
        if not value:
            continue
        name = field.name.replace("_", " ")
        if value is True:
            yield name
        elif isinstance(value, tuple):
            yield f"{name} {', '.join(str(one) for one in value)}"
        else:
            yield f"{name} {value}"


def _sum_up(request: Request, found: DayFound, messages: Messages) -> None:
    if request.day is None:
        return
    number = len(found.incidents)
    left = f", {found.left_out:,} of less weight left out (--most tells more)" if found.left_out else ""
    messages.note(f"{number:,} incident{'' if number == 1 else 's'} told{left}")
    if not number:
        messages.note("no incident of this day passes the filters (sayso incidents lists what there is)")
