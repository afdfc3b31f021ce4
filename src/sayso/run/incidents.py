"""The incidents of a ledger: found by what they are, each made from its claims as the ledger knew them at a moment."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import Connection

from sayso.ledger import Ledger, schema
from sayso.ledger.engine import reading
from sayso.ledger.filters import Filter
from sayso.ledger.incidents import (
    ANY,
    About,
    IncidentOrder,
    IncidentPage,
    Point,
    count_days,
    count_incidents,
    find_by_id,
    find_incidents,
    find_points,
    follow,
)
from sayso.model import DISPUTE_SLOTS, Dispute, Incident, InputError, StoredClaim
from sayso.reconcile.copies import Copies, Copy
from sayso.reconcile.incident import IncidentSettings
from sayso.reconcile.incident.sharpness import measure_sharpness
from sayso.run.changes import IncidentChange, find_changes
from sayso.run.reconciling.making import default_settings, find_members
from sayso.run.reconciling.origins import find_copies_of
from sayso.run.reconciling.sheets import recall_incidents

_MADE = 50
"""So many incidents are made at a time."""
_NAMED = 10


@dataclass(frozen=True, slots=True)
class Found:
    """The incident that an id leads to; `moved` are the ids by which it was redirected, the oldest first."""

    incident: Incident
    moved: tuple[str, ...] = ()


class IncidentBook:
    """What can be asked about the incidents of a ledger. `sayso.run.reconciling.reconcile` brings them up to date."""

    def __init__(self, ledger: Ledger, settings: IncidentSettings | None = None) -> None:
        """A book of an open ledger; `settings` are the policy for figures, the user's sources and the known actors."""
        self._ledger, self._given = ledger, settings

    @cached_property
    def settings(self) -> IncidentSettings:
        """How incidents are summed up; the known actors are those that sayso knows unless others were given."""
        return self._given or default_settings()

    def incidents(  # noqa: PLR0913 - what is wanted, and which page of it
        self,
        wanted: Filter | None = None,
        about: About = ANY,
        *,
        as_of: datetime | None = None,
        order: IncidentOrder = "happened",
        ascending: bool = False,
        limit: int | None = None,
        offset: int = 0,
    ) -> Iterator[Incident]:
        """The incidents that pass, the latest, or most, first: one of its claims passes `wanted`, and it is `about`."""
        page = IncidentPage(order, ascending, limit, offset)
        with reading(self._ledger.engine) as connection:
            rows = self._find(connection, wanted or Filter(), about, page, as_of)
            yield from self._make(connection, rows, as_of)

    def count(self, wanted: Filter | None = None, about: About = ANY, *, as_of: datetime | None = None) -> int:
        """How many incidents pass."""
        with reading(self._ledger.engine) as connection:
            return count_incidents(connection, wanted or Filter(), about, as_of=as_of)

    def points(
        self,
        wanted: Filter | None = None,
        about: About = ANY,
        *,
        as_of: datetime | None = None,
        limit: int | None = None,
    ) -> list[Point]:
        """The incidents that pass, the latest first, as far as a map and a timeline need them; quick for many."""
        with reading(self._ledger.engine) as connection:
            return list(find_points(connection, wanted or Filter(), about, as_of=as_of, limit=limit))

    def days(
        self, wanted: Filter | None = None, about: About = ANY, *, as_of: datetime | None = None
    ) -> list[tuple[date | None, str, int]]:
        """How many incidents of each type ended on each day, the earliest first; without a day last."""
        with reading(self._ledger.engine) as connection:
            return count_days(connection, wanted or Filter(), about, as_of=as_of)

    def get(self, id: str, *, as_of: datetime | None = None) -> Found | None:
        """The incident of this id, or that a claim of this id belongs to, or whose id begins so; None without one.

        An id that a merge retired leads to the incident that has its claims now. InputError (`several-incidents`) where
        several begin so.
        """
        with reading(self._ledger.engine) as connection:
            followed = [follow(connection, row, as_of=as_of) for row, _ in find_by_id(connection, id, as_of=as_of)]
            rows = {row: moved for row, moved in followed if row is not None}
            found = list(self._make(connection, list(rows), as_of))
            if len(found) > 1:
                told = ", ".join(incident.id for incident in found[:_NAMED])
                raise InputError("several-incidents", "several begin so", where=id, remedy=f"name one: {told}")
            return Found(found[0], next(iter(rows.values()))) if found else None

    def claims(self, incident: Incident, *, as_of: datetime | None = None) -> list[StoredClaim]:
        """The claims of an incident, in its order."""
        with reading(self._ledger.engine) as connection:
            found = find_by_id(connection, incident.id, as_of=as_of)
            claims = find_members(connection, [row for row, _ in found], as_of=as_of)
        known = {claim.id: claim for claim in claims}
        return [known[id] for id in incident.claims if id in known]

    def disputes(
        self,
        wanted: Filter | None = None,
        about: About = ANY,
        *,
        as_of: datetime | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> Iterator[tuple[Incident, Dispute]]:
        """The disputes of the incidents that pass, the sharpest first; with `about.slots` only those about these."""
        found = self._sharpest(wanted, about, as_of)
        for number, pair in enumerate(found):
            if limit is not None and number >= offset + limit:
                return
            if number >= offset:
                yield pair

    def _sharpest(
        self, wanted: Filter | None, about: About, as_of: datetime | None
    ) -> Iterator[tuple[Incident, Dispute]]:
        """Each dispute once nothing sharper can come: incidents come by their sharpest dispute."""
        slots = about.slots or DISPUTE_SLOTS
        waiting: list[tuple[float, int, Incident, Dispute]] = []
        number = 0
        for incident in self.incidents(wanted, replace(about, slots=slots), as_of=as_of, order="sharpness"):
            most = (
                max(measure_sharpness(incident, dispute).score for dispute in incident.disputes)
                if incident.disputes
                else 0.0
            )
            while waiting and -waiting[0][0] >= most:
                yield heapq.heappop(waiting)[2:]
            for dispute in incident.disputes:
                if dispute.slot in slots:
                    number += 1
                    heapq.heappush(waiting, (-measure_sharpness(incident, dispute).score, number, incident, dispute))
        while waiting:
            yield heapq.heappop(waiting)[2:]

    def changes(
        self,
        since: datetime,
        *,
        until: datetime | None = None,
        wanted: Filter | None = None,
        limit: int | None = None,
    ) -> Iterator[IncidentChange]:
        """What became different after a moment, the latest first, and why."""
        with reading(self._ledger.engine) as connection:
            yield from find_changes(
                connection, since, until=until, wanted=wanted or Filter(), limit=limit, settings=self.settings
            )

    def copies(self, report: str, *, as_of: datetime | None = None) -> tuple[Copy, ...]:
        """What a report (by its ledger's id) has from others, and what others have from it."""
        found = self.trace(report, as_of=as_of)
        return tuple(copy for copy in found.copies if report in {copy.report, copy.origin})

    def trace(self, *reports: str, as_of: datetime | None = None) -> Copies:
        """All that these reports (by their ledger's ids) share with others, and these with others again."""
        r = schema.reports.c
        with reading(self._ledger.engine) as connection:
            rows = connection.scalars(schema.reports.select().with_only_columns(r.row).where(r.id.in_(reports))).all()
            return find_copies_of(connection, rows, as_of=as_of)

    def _find(
        self, connection: Connection, wanted: Filter, about: About, page: IncidentPage, as_of: datetime | None
    ) -> Sequence[int]:
        """The rows of the incidents on a page."""
        return find_incidents(connection, wanted, about, page, as_of=as_of)

    def _make(self, connection: Connection, rows: Sequence[int], as_of: datetime | None) -> Iterator[Incident]:
        for at in range(0, len(rows), _MADE):
            part = rows[at : at + _MADE]
            for _, incident in recall_incidents(connection, part, as_of=as_of, settings=self.settings):
                yield incident
