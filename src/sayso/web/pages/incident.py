"""One incident: its accounts side by side, the numbers, what is disputed, who told whom, and how it changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter
from fastapi import Query as Asks

from sayso.export.incident_rows import IncidentRow, list_incidents
from sayso.export.incident_voices import SIDE_TITLES, SideColumn, list_sides
from sayso.export.incidents import make_incident_detail
from sayso.export.stored import format_moment
from sayso.model import Account, Decision, Incident, Reason, StoredReport, Update
from sayso.model.visible import visible_text
from sayso.run.deciding import list_decisions
from sayso.run.reports import find_reports, find_revisions
from sayso.web.answering import Answer, Moved, NotThereError, page
from sayso.web.asking import read_moment
from sayso.web.charts.ranges import Ranges, make_ranges
from sayso.web.here import AtHand, Here
from sayso.web.pages.changing import DisputeLine, make_dispute_line
from sayso.web.rendering import capital, section_of

router = APIRouter()
_MINOR = frozenset(("duration", "distance", "area", "money", "other"))
_SHOWN_MOMENTS = 12


@dataclass(frozen=True, slots=True)
class Printed:
    """One report that carries an account: `share` of its words that it has from the report before it, 0 if its own."""

    report: str
    name: str
    publisher: str
    published: str
    claim: str
    share: float


@dataclass(frozen=True, slots=True)
class Chain:
    """One origin: who said it, or whose text it is, and all reports that carry it, the earliest first."""

    who: str
    is_text: bool
    prints: tuple[Printed, ...]


@dataclass(frozen=True, slots=True)
class IncidentView:
    """One incident in words. `places` tells for each claim in which report it stands."""

    incident: Incident
    row: IncidentRow
    section: int
    sides: tuple[SideColumn, ...]
    titles: dict[Any, str]
    disputes: tuple[DisputeLine, ...]
    ranges: tuple[Ranges, ...]
    minor: tuple[Ranges, ...]
    chains: tuple[Chain, ...]
    chosen: tuple[tuple[str, Reason], ...]
    moments: tuple[datetime, ...]
    more_moments: int
    places: dict[str, str]
    decisions: tuple[Decision, ...]
    moved: tuple[str, ...]

    @property
    def policies(self) -> tuple[str, ...]:
        """By which rules the numbers were chosen, each once."""
        told = ((one.figure.policy, one.figure.reason.says) for one in self.ranges)
        return tuple(dict.fromkeys(f"Policy {policy}: {says}" for policy, says in told))

    @property
    def updates(self) -> tuple[Update, ...]:
        """What sources changed, each change once."""
        return tuple({(update.says, update.published): update for update in self.incident.history}.values())

    @property
    def title(self) -> str:
        """What happened, where and when, in one line."""
        place = self.incident.place.name if self.incident.place else ""
        return " · ".join(part for part in (self.row.type.capitalize(), visible_text(place), self.row.when) if part)


@page(router, "/incident/{id}", example="incident", summary="One incident with every account")
def show_incident(
    here: AtHand,
    id: str,
    as_of: Annotated[
        str | None, Asks(alias="as-of", max_length=100, description="What the ledger knew at that moment.")
    ] = None,
    by: Annotated[
        str | None, Asks(max_length=300, description="Ids that led here, with spaces; set by the redirect.")
    ] = None,
) -> Answer | Moved:
    """The incident of this id, or that has the claim of this id. An id that was given up leads to the one it became."""
    here.as_of = read_moment("as-of", as_of or None)
    found = here.book.get(id, as_of=here.as_of)
    if found is None:
        raise NotThereError("incident", id, "the overview lists those that there are")
    if found.incident.id != id:
        query = {"by": " ".join(found.moved)} if found.moved else {}
        return Moved(("incident", found.incident.id), query)
    view = make_incident_view(here, found.incident, moved=tuple((by or "").split()))
    return Answer("incident", view.title, view, lambda: _record(view))


def make_incident_view(here: Here, incident: Incident, *, moved: tuple[str, ...] = ()) -> IncidentView:
    """An incident in words for people."""
    (row,) = list_incidents([incident])
    figures = [(figure, make_ranges(figure, incident)) for figure in (*incident.figures, *incident.shares)]
    moments = find_revisions(here.ledger, incident.id)
    claims = set(incident.claims)
    return IncidentView(
        incident=incident,
        row=row,
        section=section_of(incident.type),
        sides=list_sides(incident),
        titles=dict(SIDE_TITLES),
        disputes=tuple(make_dispute_line(incident, dispute) for dispute in incident.disputes),
        ranges=tuple(shown for figure, shown in figures if figure.role not in _MINOR),
        minor=tuple(shown for figure, shown in figures if figure.role in _MINOR),
        chains=tuple(_list_chains(here, incident)),
        chosen=(
            ("What", incident.type_reason), ("When", incident.time_reason), ("Where", incident.place_reason),
        ),
        moments=tuple(reversed(moments[-_SHOWN_MOMENTS:])),
        more_moments=max(len(moments) - _SHOWN_MOMENTS, 0),
        places={account.claim: account.report for account in incident.accounts},
        decisions=tuple(one for one in list_decisions(here.ledger, as_of=here.as_of) if {one.a, one.b} & claims),
        moved=moved,
    )  # fmt: skip


def _record(view: IncidentView) -> dict[str, Any]:
    return make_incident_detail(view.incident) | {"revisions": [format_moment(moment) for moment in view.moments]}


def _list_chains(here: Here, incident: Incident) -> Iterator[Chain]:
    """The origins, those that most reports carry first."""
    reports = tuple(dict.fromkeys(account.report for account in incident.accounts))
    known = find_reports(here.ledger, reports)
    shares = {(copy.report, copy.origin): copy.share for copy in here.book.trace(*reports, as_of=here.as_of).copies}
    by_origin: dict[str, list[Account]] = defaultdict(list)
    for account in incident.accounts:
        by_origin[account.origin].append(account)
    chains = [_make_chain(accounts, known, shares) for accounts in by_origin.values()]
    yield from sorted(chains, key=lambda chain: (-len(chain.prints), chain.who.casefold()))


def _make_chain(
    accounts: Sequence[Account], known: dict[str, StoredReport], shares: dict[tuple[str, str], float]
) -> Chain:
    names = [account.source for account in accounts if account.source]
    first = min(accounts, key=lambda account: (str(account.published or "9999"), account.claim))
    who = max(names, key=len) if names else first.publisher or first.document
    seen: dict[str, Printed] = {}
    for account in accounts:
        report = known.get(account.report)
        share = max((shares.get((account.report, other), 0.0) for other in seen), default=0.0)
        seen.setdefault(
            account.report,
            Printed(
                account.report,
                visible_text(report.title or report.name) if report else account.document,
                visible_text(account.publisher or ""),
                account.published.isoformat() if account.published else "",
                account.claim,
                share,
            ),
        )
    return Chain(visible_text(capital(who)), not names, tuple(seen.values()))
