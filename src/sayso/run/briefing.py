"""What a briefing is made from, taken out of a ledger at one moment."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from sayso.export.briefing import Case, Copied, covers, revive_incident, weigh
from sayso.export.care import Care, Dossier, Kept, take_care_of_incidents
from sayso.export.incident_sheets import IncidentSheet, make_sheet
from sayso.ledger import Ledger, schema
from sayso.ledger.engine import reading
from sayso.ledger.filters import Filter
from sayso.ledger.incidents import ANY, About
from sayso.model import Incident, StoredClaim, StoredReport
from sayso.run.incidents import IncidentBook
from sayso.run.reports import find_revisions


def find_moment(ledger: Ledger) -> datetime | None:
    """The moment at which the ledger last learnt of anything; None for an empty one."""
    moments: list[datetime] = []
    with reading(ledger.engine) as connection:
        for table in (schema.readings, schema.decisions, schema.reviews, schema.summaries):
            # Rows are numbered in the order in which they are recorded, so the last is the latest.
            last = connection.scalar(select(table.c.recorded).order_by(table.c.row.desc()).limit(1))
            moments += [last] if last is not None else []
    return max(moments, default=None)


@dataclass(frozen=True, slots=True)
class DayFound:
    """The incidents of a day, those of most weight first; how many others there are, and how many of other days."""

    incidents: tuple[Incident, ...]
    left_out: int
    elsewhere: int


def find_day(  # noqa: PLR0913 - which day, what is wanted of it, and how much
    book: IncidentBook, day: date, wanted: Filter, about: About = ANY, *, as_of: datetime | None, most: int
) -> DayFound:
    """What is said to have happened on a day and passes, so many at most.

    An incident that some account puts on this day, but most on others, is only counted.
    """
    asked = replace(wanted, since=day, until=day)
    passed = elsewhere = 0

    def weighed() -> Iterator[tuple[float, str, Incident]]:
        nonlocal passed, elsewhere
        for incident in book.incidents(asked, about, as_of=as_of, order="claims"):
            if covers(incident, day):
                passed += 1
                yield -weigh(incident), incident.id, incident
            else:
                elsewhere += 1

    kept = heapq.nsmallest(most, weighed(), key=lambda one: one[:2])
    return DayFound(tuple(incident for _, _, incident in kept), passed - len(kept), elsewhere)


def gather_cases(
    ledger: Ledger,
    book: IncidentBook,
    incidents: Iterable[Incident],
    *,
    as_of: datetime | None,
    with_names: bool = False,
) -> Iterator[Case]:
    """The incidents with all that a briefing tells of them; names of private persons withheld unless `with_names`."""
    known: list[Incident] = []

    def sheets() -> Iterator[IncidentSheet]:
        for incident in incidents:
            known.append(incident)
            yield make_sheet(incident, tuple(book.claims(incident, as_of=as_of)))

    care = Care(today=as_of.date() if as_of else date.min, with_names=with_names, look_up=_look_up_in(ledger, as_of))
    for sheet in take_care_of_incidents(sheets(), care, Kept()):
        incident = known.pop()
        yield Case(
            incident=revive_incident(sheet.record),
            claims=sheet.claims,
            origins={account.claim: account.origin for account in incident.accounts},
            links=tuple(_list_links(book, sheet.claims, as_of)),
            moments=tuple(m for m in find_revisions(ledger, incident.id) if as_of is None or m <= as_of),
        )


def _look_up_in(ledger: Ledger, as_of: datetime | None) -> Any:
    def look_up(report: StoredReport) -> Dossier:
        claims: Iterable[StoredClaim] = ledger.claims(Filter(reports=(report.id,)), as_of=as_of)
        return Dossier(tuple(claims), ledger.text(report.id))

    return look_up


def _list_links(book: IncidentBook, claims: Iterable[StoredClaim], as_of: datetime | None) -> Iterator[Copied]:
    """What the reports of an incident have from others. The text of an agency is its own, whoever printed it first."""
    reports = {claim.report.id: claim.report for claim in claims}
    traced = book.trace(*reports, as_of=as_of)
    found = [copy for copy in traced.copies if copy.report in reports and copy.kind != "quote"]
    agencies = {
        copy.origin: traced.origin(copy.report, copy.spans[0].start, copy.spans[0].end).agency for copy in found
    }
    own = {
        copy.origin: copy.report
        for copy in found
        if copy.kind == "whole"
        and _is_by(reports[copy.report], agencies[copy.origin])
        and not (copy.origin in reports and _is_by(reports[copy.origin], agencies[copy.origin]))
    }
    for copy in found:
        if own.get(copy.origin) == copy.report:  # the agency's own, which the one that was found first has from it
            yield Copied(copy.origin, copy.report, copy.share, whole=True)
        else:
            yield Copied(copy.report, own.get(copy.origin, copy.origin), copy.share, whole=copy.kind == "whole")


def _is_by(report: StoredReport, agency: str | None) -> bool:
    return bool(agency) and (report.publisher or "").casefold() == (agency or "").casefold()
