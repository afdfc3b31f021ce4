"""Which claims a coder looks at next."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Literal, get_args

from sayso.ledger import Filter, Ledger
from sayso.ledger.engine import reading
from sayso.ledger.incidents import About
from sayso.ledger.keys import clean
from sayso.ledger.reviews import list_reviews
from sayso.model import Incident, StoredClaim
from sayso.run.incidents import IncidentBook

Queue = Literal["contested", "unsure", "new"]
QUEUES: tuple[Queue, ...] = get_args(Queue)
LIMIT = 20


def next_in_queue(
    ledger: Ledger, queue: Queue, *, who: str | None = None, limit: int = LIMIT, wanted: Filter | None = None
) -> list[StoredClaim]:
    """The next claims that stand, pass, and that `who` has not reviewed (with None: nobody has).

    "contested" are first those on which coders disagree (with None though they were reviewed), then the accounts of
    disputes, the sharpest first; "unsure" those that sayso is least sure of; "new" those that were recorded last. The
    incidents are those that `sayso.run.reconciling.reconcile` has brought up to date.
    """
    asked = wanted or Filter()
    with reading(ledger.engine) as connection:
        standing = [one for one in list_reviews(connection) if one.stands]
    name = " ".join(clean(who).split()) if who else None
    seen = {one.claim for one in standing if name is None or one.who == name}
    if queue == "contested":
        said: dict[str, set[tuple[bool, str]]] = {}
        for one in standing:
            said.setdefault(one.claim, set()).add(one.position)
        split = [claim for claim, positions in said.items() if len(positions) > 1]
        seen -= set(split) if name is None else set()
        found = _contested(ledger, asked, split)
    else:
        order, ascending = ("confidence", True) if queue == "unsure" else ("recorded", False)
        most = limit + len(seen)
        found = ledger.claims(asked, order=order, ascending=ascending, limit=most)  # type: ignore[arg-type]
    fresh = (claim for claim in found if claim.id not in seen)
    return list(islice(fresh, limit))


def _contested(ledger: Ledger, wanted: Filter, split: list[str]) -> Iterator[StoredClaim]:
    told = set[str]()
    for id in split:
        for claim in ledger.claims(Filter(ids=(id,))):
            told.add(claim.id)
            yield claim
    book = IncidentBook(ledger)
    for incident in book.incidents(wanted, About(contested=True), order="sharpness"):
        accounts = _accounts(incident)
        for claim in book.claims(incident):
            if claim.id in accounts and claim.id not in told:
                told.add(claim.id)
                yield claim


def _accounts(incident: Incident) -> set[str]:
    """The claims that stand against each other in it."""
    return {id for dispute in incident.disputes for position in dispute.positions for id in position.claims}
