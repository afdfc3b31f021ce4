"""One claim with its words and history; two claims compared; and what a search finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter
from fastapi import Query as Asks

from sayso.export.claims import ClaimRow, name_facts
from sayso.export.reviving import make_stored_row
from sayso.export.stored import format_moment, make_claim_record
from sayso.ledger.incidents import ANY, IncidentPage
from sayso.model import InputError, StoredClaim
from sayso.run.explaining import Why, explain
from sayso.web.answering import Answer, Moved, NotThereError, page
from sayso.web.asking import Asked, Query, read_moment, understand
from sayso.web.here import AtHand, Here
from sayso.web.lines import Line, make_lines
from sayso.web.pages.coding import Coding, make_coding
from sayso.web.rendering import section_of

router = APIRouter()
AROUND = 400
_SHORTEST_ID = 6
_FIRST = 5


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One claim: its words with what stands around them, its readings, and the incident that it is of."""

    stored: StoredClaim
    row: ClaimRow
    section: int
    facts: tuple[str, ...]
    before: str
    inner: tuple[str, str, str]
    after: str
    readings: tuple[StoredClaim, ...]
    copies: tuple[str, ...]
    incident: Line | None
    coding: Coding | None


@dataclass(frozen=True, slots=True)
class WhyView:
    """Two claims compared."""

    why: Why
    rows: tuple[ClaimRow, ClaimRow]


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found by one way of searching: how many, the first of them, and the address of all."""

    title: str
    count: int
    lines: tuple[Line, ...]
    address: str


@dataclass(frozen=True, slots=True)
class SearchView:
    """What a search found."""

    words: str
    hits: tuple[Hits, ...]


@page(router, "/claim/{id}", example="claim", summary="One claim with its words")
def show_claim(
    here: AtHand,
    id: str,
    as_of: Annotated[
        str | None, Asks(alias="as-of", max_length=100, description="What the ledger knew at that moment.")
    ] = None,
) -> Answer | Moved:
    """The claim of this id, or whose id begins so: its words in their report, who read it when, and its copies."""
    here.as_of = read_moment("as-of", as_of or None)
    history = here.ledger.history(id, as_of=here.as_of)
    found = list(dict.fromkeys(claim.id for claim in history))
    if not found:
        raise NotThereError("claim", id)
    if len(found) > 1 and id not in found:
        raise InputError("several-claims", "several begin so", where=id, remedy=f"name one: {', '.join(found[:10])}")
    if id not in found:
        return Moved(("claim", found[0]))
    history = [claim for claim in history if claim.id == id]
    view = make_claim_view(here, history)
    return Answer("claim", f"{view.row.type.capitalize()}: a claim", view, lambda: _record(view))


@page(router, "/why", example="why", summary="Why two claims are of one incident or of two")
def show_why(
    here: AtHand,
    a: Annotated[str, Asks(max_length=100, description="A claim's id, or how it begins.")],
    b: Annotated[str, Asks(max_length=100, description="Another one's.")],
) -> Answer:
    """How two claims compare: each comparison with its weight, and what people decided."""
    why = explain(here.ledger, a, b)
    first, second = (make_stored_row(claim, number) for number, claim in enumerate(why.claims, start=1))
    return Answer("why", "Two claims compared", WhyView(why, (first, second)), lambda: _record_why(why))


@page(router, "/search", example="search", summary="Where words are found")
def show_search(
    here: AtHand, q: Annotated[str, Asks(max_length=300, description="Words, a name, or an id.")] = ""
) -> Answer | Moved:
    """Incidents by words in their sentences, by place, by source, by who was in them; an id leads to what it names."""
    words = q.strip()
    if len(words) >= _SHORTEST_ID and words.replace("-", "").isalnum() and any(letter.isdigit() for letter in words):
        try:
            if here.book.get(words) is not None:
                return Moved(("incident", words))
        except InputError:
            pass
    ways = (
        ("in their words", Query(text=words)), ("at a place", Query(place=[words])),
        ("by a source", Query(source=[words])), ("with somebody", Query(actor=[words])),
        ("printed by", Query(publisher=[words])),
    ) if words else ()  # fmt: skip
    hits = tuple(hit for title, query in ways if (hit := _find(here, title, understand(query))).count)
    view = SearchView(words, hits)
    return Answer("search", f"“{words}”" if words else "Search", view, lambda: _record_search(view))


def make_claim_view(here: Here, history: list[StoredClaim]) -> ClaimView:
    """A claim as it was last read."""
    stored = history[-1]
    row = make_stored_row(stored, 1)
    text = here.ledger.text(stored.report.id) or ""
    sentence, trigger = row.claim.sentence, row.claim.trigger
    at = max(trigger.start - sentence.start, 0)
    words = sentence.text
    root = stored.record["id"]
    found = here.book.get(stored.id, as_of=here.as_of) if stored.superseded is None else None
    return ClaimView(
        stored=stored,
        row=row,
        section=section_of(row.claim.type),
        facts=name_facts(row.claim.source) if row.claim.source else (),
        before=text[max(sentence.start - AROUND, 0) : sentence.start],
        inner=(words[:at], words[at : at + len(trigger.text)], words[at + len(trigger.text) :]),
        after=text[sentence.end : sentence.end + AROUND],
        readings=tuple(history),
        copies=tuple(sorted({c.id for c in here.ledger.history(f"{root}-", as_of=here.as_of)} - {stored.id})),
        incident=make_lines([found.incident])[0] if found else None,
        coding=make_coding(here, stored) if here.as_of is None else None,
    )


def _find(here: Here, title: str, asked: Asked) -> Hits:
    count = here.book.count(asked.wanted)
    lines = here.book.lines(asked.wanted, ANY, IncidentPage(limit=_FIRST)) if count else ()
    return Hits(title, count, lines, asked.address("/"))


def _record(view: ClaimView) -> dict[str, Any]:
    return make_claim_record(view.stored) | {
        "context": {"before": view.before, "after": view.after},
        "incident": view.incident.row.id if view.incident else None,
        "readings": [
            {
                "recorded": format_moment(claim.recorded) if claim.recorded else None,
                "superseded": format_moment(claim.superseded) if claim.superseded else None,
                "reader": dict(claim.versions),
            }
            for claim in view.readings
        ],
        "copies": list(view.copies),
    }


def _record_search(view: SearchView) -> dict[str, Any]:
    found = [{"by": hit.title, "incidents": hit.count, "ids": [line.row.id for line in hit.lines]} for hit in view.hits]
    return {"q": view.words, "found": found}


def _record_why(why: Why) -> dict[str, Any]:
    return {
        "claims": [claim.id for claim in why.claims],
        "incidents": list(why.incidents),
        "same_event": why.is_event,
        "same_incident": why.is_incident,
        "anchor": why.anchor,
        "decision": why.decision.kind if why.decision else None,
        "weight": float(why.explanation.total),
    }
