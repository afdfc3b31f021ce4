"""The work of a coder: the next claim to look at, and how far coders agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Annotated, Any

from fastapi import APIRouter
from fastapi import Query as Asks

from sayso.export.claims import ClaimRow
from sayso.export.reviving import make_stored_row
from sayso.export.stored import make_claim_record
from sayso.model import StoredClaim
from sayso.run.asking import find_known
from sayso.run.reviewing import QUEUES, Agreement, FieldAgreement, agreement, next_in_queue
from sayso.web.answering import Answer, page
from sayso.web.here import AtHand, Here
from sayso.web.pages.claim import ClaimView, make_claim_view
from sayso.web.rendering import section_of

router = APIRouter()
_WAITING = 12
_MOST_SKIPPED = 1000
QUEUE_WORDS = {"contested": "accounts at odds", "unsure": "least sure", "new": "newest"}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claim that comes later."""

    stored: StoredClaim
    row: ClaimRow
    section: int


@dataclass(frozen=True, slots=True)
class ReviewView:
    """The claim to look at now, None where there is none left; `queues` are (words, address, chosen)."""

    now: ClaimView | None
    waiting: tuple[Waiting, ...]
    queues: tuple[tuple[str, str, bool], ...]
    who: str
    skip: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two whose reviews are compared, field by field."""

    one: str
    other: str
    figures: tuple[FieldAgreement, ...]


@dataclass(frozen=True, slots=True)
class AgreementView:
    """How far coders agree."""

    agreement: Agreement
    pairs: tuple[Pair, ...]


@page(router, "/review", example="review", summary="The next claims for a coder to look at")
def show_review(
    here: AtHand,
    queue: Annotated[str, Asks(max_length=30, description=f"One of {', '.join(QUEUES)}.")] = "contested",
    who: Annotated[str | None, Asks(max_length=100, description="Whose reviews count as done.")] = None,
    skip: Annotated[int, Asks(ge=0, le=_MOST_SKIPPED, description="So many are left for later.")] = 0,
) -> Answer:
    """The next claims of a queue that a coder (`who`, else whoever reviewed last in this browser) has not reviewed."""
    chosen: Any = find_known("queue", queue, QUEUES, ", ".join(QUEUES))
    name = who or here.who or None
    found = next_in_queue(here.ledger, chosen, who=name, limit=skip + _WAITING)[skip:]
    history = here.ledger.history(found[0].id) if found else []
    view = ReviewView(
        now=make_claim_view(here, [claim for claim in history if claim.id == found[0].id]) if found else None,
        waiting=tuple(_wait(claim) for claim in found[1:]),
        queues=tuple(_queues(here, chosen, who)),
        who=name or "",
        skip=here.address("review", queue=chosen, who=who, skip=skip + 1),
    )

    def record() -> dict[str, Any]:
        return {"queue": chosen, "who": name, "claims": [make_claim_record(claim) for claim in found]}

    return Answer("review", "Review", view, record, section="review")


@page(router, "/agreement", example="agreement", summary="How far coders agree with each other, and sayso with them")
def show_agreement(here: AtHand) -> Answer:
    """Krippendorff's alpha for each two coders and for sayso with each, field by field."""
    found = agreement(here.ledger)
    pairs: dict[tuple[str, str], list[FieldAgreement]] = {}
    for figure in found.figures:
        pairs.setdefault((figure.one, figure.other), []).append(figure)
    view = AgreementView(found, tuple(Pair(*names, tuple(figures)) for names, figures in pairs.items()))
    record = {
        "coders": [asdict(coder) for coder in found.coders],
        "figures": [asdict(figure) for figure in found.figures],
    }
    return Answer("agreement", "Agreement", view, lambda: record, section="review")


def _queues(here: Here, chosen: str, who: str | None) -> Iterator[tuple[str, str, bool]]:
    for queue in QUEUES:
        yield QUEUE_WORDS[queue], here.address("review", queue=queue, who=who), queue == chosen


def _wait(claim: StoredClaim) -> Waiting:
    row = make_stored_row(claim, 1)
    return Waiting(claim, row, section_of(row.claim.type))
