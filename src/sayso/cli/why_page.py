"""How two claims compare, on a terminal and as a record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from rich import box
from rich.table import Table
from rich.text import Text

from sayso.cli.table import LineWriter, show_sure
from sayso.export.claims import OWN_VOICE
from sayso.export.reviving import make_stored_row
from sayso.model import Decision, StoredClaim
from sayso.model.visible import visible_text
from sayso.run.explaining import Why

_NO_DAY = 0
_VERDICTS = {"same": "of one incident", "different": "of different incidents"}


def write_why(why: Why, out: BinaryIO) -> None:
    """Write to stdout: both claims, what came of them, what decided, and the table of comparisons."""
    lines = LineWriter(out, path=None)
    lines.write(*(_show_claim(letter, claim) for letter, claim in zip("AB", why.claims, strict=True)))
    lines.write(Text(_say_outcome(why), style="bold"), *_list_grounds(why))
    lines.write(_make_table(why))


def make_why_record(why: Why) -> dict[str, Any]:
    """The same as plain lists and dictionaries."""
    explained = why.explanation
    return {
        "claims": [claim.id for claim in why.claims],
        "incidents": list(why.incidents),
        "one_event": why.is_event,
        "one_incident": why.is_incident,
        "decision": _decision(why.decision) if why.decision else None,
        "anchor": why.anchor,
        "compared": explained.is_compared,
        "shares_block": explained.shares_block,
        "days": [_day(bucket) for bucket in explained.buckets],
        "in_reach": explained.in_reach,
        "start": explained.start,
        "comparisons": [
            {"name": one.name, "level": one.level, "says": one.says, "weight": one.weight}
            for one in explained.comparisons
        ],
        "total": explained.total,
        "least": explained.least,
    }


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "kind": decision.kind,
        "reason": decision.reason,
        "who": decision.who,
        "recorded": decision.recorded.isoformat(),
    }


def _show_claim(letter: str, claim: StoredClaim) -> Text:
    row = make_stored_row(claim, 1)
    report = claim.report
    source = row.claim.source
    text = Text(f"{letter}  {row.type}", style="bold").append(", ", "not bold").append_text(show_sure(row))
    told = [visible_text(source.name) if source else OWN_VOICE, visible_text(report.publisher or report.name)]
    told += [report.published.isoformat()] if report.published else []
    text.append(f", {', '.join(told)}", "not bold").append(f"  {claim.id}", "not bold dim")
    return text.append(f"\n   “{visible_text(claim.sentence)}”", "not bold italic")


def _say_outcome(why: Why) -> str:
    if None in why.incidents:
        return "They are not linked yet."
    if not why.is_incident:
        return f"They are of two incidents: {why.incidents[0]} and {why.incidents[1]}."
    both = "of one event" if why.is_event else "of two events that belong together"
    return f"They are of one incident, {why.incidents[0]}, and {both}."


def _list_grounds(why: Why) -> Iterator[str]:
    """What decided, in sentences."""
    if why.decision:
        who = visible_text(why.decision.who) if why.decision.who else "Somebody"
        reason = f": {visible_text(why.decision.reason)}" if why.decision.reason else ""
        day = why.decision.recorded.date().isoformat()
        yield f"{who} decided on {day} that they are {_VERDICTS.get(why.decision.kind, why.decision.kind)}{reason}."
    if why.anchor:
        deed = "A" if why.anchor == why.claims[0].id else "B"
        yield f"{deed} tells the deed, and {'B' if deed == 'A' else 'A'} what came of it, in one report."
    explained = why.explanation
    one, other = (_day(bucket) or "no day" for bucket in explained.buckets)
    days = f"on {one}" if one == other else f"on {one} and {other}"
    if not explained.in_reach:
        yield f"They stand {days}, too far apart to be compared."
    elif not explained.shares_block:
        yield f"They stand {days}, but share nothing rare enough to be compared directly."
    else:
        yield f"They stand {days}, and share something rare enough to be compared."
    if why.decision is None and None not in why.incidents:
        enough = explained.is_compared and explained.total >= explained.least
        if enough and not why.is_event:
            yield "The two alone agree enough, but the groups of claims that they are in do not."
        elif why.is_event and not enough:
            yield "The two alone do not agree enough, but the groups of claims that they are in do."


def _day(bucket: int) -> str | None:
    return date.fromordinal(bucket).isoformat() if bucket != _NO_DAY else None


def _make_table(why: Why) -> Table:
    table = Table(box=box.HORIZONTALS, expand=True, show_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column("Compared", ratio=18)
    table.add_column("What is found", ratio=70)
    table.add_column("Counts", ratio=12, justify="right")
    explained = why.explanation
    table.add_row("before all", "any two claims that are compared", _signed(explained.start))
    for one in explained.comparisons:
        style = "dim" if not one.weight else ""
        table.add_row(Text(one.name, style=style), Text(one.says, style=style), Text(_signed(one.weight), style=style))
    table.rows[-1].end_section = True
    enough = "enough" if explained.total >= explained.least else "too little"
    least = _signed(explained.least)
    says = f"{enough} for two claims alone: groups are joined as long as they agree by {least} or more on average"
    table.add_row(Text("sum", style="bold"), says, Text(_signed(explained.total), style="bold"))
    return table


def _signed(number: float) -> str:
    return f"{number:+.2f}" if number else "0"
