"""`sayso show`: one claim of the ledger, with its sentence, its report, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli.exits import ExitCode
from sayso.cli.filtering import Format, with_as_of, with_format, with_ledger
from sayso.cli.messages import write_line
from sayso.cli.output import open_output
from sayso.model import StoredClaim
from sayso.model.visible import visible_text

if TYPE_CHECKING:
    from sayso.ledger import Ledger

EXAMPLE = """\b
Examples:
  sayso show 4b1f09c2
  sayso show 4b1f09c2 --format json"""
_LISTED = 20


@with_ledger
@with_format(Format.TABLE, Format.JSON)
@with_as_of
def show_command(
    id: Annotated[str, typer.Argument(metavar="ID", help="The claim's id, or how it begins (sayso claims shows ids).")],
    *,
    ledger: str | None,
    format: Format,
    as_of: datetime | None,
) -> int:
    """Show one claim: its words in their report, who made the report, and what the ledger knows of both.

    Where several claims begin so, they are listed. Claims that were replaced are shown, too, and say by when. Exit code
    1 when there is no such claim, or more than one.
    """
    from sayso.ledger import Ledger  # noqa: PLC0415 - heavy: loaded once the command is understood

    with Ledger(ledger) as opened, open_output(None) as out:
        history = opened.history(id, as_of=as_of)
        if len({claim.id for claim in history}) > 1:
            _list(history)
            return ExitCode.SOME_REFUSED
        if not history:
            then = f" in what was known at {as_of.isoformat(timespec='seconds')}" if as_of else ""
            write_line(f"no claim's id begins with {id!r}{then} (sayso claims shows ids)")
            return ExitCode.SOME_REFUSED
        record = make_full_record(opened, history, as_of=as_of)
        if format is Format.JSON:
            from sayso.export.lines import format_json  # noqa: PLC0415 - as above

            out.write(format_json(record).encode() + b"\n")
            return ExitCode.DONE
        from sayso.cli.claim_page import write_claim  # noqa: PLC0415 - as above

        write_claim(history, record, out)
    return ExitCode.DONE


def make_full_record(
    ledger: Ledger, history: Sequence[StoredClaim], *, as_of: datetime | None = None
) -> dict[str, Any]:
    """The record of the claim as it was last read, with what stands around it and all that became of it."""
    from sayso.cli.claim_page import AROUND  # noqa: PLC0415 - as above
    from sayso.export.stored import make_claim_record  # noqa: PLC0415 - as above

    claim = history[-1]
    record = make_claim_record(claim)
    text = ledger.text(claim.report.id) or ""
    start, end = record["sentence"]["start"], record["sentence"]["end"]
    copies = [other for other in ledger.history(f"{claim.record['id']}-", as_of=as_of) if other.id != claim.id]
    return record | {
        "context": {"before": text[max(start - AROUND, 0) : start], "after": text[end : end + AROUND]},
        "readings": list(_readings(history)),
        **_make_reviews(ledger, claim, as_of),
        "copies": sorted({copy.id for copy in copies}),
    }


def _make_reviews(ledger: Ledger, claim: StoredClaim, as_of: datetime | None) -> dict[str, Any]:
    """All reviews of the claim, with what they corrected in words; and what was read in the fields that they have."""
    from sayso.export.stored import format_moment  # noqa: PLC0415 - as above
    from sayso.run.reviewing import list_reviews, tell_values  # noqa: PLC0415

    said = []
    for one in list_reviews(ledger, claim.id, as_of=as_of):
        corrected = dict(claim.record)
        for part in one.values.values():
            corrected |= part
        moments = {"recorded": one.recorded, "undone": one.undone, "replaced": one.replaced}
        said.append(
            {
                "row": one.row,
                "verdict": one.verdict,
                "values": {field: value for field, value in tell_values(corrected).items() if field in one.values},
                "who": one.who,
                "reason": one.reason,
                **{name: format_moment(moment) if moment else None for name, moment in moments.items()},
            }
        )
    latest = claim.reviewed.latest.values if claim.reviewed else {}
    before = tell_values({**claim.record, **(claim.reviewed.before if claim.reviewed else {})})
    return {"reviews": said, "read": {field: value for field, value in before.items() if field in latest}}


def _readings(history: Sequence[StoredClaim]) -> Iterator[dict[str, Any]]:
    from sayso.export.stored import format_moment  # noqa: PLC0415 - as above

    for claim in history:
        yield {
            "recorded": format_moment(claim.recorded) if claim.recorded else None,
            "superseded": format_moment(claim.superseded) if claim.superseded else None,
            "reader": dict(claim.versions),
            "type": claim.record["type"],
            "factuality": claim.record["factuality"],
            "confidence": claim.record["confidence"],
        }


def _list(history: Sequence[StoredClaim]) -> None:
    claims = {claim.id: claim for claim in history}
    write_line(f"{len(claims)} claims or more begin so; give more of the id:")
    for claim in list(claims.values())[:_LISTED]:
        sentence = visible_text(claim.sentence)
        write_line(f"{claim.id}  {claim.record['type']}: {sentence[:60]}{'…' if len(sentence) > 60 else ''}")
