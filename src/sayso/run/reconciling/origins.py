"""Whose words claims are: copies followed to where they come from, as far as the ledger knew them at a moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, and_, or_, select

from sayso.ledger import schema
from sayso.ledger.conditions import rows_in
from sayso.model import OriginKey, StoredClaim
from sayso.reconcile.copies import Copies, Link, Origin, trace_copies
from sayso.reconcile.incident import find_own_origin
from sayso.run.reconciling.tracing import load_signed

_FARTHEST = 5
"""So many steps from report to report are followed; a chain of copies is rarely longer than two."""
_MOST = 2000
_AT_ONCE = 500


def find_copies_of(connection: Connection, reports: Sequence[int], *, as_of: datetime | None = None) -> Copies:
    """What these reports (rows) share with all that any chain of copies leads to from them."""
    links: dict[int, tuple[int, int | None, int, int | None, float]] = {}
    known, fresh = set(reports), set(reports)
    for _ in range(_FARTHEST):
        found = _links_of(connection, sorted(fresh), as_of)
        links |= found
        fresh = {row for report, _, origin, _, _ in found.values() for row in (report, origin)} - known
        if not fresh or len(known) > _MOST:
            break
        known |= fresh
    signed = load_signed(connection, sorted(known))
    told = [
        Link(signed[report].id, number, signed[origin].id, origin_number, share)
        for report, number, origin, origin_number, share in links.values()
        if report in signed and origin in signed
    ]
    return trace_copies(signed.values(), told)


def _links_of(
    connection: Connection, reports: Sequence[int], as_of: datetime | None
) -> dict[int, tuple[int, int | None, int, int | None, float]]:
    """The links of these reports with others, both of which stand."""
    k, found = schema.links.c, dict[int, tuple[int, int | None, int, int | None, float]]()
    for at in range(0, len(reports), _AT_ONCE):
        part = rows_in(reports[at : at + _AT_ONCE])
        query = select(k.row, k.report, k.number, k.origin, k.origin_number, k.share).where(
            or_(k.report.in_(part), k.origin.in_(part))
        )
        found.update({row: tuple(told) for row, *told in connection.execute(query)})
    standing = _standing(
        connection, {row for report, _, origin, _, _ in found.values() for row in (report, origin)}, as_of
    )
    return {row: link for row, link in found.items() if link[0] in standing and link[2] in standing}


def _standing(connection: Connection, reports: Iterable[int], as_of: datetime | None) -> set[int]:
    """Those of the reports that were known and that no later version had replaced."""
    g, gone, told, found = schema.readings.c, schema.supersessions.c, sorted(reports), set[int]()
    for at in range(0, len(told), _AT_ONCE):
        superseded = and_(gone.reading == g.row, *(() if as_of is None else (gone.recorded <= as_of,)))
        query = select(g.report).where(
            g.report.in_(rows_in(told[at : at + _AT_ONCE])), ~select(gone.reading).where(superseded).exists()
        )
        found.update(connection.scalars(query if as_of is None else query.where(g.recorded <= as_of)))
    return found


def make_origins(copies: Copies) -> Callable[[StoredClaim], OriginKey]:
    """For each claim its origin; that of a report which `copies` was not made of is its own."""

    def find(claim: StoredClaim) -> OriginKey:
        if claim.report.id not in copies:
            return find_own_origin(claim)
        sentence = claim.record["sentence"]
        found = copies.origin(claim.report.id, sentence["start"], sentence["end"])
        return choose_origin(claim, found.key, voice_of(found))

    return find


def voice_of(origin: Origin) -> str:
    """Who speaks where the words of a report are in its own voice: the agency, else the publisher, else the text."""
    return origin.agency or origin.publisher or origin.key


def choose_origin(claim: StoredClaim, key: str, voice: str) -> OriginKey:
    """The origin of a claim whose words come from a text of this key: of its source there, or in the text's voice."""
    if claim.record.get("source"):
        return OriginKey(key, find_own_origin(claim).root)
    return OriginKey(f"publisher:{voice.casefold()}")
