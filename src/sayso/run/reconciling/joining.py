"""Step 4: events joined into incidents, each consequence with its deed, as far as any of it may be different now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from sayso.ledger import schema
from sayso.ledger.conditions import rows_in
from sayso.model import Decision
from sayso.reconcile.joining import join_events

_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Linked:
    """A claim among the events, by its row."""

    claim: int
    id: str
    published: date | None
    event: int
    anchor: int | None

    @property
    def order(self) -> tuple[date, str]:
        """By this the first claim of an incident is told: publication, those without a day last, then id."""
        return self.published or date.max, self.id


class Joiner:
    """Finds the incidents that some events belong to, reading no more of the ledger than these."""

    def __init__(self, connection: Connection, decided: Sequence[Decision]) -> None:
        self._connection, self._decided = connection, decided
        self._claims: dict[int, Linked] = {}
        self._by_event: dict[int, list[Linked]] = defaultdict(list)
        self._by_anchor: dict[int, list[int]] = defaultdict(list)
        self._loaded: set[int] = set()
        self._parents: dict[int, int | None] = {}
        self._partners = self._find_partners()

    def find(self, claims: Iterable[int]) -> list[list[Linked]]:
        """The claims of each incident that any of these claims, or what came of them, belongs to."""
        i = schema.items.c
        rows = list(claims)
        self._load(i.claim, rows)
        anchored = self._load(i.anchor, rows)
        told = [self._claims[row].event for row in rows if row in self._claims]
        inside = self._gather({*told, *(claim.event for claim in anchored)})
        return [[claim for event in group for claim in self._by_event[event]] for group in self._partition(inside)]

    def _gather(self, events: set[int]) -> set[int]:
        """These events with all that they are joined to, directly or through others."""
        inside, fresh = set[int](), set(events)
        while fresh:
            inside |= fresh
            children = self._resolve(fresh)
            found = {parent for event in fresh if (parent := self._parents[event]) is not None}
            found |= {child for child in children if self._parents[child] in inside}
            found |= {
                self._claims[row].event
                for event in fresh
                for claim in self._by_event[event]
                for row in self._partners.get(claim.claim, ())
            }
            fresh = found - inside
        return inside

    def _resolve(self, events: set[int]) -> set[int]:
        """Find out what these events join, and what the events join that have a deed in them; the latter."""
        self._load_events(events)
        children = {
            self._claims[row].event
            for event in events
            for claim in self._by_event[event]
            for row in self._by_anchor[claim.claim]
        }
        self._load_events(children)
        unknown = sorted((events | children) - self._parents.keys())
        if unknown:
            self._parents.update(self._find_parents(unknown))
        return children

    def _find_parents(self, events: Sequence[int]) -> dict[int, int | None]:
        around: dict[int, Linked] = {}
        for event in events:
            for claim in self._by_event[event]:
                around[claim.claim] = claim
                if claim.anchor is not None and claim.anchor in self._claims:
                    around[claim.anchor] = self._claims[claim.anchor]
                around |= {row: self._claims[row] for row in self._by_anchor[claim.claim]}
        ids = {claim.claim: claim.id for claim in around.values()}
        orders = {claim.id: claim.order for claim in around.values()}
        joins = join_events(
            {claim.id: claim.event for claim in around.values()},
            {claim.id: ids[claim.anchor] for claim in around.values() if claim.anchor in ids},
            orders.__getitem__,
            apart=[(one.a, one.b) for one in self._decided if one.kind == "different"],
        )
        return {event: joins.get(event) for event in events}

    def _load_events(self, events: Iterable[int]) -> None:
        """Read the claims of these events, their anchors, and the claims that are anchored at them."""
        i, missing = schema.items.c, sorted(set(events) - self._loaded)
        self._loaded.update(missing)
        claims = self._load(i.event, missing)
        anchors = {claim.anchor for claim in claims if claim.anchor is not None} - self._claims.keys()
        self._load(i.claim, sorted(anchors))
        self._load(i.anchor, [claim.claim for claim in claims])

    def _load(self, column: ColumnElement[Any], values: Sequence[int]) -> list[Linked]:
        found = []
        for at in range(0, len(values), _AT_ONCE):
            for claim in self._read(column.in_(rows_in(values[at : at + _AT_ONCE]))):
                found.append(self._claims.get(claim.claim) or self._keep(claim))
        return found

    def _keep(self, claim: Linked) -> Linked:
        self._claims[claim.claim] = claim
        self._by_event[claim.event].append(claim)
        if claim.anchor is not None:
            self._by_anchor[claim.anchor].append(claim.claim)
        return claim

    def _read(self, condition: ColumnElement[bool]) -> Iterator[Linked]:
        i, c = schema.items.c, schema.claims.c
        query = select(i.claim, c.id, c.published, i.event, i.anchor).join(schema.claims, c.row == i.claim)
        for row in self._connection.execute(query.where(condition, i.event.is_not(None))):
            yield Linked(*row)

    def _find_partners(self) -> dict[int, list[int]]:
        """For each claim of which a person said so, the claims that are of one incident with it."""
        same = [one for one in self._decided if one.kind == "same"]
        rows = self._rows_of({id for one in same for id in (one.a, one.b)})
        partners: dict[int, list[int]] = defaultdict(list)
        for one in same:
            if one.a in rows and one.b in rows:
                partners[rows[one.a]].append(rows[one.b])
                partners[rows[one.b]].append(rows[one.a])
        self._load(schema.items.c.claim, sorted(partners))
        return {row: others for row, others in partners.items() if row in self._claims}

    def _rows_of(self, ids: set[str]) -> dict[str, int]:
        c, i, told, found = schema.claims.c, schema.items.c, sorted(ids), dict[str, int]()
        for at in range(0, len(told), _AT_ONCE // 4):
            query = select(c.id, c.row).join(schema.items, i.claim == c.row).where(i.event.is_not(None))
            part = query.where(c.id.in_(told[at : at + _AT_ONCE // 4]))
            found.update((str(id), int(row)) for id, row in self._connection.execute(part))
        return found

    def _partition(self, inside: set[int]) -> list[list[int]]:
        """The events of each incident. What a person decided comes first, the latest decision before the others."""
        firsts = {event: min(claim.order for claim in self._by_event[event]) for event in inside}
        events = {claim.id: event for event in inside for claim in self._by_event[event]}
        pairs = [(one.kind, events[one.a], events[one.b]) for one in reversed(self._decided)
                 if one.a in events and one.b in events]  # fmt: skip
        joins = sorted((event for event in inside if self._parents[event] is not None), key=firsts.__getitem__)
        edges = [*(pair for pair in pairs if pair[0] == "same"),
                 *(("joins", event, self._parents[event] or 0) for event in joins)]  # fmt: skip
        apart = [(a, b) for kind, a, b in pairs if kind == "different" and a != b]
        roots = {event: event for event in inside}
        for _, one, other in edges:
            _unite(roots, one, other, apart)
        groups: dict[int, list[int]] = defaultdict(list)
        for event in sorted(inside, key=firsts.__getitem__):
            groups[_root(roots, event)].append(event)
        return list(groups.values())


def _root(roots: dict[int, int], event: int) -> int:
    while roots[event] != event:
        roots[event] = roots[roots[event]]
        event = roots[event]
    return event


def _unite(roots: dict[int, int], one: int, other: int, apart: Iterable[tuple[int, int]]) -> None:
    """Put two together unless that would put together what a person parted."""
    mine, theirs = _root(roots, one), _root(roots, other)
    met = {mine, theirs}
    if mine == theirs or any({_root(roots, a), _root(roots, b)} == met for a, b in apart):
        return
    roots[theirs] = mine
