"""Why two claims of a ledger are of one incident or of two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from sayso.ledger import Ledger, schema
from sayso.ledger.conditions import rows_in
from sayso.ledger.decided import find_decided
from sayso.ledger.engine import reading
from sayso.ledger.querying import find_by_rows, get_text
from sayso.model import Decision, StoredClaim
from sayso.reconcile.context import make_items
from sayso.reconcile.explaining import Explanation, explain_pair, find_crowd
from sayso.reconcile.items import Item
from sayso.reconcile.wording import weigh_report
from sayso.run.deciding import find_claim


@dataclass(frozen=True, slots=True)
class Why:
    """How two claims compare, and what joins them or keeps them apart.

    `incidents` are the ids of the incidents that each belongs to now, None for one that is not linked yet; `is_event`
    whether they are of one event; `anchors` which of the two claims tells the deed of the other one's consequence.
    """

    claims: tuple[StoredClaim, StoredClaim]
    explanation: Explanation
    incidents: tuple[str | None, str | None]
    is_event: bool
    anchor: str | None
    decision: Decision | None

    @property
    def is_incident(self) -> bool:
        """Whether they are of one incident."""
        return self.incidents[0] is not None and self.incidents[0] == self.incidents[1]


def explain(ledger: Ledger, a: str, b: str) -> Why:
    """How two claims (ids, or how they begin) compare. InputError for one that is not there or that is several."""
    with reading(ledger.engine) as connection:
        (one, _), (other, _) = find_claim(connection, a), find_claim(connection, b)
        stored = find_by_rows(connection, [one, other])
        claims = stored[one], stored[other]
        first, second = (_make_item(connection, row, claim) for row, claim in zip((one, other), claims, strict=True))
        events, anchors = _linked(connection, (one, other))
        return Why(
            claims=claims,
            explanation=explain_pair(first, second, crowd=_find_crowd(connection, one, other)),
            incidents=(_incident(connection, one), _incident(connection, other)),
            is_event=events.get(one) is not None and events.get(one) == events.get(other),
            anchor=next(_told_by(one, other, anchors, claims), None),
            decision=_find_decision(connection, claims),
        )


def _make_item(connection: Connection, row: int, claim: StoredClaim) -> Item:
    """The claim's features as linking has them: its report's other claims tell its context."""
    c = schema.claims.c
    reading_of = select(c.reading).where(c.row == row).scalar_subquery()
    rows = connection.scalars(select(c.row).where(c.reading == reading_of).order_by(c.row)).all()
    text = get_text(connection, claim.report.id) or ""
    claims = [other for other in find_by_rows(connection, rows).values() if other.superseded is None]
    made = make_items(claims, weigh_report(text))
    return next(item for item in made if item.id == claim.id)


def _find_crowd(connection: Connection, one: int, other: int) -> int:
    """How they compare among the others of their day; 0 where they stand in two buckets, or are not linked."""
    i = schema.items.c
    rows = connection.execute(select(i.claim, i.bucket).where(i.claim.in_((one, other))))
    buckets = {int(claim): int(bucket) for claim, bucket in rows}
    if len(buckets) < len({one, other}) or len(set(buckets.values())) > 1:
        return 0
    query = select(i.claim, i.data).where(i.bucket == buckets[one]).order_by(i.claim)
    found = connection.execute(query).all()
    places = {claim: at for at, (claim, _) in enumerate(found)}
    return find_crowd([data for _, data in found], places[one], places[other])


def _linked(connection: Connection, rows: tuple[int, int]) -> tuple[dict[int, int], dict[int, int]]:
    i = schema.items.c
    found = connection.execute(select(i.claim, i.event, i.anchor).where(i.claim.in_(rows_in(rows)))).all()
    return (
        {row.claim: row.event for row in found if row.event is not None},
        {row.claim: row.anchor for row in found if row.anchor is not None},
    )


def _told_by(one: int, other: int, anchors: dict[int, int], claims: tuple[StoredClaim, StoredClaim]) -> Iterator[str]:
    if anchors.get(one) == other:
        yield claims[1].id
    if anchors.get(other) == one:
        yield claims[0].id


def _incident(connection: Connection, claim: int) -> str | None:
    m, table = schema.memberships.c, schema.incidents.c
    query = select(table.id).join(schema.memberships, m.incident == table.row)
    found: str | None = connection.scalar(query.where(m.claim == claim, m.removed.is_(None)))
    return found


def _find_decision(connection: Connection, claims: tuple[StoredClaim, StoredClaim]) -> Decision | None:
    ids = tuple(sorted(claim.id for claim in claims))
    return next((one for one in find_decided(connection) if (one.a, one.b) == ids), None)
