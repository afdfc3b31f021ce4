"""`sayso review`: what a coder says of claims, one at a time by keyboard, or of one claim by its id."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.exits import ExitCode
from sayso.cli.filtering import Format, with_filters, with_format
from sayso.cli.messages import Messages
from sayso.cli.output import open_output
from sayso.model import REVIEW_FIELDS, Review, Verdict

if TYPE_CHECKING:
    from sayso.ledger import Ledger
    from sayso.ledger.filters import Filter

EXAMPLE = """\b
Examples:
  sayso review --queue contested --who "Ida Voss"
  sayso review --queue unsure --type shelling --format json
  sayso review 4b1f09c2 --reject --who "Ida Voss" --reason "it is about a film"
  sayso review 4b1f09c2 --correct type=shelling --correct "numbers=killed 41-43" --who "Ida Voss"
  sayso review 4b1f09c2 --undo --who "Ida Voss\""""
_LIMIT = 20
SAID: dict[Verdict, str] = {"accept": "accepted", "reject": "rejected", "correct": "corrected"}


class QueueName(StrEnum):
    """Which claims come next."""

    CONTESTED = "contested"
    UNSURE = "unsure"
    NEW = "new"


@with_filters
@with_format(Format.TABLE, Format.JSON)
def review_command(  # noqa: PLR0913 - as many as the command has options
    claim: Annotated[
        str | None,
        typer.Argument(
            metavar="[CLAIM]", help="The claim's id, or how it begins; without one the queue is gone through."
        ),
    ] = None,
    *,
    wanted: Filter,
    as_of: datetime | None = None,
    ledger: str | None = None,
    format: Format = Format.TABLE,
    queue: Annotated[
        QueueName,
        typer.Option(
            metavar="contested|unsure|new",
            help="What comes next: accounts of disputes, the sharpest first; what is read least surely; the newest.",
        ),
    ] = QueueName.CONTESTED,
    who: Annotated[str | None, typer.Option(metavar="NAME", help="Who says so; it is kept.")] = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="So many claims of the queue.")] = _LIMIT,
    accept: Annotated[bool, typer.Option("--accept", help="The claim is right as it stands.")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="The report claims no such thing.")] = False,
    correct: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD=VALUE", help=f"What is right instead; fields are {', '.join(REVIEW_FIELDS)}."),
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take back what --who said of the claim last.")] = False,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; it is kept.")] = "",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing on stderr but errors.")] = False,
) -> int:
    """Say of claims that they are right, that they are none, or what is right instead; docs/review.md tells how.

    On a terminal the claims of a queue are gone through by keyboard; in a pipe, or with --format json, they are only
    listed. Nothing is overwritten: every review is kept with name, reason and moment, and can be taken back.
    """
    if as_of is not None:
        raise typer.BadParameter("what is said now is said of what stands now", param_hint="--as-of")
    chosen = [accept, reject, bool(correct), undo]
    if claim is None and any(chosen):
        raise typer.BadParameter("name the claim that this is said of", param_hint="CLAIM")
    if claim is not None and sum(chosen) != 1:
        raise typer.BadParameter("say one of --accept, --reject, --correct and --undo", param_hint="CLAIM")
    from sayso.ledger import Ledger  # noqa: PLC0415 - heavy: loaded once the command is understood

    messages = Messages(quiet=quiet)
    with Ledger(ledger) as opened:
        if claim is None:
            return _go_through(opened, queue.value, who, limit, wanted, format, messages)
        name = _named(who)
        if undo:
            done = _take_back(opened, claim, name, reason)
        else:
            from sayso.run.reviewing import review  # noqa: PLC0415 - as above

            verdict: Verdict = "accept" if accept else "reject" if reject else "correct"
            done = review(opened, claim, verdict, who=name, reason=reason, values=parse_pairs(correct or ()))
        _catch_up(opened, messages)
        with open_output(None) as out:
            out.write(f"{tell(done)}\n".encode())
    return ExitCode.DONE


def parse_pairs(pairs: Iterable[str]) -> dict[str, str]:
    """By field what is written as FIELD=VALUE. A usage error for others."""
    found = {}
    for pair in pairs:
        field, sign, value = pair.partition("=")
        if not sign:
            raise typer.BadParameter(f"{pair!r} is not FIELD=VALUE, as in type=shelling", param_hint="--correct")
        found[field.strip().casefold()] = value.strip()
    return found


def tell(review: Review) -> str:
    """What a review says, in a line."""
    if review.undone:
        return f"{review.claim}: what {review.who} said is taken back ({SAID[review.verdict]})"
    fields = f" ({', '.join(review.values)})" if review.verdict == "correct" and review.values else ""
    return f"{review.claim}: {SAID[review.verdict]}{fields} by {review.who}"


def _named(who: str | None) -> str:
    if not who or not who.strip():
        raise typer.BadParameter("say who you are; it is kept beside what you say", param_hint="--who")
    return who


def _take_back(ledger: Ledger, claim: str, who: str, reason: str) -> Review:
    from sayso.model import InputError  # noqa: PLC0415 - as above
    from sayso.run.reviewing import find_claim_id, list_reviews, undo  # noqa: PLC0415

    id = find_claim_id(ledger, claim)
    standing = [one for one in list_reviews(ledger, id, who) if one.stands]
    if not standing:
        remedy = f"sayso show {id} tells what was said"
        raise InputError("no-such-review", f"{who} has said nothing of it that stands", where=id, remedy=remedy)
    return undo(ledger, standing[-1].row, who=who, reason=reason)


def _go_through(  # noqa: PLR0913, PLR0917 - which claims, and how they are shown
    ledger: Ledger, queue: str, who: str | None, limit: int, wanted: Filter, format: Format, messages: Messages
) -> int:
    from sayso.run.reviewing import next_in_queue  # noqa: PLC0415 - as above

    _catch_up(ledger, messages)
    if format is Format.TABLE and sys.stdin.isatty() and sys.stdout.isatty():
        from sayso.cli.review_session import Keyboard, Session  # noqa: PLC0415 - as above

        session = Session(ledger, _named(who), Keyboard())
        session.go_through(next_in_queue(ledger, queue, who=who, limit=limit, wanted=wanted))  # type: ignore[arg-type]
        _catch_up(ledger, messages)
        messages.note(session.tell())
        return ExitCode.DONE
    found = next_in_queue(ledger, queue, who=who, limit=limit, wanted=wanted)  # type: ignore[arg-type]
    with open_output(None) as out:
        if format is Format.JSON:
            from sayso.export import write_claim_lines  # noqa: PLC0415 - as above

            write_claim_lines(found, out)
        else:
            from sayso.cli.claim_table import write_claims  # noqa: PLC0415 - as above

            write_claims(found, out)
    if not found:
        messages.note("no claim is left in this queue")
    return ExitCode.DONE


def _catch_up(ledger: Ledger, messages: Messages) -> None:
    from sayso.cli.catching_up import catch_up  # noqa: PLC0415 - as above

    catch_up(ledger, Messages(quiet=True, verbose=messages.verbose))
