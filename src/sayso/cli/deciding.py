"""`sayso same` and `sayso different`: what a person decides about two claims or incidents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from sayso.cli.exits import ExitCode
from sayso.cli.filtering import with_ledger
from sayso.cli.messages import Messages
from sayso.cli.output import open_output
from sayso.model import Incident

if TYPE_CHECKING:
    from sayso.run.incidents import IncidentBook

SAME_EXAMPLE = """\b
Examples:
  sayso same 02383cbfc0 01c4e893c7 --reason "one strike, told under two names of the harbour"
  sayso same 02383cbfc0 01c4e893c7 --withdraw"""
DIFFERENT_EXAMPLE = """\b
Examples:
  sayso different 02383cbfc0 01c4e893c7 --reason "two strikes on successive days" --who "Ida Voss"
  sayso different 02383cbfc0 01c4e893c7 --withdraw"""

Verdict = Literal["same", "different"]
_VERDICTS: dict[Verdict, str] = {"same": "they are of one incident", "different": "they are of different incidents"}
First = Annotated[
    str, typer.Argument(metavar="A", help="The id of a claim or an incident, or how it begins (sayso incidents).")
]
Second = Annotated[str, typer.Argument(metavar="B", help="The other one's.")]
Why = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it is kept.")]
Who = Annotated[str | None, typer.Option("--who", metavar="NAME", help="Who decided so; it is kept.")]
Withdraw = Annotated[bool, typer.Option("--withdraw", help="Take back what was decided about the two.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing on stderr but errors; no progress bar.")]


@with_ledger
def same_command(  # noqa: PLR0913 - as many as the command has options
    a: First,
    b: Second,
    *,
    ledger: str | None,
    reason: Why = "",
    who: Who = None,
    withdraw: Withdraw = False,
    quiet: Quiet = False,
) -> int:
    """Decide that two claims, or two incidents, are of one event, whatever the program makes of them.

    An incident stands for its first claim. The decision is kept with its moment, wins over every comparison, also of
    reports that come later, and can be taken back. What followed from it is told.
    """
    return _decide("same", (a, b), ledger, reason=reason, who=who, withdraw=withdraw, quiet=quiet)


@with_ledger
def different_command(  # noqa: PLR0913 - as many as the command has options
    a: First,
    b: Second,
    *,
    ledger: str | None,
    reason: Why = "",
    who: Who = None,
    withdraw: Withdraw = False,
    quiet: Quiet = False,
) -> int:
    """Decide that two claims, or two incidents, are of different events, whatever the program makes of them.

    An incident stands for its first claim. The decision is kept with its moment, wins over every comparison, also of
    reports that come later, and can be taken back. What followed from it is told.
    """
    return _decide("different", (a, b), ledger, reason=reason, who=who, withdraw=withdraw, quiet=quiet)


def _decide(  # noqa: PLR0913 - a decision, all by name
    verdict: Verdict,
    pair: tuple[str, str],
    ledger: str | None,
    *,
    reason: str,
    who: str | None,
    withdraw: bool,
    quiet: bool,
) -> ExitCode:
    from sayso.cli.catching_up import catch_up, link  # noqa: PLC0415 - heavy: loaded once the command is understood
    from sayso.ledger import Ledger  # noqa: PLC0415
    from sayso.run.deciding import decide  # noqa: PLC0415
    from sayso.run.deciding import withdraw as take_back  # noqa: PLC0415
    from sayso.run.explaining import explain  # noqa: PLC0415
    from sayso.run.incidents import IncidentBook  # noqa: PLC0415

    messages = Messages(quiet=quiet)
    with Ledger(ledger) as opened, open_output(None) as out:
        catch_up(opened, messages)
        book = IncidentBook(opened)
        first, second = (claim.id for claim in explain(opened, *pair).claims)
        before = _look(book, first, second)
        if withdraw:
            take_back(opened, first, second, reason=reason, who=who)
        else:
            decide(opened, verdict, first, second, reason=reason, who=who)
        link(opened, messages)
        after = _look(book, first, second)
        said = "taken back" if withdraw else f"decided: {_VERDICTS[verdict]}"
        outcome = _say_outcome(before, after, verdict=None if withdraw else verdict)
        for line in (f"{said} ({first}, {second})", *outcome):
            out.write(f"{line}\n".encode())
    return ExitCode.DONE


def _look(book: IncidentBook, *claims: str) -> tuple[Incident, ...]:
    """The incidents of these claims, each once."""
    found = [book.get(claim) for claim in claims]
    return tuple({one.incident.id: one.incident for one in found if one}.values())


def _say_outcome(before: Sequence[Incident], after: Sequence[Incident], *, verdict: Verdict | None) -> Iterator[str]:
    """What followed: which incidents there were, and which there are."""
    is_one, was_one = len(after) == 1, len(before) == 1
    if is_one and not was_one:
        yield "they are one incident now:"
    elif was_one and not is_one:
        yield "they are two incidents now:"
    elif verdict == "different" and is_one:
        yield "they are still one incident, since other claims that are of one event with both hold them together:"
    else:
        yield f"nothing changed; they are {'one incident' if is_one else 'two incidents'} as before:"
    yield from (f"  {_name(incident)}" for incident in after)
    if is_one != was_one:
        yield "before:"
        yield from (f"  {_name(incident)}" for incident in before)


def _name(incident: Incident) -> str:
    from sayso.cli.incident_table import say_number  # noqa: PLC0415 - as above
    from sayso.export import list_incidents  # noqa: PLC0415

    (row,) = list_incidents([incident])
    facts = (
        row.type,
        row.where,
        row.when,
        say_number(len(incident.claims), "claim"),
        say_number(row.reports, "report"),
    )
    return f"{row.id}  {', '.join(fact for fact in facts if fact)}"
