"""What became different in the incidents of a ledger between two moments, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, select

from sayso.ledger import schema
from sayso.ledger.conditions import rows_in
from sayso.ledger.decided import list_decisions
from sayso.ledger.filters import Filter
from sayso.ledger.incidents import ANY, IncidentPage, Touched, find_incidents, find_touched
from sayso.ledger.reviews import list_reviews
from sayso.model import Decision, Incident, Review
from sayso.reconcile.incident import IncidentSettings
from sayso.run.reconciling.sheets import recall_incidents

ChangeKind = Literal["new", "changed", "merged", "split", "withdrawn"]
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class IncidentChange:
    """What became of one incident: `before` and `after` as they were at both moments, `into` the id of the incident
    that it was merged into. `why` are sentences: which reports came or were replaced, and what people decided.
    """

    id: str
    kind: ChangeKind
    recorded: datetime
    before: Incident | None
    after: Incident | None
    into: str | None
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Move:
    """A claim that came to an incident or left it."""

    claim: str
    came: bool
    report: str
    publisher: str | None
    is_new: bool
    superseded: str | None
    other: str | None


def find_changes(  # noqa: PLR0913 - between which moments, and of which incidents
    connection: Connection,
    since: datetime,
    *,
    until: datetime | None,
    wanted: Filter,
    limit: int | None,
    settings: IncidentSettings,
) -> Iterator[IncidentChange]:
    """What became different after `since` up to `until` (None: now), the latest first."""
    touched = find_touched(connection, since, until, limit=None if wanted else limit)
    if wanted:
        passing = {
            row
            for moment in (since, until)
            for row in find_incidents(connection, wanted, ANY, IncidentPage(), as_of=moment)
        }
        touched = [one for one in touched if one.row in passing][:limit]
    decided: list[Decision | Review] = [
        *(one for one in list_decisions(connection, as_of=until) if _is_within(one.recorded, one.withdrawn, since)),
        *(one for one in list_reviews(connection, as_of=until) if _is_within(one.recorded, one.undone, since)),
    ]
    for at in range(0, len(touched), _AT_ONCE):
        part = touched[at : at + _AT_ONCE]
        rows = [one.row for one in part]
        before = dict(recall_incidents(connection, rows, as_of=since, settings=settings))
        after = dict(recall_incidents(connection, rows, as_of=until, settings=settings))
        moves = _find_moves(connection, rows, since, until)
        for one in part:
            change = _make(connection, one, before.get(one.row), after.get(one.row), moves.get(one.row, ()), decided)
            if change is not None:
                yield change


def _is_within(recorded: datetime, ended: datetime | None, since: datetime) -> bool:
    return recorded > since or (ended is not None and ended > since)


def _make(  # noqa: PLR0913, PLR0917 - both states, and what lies between them
    connection: Connection,
    one: Touched,
    before: Incident | None,
    after: Incident | None,
    moves: Sequence[_Move],
    decided: Sequence[Decision | Review],
) -> IncidentChange | None:
    if before is None and after is None:
        return None  # it came and went in between
    into = (
        connection.scalar(select(schema.incidents.c.id).where(schema.incidents.c.row == one.into)) if one.into else None
    )
    if after is None:
        kind: ChangeKind = "merged" if into else "withdrawn"
    elif before is None:
        kind = "split" if any(move.came and move.other for move in moves) else "new"
    else:
        kind = "changed"
    claims = {id for incident in (before, after) if incident for id in incident.claims}
    claims |= {move.claim for move in moves}
    why = (
        *_tell_moves(moves),
        *_tell_decisions([told for told in decided if isinstance(told, Decision)], claims),
        *_tell_reviews([told for told in decided if isinstance(told, Review) and told.claim in claims]),
    )
    return IncidentChange(one.id, kind, one.latest, before, after, into, why)


def _find_moves(
    connection: Connection, rows: Sequence[int], since: datetime, until: datetime | None
) -> dict[int, list[_Move]]:
    """The claims that came to these incidents or left them, each with where it was before or is now."""
    m, c, g, r, gone = (
        table.c for table in (schema.memberships, schema.claims, schema.readings, schema.reports, schema.supersessions)
    )
    others, table = schema.memberships.alias("others"), schema.incidents.c
    found: dict[int, list[_Move]] = {}
    for came, moment in ((True, m.recorded), (False, m.removed)):
        met = others.c.removed == m.recorded if came else others.c.recorded == m.removed
        within = (moment > since, *(() if until is None else (moment <= until,)))
        query = (
            select(m.incident, c.id, r.name, r.publisher, g.recorded, gone.why, table.id)
            .join(schema.claims, c.row == m.claim)
            .join(schema.readings, g.row == c.reading)
            .join(schema.reports, r.row == c.report)
            .outerjoin(schema.supersessions, gone.reading == c.reading)
            .outerjoin(others, (others.c.claim == m.claim) & met)
            .outerjoin(schema.incidents, table.row == others.c.incident)
            .where(m.incident.in_(rows_in(rows)), *within)
            .order_by(m.row)
        )
        for incident, claim, report, publisher, read, why, other in connection.execute(query):
            move = _Move(claim, came, report, publisher, came and read > since, why, other)
            found.setdefault(incident, []).append(move)
    return found


def _tell_moves(moves: Sequence[_Move]) -> Iterator[str]:
    new = Counter((move.report, move.publisher) for move in moves if move.is_new)
    for (report, publisher), count in new.items():
        by = f" ({publisher})" if publisher else ""
        yield f"{_count(count)} of report {report}{by} came in"
    words = {"revised": "was replaced by a later version", "reread": "was read anew"}
    for (report, why), count in Counter(
        (move.report, move.superseded) for move in moves if not move.came and move.superseded
    ).items():
        yield f"report {report} {words.get(why or '', 'was replaced')}, and {_count(count)} went with it"
    for other, count in Counter(move.other for move in moves if move.came and move.other).items():
        yield f"{_count(count)} came from incident {other}"
    for other, count in Counter(move.other for move in moves if not move.came and move.other).items():
        yield f"{_count(count)} went to incident {other}"


def _tell_decisions(decisions: Sequence[Decision], claims: set[str]) -> Iterator[str]:
    said = {
        "same": "{a} and {b} are of one incident",
        "different": "{a} and {b} are of different incidents",
        "undecided": "the decision on {a} and {b} no longer holds",
    }
    for one in decisions:
        if {one.a, one.b} & claims:
            told = said[one.kind].format(a=one.a, b=one.b)
            yield f"{one.who or 'somebody'} decided that {told}" + (f": {one.reason}" if one.reason else "")


def _tell_reviews(reviews: Sequence[Review]) -> Iterator[str]:
    said = {"accept": "accepted", "reject": "rejected", "correct": "corrected"}
    for one in reviews:
        if one.undone is not None:
            yield f"what {one.who} said of {one.claim} ({said[one.verdict]}) was taken back"
        else:
            fields = f" ({', '.join(one.values)})" if one.verdict == "correct" and one.values else ""
            why = f": {one.reason}" if one.reason else ""
            yield f"{one.who} {said[one.verdict]} {one.claim}{fields}{why}"


def _count(count: int) -> str:
    return "a claim" if count == 1 else f"{count} claims"
