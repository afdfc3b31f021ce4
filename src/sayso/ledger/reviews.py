"""What people say of claims, kept: each review is a row, and so is each that takes one back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, true

from sayso.ledger import schema
from sayso.ledger.rows import dump_record
from sayso.model import Review, Reviewed, Values, Verdict

_UNDO = "undo"
_AT_ONCE = 500


def write_review(  # noqa: PLR0913 - a review, all by name
    connection: Connection, claim: str, verdict: Verdict, values: Values, *, who: str, reason: str, moment: datetime
) -> Review:
    """Keep what somebody says of the claim of this id. `settling.settle` then makes the claims follow."""
    columns = {"claim": claim, "verdict": verdict, "fields": dump_record(values), "reason": reason, "who": who}
    row = connection.execute(insert(schema.reviews).values(columns | {"recorded": moment})).inserted_primary_key
    return Review(int(row[0]) if row else 0, claim, verdict, values, who, reason, moment)


def write_undo(connection: Connection, review: Review, *, who: str, reason: str, moment: datetime) -> Review:
    """Keep that a review is taken back; the review as it is then."""
    columns = {"claim": review.claim, "verdict": _UNDO, "fields": "{}", "undoes": review.row, "reason": reason}
    connection.execute(insert(schema.reviews).values(columns | {"who": who, "recorded": moment}))
    return replace(review, undone=moment)


def list_reviews(
    connection: Connection, *, claims: Sequence[str] | None = None, as_of: datetime | None = None
) -> list[Review]:
    """All reviews (of the claims of these ids), the oldest first, as far as they were known at a moment."""
    r = schema.reviews.c
    query = select(schema.reviews).order_by(r.row)
    if as_of is not None:
        query = query.where(r.recorded <= as_of)
    if claims is None:
        return _make_reviews(connection.execute(query))
    found: list[Review] = []
    for at in range(0, len(claims), _AT_ONCE):
        found += _make_reviews(connection.execute(query.where(r.claim.in_(claims[at : at + _AT_ONCE]))))
    return sorted(found, key=lambda review: review.row)


def _make_reviews(rows: Iterable[Row[Any]]) -> list[Review]:
    """The reviews of some claims, which must be all of them, each with what became of it."""
    found: dict[int, Review] = {}
    for row in rows:
        if row.verdict == _UNDO:
            if row.undoes in found:
                found[row.undoes] = replace(found[row.undoes], undone=row.recorded)
        else:
            found[row.row] = Review(
                row.row, row.claim, row.verdict, json.loads(row.fields), row.who, row.reason, row.recorded
            )
    later: dict[tuple[str, str], datetime] = {}
    for review in reversed(found.values()):
        if review.undone is None:
            by = (review.claim, review.who)
            found[review.row] = replace(review, replaced=later.get(by))
            later[by] = review.recorded
    return list(found.values())


def find_standing(
    connection: Connection, claims: Sequence[str], *, as_of: datetime | None = None
) -> dict[str, tuple[Review, ...]]:
    """The reviews that stand of the claims of these ids, the oldest first; the last of a claim is what holds."""
    found: dict[str, tuple[Review, ...]] = {}
    if connection.scalar(select(schema.reviews.c.row).limit(1)) is None:
        return found
    for review in list_reviews(connection, claims=claims, as_of=as_of):
        if review.stands:
            found[review.claim] = (*found.get(review.claim, ()), review)
    return found


def count_standing(connection: Connection, *, as_of: datetime | None = None) -> int:
    """How many reviews stand, as far as they were known at a moment: of each person the latest of each claim."""
    r, undoing = schema.reviews.c, schema.reviews.alias("undoing").c
    known = (true(),) if as_of is None else (r.recorded <= as_of, undoing.recorded <= as_of)
    undone = select(undoing.undoes).where(undoing.undoes == r.row, *known[1:]).exists()
    pairs = select(r.claim, r.who).where(r.verdict != _UNDO, ~undone, known[0]).distinct().subquery()
    return int(connection.scalar(select(func.count()).select_from(pairs)) or 0)


def find_reviewed(
    connection: Connection, claims: Mapping[int, tuple[str, str]], *, as_of: datetime | None = None
) -> dict[int, Reviewed]:
    """By row what people say of these claims, which are given by row with their ids and their records in JSON."""
    standing = find_standing(connection, sorted({id for id, _ in claims.values()}), as_of=as_of)
    told = {row: standing[id] for row, (id, _) in claims.items() if id in standing}
    changed = [row for row, reviews in told.items() if reviews[-1].values]
    origins = _find_origins(connection, changed)
    found = {}
    for row, reviews in told.items():
        latest = reviews[-1]
        before = json.loads(origins.get(row, claims[row][1])) if latest.values else {}
        found[row] = Reviewed(latest, reviews, {key: before[key] for part in latest.values.values() for key in part})
    return found


def _find_origins(connection: Connection, rows: Sequence[int]) -> dict[int, str]:
    """The records, as they were read, of those claims of these rows that are corrected ones."""
    k, table, found = schema.corrections.c, schema.records, dict[int, str]()
    for at in range(0, len(rows), _AT_ONCE):
        query = select(k.claim, table.c.record).join(table, table.c.claim == k.origin)
        told = connection.execute(query.where(k.claim.in_(rows[at : at + _AT_ONCE])))
        found.update((int(row), str(record)) for row, record in told)
    return found
