"""One claim of the ledger on a terminal: its words in their report, and all that is known of both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from rich.table import Table
from rich.text import Text

from sayso.cli.table import LineWriter, show_sure
from sayso.export.claims import OWN_VOICE, ClaimRow, name_facts
from sayso.export.reviving import make_stored_row
from sayso.model import Review, StoredClaim
from sayso.model.visible import visible_text

AROUND = 300
"""So many signs of the report are shown before and after the sentence."""
_FOUND_IN = {
    "given": "as it was given",
    "header": "read in its header",
    "dateline": "read in its dateline",
    "metadata": "read in the page's data",
}


def write_claim(history: Sequence[StoredClaim], record: Mapping[str, Any], out: BinaryIO) -> None:
    """Write a claim to stdout, as it was last read; `record` is the full one of `sayso show --format json`."""
    claim = history[-1]
    row = make_stored_row(claim, 1)
    lines = LineWriter(out, path=None)
    head = Text(row.type, style="bold").append(", ", "not bold").append_text(show_sure(row))
    head.append(f", confidence {record['confidence']:.2f}", "not bold").append(f"\n{claim.id}", "not bold dim")
    lines.write(head)
    lines.write(_words(row, record["context"], starred=not lines.on_terminal))
    parts = (_event(row, record), _reviews(record), _report(claim), _readings(record))
    for facts in (list(part) for part in parts):
        if facts:
            lines.write(_table(facts))


def write_brief(claim: StoredClaim, text: str, place: str, out: BinaryIO) -> None:
    """Write to stdout what a coder needs of a claim: its words in its report's `text`, and what was read from them."""
    row, sentence = make_stored_row(claim, 1), claim.record["sentence"]
    context = {
        "before": text[max(sentence["start"] - AROUND, 0) : sentence["start"]],
        "after": text[sentence["end"] : sentence["end"] + AROUND],
    }
    lines = LineWriter(out, path=None)
    head = Text(row.type, style="bold").append(", ", "not bold").append_text(show_sure(row))
    head.append(f"    {place}, {claim.id}", "not bold dim")
    lines.write(head)
    lines.write(_words(row, context, starred=not lines.on_terminal))
    said = [_say_review(one) for one in claim.reviewed.standing] if claim.reviewed else []
    report = " ".join(filter(None, (claim.report.publisher, str(claim.report.published or ""))))
    facts = [*_told(row), ("Report", report or claim.report.name), *(("Reviewed", one) for one in said)]
    lines.write(_table(facts))


def _table(facts: Iterable[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(min_width=12, style="bold")
    table.add_column(overflow="fold")
    for name, value in facts:
        if value:
            table.add_row(name, visible_text(value))
    return table


def _say_review(review: Review) -> str:
    fields = f" ({', '.join(review.values)})" if review.values else ""
    return f"{review.verdict}{fields} by {review.who}" + (f": {review.reason}" if review.reason else "")


def _words(row: ClaimRow, context: Mapping[str, str], *, starred: bool) -> Text:
    """The sentence between what stands before and after it; the words of the event between stars, or bold."""
    claim, star = row.claim, "*" if starred else ""
    at = claim.trigger.start - claim.sentence.start
    sentence, trigger = claim.sentence.text, claim.trigger.text
    cut_before, cut_after = (len(context[side]) >= AROUND for side in ("before", "after"))
    text = Text(_shown(context["before"], ahead=cut_before), style="dim")
    text.append(_shown(sentence[:at]), "not dim")
    text.append(f"{star}{visible_text(trigger)}{star}", "bold not dim")
    text.append(_shown(sentence[at + len(trigger) :]), "not dim")
    return text.append(_shown(context["after"], behind=cut_after), "dim")


def _shown(words: str, *, ahead: bool = False, behind: bool = False) -> str:
    """On one line; blanks at the ends stay, and what is cut off outside is told."""
    shown = visible_text(words)
    if not shown:
        return " " if words else ""
    front = "…" if ahead else " " if words[0].isspace() else ""
    return front + shown + ("…" if behind else " " if words[-1].isspace() else "")


def _event(row: ClaimRow, record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield from _told(row)
    acled, plover = record["acled"], record["plover"]
    yield "ACLED", ", ".join(filter(None, (acled["event_type"], acled["sub_event_type"])))
    yield "PLOVER", " ".join(filter(None, (plover["event"], plover["mode"])))
    yield "CAMEO", record["cameo"] or ""
    yield "Rules", ", ".join(row.claim.rules)


def _told(row: ClaimRow) -> Iterator[tuple[str, str]]:
    claim, source = row.claim, row.claim.source
    yield "Who says", f"{source.name} ({', '.join(name_facts(source))})" if source else OWN_VOICE
    yield "Via", ", ".join(row.via)
    yield "How it says", f"“{row.cue}”" + (f", {claim.quotation}" if claim.quotation else "") if row.cue else ""
    yield "Who did it", ", ".join(row.agents)
    yield "To whom", ", ".join(row.recipients)
    yield "With what", ", ".join(row.instruments)
    yield "Where", ", ".join(row.where)
    yield "When", row.when
    yield "How many", ", ".join(row.how_many)


def _reviews(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What people said of the claim, and what became of that; where they differ, that comes first."""
    said = record["reviews"]
    if record["reviewed"] and record["reviewed"]["contested"]:
        yield "Reviewers", "they say different things of it; the latest review holds"
    for one in said:
        fields = "; ".join(f"{field}: {value or 'none'}" for field, value in one["values"].items())
        words = f"{one['verdict']} by {one['who']}, {one['recorded']}" + (f" ({fields})" if fields else "")
        words += f": {one['reason']}" if one["reason"] else ""
        gone = "taken back" if one["undone"] else "replaced by a later one" if one["replaced"] else ""
        yield f"Review {one['row']}", words + (f"; {gone}" if gone else "")
    for field, value in record["read"].items():
        yield f"Read {field}", value or "none"


def _report(claim: StoredClaim) -> Iterator[tuple[str, str]]:
    report = claim.report
    found = _FOUND_IN.get(report.published_from or "", report.published_from or "")
    yield "Report", report.title or report.name
    yield "Publisher", report.publisher or ""
    yield "Published", f"{report.published.isoformat()} ({found})" if report.published else "no date"
    yield "Address", report.url or ""
    yield "Came as", report.name
    yield "Its id", f"{report.id}, version {report.version}"
    yield "SHA-256", report.digest
    yield "Redacted", "yes: words were covered, the digest is of the text as it was read" if report.redacted else ""


def _readings(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for reading in record["readings"]:
        by = ", ".join(f"{name} {version}" for name, version in reading["reader"].items() if version)
        yield "Recorded", f"{reading['recorded']} by {by}"
        if reading["superseded"]:
            yield "Superseded", f"{reading['superseded']}: it no longer stands"
    yield "Same text in", ", ".join(record["copies"])
