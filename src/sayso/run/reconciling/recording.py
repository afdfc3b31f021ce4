"""Step 5: which claims belong to which incident, written down as it was and as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, bindparam, func, insert, select, update

from sayso.ledger import schema
from sayso.ledger.conditions import holds, rows_in
from sayso.ledger.decided import find_decided
from sayso.ledger.queues import drop, push
from sayso.ledger.writing import next_moment
from sayso.run.reconciling.joining import Joiner, Linked
from sayso.run.reconciling.sheets import drop_sheets
from sayso.run.reconciling.tally import Tally

CLAIMS_AT_ONCE = 4000
_T = TypeVar("_T")
_AT_ONCE = 2000


@dataclass(slots=True)
class _Moves:
    """What is to be written: memberships that end and begin, by claim and incident."""

    ended: list[int] = field(default_factory=list)
    begun: list[tuple[int, int]] = field(default_factory=list)
    left: dict[int, Counter[int | None]] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)


def record_some(connection: Connection, tally: Tally) -> int:
    """Bring the incidents of the first claims of the queue up to date; how many claims there were."""
    told = _next_claims(connection)
    if not told:
        return 0
    moment = next_moment(connection)
    groups = Joiner(connection, find_decided(connection)).find(told)
    _Recorder(connection, moment, tally).record(told, groups)
    drop(connection, schema.new_claims, told)
    tally.claims += len(told)
    return len(told)


def _next_claims(connection: Connection) -> list[int]:
    """Those that stand before those that do not, so that an incident whose claims were read anew goes on."""
    queue, i = schema.new_claims.c.row, schema.items.c
    standing = select(queue).join(schema.items, i.claim == queue).order_by(queue).limit(CLAIMS_AT_ONCE)
    found = list(connection.scalars(standing))
    return found or list(connection.scalars(select(queue).order_by(queue).limit(CLAIMS_AT_ONCE)))


class _Recorder:
    def __init__(self, connection: Connection, moment: datetime, tally: Tally) -> None:
        self._connection, self._moment, self._tally = connection, moment, tally

    def record(self, told: Sequence[int], groups: Sequence[Sequence[Linked]]) -> None:
        inside = [claim.claim for group in groups for claim in group]
        current = self._current([*inside, *told])
        incidents = self._incidents([min(group, key=lambda claim: claim.order).id for group in groups])
        moves = _Moves()
        for group, incident in zip(groups, incidents, strict=True):
            moves.touched.add(incident)
            for row in (claim.claim for claim in group):
                self._move(moves, row, current.get(row), incident)
        for row in set(told) - set(inside):
            self._move(moves, row, current.get(row), None)
        self._write(moves)
        retired = self._retire(moves)
        push(self._connection, schema.new_incidents, sorted(moves.touched - retired))
        self._tally.retired += len(retired)

    def _move(self, moves: _Moves, claim: int, now: tuple[int, int] | None, incident: int | None) -> None:
        row, before = now or (None, None)
        if before == incident:
            return
        if row is not None and before is not None:
            moves.ended.append(row)
            moves.left.setdefault(before, Counter())[incident] += 1
            moves.touched.add(before)
        if incident is not None:
            moves.begun.append((claim, incident))

    def _current(self, claims: Iterable[int]) -> dict[int, tuple[int, int]]:
        """The memberships that hold: row and incident, by claim."""
        m, found = schema.memberships.c, dict[int, tuple[int, int]]()
        for part in _parts(sorted(set(claims))):
            query = select(m.claim, m.row, m.incident).where(m.claim.in_(rows_in(part)), *holds(m, None))
            found.update({claim: (row, incident) for claim, row, incident in self._connection.execute(query)})
        return found

    def _incidents(self, ids: Sequence[str]) -> list[int]:
        """The rows of the incidents of these ids that are not retired, made where there are none."""
        table, there = schema.incidents, dict[str, int]()
        for part in _parts(ids):
            query = select(table.c.id, table.c.row).where(table.c.id.in_(part), table.c.retired.is_(None))
            there.update((str(id), int(row)) for id, row in self._connection.execute(query))
        missing = [id for id in ids if id not in there]
        numbers = _number(self._connection, len(missing))
        if missing:
            made = [{"row": row, "id": id, "recorded": self._moment} for row, id in zip(numbers, missing, strict=True)]
            self._connection.execute(insert(table), made)
        there.update(zip(missing, numbers, strict=True))
        return [there[id] for id in ids]

    def _write(self, moves: _Moves) -> None:
        m = schema.memberships
        if moves.ended:
            ending = update(m).where(m.c.row == bindparam("ended")).values(removed=self._moment)
            self._connection.execute(ending, [{"ended": row} for row in moves.ended])
        if moves.begun:
            begun = [{"claim": c, "incident": i, "recorded": self._moment} for c, i in moves.begun]
            self._connection.execute(insert(m), begun)

    def _retire(self, moves: _Moves) -> set[int]:
        """End the incidents that have no claim any more; each says where most of its claims went."""
        m, table = schema.memberships.c, schema.incidents
        alive: set[int] = set()
        for part in _parts(sorted(moves.left)):
            query = select(m.incident).where(m.incident.in_(rows_in(part)), *holds(m, None)).distinct()
            alive.update(self._connection.scalars(query))
        gone = set(moves.left) - alive
        ids = self._ids({into for row in gone for into in moves.left[row] if into is not None})
        for row in sorted(gone):
            went = {into: count for into, count in moves.left[row].items() if into is not None}
            into = min(went, key=lambda one: (-went[one], ids[one]), default=None)
            ending = update(table).where(table.c.row == row).values(retired=self._moment, into=into)
            self._connection.execute(ending)
        _end_summaries(self._connection, sorted(gone), self._moment)
        drop_sheets(self._connection, sorted(gone))
        return gone

    def _ids(self, rows: Iterable[int]) -> Mapping[int, str]:
        table, found = schema.incidents.c, dict[int, str]()
        for part in _parts(sorted(rows)):
            query = select(table.row, table.id).where(table.row.in_(rows_in(part)))
            found.update((int(row), str(id)) for row, id in self._connection.execute(query))
        return found


def _end_summaries(connection: Connection, incidents: Sequence[int], moment: datetime) -> None:
    s = schema.summaries
    for part in _parts(incidents):
        ended = s.c.incident.in_(rows_in(part)), *holds(s.c, None)
        connection.execute(update(s).where(*ended).values(removed=moment))


def _number(connection: Connection, count: int) -> list[int]:
    """The numbers of so many new incidents; no other writer is at work now."""
    last = connection.scalar(select(func.max(schema.incidents.c.row))) or 0
    return list(range(last + 1, last + 1 + count))


def _parts(values: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for at in range(0, len(values), _AT_ONCE):
        yield values[at : at + _AT_ONCE]
