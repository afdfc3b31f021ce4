"""One source: what it claimed, how often others said the same, and where it stands against others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Annotated, Any

from fastapi import APIRouter
from fastapi import Query as Asks

from sayso.export.claims import ClaimRow
from sayso.export.reviving import make_stored_row
from sayso.export.stored import make_claim_record
from sayso.ledger.filters import Filter
from sayso.ledger.incidents import IncidentPage
from sayso.ledger.keys import clean
from sayso.model import Incident, SourceRecord, StoredClaim
from sayso.reconcile.incident.records import fold_name, key_of, tally_sources
from sayso.web.answering import Answer, NotThereError, page
from sayso.web.asking import read_moment
from sayso.web.here import AtHand, Here, read_name
from sayso.web.pages.changing import SLOT_WORDS, DisputeLine, make_dispute_line
from sayso.web.rendering import section_of

router = APIRouter()
_PAGE, _MOST_DISPUTES, _MOST_OTHERS = 30, 12, 12
_INCIDENTS, _MOST_INCIDENTS = 30, 400
"""Over so many incidents the record is counted at once; over more when somebody asks for it, which takes a while."""


@dataclass(frozen=True, slots=True)
class SourceClaim:
    """One claim of the source with the report that it stands in."""

    stored: StoredClaim
    row: ClaimRow
    section: int


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source. `records` has one for who is quoted and one for who prints, where the name is both; `others` are those
    who stand against it, with how often. `cut` tells that there are more incidents than were looked at, and `more` is
    the address under which more of them are.
    """

    name: str
    records: tuple[SourceRecord, ...]
    claims: tuple[SourceClaim, ...]
    total: int
    first: int
    before: str
    after: str
    disputes: tuple[DisputeLine, ...]
    others: tuple[tuple[str, int], ...]
    cut: int
    more: str
    slots: dict[Any, str]

    @property
    def sentences(self) -> tuple[tuple[SourceClaim, ...], ...]:
        """The claims by the sentence that they stand in, where they follow each other."""
        by_sentence = groupby(self.claims, key=lambda one: (one.stored.report.id, one.stored.sentence))
        return tuple(tuple(same) for _, same in by_sentence)


@dataclass(frozen=True, slots=True)
class _Standing:
    """How a source stands in so many incidents."""

    incidents: int
    records: tuple[SourceRecord, ...]
    disputes: tuple[DisputeLine, ...]
    others: tuple[tuple[str, int], ...]


@page(router, "/source/{name:path}", example="source", summary="What a source claimed, and its record with others")
def show_source(
    here: AtHand,
    name: str,
    number: Annotated[int, Asks(alias="page", ge=1, le=100_000, description="Which page of its claims.")] = 1,
    over: Annotated[
        int, Asks(ge=1, le=_MOST_INCIDENTS, description="Over so many of its latest incidents its record is counted.")
    ] = _INCIDENTS,
    as_of: Annotated[
        str | None, Asks(alias="as-of", max_length=100, description="What the ledger knew at that moment.")
    ] = None,
) -> Answer:
    """The claims of a source (or of a publisher's own reports), and how they stand to what others say."""
    here.as_of = read_moment("as-of", as_of or None)
    name = clean(read_name(name))
    wanted = Filter(sources=(name,))
    total = here.ledger.count(wanted, as_of=here.as_of)
    printed = Filter(publishers=(name,))
    if not total:
        wanted = printed
        total = here.ledger.count(wanted, as_of=here.as_of)
    if not total:
        raise NotThereError("source", name, "search for a part of the name")
    offset = (number - 1) * _PAGE
    stored = list(here.ledger.claims(wanted, as_of=here.as_of, limit=_PAGE, offset=offset))
    told = here.book.sum_up(
        (name, wanted), wanted, IncidentPage(limit=over), lambda found: _sum_up(found, name), as_of=here.as_of
    )
    view = SourceView(
        name=name,
        records=told.records,
        claims=tuple(_make_claim(claim) for claim in stored),
        total=total,
        first=offset + 1,
        before=_address(here, name, number - 1) if number > 1 else "",
        after=_address(here, name, number + 1) if offset + len(stored) < total and stored else "",
        disputes=told.disputes,
        others=told.others,
        cut=over if told.incidents == over else 0,
        more=here.address("source", name, page=number, over=_MOST_INCIDENTS) if over < _MOST_INCIDENTS else "",
        slots=dict(SLOT_WORDS),
    )
    return Answer("source", name, view, lambda: _record(view, stored))


def _sum_up(incidents: Sequence[Incident], name: str) -> _Standing:
    records = tuple(one for one in tally_sources(incidents) if _is(one, name))
    return _Standing(len(incidents), records, *_find_disputes(incidents, name))


def _address(here: Here, name: str, number: int) -> str:
    return here.address("source", name, page=number)


def _is(record: SourceRecord, name: str) -> bool:
    return fold_name(record.name) == fold_name(name) or record.actor == name


def _make_claim(stored: StoredClaim) -> SourceClaim:
    row = make_stored_row(stored, 1)
    return SourceClaim(stored, row, section_of(row.claim.type))


def _find_disputes(
    incidents: Sequence[Incident], name: str
) -> tuple[tuple[DisputeLine, ...], tuple[tuple[str, int], ...]]:
    """The disputes in which the source stands, and who stands against it, those most often first."""
    folded = fold_name(name)
    found, others = [], Counter[str]()
    for incident in incidents:
        own = {
            account.claim
            for account in incident.accounts
            if (account.source and fold_name(account.source) == folded)
            or (key_of(account) == ("publisher", folded))
            or account.actor == name
        }
        for dispute in incident.disputes:
            held = [not own.isdisjoint(position.claims) for position in dispute.positions]
            if any(held):
                found.append((incident, dispute))
                against = dict.fromkeys(  # in their order: the same ledger gives the same page
                    source
                    for position, is_own in zip(dispute.positions, held, strict=True)
                    for source in position.sources
                    if not is_own
                )
                others.update(source for source in against if source)
    lines = tuple(make_dispute_line(*pair) for pair in found[:_MOST_DISPUTES])
    return lines, tuple(others.most_common(_MOST_OTHERS))


def _record(view: SourceView, stored: Sequence[StoredClaim]) -> dict[str, Any]:
    return {
        "name": view.name,
        "total": view.total,
        "records": [_plain(record) for record in view.records],
        "against": [{"source": name, "disputes": count} for name, count in view.others],
        "claims": [make_claim_record(claim) for claim in stored],
    }


def _plain(record: SourceRecord) -> dict[str, Any]:
    told = asdict(record)
    days = {end: told[end].isoformat() if told[end] else None for end in ("first", "last")}
    return told | days | {"by_slot": dict(record.by_slot)}
