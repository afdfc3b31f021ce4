"""Whose words claims are: copies followed to where they come from, as far as the ledger knew them at a moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from sqlalchemy import Column, Connection, and_, select

from sayso.ledger import schema
from sayso.ledger.conditions import rows_in
from sayso.model import OriginKey, StoredClaim
from sayso.reconcile.copies import Copies, Link, Origin, trace_copies
from sayso.reconcile.incident import find_own_origin
from sayso.run.reconciling.tracing import load_signed

_AT_ONCE = 500
_Told = tuple[int, int | None, int, int | None, float]


def find_copies_of(connection: Connection, reports: Sequence[int], *, as_of: datetime | None = None) -> Copies:
    """What these reports (rows) share with all that their words lead back to, and with the copies of these.

    What comes out for a report does not depend on which others it is asked of with.
    """
    links: dict[int, _Told] = {}
    known = _follow_back(connection, set(reports), as_of, links)
    copied = _links_of(connection, schema.links.c.origin, sorted(known), as_of)  # of whom the agency may be told
    known |= _follow_back(connection, {report for report, *_ in copied.values()} - known, as_of, links)
    signed = load_signed(connection, sorted(known))
    told = [
        Link(signed[report].id, number, signed[origin].id, origin_number, share)
        for report, number, origin, origin_number, share in links.values()
        if report in signed and origin in signed
    ]
    return trace_copies(signed.values(), told)


def _follow_back(
    connection: Connection, reports: set[int], as_of: datetime | None, links: dict[int, _Told]
) -> set[int]:
    """These reports and all earlier ones that their words lead back to; the links between them come into `links`."""
    known, fresh = set(reports), set(reports)
    while fresh:
        found = _links_of(connection, schema.links.c.report, sorted(fresh), as_of)
        links |= found
        fresh = {origin for _, _, origin, _, _ in found.values()} - known
        known |= fresh
    return known


def _links_of(
    connection: Connection, end: Column[int], reports: Sequence[int], as_of: datetime | None
) -> dict[int, _Told]:
    """The links that have these reports at one end, and of which both ends stand."""
    k, found = schema.links.c, dict[int, _Told]()
    for at in range(0, len(reports), _AT_ONCE):
        query = select(k.row, k.report, k.number, k.origin, k.origin_number, k.share).where(
            end.in_(rows_in(reports[at : at + _AT_ONCE]))
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
